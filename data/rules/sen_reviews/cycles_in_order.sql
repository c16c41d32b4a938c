-- rule: cycles_in_order
-- severity: warns
-- says: Whether a later cycle starts after an earlier one
SELECT row, 'plan_started_on' AS "column",
       'Cycle ' || cycle_no || ' starts before cycle ' || earlier_cycle || ' of the same child. Check the cycle numbers and the dates.' AS message
FROM (
    SELECT row, cycle_no, plan_started_on, is_nil,
           lag(plan_started_on) OVER w AS earlier_start, lag(cycle_no) OVER w AS earlier_cycle
    FROM typed
    WINDOW w AS (PARTITION BY setting, child_ref ORDER BY cycle_no)
)
WHERE NOT is_nil AND plan_started_on < earlier_start
