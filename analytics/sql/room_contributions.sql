-- grain: one row a setting a count of children or referrals for the room that it has a part in
WITH counted AS (
    SELECT 'reviews_by_cluster' AS question, cluster AS "row", unnest(['children', state]) AS "column", setting
    FROM standing.active_children($as_of, $known_at)
    UNION ALL
    SELECT 'referral_waits_by_service', room_service, unnest(list_filter([
        CASE WHEN is_made THEN 'made' END,
        CASE WHEN is_completed THEN 'completed' END,
        CASE WHEN is_completed AND wait_days <= $over_18_weeks_days THEN 'within_18_weeks' END,
        CASE WHEN is_waiting THEN 'waiting' END,
        CASE WHEN is_waiting AND wait_days > $over_18_weeks_days THEN 'waiting_over_18_weeks' END
    ], lambda one: one IS NOT NULL)), setting
    FROM standing.room_referrals($as_of, $known_at, $room_service_referrals)
)
SELECT question, "row", "column", setting, count(*) AS own
FROM counted
GROUP BY question, "row", "column", setting
ORDER BY question, "row", "column", setting
