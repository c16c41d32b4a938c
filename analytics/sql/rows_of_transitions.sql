-- grain: one row a child who leaves for school
SELECT r.setting, r.submission, r.row, r.child, r.starts_school_on, r.receiving_school_urn, r.meeting_on, r.information_shared_on,
       r.parents_agreed, r.receiving_senco_known
FROM standing.moves($as_of, $known_at) r
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = r.setting
WHERE ($settings IS NULL OR list_contains($settings, r.setting))
ORDER BY r.setting, r.starts_school_on DESC, r.child
