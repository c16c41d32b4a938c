-- grain: one row a service for the room, and always one for the other services: those with few referrals, and social care
WITH referrals AS (
    FROM standing.room_referrals($as_of, $known_at, $room_service_referrals)
),
services AS (
    SELECT DISTINCT room_service FROM referrals
    UNION
    SELECT 'other_services' WHERE standing.ever_loaded('referrals', $known_at)
)
SELECT s.room_service AS service,
       count(*) FILTER (WHERE r.is_made) AS made,
       count(*) FILTER (WHERE r.is_completed) AS completed,
       round(quantile_cont(r.wait_days, 0.5) FILTER (WHERE r.is_completed), 1) AS median_days,
       round(quantile_cont(r.wait_days, 0.9) FILTER (WHERE r.is_completed), 1) AS p90_days,
       count(*) FILTER (WHERE r.is_completed AND r.wait_days <= $over_18_weeks_days) AS within_18_weeks,
       count(*) FILTER (WHERE r.is_waiting) AS waiting,
       count(*) FILTER (WHERE r.is_waiting AND r.wait_days > $over_18_weeks_days) AS waiting_over_18_weeks
FROM services s
LEFT JOIN referrals r ON r.room_service = s.room_service
GROUP BY s.room_service
ORDER BY s.room_service
