-- rule: action_without_words
-- severity: warns
-- says: Whether each action has its words
SELECT row, 'action' AS "column",
       'There is a date for an action, but no action. Write what was agreed, or take the date out.' AS message
FROM typed
WHERE action IS NULL AND (action_due_on IS NOT NULL OR action_done_on IS NOT NULL)
