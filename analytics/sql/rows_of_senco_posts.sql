-- grain: one row a post told by the day, those still held first
SELECT r.setting, r.submission, r.row, r.senco_ref, r.role, r.interim, r.started_on, r.ended_on, r.qualified_teacher,
       r.qualification, r.qualified_on, r.relevant_experience, r.weekly_hours, r.handover_done, r.safeguarding_trained_on,
       r.cpd_reviewed_on, r.job_description_reviewed_on, c.setting IS NOT NULL AS in_latest_return
FROM standing.posts_told($as_of, $known_at) r
LEFT JOIN standing.current_return('senco_posts', $as_of, $known_at) c ON c.setting = r.setting AND c.submission = r.submission
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = r.setting
WHERE ($settings IS NULL OR list_contains($settings, r.setting))
ORDER BY r.setting, r.ended_on DESC NULLS FIRST, r.started_on DESC, r.senco_ref
