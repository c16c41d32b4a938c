-- grain: one row a cluster with a setting open on the day; active children are blank where no return of its settings is current
WITH children AS (
    SELECT c.setting, count(a.child) AS children
    FROM standing.current_return('sen_reviews', $as_of, $known_at) c
    LEFT JOIN standing.active_children($as_of, $known_at) a ON a.setting = c.setting
    GROUP BY c.setting
),
awards AS (
    SELECT setting, count(DISTINCT child) AS awarded
    FROM standing.applications($as_of, $known_at)
    WHERE fund = 'disability_access_fund' AND decision IN ('awarded', 'part') AND coalesce(starts_on <= $as_of, TRUE)
          AND coalesce(ends_on, (decided_on + INTERVAL 12 MONTH)::DATE) >= $as_of
    GROUP BY setting
)
SELECT s.cluster, sum(n.children)::BIGINT AS active_children, coalesce(sum(a.awarded), 0)::BIGINT AS awarded
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
LEFT JOIN children n ON n.setting = s.setting
LEFT JOIN awards a ON a.setting = s.setting
WHERE s.is_open AND standing.ever_loaded('funding', $known_at)
GROUP BY s.cluster
ORDER BY s.cluster
