-- grain: one row a cluster with a setting open on the day; counts are blank where no return of its settings is current
WITH counts AS (
    SELECT s.cluster, bool_or(s.told) AS told,
           count(*) FILTER (WHERE c.sen_status = 'monitoring') AS monitoring,
           count(*) FILTER (WHERE c.sen_status = 'sen_support') AS sen_support,
           count(*) FILTER (WHERE c.sen_status = 'ehc_requested') AS ehc_requested,
           count(*) FILTER (WHERE c.sen_status = 'ehc_plan') AS ehc_plan
    FROM standing.chosen_told('sen_reviews', $as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    LEFT JOIN standing.children($as_of, $known_at) c ON c.setting = s.setting
    GROUP BY s.cluster
)
SELECT cluster,
       CASE WHEN told THEN monitoring END AS monitoring,
       CASE WHEN told THEN sen_support END AS sen_support,
       CASE WHEN told THEN ehc_requested END AS ehc_requested,
       CASE WHEN told THEN ehc_plan END AS ehc_plan,
       CASE WHEN told THEN sen_support + ehc_requested + ehc_plan END AS active
FROM counts
ORDER BY cluster
