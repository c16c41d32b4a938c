-- grain: one row a cluster a term, from the term of the first meeting to that of the day
WITH meetings AS (
    SELECT event_ref, cluster, held_on, standing.term_of(held_on) AS term
    FROM standing.events($known_at)
    WHERE kind = 'cluster_meeting' AND NOT cancelled AND standing.term_of(held_on) <= standing.term_of($as_of)
),
terms AS (
    SELECT term, least(standing.term_ends_on(term), $as_of) AS last_on
    FROM (SELECT unnest(range(min(term), standing.term_of($as_of) + 1)) AS term FROM meetings)
),
clusters AS (
    SELECT DISTINCT n.term, r.cluster
    FROM terms n
    JOIN standing.register($known_at) r
        ON r.from_on <= n.last_on AND n.last_on < r.to_on
        AND standing.open_on(n.last_on, r.on_early_years_register, r.expectation, r.opened_on, r.closed_on)
    WHERE standing.is_chosen(r.setting, r.cluster, r.provider_type, r.area_senco, $scope, $clusters, $provider_types, $officers)
)
SELECT c.cluster, standing.term_name(c.term) AS term, count(m.event_ref) AS planned,
       count(*) FILTER (WHERE m.held_on <= $as_of) AS held, count(m.event_ref) > 0 AS has_meeting
FROM clusters c
LEFT JOIN meetings m ON m.term = c.term AND (m.cluster IS NULL OR m.cluster = c.cluster)
GROUP BY c.cluster, c.term
ORDER BY c.cluster, c.term
