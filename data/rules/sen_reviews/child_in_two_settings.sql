-- rule: child_in_two_settings
-- severity: warns
-- says: Whether one child is told of by two settings
-- References such as C001 are used by many settings, each for a child of its own. So only a reference that just two settings use is
-- looked at, and only for children who are still there and agree in birth month and need.
WITH latest AS (
    SELECT row, setting, child_ref, birth_month, primary_need, left_on
    FROM typed
    WHERE NOT is_nil AND setting IS NOT NULL AND child_ref IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY setting, child_ref ORDER BY cycle_no DESC, row DESC) = 1
),
shared AS (
    FROM latest
    QUALIFY count(*) OVER (PARTITION BY child_ref) = 2
)
SELECT here.row, 'child_ref' AS "column",
       'Row ' || there.row || ' has the same reference, birth month and need at another setting. If it is one child who moved, write the day '
       || 'in “Left on” where the child no longer comes; if these are two children, nothing has to change.' AS message
FROM shared here
JOIN shared there
    ON there.child_ref = here.child_ref AND there.setting <> here.setting
    AND there.birth_month = here.birth_month AND there.primary_need = here.primary_need
WHERE here.primary_need <> 'not_known' AND here.left_on IS NULL AND there.left_on IS NULL
