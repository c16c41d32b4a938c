-- grain: one row a setting open on the day
SELECT s.setting, s.name, s.provider_type, s.cluster, s.expectation, c.cover, c.vacant_days, c.standard
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
JOIN standing.cover($as_of, $known_at) c ON c.setting = s.setting
ORDER BY s.setting
