-- grain: one row a setting open on the day an item of the practice audit, in the order of the audit
WITH settings AS (
    SELECT setting, name, cluster
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers)
    WHERE is_open AND standing.ever_loaded('send_practice', $known_at)
),
items AS (
    SELECT unnest(standing.practice_items()) AS item
)
SELECT s.setting, s.name, s.cluster, i.item, coalesce(p.answer, 'not_known') AS practice_answer, p.answered_on
FROM settings s
CROSS JOIN items i
LEFT JOIN standing.practice($as_of, $known_at) p ON p.setting = s.setting AND p.item = i.item
ORDER BY list_position(standing.practice_items(), i.item), s.name, s.setting
