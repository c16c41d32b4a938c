-- grain: one row a cluster with a setting open on the day; counts are blank where no return of its settings is current
WITH ages AS (
    SELECT c.setting, c.child, h.is_checked, standing.age_months(h.birth_month, $as_of) AS age
    FROM standing.active_children($as_of, $known_at) c
    JOIN standing.child_histories($as_of, $known_at) h ON h.setting = c.setting AND h.child = c.child
),
counts AS (
    SELECT s.cluster, bool_or(s.told) AS told,
           count(*) FILTER (WHERE a.age >= $two_year_check_months) AS children,
           count(*) FILTER (WHERE a.age >= $two_year_check_months AND a.is_checked) AS checked,
           count(*) FILTER (WHERE a.age >= $two_year_check_months AND NOT a.is_checked) AS not_checked,
           count(*) FILTER (WHERE a.child IS NOT NULL AND a.age IS NULL) AS age_not_known
    FROM standing.chosen_told('sen_reviews', $as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    LEFT JOIN ages a ON a.setting = s.setting
    GROUP BY s.cluster
)
SELECT cluster,
       CASE WHEN told THEN children END AS children,
       CASE WHEN told THEN checked END AS checked,
       CASE WHEN told THEN not_checked END AS not_checked,
       CASE WHEN told THEN age_not_known END AS age_not_known
FROM counts
ORDER BY cluster
