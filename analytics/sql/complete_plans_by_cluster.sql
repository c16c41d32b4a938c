-- grain: one row a cluster with a setting open on the day; counts are blank where no return of its settings is current
WITH plans AS (
    SELECT setting, child, coalesce(outcomes_recorded, FALSE) AS outcomes, coalesce(interventions_recorded, FALSE) AS interventions,
           coalesce(expected_impact_recorded, FALSE) AS impact, due_on IS NOT NULL AS dated
    FROM standing.active_children($as_of, $known_at)
),
counts AS (
    SELECT s.cluster, bool_or(s.told) AS told, count(p.child) AS children,
           count(*) FILTER (WHERE p.outcomes AND p.interventions AND p.impact AND p.dated) AS complete,
           count(*) FILTER (WHERE NOT p.outcomes) AS no_outcomes,
           count(*) FILTER (WHERE NOT p.interventions) AS no_interventions,
           count(*) FILTER (WHERE NOT p.impact) AS no_impact,
           count(*) FILTER (WHERE NOT p.dated) AS no_date
    FROM standing.chosen_told('sen_reviews', $as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    LEFT JOIN plans p ON p.setting = s.setting
    GROUP BY s.cluster
)
SELECT cluster,
       CASE WHEN told THEN children END AS children,
       CASE WHEN told THEN complete END AS complete,
       CASE WHEN told THEN standing.share(complete, children) END AS complete_share,
       CASE WHEN told THEN no_outcomes END AS no_outcomes,
       CASE WHEN told THEN no_interventions END AS no_interventions,
       CASE WHEN told THEN no_impact END AS no_impact,
       CASE WHEN told THEN no_date END AS no_date
FROM counts
ORDER BY cluster
