-- grain: one row a provider type an expectation that has settings open on the day
WITH covers AS (
    SELECT provider_type AS "group", expectation, cover
    FROM standing.cover($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
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
