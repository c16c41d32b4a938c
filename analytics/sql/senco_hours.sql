-- grain: one row a setting open on the day; hours are blank unless every SENCO in post told them, children where reviews are not known
WITH hours AS (
    SELECT setting, CASE WHEN count(weekly_hours) = count(*) THEN sum(round(weekly_hours * 100)::BIGINT)::BIGINT END AS hundredths
    FROM standing.posts_on($as_of, $known_at)
    WHERE role IN ('senco', 'shared')
    GROUP BY setting
),
children AS (
    SELECT c.setting, count(a.child) AS children
    FROM standing.current_return('sen_reviews', $as_of, $known_at) c
    LEFT JOIN standing.active_children($as_of, $known_at) a ON a.setting = c.setting
    GROUP BY c.setting
)
SELECT s.setting, s.name, s.cluster, s.provider_type, h.hundredths / 100 AS weekly_hours, c.children,
       (2 * h.hundredths + c.children) // (2 * nullif(c.children, 0)) / 10 AS hours_per_10_children
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
LEFT JOIN hours h ON h.setting = s.setting
LEFT JOIN children c ON c.setting = s.setting
WHERE s.is_open AND standing.ever_loaded('senco_posts', $known_at)
ORDER BY hours_per_10_children, c.children DESC NULLS LAST, s.setting
