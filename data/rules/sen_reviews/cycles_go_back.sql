-- rule: cycle_goes_back
-- severity: warns
-- says: Whether no child is in an earlier cycle than before
WITH here AS (
    FROM incoming
    QUALIFY row_number() OVER (PARTITION BY setting, child ORDER BY cycle_no DESC, row) = 1
),
before AS (
    SELECT setting, child, max(cycle_no) AS cycle_no, any_value(told_for) AS told_for FROM previous GROUP BY setting, child
)
SELECT h.row, 'cycle_no' AS "column",
       'The latest cycle of this child is ' || h.cycle_no || ' in this file and was ' || b.cycle_no || ' in the return for ' || b.told_for
       || '. Check the cycle number and the reference.' AS message
FROM here h
JOIN before b ON b.setting = h.setting AND b.child = h.child
WHERE h.cycle_no < b.cycle_no
