-- rule: zeros_lost
-- severity: blocks
-- says: Whether a number on the register has lost its zeros in front
SELECT t.row, 'urn' AS "column",
       'The register has ' || k.urn || ' (' || k.name || '), so zeros in front may be lost here. Format the column as text and write '
       || k.urn || '.' AS message
FROM typed t
JOIN known k ON k.setting <> t.setting AND split_part(k.setting, ':', 1) = t.urn_scheme AND ltrim(k.urn, '0') = t.urn
WHERE t.setting NOT IN (SELECT setting FROM known) AND k.urn NOT IN (SELECT urn FROM typed WHERE urn IS NOT NULL)
QUALIFY row_number() OVER (PARTITION BY t.row ORDER BY k.setting) = 1
