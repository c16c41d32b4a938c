-- rule: safeguarding_months
-- severity: blocks
-- says: Whether the months between safeguarding training are 12 or 24
SELECT row, 'safeguarding_months' AS "column",
       'Months between safeguarding training must be 12 or 24. Leave it blank for 24.' AS message
FROM typed
WHERE safeguarding_months BETWEEN 13 AND 23
