-- grain: one row a term a service, of the referrals made in the term of the day or one of the five before it
WITH cohorts AS (
    SELECT *, standing.term_of(made_on) AS made_in
    FROM standing.referrals($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
)
SELECT standing.term_name(made_in) AS term, service, count(*) AS made,
       count(*) FILTER (WHERE received_on <= $as_of) AS received,
       count(*) FILTER (WHERE accepted_on <= $as_of) AS accepted,
       count(*) FILTER (WHERE outcome = 'seen') AS seen,
       count(*) FILTER (WHERE outcome = 'waiting') AS waiting,
       count(*) FILTER (WHERE outcome = 'on_setting') AS on_setting,
       count(*) FILTER (WHERE outcome = 'declined') AS declined,
       count(*) FILTER (WHERE outcome = 'redirected') AS redirected,
       count(*) FILTER (WHERE outcome = 'closed') AS closed
FROM cohorts
WHERE made_in > standing.term_of($as_of) - 6
GROUP BY made_in, service
ORDER BY made_in DESC, service
