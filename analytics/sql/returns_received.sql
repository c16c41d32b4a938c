-- grain: one row a term a return, from the first term ever sent to that of the day
WITH owed AS (
    SELECT term, return_name, count(*) AS expected,
           count(*) FILTER (WHERE received) AS received,
           count(*) FILTER (WHERE on_time) AS on_time
    FROM standing.returns_owed($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
    GROUP BY term, return_name
),
counts AS (
    SELECT n.term, n.return_name, coalesce(o.expected, 0) AS expected, coalesce(o.received, 0) AS received, coalesce(o.on_time, 0) AS on_time
    FROM standing.returns_due($as_of, $known_at) n
    LEFT JOIN owed o ON o.term = n.term AND o.return_name = n.return_name
    WHERE EXISTS (SELECT 1 FROM standing.register($known_at) WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers))
)
SELECT standing.term_name(term) AS term, return_name AS "return", expected, received, on_time, received - on_time AS late,
       expected - received AS missing, standing.share(received, expected) AS reporting_share
FROM counts
ORDER BY counts.term, list_position(['senco_posts', 'sen_reviews', 'referrals'], return_name)
