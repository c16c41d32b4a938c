-- grain: one row a service with a referral made in the term so far
WITH cohort AS (
    FROM standing.referrals($as_of, $known_at)
    WHERE made_on >= standing.term_starts_on(standing.term_of($as_of))
          AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
),
counts AS (
    SELECT service, count(*) AS made,
           count(*) FILTER (WHERE declined_on <= $as_of) AS declined,
           count(*) FILTER (WHERE returned_incomplete_on <= $as_of) AS returned,
           count(*) FILTER (WHERE redirected_on <= $as_of) AS redirected,
           count(*) FILTER (WHERE withdrawn_on <= $as_of) AS withdrawn
    FROM cohort
    GROUP BY service
)
SELECT service, made, declined, standing.share(declined, made) AS declined_share,
       returned, standing.share(returned, made) AS returned_share, redirected, withdrawn
FROM counts
ORDER BY service
