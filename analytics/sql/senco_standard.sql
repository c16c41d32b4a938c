-- grain: one row an open setting that must have a qualified SENCO, those without one first
SELECT setting, name, cluster, provider_type, cover, standard, standard_due_on AS due_on
FROM standing.cover($as_of, $known_at)
WHERE expectation = 'must' AND standing.ever_loaded('senco_posts', $known_at)
      AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY list_position(['not_met', 'not_known', 'in_time', 'met'], standard), due_on, setting
