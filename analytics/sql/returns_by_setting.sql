-- grain: one row a return owed each term a setting open on the day it was owed, for the term of the day; the missing ones first
WITH held AS (
    SELECT setting, return_name, count(*) AS rows
    FROM standing.held($known_at)
    WHERE term = standing.term_of($as_of)
    GROUP BY setting, return_name
),
listed AS (
    SELECT n.term, n.return_name, s.*
    FROM standing.returns_due($as_of, $known_at) n
    CROSS JOIN standing.chosen(
        least(standing.term_due_on(standing.term_of($as_of)), $as_of), $known_at, $scope, $clusters, $provider_types, $officers
    ) s
    WHERE n.term = standing.term_of($as_of) AND s.is_open
)
SELECT standing.term_name(l.term) AS term, l.setting, l.name, l.cluster, l.area_senco, l.contact_email, l.return_name AS "return",
       CASE
           WHEN o.setting IS NULL THEN 'not_owed'
           WHEN h.rows > 0 THEN 'held'
           WHEN NOT o.received THEN 'missing'
           WHEN NOT o.on_time THEN 'late'
           WHEN o.nil THEN 'nil'
           ELSE 'in'
       END AS state,
       s.first_accepted_on, coalesce(o.received, FALSE) AS received, coalesce(o.on_time, FALSE) AS on_time, coalesce(h.rows, 0) AS held_rows
FROM listed l
LEFT JOIN standing.returns_owed($as_of, $known_at) o ON o.term = l.term AND o.return_name = l.return_name AND o.setting = l.setting
LEFT JOIN standing.sent($known_at) s ON s.term = l.term AND s.return_name = l.return_name AND s.setting = l.setting
LEFT JOIN held h ON h.return_name = l.return_name AND h.setting = l.setting
ORDER BY count(*) FILTER (WHERE o.setting IS NOT NULL AND NOT o.received) OVER (PARTITION BY l.setting) DESC,
         count(o.setting) OVER (PARTITION BY l.setting) = 0, l.name, l.setting,
         list_position(['senco_posts', 'sen_reviews', 'referrals'], l.return_name)
