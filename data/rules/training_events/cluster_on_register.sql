-- rule: cluster_on_register
-- severity: warns
-- needs: settings
-- says: Whether the clusters are on the register
SELECT row, 'cluster' AS "column",
       'No setting on the register is in a cluster called “' || cluster || '”, so nobody would be invited. Write the cluster as the register does, or leave it blank for all clusters.' AS message
FROM typed
WHERE cluster IS NOT NULL
      AND cluster NOT IN (
          SELECT s.cluster FROM main.settings s JOIN main.submissions b ON b.id = s.submission WHERE b.withdrawn_at IS NULL
      )
