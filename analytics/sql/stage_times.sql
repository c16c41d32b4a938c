-- grain: one row a service a step, of the referrals that took the step in the term so far
WITH steps AS (
    SELECT service, unnest([
        {'place': 1, 'from_stage': 'made', 'to_stage': 'received', 'left_on': made_on, 'reached_on': received_on},
        {'place': 2, 'from_stage': 'received', 'to_stage': 'triaged', 'left_on': received_on, 'reached_on': triaged_on},
        {'place': 3, 'from_stage': 'triaged', 'to_stage': 'accepted', 'left_on': triaged_on, 'reached_on': accepted_on},
        {'place': 4, 'from_stage': 'accepted', 'to_stage': 'first_contact', 'left_on': accepted_on, 'reached_on': first_contact_on},
        {'place': 5, 'from_stage': 'first_contact', 'to_stage': 'assessment_complete', 'left_on': first_contact_on,
         'reached_on': assessment_complete_on}
    ], recursive := TRUE)
    FROM standing.referrals($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
)
SELECT service, from_stage, to_stage, count(*) AS referrals,
       round(quantile_cont(reached_on - left_on, 0.5), 1) AS median_days,
       round(quantile_cont(reached_on - left_on, 0.9), 1) AS p90_days
FROM steps
WHERE left_on <= reached_on AND reached_on BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of
GROUP BY service, place, from_stage, to_stage
ORDER BY service, place
