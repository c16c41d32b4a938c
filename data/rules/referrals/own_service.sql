-- rule: own_service
-- severity: blocks
-- says: Whether a service’s own export holds only that service
SELECT row, 'service' AS "column",
       'This file was given as the export of ' || $source || ', but this row is for another service. Take the row out, or load the file without a source.' AS message
FROM typed
WHERE NOT is_nil AND $source IS NOT NULL AND service IS NOT NULL AND service <> $source
