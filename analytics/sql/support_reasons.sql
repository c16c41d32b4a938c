-- grain: one row a setting open on the day a rule, in the rules’ order
SELECT r.setting, r.rule, r.is_red,
       CASE
           WHEN NOT r.is_asked THEN 'not_asked'
           WHEN r.applies THEN 'fires'
           WHEN r.is_near THEN 'nearly'
           WHEN r.applies IS NULL THEN 'not_known'
           ELSE 'no'
       END AS state,
       r.figure, r.of_all, r.on_day, r.detail, r.limit_value, r.limit_share
FROM standing.support_rules(
    $as_of, $known_at, $long_overdue_reviews, $long_overdue_share, $long_vacancy_days, $long_interim_days, $new_senco_days,
    $induction_days, $missed_meetings, $overdue_reviews, $overdue_share, $practice_gaps
) r
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = r.setting
ORDER BY r.setting, r.place
