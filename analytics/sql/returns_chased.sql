-- grain: one row a return a setting was written to about, each time, for the term of the day; the latest first
SELECT c.chaser, standing.term_name(c.term) AS term, c.sent_on, c.sent_by, c.way, c.about, c.setting, s.name, s.cluster,
       c.return_name AS "return", c.is_open, c.answered_on,
       CASE WHEN c.answered_on < c.sent_on THEN 0 ELSE c.answered_on - c.sent_on END AS answered_after_days
FROM standing.chased($known_at) c
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = c.setting
WHERE c.term = standing.term_of($as_of)
ORDER BY c.sent_on DESC, c.chaser DESC, s.name, s.setting, list_position(['senco_posts', 'sen_reviews', 'referrals'], c.return_name), c.about
