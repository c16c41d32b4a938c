-- grain: one row a setting open on the day
SELECT s.setting, m.missed_in_a_row
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
LEFT JOIN standing.missed($as_of, $known_at) m ON m.setting = s.setting
WHERE s.is_open AND standing.training_loaded($known_at)
ORDER BY s.setting
