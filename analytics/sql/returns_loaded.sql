-- grain: one row a return, 0 when none was ever loaded
SELECT w.return_name AS "return", count(s.id) AS submissions
FROM (VALUES ('settings'), ('senco_posts'), ('sen_reviews'), ('referrals'), ('training_events'), ('training_attendance')) w (return_name)
LEFT JOIN standing.submissions($known_at) s ON s.return_name = w.return_name
GROUP BY w.return_name
ORDER BY list_position(['settings', 'senco_posts', 'sen_reviews', 'referrals', 'training_events', 'training_attendance'], w.return_name)
