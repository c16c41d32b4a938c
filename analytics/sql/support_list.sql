-- grain: one row a setting open on the day: who is affected, whose it is, and what the team did last and does next
WITH contacts AS (
    FROM standing.contacts($known_at) WHERE "on" <= $as_of
),
touched AS (
    SELECT setting, max("on") AS last_contact_on FROM contacts GROUP BY setting
),
planned AS (
    SELECT setting, action, action_due_on FROM contacts
    WHERE action IS NOT NULL AND (action_done_on IS NULL OR action_done_on > $as_of)
    QUALIFY row_number() OVER (PARTITION BY setting ORDER BY action_due_on NULLS LAST, "on", contact_ref) = 1
),
children AS (
    SELECT setting, count(*) AS children FROM standing.active_children($as_of, $known_at) GROUP BY setting
),
sent AS (
    FROM standing.current_return('sen_reviews', $as_of, $known_at)
)
SELECT s.setting, s.provider_type, s.area_senco, CASE WHEN r.setting IS NOT NULL THEN coalesce(c.children, 0) END AS children,
       t.last_contact_on, p.action, p.action_due_on
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
LEFT JOIN sent r ON r.setting = s.setting
LEFT JOIN children c ON c.setting = s.setting
LEFT JOIN touched t ON t.setting = s.setting
LEFT JOIN planned p ON p.setting = s.setting
WHERE s.is_open
ORDER BY s.setting
