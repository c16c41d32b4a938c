-- grain: one row a request for an EHC assessment made by the day; the latest first
WITH requests AS (
    SELECT *,
           CASE
               WHEN exception <> 'none' THEN NULL
               WHEN next_step = 'assess_decision' THEN requested_on + 7 * $ehc_assess_weeks::INTEGER
               WHEN next_step = 'issue_decision' THEN requested_on + 7 * $ehc_issue_weeks::INTEGER
               WHEN next_step = 'final_plan' THEN requested_on + 7 * $ehc_final_weeks::INTEGER
           END AS next_due_on
    FROM standing.ehc_requests($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
)
SELECT setting, name, cluster, child, requested_on,
       CASE WHEN assess_decided_on <= $as_of THEN assess_decided_on END AS assess_decided_on,
       CASE WHEN issue_decided_on <= $as_of THEN issue_decided_on END AS issue_decided_on,
       CASE WHEN final_on <= $as_of THEN final_on END AS final_on,
       exception, next_step, next_due_on,
       CASE WHEN next_due_on < $as_of THEN $as_of - next_due_on END AS days_late
FROM requests
ORDER BY days_late DESC NULLS LAST, next_due_on NULLS LAST, next_step NULLS LAST, requested_on, setting, child
