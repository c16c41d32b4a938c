-- grain: one row a setting open on the day, those to help first at the top
WITH found AS (
    SELECT setting, any_value(children) AS children, coalesce(bool_or(is_red AND applies), FALSE) AS is_red,
           count(*) FILTER (WHERE applies) AS many,
           string_agg(rule, '; ' ORDER BY place) FILTER (WHERE applies) AS codes
    FROM standing.support_rules(
        $as_of, $known_at, $long_overdue_reviews, $long_overdue_share, $long_vacancy_days, $long_interim_days, $new_senco_days,
        $induction_days, $missed_meetings, $overdue_reviews, $overdue_share, $practice_gaps
    )
    GROUP BY setting
),
ratings AS (
    SELECT s.setting, s.name, s.cluster, f.codes, f.many, coalesce(f.children, 0) AS children,
           CASE WHEN f.is_red THEN 'red' WHEN f.many >= $amber_reasons THEN 'amber' WHEN g.is_told THEN 'green' ELSE 'grey' END AS rating
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    JOIN found f ON f.setting = s.setting
    LEFT JOIN standing.told_for_term($as_of, $known_at) g ON g.setting = s.setting
)
SELECT setting, name, cluster, rating, codes AS reasons
FROM ratings
ORDER BY list_position(['red', 'amber', 'green', 'grey'], rating), many DESC, children DESC, setting
