-- grain: one row a setting open on the day, by officer and then by name
WITH children AS (
    SELECT setting, count(*) AS children, count(*) FILTER (WHERE state = 'overdue') AS overdue_reviews
    FROM standing.active_children($as_of, $known_at)
    GROUP BY setting
),
told AS (
    FROM standing.current_return('sen_reviews', $as_of, $known_at)
),
contacts AS (
    SELECT setting, max("on") AS last_contact_on,
           count(*) FILTER (WHERE is_open_action) AS open_actions,
           count(*) FILTER (WHERE is_open_action AND action_due_on < $as_of) AS overdue_actions
    FROM (
        SELECT *, action IS NOT NULL AND (action_done_on IS NULL OR action_done_on > $as_of) AS is_open_action
        FROM standing.contacts($known_at)
        WHERE "on" <= $as_of
    )
    GROUP BY setting
),
meetings AS (
    FROM standing.events($known_at) WHERE kind = 'cluster_meeting' AND NOT cancelled AND held_on > $as_of
)
SELECT s.setting, s.name, s.cluster, s.area_senco, s.expectation, c.cover,
       CASE WHEN t.setting IS NOT NULL THEN coalesce(k.children, 0) END AS children,
       CASE WHEN t.setting IS NOT NULL THEN coalesce(k.overdue_reviews, 0) END AS overdue_reviews,
       o.last_contact_on,
       CASE WHEN standing.ever_loaded('contacts', $known_at)
           THEN NOT coalesce(standing.in_last_two_terms(o.last_contact_on, $as_of), FALSE) END AS contact_gap,
       CASE WHEN standing.ever_loaded('contacts', $known_at) THEN coalesce(o.open_actions, 0) END AS open_actions,
       CASE WHEN standing.ever_loaded('contacts', $known_at) THEN coalesce(o.overdue_actions, 0) END AS overdue_actions,
       (SELECT min(held_on) FROM meetings m WHERE m.cluster IS NULL OR m.cluster = s.cluster) AS next_meeting_on
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
JOIN standing.cover($as_of, $known_at) c ON c.setting = s.setting
LEFT JOIN told t ON t.setting = s.setting
LEFT JOIN children k ON k.setting = s.setting
LEFT JOIN contacts o ON o.setting = s.setting
WHERE s.is_open
ORDER BY s.area_senco NULLS LAST, s.name, s.setting
