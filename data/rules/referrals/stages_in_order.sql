-- rule: stages_in_order
-- severity: warns
-- says: Whether the stages of each referral are in order
WITH stages AS (
    SELECT row, unnest([
        {'step': 1, 'field': 'received_on', 'stage': 'received', 'reached_on': received_on},
        {'step': 2, 'field': 'triaged_on', 'stage': 'triaged', 'reached_on': triaged_on},
        {'step': 3, 'field': 'accepted_on', 'stage': 'accepted', 'reached_on': accepted_on},
        {'step': 4, 'field': 'first_contact_on', 'stage': 'first contact', 'reached_on': first_contact_on},
        {'step': 5, 'field': 'assessment_complete_on', 'stage': 'assessment complete', 'reached_on': assessment_complete_on},
        {'step': 6, 'field': 'discharged_on', 'stage': 'discharged', 'reached_on': discharged_on}
    ], recursive := TRUE)
    FROM typed
    WHERE NOT is_nil
),
pairs AS (
    SELECT *, lag(reached_on) OVER w AS reached_before, lag(stage) OVER w AS stage_before
    FROM stages
    WHERE reached_on IS NOT NULL
    WINDOW w AS (PARTITION BY row ORDER BY step)
)
SELECT row, field AS "column",
       'The date of “' || stage || '” (' || strftime(reached_on, '%-d %b %Y') || ') is before “' || stage_before || '” ('
       || strftime(reached_before, '%-d %b %Y') || '). Check the order of the dates.' AS message
FROM pairs
WHERE reached_on < reached_before
