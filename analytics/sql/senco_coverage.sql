-- grain: one row a setting open on the day
SELECT setting, name, provider_type, cluster, expectation, cover, vacant_days, standard
FROM standing.cover($as_of, $known_at)
WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY setting
