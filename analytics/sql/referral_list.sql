-- grain: one row a referral made by the day, the longest waits first
SELECT setting, name, cluster, referral_ref, service, made_on, stage, waiting, wait_days,
       CASE WHEN declined_on <= $as_of THEN decline_reason END AS decline_reason
FROM standing.referrals($as_of, $known_at)
WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY list_position(['service', 'setting', 'no'], waiting), wait_days DESC NULLS LAST, setting, referral_ref
