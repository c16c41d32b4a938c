-- grain: one row a service for the room: services with fewer than ten referrals on the day, and social care, are other services
WITH referrals AS (
    SELECT *,
           made_on >= standing.term_starts_on(standing.term_of($as_of)) AS is_made,
           coalesce(first_contact_on BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of, FALSE) AS is_completed,
           waiting = 'service' AS is_waiting,
           standing.room_service(service, count(*) OVER (PARTITION BY service), $room_service_referrals) AS room_service
    FROM standing.referrals($as_of, $known_at)
)
SELECT room_service AS service,
       count(*) FILTER (WHERE is_made) AS made,
       count(*) FILTER (WHERE is_completed) AS completed,
       round(quantile_cont(wait_days, 0.5) FILTER (WHERE is_completed), 1) AS median_days,
       round(quantile_cont(wait_days, 0.9) FILTER (WHERE is_completed), 1) AS p90_days,
       count(*) FILTER (WHERE is_completed AND wait_days <= $over_18_weeks_days) AS within_18_weeks,
       count(*) FILTER (WHERE is_waiting) AS waiting,
       count(*) FILTER (WHERE is_waiting AND wait_days > $over_18_weeks_days) AS waiting_over_18_weeks
FROM referrals
GROUP BY room_service
ORDER BY room_service
