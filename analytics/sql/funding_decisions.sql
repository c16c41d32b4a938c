-- grain: one row a fund applied to or decided on in the term so far
WITH applications AS (
    SELECT *, applied_on >= standing.term_starts_on(standing.term_of($as_of)) AS is_applied,
           is_decided AND decided_on >= standing.term_starts_on(standing.term_of($as_of)) AS is_decided_now,
           panel_on <= $as_of AS is_after_panel,
           decided_on <= standing.working_day_after(panel_on, $fund_working_days::INTEGER) AS is_in_time
    FROM standing.applications($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
),
counts AS (
    SELECT fund,
           count(*) FILTER (WHERE is_applied) AS applied,
           count(*) FILTER (WHERE is_decided_now) AS decided,
           count(*) FILTER (WHERE is_decided_now AND decision = 'awarded') AS awarded,
           count(*) FILTER (WHERE is_decided_now AND decision = 'part') AS part,
           count(*) FILTER (WHERE is_decided_now AND decision = 'declined') AS declined,
           count(*) FILTER (WHERE is_decided_now AND decision = 'deferred') AS deferred,
           count(*) FILTER (WHERE is_decided_now AND is_after_panel AND is_in_time) AS in_time,
           count(*) FILTER (WHERE is_decided_now AND is_after_panel) AS after_panel
    FROM applications
    GROUP BY fund
)
SELECT fund, applied, decided, awarded, part, declined, deferred,
       CASE WHEN fund = 'inclusion_fund' THEN in_time END AS in_time,
       CASE WHEN fund = 'inclusion_fund' THEN standing.share(in_time, after_panel) END AS in_time_share
FROM counts
WHERE applied > 0 OR decided > 0
ORDER BY fund
