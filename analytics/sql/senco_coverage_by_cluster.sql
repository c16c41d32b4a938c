-- grain: one row a cluster an expectation that has settings open on the day
WITH covers AS (
    SELECT s.cluster AS "group", c.expectation, c.cover
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    JOIN standing.cover($as_of, $known_at) c ON c.setting = s.setting
),
counts AS (
    SELECT "group", expectation, count(*) AS settings,
           count(*) FILTER (WHERE cover = 'in_post') AS in_post,
           count(*) FILTER (WHERE cover = 'shared') AS shared,
           count(*) FILTER (WHERE cover = 'interim') AS interim,
           count(*) FILTER (WHERE cover = 'vacant') AS vacant,
           count(*) FILTER (WHERE cover = 'not_known') AS not_known
    FROM covers
    GROUP BY "group", expectation
)
SELECT *, in_post + shared + interim AS covered, standing.share(in_post + shared + interim, settings) AS covered_share
FROM counts
ORDER BY "group", list_position(['must', 'expected', 'encouraged'], expectation)
