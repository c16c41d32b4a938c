-- grain: one row a clock whose return was ever loaded
WITH clocks AS (
    SELECT unnest([
        {'place': 1, 'clock': 'area_senco_triage', 'return_name': 'referrals', 'allowed': $triage_days::INTEGER, 'unit': 'days'},
        {'place': 2, 'clock': 'inclusion_fund', 'return_name': 'funding', 'allowed': $fund_working_days::INTEGER, 'unit': 'working_days'},
        {'place': 3, 'clock': 'ehc_6_weeks', 'return_name': 'ehc_timeline', 'allowed': $ehc_assess_weeks::INTEGER, 'unit': 'weeks'},
        {'place': 4, 'clock': 'ehc_16_weeks', 'return_name': 'ehc_timeline', 'allowed': $ehc_issue_weeks::INTEGER, 'unit': 'weeks'},
        {'place': 5, 'clock': 'ehc_20_weeks', 'return_name': 'ehc_timeline', 'allowed': $ehc_final_weeks::INTEGER, 'unit': 'weeks'}
    ], recursive := TRUE)
),
requests AS (
    SELECT *, exception <> 'none' AS is_exception
    FROM standing.ehc_requests($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
),
runs AS (
    SELECT 'area_senco_triage' AS clock, received_on + $triage_days::INTEGER AS due_on, triaged_on AS ended_on,
           stage = 'received' AND coalesce(triaged_on > $as_of, TRUE) AS is_open, FALSE AS is_exception
    FROM standing.referrals($as_of, $known_at)
    WHERE service = 'area_senco' AND received_on <= $as_of
          AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
    UNION ALL
    SELECT 'inclusion_fund', standing.working_day_after(panel_on, $fund_working_days::INTEGER), decided_on,
           NOT is_decided AND NOT is_undated, FALSE
    FROM standing.applications($as_of, $known_at)
    WHERE fund = 'inclusion_fund' AND panel_on <= $as_of
          AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
    UNION ALL
    SELECT 'ehc_6_weeks', requested_on + 7 * $ehc_assess_weeks::INTEGER, assess_decided_on,
           coalesce(next_step = 'assess_decision', FALSE), is_exception
    FROM requests
    UNION ALL
    SELECT 'ehc_16_weeks', requested_on + 7 * $ehc_issue_weeks::INTEGER, issue_decided_on,
           coalesce(next_step IN ('assess_decision', 'issue_decision'), FALSE), is_exception
    FROM requests
    UNION ALL
    SELECT 'ehc_20_weeks', requested_on + 7 * $ehc_final_weeks::INTEGER, final_on, next_step IS NOT NULL, is_exception
    FROM requests
),
judged AS (
    SELECT *, ended_on BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of AS is_completed FROM runs
),
counts AS (
    SELECT clock,
           count(*) FILTER (WHERE is_completed AND NOT is_exception) AS completed,
           count(*) FILTER (WHERE is_completed AND NOT is_exception AND ended_on <= due_on) AS in_time,
           count(*) FILTER (WHERE is_open AND NOT is_exception) AS open,
           count(*) FILTER (WHERE is_open AND NOT is_exception AND due_on < $as_of) AS open_late,
           count(*) FILTER (WHERE (is_completed OR is_open) AND is_exception) AS exceptions
    FROM judged
    GROUP BY clock
)
SELECT c.clock, c.allowed, c.unit, coalesce(n.completed, 0) AS completed, coalesce(n.in_time, 0) AS in_time,
       standing.share(n.in_time, n.completed) AS in_time_share, coalesce(n.open, 0) AS open, coalesce(n.open_late, 0) AS open_late,
       coalesce(n.exceptions, 0) AS exceptions
FROM clocks c
LEFT JOIN counts n ON n.clock = c.clock
WHERE standing.ever_loaded(c.return_name, $known_at)
      AND EXISTS (FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers))
ORDER BY c.place
