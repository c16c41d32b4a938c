-- grain: one row a service a reason, of the referrals declined in the term so far; the most frequent reason first
SELECT service, coalesce(decline_reason, 'not_known') AS reason, count(*) AS referrals
FROM standing.referrals($as_of, $known_at)
WHERE declined_on BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of
      AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
GROUP BY service, reason
ORDER BY service, referrals DESC, reason
