-- grain: one row a spell of one cover by one person at an open setting that was without a SENCO in the two years to the day
WITH places AS (
    SELECT s.*, greatest(($as_of - INTERVAL 24 MONTH)::DATE, coalesce(s.opened_on, DATE '0001-01-01')) AS first_on
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    WHERE s.is_open AND s.expectation IN ('must', 'expected')
),
told AS (
    SELECT p.setting, c.term, lead(c.term) OVER (PARTITION BY p.setting ORDER BY c.term) AS next_term
    FROM places p
    JOIN standing.sent($known_at) c ON c.setting = p.setting
    WHERE c.return_name = 'senco_posts' AND c.term <= standing.term_of($as_of)
),
-- A post without a last day by the day asked about lasts as long as the return that told of it speaks.
posts AS (
    SELECT p.setting, p.senco_ref, p.started_on, CASE WHEN p.interim THEN 3 WHEN p.role = 'shared' THEN 2 ELSE 1 END AS cover,
           CASE
               WHEN p.ended_on < $as_of THEN p.ended_on
               WHEN d.next_term <= d.term + standing.current_terms_back() THEN standing.term_starts_on(d.next_term) - 1
               ELSE standing.term_ends_on(d.term + standing.current_terms_back())
           END AS ended_on
    FROM standing.sencos_told($as_of, $known_at) p
    JOIN told d ON d.setting = p.setting AND d.term = p.term
    WHERE p.started_on <= $as_of
),
changes AS (
    SELECT setting, first_on AS from_on FROM places
    UNION
    SELECT setting, started_on FROM posts
    UNION
    SELECT setting, ended_on + 1 FROM posts
    UNION
    SELECT p.setting, standing.term_starts_on(t.term)
    FROM places p
    CROSS JOIN range(standing.term_of($as_of) - 6, standing.term_of($as_of) + 1) t(term)
),
pieces AS (
    SELECT c.setting, c.from_on, lead(c.from_on, 1, $as_of + 1) OVER (PARTITION BY c.setting ORDER BY c.from_on) - 1 AS to_on
    FROM changes c
    JOIN places p ON p.setting = c.setting
    WHERE c.from_on BETWEEN p.first_on AND $as_of
),
covered AS (
    SELECT i.setting, i.from_on, i.to_on, min(p.cover) AS cover,
           arg_min(p.senco_ref, (p.cover, p.started_on, p.senco_ref)) FILTER (WHERE p.senco_ref IS NOT NULL) AS senco_ref
    FROM pieces i
    LEFT JOIN posts p ON p.setting = i.setting AND i.from_on BETWEEN p.started_on AND p.ended_on
    GROUP BY i.setting, i.from_on, i.to_on
),
states AS (
    SELECT c.setting, c.from_on, c.to_on, c.senco_ref,
           CASE
               WHEN c.cover IS NOT NULL THEN ['in_post', 'shared', 'interim'][c.cover]
               WHEN EXISTS (
                   SELECT 1 FROM told d
                   WHERE d.setting = c.setting AND d.term BETWEEN standing.term_of(c.from_on) - standing.current_terms_back() AND standing.term_of(c.from_on)
               ) THEN 'vacant'
               ELSE 'not_known'
           END AS cover
    FROM covered c
),
numbered AS (
    SELECT *, row_number() OVER (PARTITION BY setting ORDER BY from_on)
              - row_number() OVER (PARTITION BY setting, cover, senco_ref ORDER BY from_on) AS island
    FROM states
),
spells AS (
    SELECT setting, senco_ref, cover, min(from_on) AS from_on, max(to_on) AS to_on, max(to_on) - min(from_on) + 1 AS days
    FROM numbered
    GROUP BY setting, senco_ref, cover, island
),
ranked AS (
    SELECT *, max(CASE WHEN cover = 'vacant' AND to_on = $as_of THEN days END) OVER (PARTITION BY setting) AS vacant_now,
           max(CASE WHEN cover = 'vacant' THEN days END) OVER (PARTITION BY setting) AS longest
    FROM spells
)
SELECT p.setting, p.name, p.cluster, p.provider_type, p.expectation, r.cover, r.senco_ref, r.from_on, r.to_on, r.days
FROM ranked r
JOIN places p ON p.setting = r.setting
WHERE r.longest IS NOT NULL
ORDER BY r.vacant_now DESC NULLS LAST, r.longest DESC, p.setting, r.from_on
