-- grain: one row a cluster with a setting open on the day a purpose, of the contacts from the first day of the term to the day
WITH settings AS (
    SELECT setting, cluster
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers)
    WHERE is_open AND standing.ever_loaded('contacts', $known_at)
),
groups AS (
    SELECT cluster, unnest(standing.contact_purposes()) AS purpose FROM (SELECT DISTINCT cluster FROM settings)
),
counts AS (
    SELECT s.cluster, c.purpose, count(*) AS contacts, count(*) FILTER (WHERE c.started_by = 'setting') AS started_by_setting
    FROM standing.contacts($known_at) c
    JOIN settings s ON s.setting = c.setting
    WHERE c."on" BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of
    GROUP BY s.cluster, c.purpose
)
SELECT g.cluster, g.purpose, coalesce(c.contacts, 0) AS contacts, coalesce(c.started_by_setting, 0) AS started_by_setting
FROM groups g
LEFT JOIN counts c ON c.cluster = g.cluster AND c.purpose = g.purpose
ORDER BY g.cluster, list_position(standing.contact_purposes(), g.purpose)
