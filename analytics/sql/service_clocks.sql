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
judged AS (
    SELECT *, ended_on BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of AS is_completed
    FROM standing.clock_runs($as_of, $known_at, $triage_days, $fund_working_days, $ehc_assess_weeks, $ehc_issue_weeks, $ehc_final_weeks)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
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
