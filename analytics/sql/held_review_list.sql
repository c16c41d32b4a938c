-- grain: one row a review held from the first day of the term to the day, of a setting open on the day; the latest first
SELECT r.child, r.setting, s.name, s.cluster, r.cycle_no, r.review_held_on AS held_on,
       coalesce(r.parents_involved, 'not_known') AS parents,
       coalesce(r.child_voice, 'not_known') AS child_voice,
       coalesce(r.professional_present, 'not_known') AS professional
FROM standing.cycles($as_of, $known_at) r
JOIN standing.chosen_told('sen_reviews', $as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = r.setting
WHERE r.review_held_on BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of
      AND r.sen_status IN ('sen_support', 'ehc_requested', 'ehc_plan')
ORDER BY held_on DESC, r.setting, r.child, r.cycle_no
