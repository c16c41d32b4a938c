-- grain: one row a child there on the day, monitoring too, by its latest cycle
SELECT child, setting, name, cluster, sen_status, cycle_no, plan_started_on, due_on
FROM standing.children($as_of, $known_at)
WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY cluster, name, setting, child
