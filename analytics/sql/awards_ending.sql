-- grain: one row an award of an open setting that ends soon; the soonest first
SELECT setting, name, cluster, child, fund, ends_on, ends_on - $as_of AS days_left
FROM standing.applications($as_of, $known_at)
WHERE is_open AND decision IN ('awarded', 'part') AND ends_on BETWEEN $as_of AND $as_of + $award_ending_days::INTEGER
      AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY ends_on, setting, child, fund, applied_on
