-- rule: consent
-- severity: warns
-- says: Whether parents agreed to each referral
SELECT row, 'consent_on' AS "column",
       'There is no date of consent for this referral. Add the day parents agreed, if they did.' AS message
FROM typed
WHERE NOT is_nil AND row IN (SELECT row FROM staged WHERE consent_on IS NULL)
