-- rule: paid_as_decided
-- severity: warns
-- says: Whether only what was awarded is paid
SELECT row, 'starts_on' AS "column",
       'This application was ' || decision || ', but funding starts on ' || strftime(starts_on, '%-d %b %Y')
       || '. Check the decision and the date.' AS message
FROM typed
WHERE decision IN ('declined', 'deferred') AND starts_on IS NOT NULL
