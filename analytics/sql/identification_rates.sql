-- grain: one row an open funded setting with enough places; the rates compared with are of all whose reviews are known
WITH children AS (
    SELECT c.setting, count(a.child) AS children
    FROM standing.current_return('sen_reviews', $as_of, $known_at) c
    LEFT JOIN standing.active_children($as_of, $known_at) a ON a.setting = c.setting
    GROUP BY c.setting
),
settings AS (
    SELECT s.setting, s.name, s.cluster, s.provider_type, s.area_senco, s.places, n.children,
           least(n.children / s.places, 1) AS part,
           sum(n.children) OVER (PARTITION BY s.cluster)::BIGINT AS cluster_children,
           sum(s.places) FILTER (n.children IS NOT NULL) OVER (PARTITION BY s.cluster)::BIGINT AS cluster_places,
           sum(n.children) OVER ()::BIGINT AS all_children,
           sum(s.places) FILTER (n.children IS NOT NULL) OVER ()::BIGINT AS all_places
    FROM standing.settings_on($as_of, $known_at) s
    LEFT JOIN children n ON n.setting = s.setting
    WHERE s.is_open AND s.funded AND s.places > 0 AND standing.ever_loaded('sen_reviews', $known_at)
),
intervals AS (
    SELECT *, part + $interval_width ^ 2 / (2 * places) AS middle,
           $interval_width * sqrt(part * (1 - part) / places + $interval_width ^ 2 / (4 * places ^ 2)) AS spread,
           1 + $interval_width ^ 2 / places AS scale,
           all_children / all_places AS authority_part
    FROM settings
),
bounds AS (
    SELECT *, greatest((middle - spread) / scale, 0) AS low_part, least((middle + spread) / scale, 1) AS high_part FROM intervals
)
SELECT setting, name, cluster, places, children, standing.per_hundred(children, places) AS rate,
       CASE WHEN children IS NOT NULL THEN round(100 * low_part, 1) END AS low,
       CASE WHEN children IS NOT NULL THEN round(100 * high_part, 1) END AS high,
       standing.per_hundred(cluster_children, cluster_places) AS cluster_rate,
       standing.per_hundred(all_children, all_places) AS authority_rate,
       CASE
           WHEN children IS NULL THEN 'not_known'
           WHEN high_part < authority_part THEN 'low'
           WHEN low_part > authority_part THEN 'high'
           ELSE 'within'
       END AS tail
FROM bounds
WHERE places >= $identification_places
      AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY rate DESC NULLS LAST, setting
