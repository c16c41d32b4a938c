-- grain: one row a post in post on the day, deputies too, of someone who came to nothing in the year before; the longest first
WITH trained AS (
    SELECT p.setting, p.name, p.cluster, p.senco_ref, p.role, p.started_on, max(a.held_on) AS last_trained_on
    FROM standing.open_posts($as_of, $known_at) p
    LEFT JOIN standing.attended($as_of, $known_at) a
        ON a.attendee_ref = p.senco_ref
        OR (a.setting = p.setting AND a.held_on >= p.started_on AND a.attendee_role = CASE p.role WHEN 'deputy' THEN 'deputy' ELSE 'senco' END)
    WHERE standing.training_loaded($known_at)
          AND standing.is_chosen(p.setting, p.cluster, p.provider_type, p.area_senco, $scope, $clusters, $provider_types, $officers)
    GROUP BY ALL
)
SELECT setting, name, cluster, senco_ref, role, started_on, last_trained_on
FROM trained
WHERE NOT standing.in_months_to(last_trained_on, $training_months, $as_of)
ORDER BY last_trained_on NULLS FIRST, started_on, setting, senco_ref
