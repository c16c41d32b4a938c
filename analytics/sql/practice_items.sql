-- grain: one row an item of the practice audit, in the order of the audit
WITH settings AS (
    SELECT setting
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers)
    WHERE is_open AND standing.ever_loaded('send_practice', $known_at)
),
items AS (
    SELECT unnest(standing.practice_items()) AS item
),
counts AS (
    SELECT i.item, count(*) AS settings,
           count(*) FILTER (WHERE p.answer = 'yes') AS yes,
           count(*) FILTER (WHERE p.answer = 'partly') AS partly,
           count(*) FILTER (WHERE p.answer = 'no') AS no,
           count(*) FILTER (WHERE p.answer = 'not_applicable') AS not_applicable,
           count(*) FILTER (WHERE coalesce(p.answer, 'not_known') = 'not_known') AS not_known
    FROM settings s
    CROSS JOIN items i
    LEFT JOIN standing.practice($as_of, $known_at) p ON p.setting = s.setting AND p.item = i.item
    GROUP BY i.item
)
SELECT *, standing.share(yes, yes + partly + no) AS yes_share
FROM counts
ORDER BY list_position(standing.practice_items(), item)
