-- grain: one row an active child of a setting open on the day; parents_involved is of the last review held
WITH last_held AS (
    SELECT setting, child, arg_max(coalesce(parents_involved, 'not_known'), (review_held_on, cycle_no)) AS parents_involved
    FROM standing.cycles($as_of, $known_at)
    WHERE review_held_on <= $as_of
    GROUP BY setting, child
)
SELECT c.child, c.setting, c.name, c.cluster, c.sen_status, c.state, c.due_on, c.days_overdue, c.band, c.cycle_no, h.parents_involved
FROM standing.active_children($as_of, $known_at) c
LEFT JOIN last_held h ON h.setting = c.setting AND h.child = c.child
WHERE standing.is_chosen(c.setting, c.cluster, c.provider_type, c.area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY c.days_overdue DESC NULLS LAST, c.due_on NULLS FIRST, c.setting, c.child
