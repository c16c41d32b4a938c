-- grain: one row an active child of a setting open on the day; what its latest plan does not record
SELECT child, setting, name, cluster, sen_status, plan_started_on, due_on,
       NOT coalesce(outcomes_recorded, FALSE) AS no_outcomes,
       NOT coalesce(interventions_recorded, FALSE) AS no_interventions,
       NOT coalesce(expected_impact_recorded, FALSE) AS no_impact,
       due_on IS NULL AS no_date
FROM standing.active_children($as_of, $known_at)
WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY plan_started_on, setting, child
