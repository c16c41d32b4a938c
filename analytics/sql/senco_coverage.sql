-- grain: one row a setting open on the day
SELECT s.setting, s.name, s.provider_type, s.cluster, s.expectation, c.cover, c.vacant_days, d.standard
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
JOIN standing.cover($as_of, $known_at) c ON c.setting = s.setting
LEFT JOIN standing.standards($as_of, $known_at) d ON d.setting = s.setting
ORDER BY s.setting
