-- grain: one row a cluster a service with a referral made or seen in the term so far, or waiting on the day
WITH referrals AS (
    SELECT *,
           made_on >= standing.term_starts_on(standing.term_of($as_of)) AS is_made,
           coalesce(first_contact_on BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of, FALSE) AS is_completed,
           waiting = 'service' AS is_waiting
    FROM standing.referrals($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
),
counts AS (
    SELECT cluster, service,
           count(*) FILTER (WHERE is_made) AS made,
           count(*) FILTER (WHERE is_completed) AS completed,
           round(quantile_cont(wait_days, 0.5) FILTER (WHERE is_completed), 1) AS median_days,
           round(quantile_cont(wait_days, 0.9) FILTER (WHERE is_completed), 1) AS p90_days,
           count(*) FILTER (WHERE is_completed AND wait_days <= $over_18_weeks_days) AS within_18_weeks,
           count(*) FILTER (WHERE is_waiting) AS waiting,
           max(wait_days) FILTER (WHERE is_waiting) AS longest_days,
           count(*) FILTER (WHERE is_waiting AND wait_days > $over_18_weeks_days) AS waiting_over_18_weeks,
           count(*) FILTER (WHERE is_waiting AND wait_days > $over_52_weeks_days) AS waiting_over_52_weeks
    FROM referrals
    GROUP BY cluster, service
)
SELECT cluster, service, made, completed, median_days, p90_days, standing.share(within_18_weeks, completed) AS within_18_weeks_share,
       waiting, longest_days, waiting_over_18_weeks, waiting_over_52_weeks
FROM counts
WHERE made > 0 OR completed > 0 OR waiting > 0
ORDER BY cluster, service
