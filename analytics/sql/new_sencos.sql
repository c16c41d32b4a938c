-- grain: one row a SENCO or shared post in post on the day that started in the year before, the late inductions first
WITH posts AS (
    SELECT p.*
    FROM standing.open_posts($as_of, $known_at) p
    WHERE p.role IN ('senco', 'shared') AND p.started_on >= $as_of - $new_senco_days
          AND standing.is_chosen(p.setting, p.cluster, p.provider_type, p.area_senco, $scope, $clusters, $provider_types, $officers)
),
inductions AS (
    FROM standing.attended($as_of, $known_at)
    WHERE kind = 'new_senco_induction' AND standing.training_loaded($known_at)
),
inducted AS (
    SELECT p.setting, p.name, p.cluster, p.senco_ref, p.role, p.started_on, min(i.held_on) AS inducted_on,
           p.started_on + $induction_days AS induct_by
    FROM posts p
    LEFT JOIN inductions i
        ON i.held_on >= p.started_on AND (i.attendee_ref = p.senco_ref OR (i.setting = p.setting AND i.attendee_role = 'senco'))
    GROUP BY ALL
),
states AS (
    SELECT setting, name, cluster, senco_ref, role, started_on, inducted_on, induct_by,
           CASE
               WHEN NOT standing.training_loaded($known_at) THEN 'not_known'
               WHEN inducted_on <= induct_by THEN 'inducted'
               WHEN induct_by >= $as_of THEN 'in_time'
               ELSE 'late'
           END AS state
    FROM inducted
)
FROM states
ORDER BY list_position(['late', 'in_time', 'not_known', 'inducted'], state), induct_by, setting, senco_ref
