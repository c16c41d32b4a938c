-- grain: one row a column of a return in force for the term of the day a setting, the least known first
SELECT c.return_name AS "return", c.field, c.setting, s.name, s.cluster, count(*) AS rows, count(*) FILTER (WHERE NOT c.is_known) AS not_known,
       standing.share(count(*) FILTER (WHERE NOT c.is_known), count(*)) AS not_known_share
FROM standing.cells_asked(standing.term_of($as_of), $known_at) c
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = c.setting
GROUP BY c.return_name, c.field, c.setting, s.name, s.cluster
ORDER BY c.return_name, c.field, not_known_share DESC, not_known DESC, s.name, c.setting
