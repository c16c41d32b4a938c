-- grain: one row a contact by the day, the latest first
SELECT r.setting, r.submission, r.row, r.contact_ref, r.officer, r."on", r.kind, r.purpose, r.started_by, r.action,
       r.action_due_on, r.action_done_on
FROM standing.contacts($known_at) r
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = r.setting
WHERE ($settings IS NULL OR list_contains($settings, r.setting)) AND r."on" <= $as_of
ORDER BY r.setting, r."on" DESC, r.contact_ref
