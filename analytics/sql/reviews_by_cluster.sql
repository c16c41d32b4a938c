-- grain: one row a cluster with a setting open on the day; counts are blank where no return of its settings is current
WITH settings AS (
    SELECT s.setting, s.cluster, c.setting IS NOT NULL AS told
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    LEFT JOIN standing.current_return('sen_reviews', $as_of, $known_at) c ON c.setting = s.setting
    WHERE s.is_open AND standing.ever_loaded('sen_reviews', $known_at)
),
counts AS (
    SELECT s.cluster, bool_or(s.told) AS told, count(c.child) AS children,
           count(*) FILTER (WHERE c.state = 'overdue') AS overdue,
           count(*) FILTER (WHERE c.state = 'due_soon') AS due_soon,
           count(*) FILTER (WHERE c.state = 'on_track') AS on_track,
           count(*) FILTER (WHERE c.state = 'no_date') AS no_date
    FROM settings s
    LEFT JOIN standing.active_children($as_of, $known_at) c ON c.setting = s.setting
    GROUP BY s.cluster
)
SELECT cluster,
       CASE WHEN told THEN children END AS children,
       CASE WHEN told THEN overdue END AS overdue,
       CASE WHEN told THEN due_soon END AS due_soon,
       CASE WHEN told THEN on_track END AS on_track,
       CASE WHEN told THEN no_date END AS no_date,
       CASE WHEN told THEN standing.share(overdue, children) END AS overdue_share
FROM counts
ORDER BY cluster
