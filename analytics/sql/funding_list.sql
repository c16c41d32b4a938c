-- grain: one row an application that waits for a decision or was decided in the term so far; those that wait longest first
SELECT setting, name, cluster, child, fund, applied_on, panel_on,
       CASE WHEN fund = 'inclusion_fund' THEN standing.working_day_after(panel_on, $fund_working_days::INTEGER) END AS due_on,
       CASE WHEN is_decided THEN 'decided' WHEN is_undated THEN 'undated' ELSE 'waiting' END AS state,
       decision, CASE WHEN is_decided THEN decided_on END AS decided_on,
       CASE WHEN is_decided THEN starts_on END AS starts_on, CASE WHEN is_decided THEN ends_on END AS ends_on
FROM standing.applications($as_of, $known_at)
WHERE (NOT is_decided OR decided_on >= standing.term_starts_on(standing.term_of($as_of)))
      AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY is_decided, is_undated, applied_on, setting, child, fund
