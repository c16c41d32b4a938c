-- grain: one row a clock a run that ended in the term so far or is open; what is past its time limit first
WITH runs AS (
    SELECT * REPLACE (CASE WHEN ended_on <= $as_of THEN ended_on END AS ended_on),
           coalesce(ended_on BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of, FALSE) AS is_completed
    FROM standing.clock_runs($as_of, $known_at, $triage_days, $fund_working_days, $ehc_assess_weeks, $ehc_issue_weeks, $ehc_final_weeks)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
),
judged AS (
    SELECT *,
           CASE
               WHEN is_exception THEN 'exception'
               WHEN is_completed THEN CASE WHEN ended_on <= due_on THEN 'in_time' ELSE 'late' END
               ELSE CASE WHEN due_on < $as_of THEN 'open_late' ELSE 'open' END
           END AS state
    FROM runs
    WHERE is_completed OR is_open
)
SELECT clock, setting, name, cluster, referral_ref, child, began_on, due_on, ended_on, state,
       CASE WHEN state IN ('late', 'open_late') THEN coalesce(ended_on, $as_of) - due_on END AS days_late, exception
FROM judged
ORDER BY list_position(['open_late', 'open', 'late', 'in_time', 'exception'], state), days_late DESC NULLS LAST, due_on, clock, setting, child,
         referral_ref
