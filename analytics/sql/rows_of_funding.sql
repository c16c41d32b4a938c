-- grain: one row an application made by the day, the latest first
SELECT r.setting, r.submission, r.row, r.child, r.fund, r.applied_on, r.panel_on, r.decision, r.decided_on, r.starts_on, r.ends_on
FROM standing.applications($as_of, $known_at) r
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = r.setting
WHERE ($settings IS NULL OR list_contains($settings, r.setting))
ORDER BY r.setting, r.applied_on DESC, r.fund, r.child
