-- grain: one row a child a cycle begun by the day
SELECT r.setting, r.submission, r.row, r.child, r.cycle_no, r.sen_status, r.primary_need, r.plan_started_on, r.review_due_on,
       r.review_held_on, r.next_review_due_on, r.outcome, r.parents_involved, r.child_voice, r.professional_present, r.outcomes_recorded,
       r.interventions_recorded, r.expected_impact_recorded, r.two_year_check_on, r.left_on
FROM standing.cycles($as_of, $known_at) r
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = r.setting
WHERE ($settings IS NULL OR list_contains($settings, r.setting))
ORDER BY r.setting, r.child, r.cycle_no DESC
