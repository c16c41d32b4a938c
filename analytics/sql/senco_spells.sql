-- grain: one row a spell of one cover by one person at an open setting that was without a SENCO in the two years to the day
WITH ranked AS (
    SELECT *, max(CASE WHEN cover = 'vacant' AND to_on = $as_of THEN days END) OVER (PARTITION BY setting) AS vacant_now,
           max(CASE WHEN cover = 'vacant' THEN days END) OVER (PARTITION BY setting) AS longest
    FROM standing.senco_spells($as_of, $known_at)
    WHERE expectation IN ('must', 'expected')
          AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
)
SELECT setting, name, cluster, provider_type, expectation, cover, senco_ref, from_on, to_on, days
FROM ranked
WHERE longest IS NOT NULL
ORDER BY vacant_now DESC NULLS LAST, longest DESC, setting, from_on
