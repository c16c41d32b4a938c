-- grain: one row an event held by the day, the latest first; the mean is blank where too few answered
WITH answers AS (
    SELECT a.event_ref, count(a.evaluation) AS answers, sum(a.evaluation)::BIGINT AS total
    FROM standing.attended($as_of, $known_at) a
    SEMI JOIN (
        FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers)
    ) s ON s.setting = a.setting
    GROUP BY a.event_ref
)
SELECT e.event_ref, e.title, e.kind, e.held_on, coalesce(a.answers, 0) AS answers,
       CASE WHEN a.answers >= $evaluation_answers THEN (20 * a.total + a.answers) // (2 * a.answers) / 10 END AS mean
FROM standing.events($known_at) e
LEFT JOIN answers a ON a.event_ref = e.event_ref
WHERE NOT e.cancelled AND e.held_on <= $as_of AND standing.training_loaded($known_at)
      AND (e.cluster IS NULL OR $clusters IS NULL OR list_contains($clusters, e.cluster) OR a.event_ref IS NOT NULL)
ORDER BY e.held_on DESC, e.event_ref
