-- grain: one row a setting open on the day whose rating an officer set
SELECT s.setting, o.rating, o.from_on, o.last_on, o.set_by, o.reason
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
JOIN standing.rating_overrides($as_of, $known_at) o ON o.setting = s.setting
WHERE s.is_open
ORDER BY s.setting
