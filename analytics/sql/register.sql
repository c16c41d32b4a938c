-- grain: one row a setting on the register of the day, open or closed
SELECT setting, name, provider_type, cluster, area_senco, expectation, is_open
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers)
ORDER BY setting
