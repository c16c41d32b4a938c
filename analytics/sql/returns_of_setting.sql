-- grain: one row a return owed each term from the first term ever sent to that of the day, the latest first
SELECT o.setting, standing.term_name(o.term) AS term, o.return_name AS "return", standing.term_due_on(o.term) AS due_on,
       CASE
           WHEN o.on_time AND o.nil THEN 'nil'
           WHEN o.on_time THEN 'in'
           WHEN o.received THEN 'late'
           WHEN standing.term_due_on(o.term) < $as_of THEN 'missing'
           ELSE 'to_come'
       END AS state,
       s.first_accepted_on
FROM standing.returns_owed($as_of, $known_at) o
LEFT JOIN standing.sent($known_at) s ON s.term = o.term AND s.return_name = o.return_name AND s.setting = o.setting
WHERE standing.is_chosen(o.setting, o.cluster, o.provider_type, o.area_senco, $scope, $clusters, $provider_types, $officers)
      AND ($settings IS NULL OR list_contains($settings, o.setting))
ORDER BY o.setting, o.term DESC, list_position(['senco_posts', 'sen_reviews', 'referrals'], o.return_name)
