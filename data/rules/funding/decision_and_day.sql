-- rule: decision_and_day
-- severity: warns
-- says: Whether each decision has its day
SELECT row, CASE WHEN decision IS NULL THEN 'decision' ELSE 'decided_on' END AS "column",
       CASE
           WHEN decision IS NULL THEN 'There is a day of decision, but no decision. Write what was decided.'
           ELSE 'There is a decision, but no day. Write the day of the decision, like 15/10/2026.'
       END AS message
FROM staged
WHERE (decision IS NULL) <> (decided_on IS NULL)
