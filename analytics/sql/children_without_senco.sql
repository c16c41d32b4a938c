-- grain: one row an open setting with active children and no SENCO, most children first
WITH children AS (
    SELECT setting, count(*) AS children FROM standing.active_children($as_of, $known_at) GROUP BY setting
)
SELECT c.setting, c.name, c.cluster, c.provider_type, c.expectation, n.children, c.vacant_days
FROM standing.cover($as_of, $known_at) c
JOIN children n ON n.setting = c.setting
WHERE c.cover = 'vacant' AND standing.is_chosen(c.setting, c.cluster, c.provider_type, c.area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY n.children DESC, c.vacant_days DESC NULLS LAST, c.setting
