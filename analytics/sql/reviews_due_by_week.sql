-- grain: one row a cluster a week, twelve weeks from the Monday of the day's week; blank where no return of its settings is current
WITH settings AS (
    SELECT s.setting, s.cluster, c.setting IS NOT NULL AS told
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    LEFT JOIN standing.current_return('sen_reviews', $as_of, $known_at) c ON c.setting = s.setting
    WHERE s.is_open AND standing.ever_loaded('sen_reviews', $known_at)
),
clusters AS (
    SELECT cluster, bool_or(told) AS told FROM settings GROUP BY cluster
),
weeks AS (
    SELECT date_trunc('week', $as_of::DATE)::DATE + (7 * n)::INTEGER AS week_starting FROM range(12) w (n)
),
due AS (
    SELECT cluster, date_trunc('week', due_on)::DATE AS week_starting, count(*) AS children
    FROM standing.active_children($as_of, $known_at)
    WHERE due_on >= $as_of AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
    GROUP BY ALL
)
SELECT c.cluster, w.week_starting, CASE WHEN c.told THEN coalesce(d.children, 0) END AS children
FROM clusters c
CROSS JOIN weeks w
LEFT JOIN due d ON d.cluster = c.cluster AND d.week_starting = w.week_starting
ORDER BY c.cluster, w.week_starting
