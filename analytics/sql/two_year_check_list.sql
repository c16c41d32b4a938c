-- grain: one row an active child who is old enough for the two-year check, or whose age is not known; the oldest first
WITH ages AS (
    SELECT c.child, c.setting, c.name, c.cluster, c.sen_status, h.is_checked, standing.age_months(h.birth_month, $as_of) AS age_months
    FROM standing.active_children($as_of, $known_at) c
    JOIN standing.child_histories($as_of, $known_at) h ON h.setting = c.setting AND h.child = c.child
    WHERE standing.is_chosen(c.setting, c.cluster, c.provider_type, c.area_senco, $scope, $clusters, $provider_types, $officers)
)
SELECT child, setting, name, cluster, sen_status, age_months,
       CASE WHEN age_months IS NULL THEN 'age_not_known' WHEN is_checked THEN 'checked' ELSE 'not_checked' END AS state
FROM ages
WHERE age_months IS NULL OR age_months >= $two_year_check_months
ORDER BY age_months DESC NULLS LAST, setting, child
