-- grain: one row an open setting with no SENCO, or where it is not known; children are blank where its reviews are not known
WITH children AS (
    SELECT c.setting, count(a.child) AS children
    FROM standing.current_return('sen_reviews', $as_of, $known_at) c
    LEFT JOIN standing.active_children($as_of, $known_at) a ON a.setting = c.setting
    GROUP BY c.setting
)
SELECT c.setting, c.name, c.provider_type, c.cluster, c.area_senco, c.expectation, c.cover,
       c.last_ended_on AS vacant_since, c.vacant_days, n.children
FROM standing.cover($as_of, $known_at) c
LEFT JOIN children n ON n.setting = c.setting
WHERE c.cover IN ('vacant', 'not_known')
      AND standing.is_chosen(c.setting, c.cluster, c.provider_type, c.area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY c.cover = 'not_known', coalesce(n.children, 0) = 0, CASE WHEN c.cover = 'vacant' THEN n.children END DESC NULLS LAST,
         c.vacant_days DESC NULLS LAST, n.children DESC NULLS LAST, c.setting
