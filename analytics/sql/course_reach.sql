-- grain: one row a setting open on the day; those that never came to a course and then the longest ago first
WITH came AS (
    SELECT setting, max(held_on) AS last_course_on
    FROM standing.attended($as_of, $known_at)
    WHERE kind IN ('course', 'bespoke')
    GROUP BY setting
)
SELECT s.setting, s.name, s.cluster, s.area_senco, c.last_course_on,
       standing.in_months_to(c.last_course_on, $training_months, $as_of) AS reached
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
LEFT JOIN came c ON c.setting = s.setting
WHERE s.is_open AND standing.training_loaded($known_at)
ORDER BY c.last_course_on NULLS FIRST, s.setting
