-- rule: steps_in_order
-- severity: warns
-- says: Whether the steps of each request are in order
WITH steps AS (
    SELECT row, unnest([
        {'step': 1, 'field': 'assess_decided_on', 'said': 'the decision to assess', 'reached_on': assess_decided_on},
        {'step': 2, 'field': 'issue_decided_on', 'said': 'the decision to issue a plan', 'reached_on': issue_decided_on},
        {'step': 3, 'field': 'final_on', 'said': 'the final plan', 'reached_on': final_on},
        {'step': 4, 'field': 'last_review_on', 'said': 'the last review of the plan', 'reached_on': last_review_on}
    ], recursive := TRUE)
    FROM typed
),
pairs AS (
    SELECT *, lag(reached_on) OVER w AS reached_before, lag(said) OVER w AS said_before
    FROM steps
    WHERE reached_on IS NOT NULL
    WINDOW w AS (PARTITION BY row ORDER BY step)
)
SELECT row, field AS "column",
       'The day of ' || said || ' (' || strftime(reached_on, '%-d %b %Y') || ') is before ' || said_before || ' ('
       || strftime(reached_before, '%-d %b %Y') || '). Check the order of the dates.' AS message
FROM pairs
WHERE reached_on < reached_before
