-- grain: one row a setting on the register of the day
SELECT r.setting, r.submission, r.row, r.urn, r.urn_scheme, r.name, r.provider_type, r.cluster, r.area_senco, r.places, r.funded,
       r.on_early_years_register, r.opened_on, r.closed_on, r.safeguarding_months, r.ofsted_judgement, r.ofsted_inclusion, r.ofsted_on
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) r
WHERE ($settings IS NULL OR list_contains($settings, r.setting))
ORDER BY r.setting
