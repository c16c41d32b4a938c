-- grain: one row a spell of one cover by one person in the two years to the day
SELECT setting, name, cover, senco_ref, from_on, to_on, days
FROM standing.senco_spells($as_of, $known_at)
WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
      AND ($settings IS NULL OR list_contains($settings, setting))
ORDER BY setting, from_on
