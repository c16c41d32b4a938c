-- grain: one row a request for an EHC assessment made by the day, the latest first
SELECT r.setting, r.submission, r.row, r.child, r.requested_on, r.assess_decided_on, r.issue_decided_on, r.final_on, r.exception,
       r.last_review_on, r.section23_received_on
FROM standing.ehc_requests($as_of, $known_at) r
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = r.setting
WHERE ($settings IS NULL OR list_contains($settings, r.setting))
ORDER BY r.setting, r.requested_on DESC, r.child
