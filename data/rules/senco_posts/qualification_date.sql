-- rule: qualification_date
-- severity: blocks
-- says: Whether an award held has its date
SELECT row, 'qualified_on' AS "column",
       'An award is held, so write the day it was gained in “Qualified on”, like 12/07/2024.' AS message
FROM typed
WHERE NOT is_nil AND qualification IN ('npq_senco', 'nasenco', 'level_3_ey_senco', 'other') AND row IN (SELECT row FROM staged WHERE qualified_on IS NULL)
