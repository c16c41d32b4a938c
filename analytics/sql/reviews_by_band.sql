-- grain: one row a cluster with a setting open on the day; counts are blank where no return of its settings is current
WITH settings AS (
    SELECT s.setting, s.cluster, c.setting IS NOT NULL AS told
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    LEFT JOIN standing.current_return('sen_reviews', $as_of, $known_at) c ON c.setting = s.setting
    WHERE s.is_open AND standing.ever_loaded('sen_reviews', $known_at)
),
counts AS (
    SELECT s.cluster, bool_or(s.told) AS told, count(c.child) AS children,
           count(*) FILTER (WHERE c.band = '1-14') AS days_1_14,
           count(*) FILTER (WHERE c.band = '15-42') AS days_15_42,
           count(*) FILTER (WHERE c.band = '43+') AS days_43_up,
           count(*) FILTER (WHERE c.state = 'no_date') AS no_date,
           count(*) FILTER (WHERE c.state = 'overdue') AS overdue
    FROM settings s
    LEFT JOIN standing.active_children($as_of, $known_at) c ON c.setting = s.setting
    GROUP BY s.cluster
)
SELECT cluster,
       CASE WHEN told THEN children END AS children,
       CASE WHEN told THEN days_1_14 END AS days_1_14,
       CASE WHEN told THEN days_15_42 END AS days_15_42,
       CASE WHEN told THEN days_43_up END AS days_43_up,
       CASE WHEN told THEN no_date END AS no_date,
       CASE WHEN told THEN overdue END AS overdue
FROM counts
ORDER BY cluster
