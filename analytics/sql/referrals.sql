-- grain: one row a referral made by the day
SELECT setting, referral_ref, service, made_on, stage, waiting, wait_days
FROM standing.referrals($as_of, $known_at)
WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY setting, referral_ref
