-- grain: one row a cluster with a setting open on the day
WITH contacted AS (
    SELECT DISTINCT setting FROM standing.contacts($known_at) WHERE standing.in_last_two_terms("on", $as_of)
),
counts AS (
    SELECT s.cluster, count(*) AS settings, count(s.area_senco) AS with_officer,
           count(c.setting) FILTER (WHERE s.area_senco IS NOT NULL) AS contacted
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    LEFT JOIN contacted c ON c.setting = s.setting
    WHERE s.is_open AND standing.ever_loaded('contacts', $known_at)
    GROUP BY s.cluster
)
SELECT *, standing.share(contacted, with_officer) AS contacted_share
FROM counts
ORDER BY cluster
