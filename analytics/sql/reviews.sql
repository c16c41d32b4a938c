-- grain: one row an active child of a setting open on the day
SELECT setting, cluster, child, sen_status, cycle_no, due_on, state, days_overdue, band
FROM standing.active_children($as_of, $known_at)
WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY setting, child
