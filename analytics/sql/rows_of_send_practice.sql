-- grain: one row an item of the practice audit answered by the day
SELECT r.setting, r.submission, r.row, r.item, r.answer, r.answered_on
FROM standing.practice($as_of, $known_at) r
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = r.setting
WHERE ($settings IS NULL OR list_contains($settings, r.setting))
ORDER BY r.setting, list_position(standing.practice_items(), r.item)
