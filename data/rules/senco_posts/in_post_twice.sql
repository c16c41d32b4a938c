-- rule: in_post_twice
-- severity: warns
-- says: Whether each person is in post once at a time
SELECT later.row, 'started_on' AS "column",
       'This person is in post here already on that day, from ' || strftime(earlier.started_on, '%-d %b %Y')
       || coalesce(' to ' || strftime(earlier.ended_on, '%-d %b %Y'), '') || ' (row ' || earlier.row
       || '). Write the last day of the earlier post, or take one of the two out.' AS message
FROM typed later
JOIN typed earlier
    ON earlier.setting = later.setting AND earlier.senco_ref = later.senco_ref AND earlier.started_on < later.started_on
    AND (earlier.ended_on IS NULL OR earlier.ended_on >= later.started_on)
WHERE NOT later.is_nil AND NOT earlier.is_nil
QUALIFY row_number() OVER (PARTITION BY later.row ORDER BY earlier.started_on DESC, earlier.row) = 1
