-- grain: one row an active child without a date, whose last plan and last review are long ago; the longest ago first
WITH undated AS (
    SELECT c.setting, c.name, c.cluster, c.child, c.sen_status, h.last_started_on AS plan_started_on, h.last_held_on,
           $as_of - greatest(h.last_started_on, h.last_held_on) AS days_since
    FROM standing.active_children($as_of, $known_at) c
    JOIN standing.child_histories($as_of, $known_at) h ON h.setting = c.setting AND h.child = c.child
    WHERE c.state = 'no_date'
          AND standing.is_chosen(c.setting, c.cluster, c.provider_type, c.area_senco, $scope, $clusters, $provider_types, $officers)
)
SELECT setting, name, cluster, child, sen_status, plan_started_on, last_held_on, days_since
FROM undated
WHERE days_since > $stale_plan_days
ORDER BY days_since DESC, setting, child
