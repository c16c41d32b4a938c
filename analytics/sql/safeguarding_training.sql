-- grain: one row a SENCO or shared post in post on the day, the expired ones first
WITH posts AS (
    SELECT p.*, CASE WHEN p.safeguarding_trained_on <= $as_of THEN p.safeguarding_trained_on END AS trained_on
    FROM standing.open_posts($as_of, $known_at) p
    WHERE p.role IN ('senco', 'shared')
          AND standing.is_chosen(p.setting, p.cluster, p.provider_type, p.area_senco, $scope, $clusters, $provider_types, $officers)
),
dated AS (
    SELECT *, (trained_on + to_months(safeguarding_months))::DATE AS due_on FROM posts
)
SELECT setting, name, cluster, senco_ref, role, trained_on, due_on,
       CASE
           WHEN due_on IS NULL THEN 'not_known'
           WHEN due_on < $as_of THEN 'expired'
           WHEN due_on <= $as_of + $safeguarding_due_days THEN 'due'
           ELSE 'current'
       END AS state
FROM dated
ORDER BY list_position(['expired', 'due', 'not_known', 'current'], state), due_on, setting, senco_ref, started_on
