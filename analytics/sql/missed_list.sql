-- grain: one row a setting open on the day, the longest absences first
SELECT s.setting, s.name, s.cluster, s.area_senco, m.missed_in_a_row, m.last_came_on, coalesce(m.invited, 0) AS invited
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
LEFT JOIN standing.missed($as_of, $known_at) m ON m.setting = s.setting
WHERE s.is_open AND standing.training_loaded($known_at)
ORDER BY m.missed_in_a_row DESC NULLS LAST, s.name, s.setting
