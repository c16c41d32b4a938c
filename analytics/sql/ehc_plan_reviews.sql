-- grain: one row an active child with an EHC plan who is under five on the day, or whose age is not known; the longest ago first
WITH plans AS (
    SELECT c.setting, c.name, c.cluster, c.child, h.last_held_on, standing.age_months(h.birth_month, $as_of) AS age,
           coalesce(h.last_held_on, h.first_started_on) AS counted_from
    FROM standing.active_children($as_of, $known_at) c
    JOIN standing.child_histories($as_of, $known_at) h ON h.setting = c.setting AND h.child = c.child
    WHERE c.sen_status = 'ehc_plan'
          AND standing.is_chosen(c.setting, c.cluster, c.provider_type, c.area_senco, $scope, $clusters, $provider_types, $officers)
),
dated AS (
    SELECT *, (counted_from + to_months($ehc_advisory_months::INTEGER))::DATE AS six_months_on,
           (counted_from + to_months($ehc_statutory_months::INTEGER))::DATE AS twelve_months_on
    FROM plans
    WHERE age IS NULL OR age < $under_five_months
)
SELECT setting, name, cluster, child, last_held_on, six_months_on, twelve_months_on,
       CASE
           WHEN age IS NULL THEN 'age_not_known'
           WHEN $as_of <= six_months_on THEN 'within_6_months'
           WHEN $as_of <= twelve_months_on THEN 'over_6_months'
           ELSE 'over_12_months'
       END AS state
FROM dated
ORDER BY counted_from, setting, child
