-- rule: next_review_without_review
-- severity: warns
-- says: Whether a next review date has a review before it
SELECT row, 'next_review_due_on' AS "column",
       'A next review date is given but no review was held. If it was held, write the day; until then this date is not used.' AS message
FROM typed
WHERE NOT is_nil AND next_review_due_on IS NOT NULL AND row IN (SELECT row FROM staged WHERE review_held_on IS NULL)
