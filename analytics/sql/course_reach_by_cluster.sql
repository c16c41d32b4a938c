-- grain: one row a cluster with a setting open on the day
WITH reached AS (
    SELECT DISTINCT setting
    FROM standing.attended($as_of, $known_at)
    WHERE kind IN ('course', 'bespoke') AND standing.in_months_to(held_on, $training_months, $as_of)
)
SELECT s.cluster, count(*) AS settings, count(r.setting) AS reached, standing.share(count(r.setting), count(*)) AS reached_share
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
LEFT JOIN reached r ON r.setting = s.setting
WHERE s.is_open AND standing.training_loaded($known_at)
GROUP BY s.cluster
ORDER BY s.cluster
