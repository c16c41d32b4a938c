-- grain: one row a child with an EHC plan who is to start school in the coming school year; those to act on first
WITH school AS (
    SELECT standing.next_school_year($as_of) AS starts_on, make_date(year(standing.next_school_year($as_of)), 2, 15) AS due_on
),
told AS (
    SELECT setting, child, starts_school_on FROM standing.moves($as_of, $known_at)
),
cases AS (
    SELECT setting, child, bool_or(coalesce(final_on <= $as_of, FALSE)) AS has_plan,
           list_filter(flatten(list([final_on, last_review_on])), lambda on_day: on_day <= $as_of) AS days
    FROM standing.ehc_requests($as_of, $known_at)
    GROUP BY setting, child
),
prepared AS (
    SELECT c.setting, c.child, list_min(list_filter(c.days, lambda on_day: on_day >= o.starts_on - INTERVAL 1 YEAR)) AS ready_on,
           list_max(c.days) AS last_on
    FROM cases c
    CROSS JOIN school o
),
with_plan AS (
    SELECT setting, child FROM standing.active_children($as_of, $known_at) WHERE sen_status = 'ehc_plan'
    UNION
    SELECT setting, child FROM cases WHERE has_plan
),
ages AS (
    SELECT h.setting, h.child, h.birth_month
    FROM standing.child_histories($as_of, $known_at) h
    SEMI JOIN standing.children($as_of, $known_at) c ON c.setting = h.setting AND c.child = h.child
),
starting AS (
    SELECT p.setting, p.child, t.starts_school_on, CASE WHEN t.child IS NULL THEN 'age' ELSE 'return' END AS known_from
    FROM with_plan p
    CROSS JOIN school o
    LEFT JOIN told t ON t.setting = p.setting AND t.child = p.child
    LEFT JOIN ages a ON a.setting = p.setting AND a.child = p.child
    WHERE CASE
              WHEN t.child IS NULL THEN standing.age_months(a.birth_month, o.starts_on) BETWEEN 49 AND 60
              ELSE t.starts_school_on >= o.starts_on AND t.starts_school_on < o.starts_on + INTERVAL 1 YEAR
          END
),
states AS (
    SELECT s.setting, r.name, r.cluster, s.child, s.starts_school_on, s.known_from, coalesce(c.ready_on, c.last_on) AS prepared_on, o.due_on,
           CASE
               WHEN NOT standing.ever_loaded('ehc_timeline', $known_at) THEN 'not_known'
               WHEN c.ready_on <= o.due_on THEN 'done'
               WHEN c.ready_on IS NOT NULL THEN 'done_late'
               WHEN $as_of <= o.due_on THEN 'in_time'
               ELSE 'late'
           END AS state
    FROM starting s
    CROSS JOIN school o
    JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) r ON r.setting = s.setting AND r.is_open
    LEFT JOIN prepared c ON c.setting = s.setting AND c.child = s.child
)
FROM states
ORDER BY list_position(['late', 'in_time', 'not_known', 'done_late', 'done'], state), prepared_on NULLS FIRST, setting, child
