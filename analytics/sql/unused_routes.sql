-- grain: one row an open setting with several active children and no referral for long; the most children first
WITH children AS (
    SELECT setting, count(*) AS children
    FROM standing.active_children($as_of, $known_at)
    GROUP BY setting
),
made AS (
    SELECT setting, max(made_on) AS last_referral_on
    FROM standing.referrals($as_of, $known_at)
    GROUP BY setting
)
SELECT s.setting, s.name, s.cluster, n.children, m.last_referral_on,
       CASE WHEN s.told THEN 'none_made' ELSE 'not_known' END AS state
FROM standing.chosen_told('referrals', $as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
JOIN children n ON n.setting = s.setting
LEFT JOIN made m ON m.setting = s.setting
WHERE n.children >= $unused_route_children
      AND NOT standing.in_months_to(m.last_referral_on, $unused_route_months, $as_of)
ORDER BY n.children DESC, s.setting
