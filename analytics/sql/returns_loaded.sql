-- grain: one row a return, 0 when none was ever loaded
WITH listed AS (
    SELECT [
        'settings', 'senco_posts', 'sen_reviews', 'referrals', 'training_events', 'training_attendance',
        'send_practice', 'transitions', 'contacts', 'funding', 'ehc_timeline'
    ] AS names
),
returns AS (
    SELECT unnest(names) AS return_name, unnest(range(len(names))) AS place FROM listed
)
SELECT r.return_name AS "return", count(s.id) AS submissions
FROM returns r
LEFT JOIN standing.submissions($known_at) s ON s.return_name = r.return_name
GROUP BY r.return_name, r.place
ORDER BY r.place
