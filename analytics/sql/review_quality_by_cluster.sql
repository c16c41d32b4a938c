-- grain: one row a cluster with a setting open on the day; counts are blank where no return of its settings is current
WITH held AS (
    SELECT setting, child, coalesce(parents_involved, 'not_known') AS parents, coalesce(child_voice, 'not_known') AS voice,
           coalesce(professional_present, 'not_known') AS professional
    FROM standing.cycles($as_of, $known_at)
    WHERE review_held_on BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of
          AND sen_status IN ('sen_support', 'ehc_requested', 'ehc_plan')
),
counts AS (
    SELECT s.cluster, bool_or(s.told) AS told, count(h.child) AS held,
           count(*) FILTER (WHERE h.parents = 'yes') AS parents_yes,
           count(*) FILTER (WHERE h.parents = 'not_known') AS parents_not_known,
           count(*) FILTER (WHERE h.voice = 'yes') AS child_voice_yes,
           count(*) FILTER (WHERE h.voice = 'not_known') AS child_voice_not_known,
           count(*) FILTER (WHERE h.professional = 'yes') AS professional_yes,
           count(*) FILTER (WHERE h.professional = 'not_known') AS professional_not_known
    FROM standing.chosen_told('sen_reviews', $as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    LEFT JOIN held h ON h.setting = s.setting
    GROUP BY s.cluster
)
SELECT cluster,
       CASE WHEN told THEN held END AS held,
       CASE WHEN told THEN parents_yes END AS parents_yes,
       CASE WHEN told THEN parents_not_known END AS parents_not_known,
       CASE WHEN told THEN standing.share(parents_yes, held) END AS parents_share,
       CASE WHEN told THEN child_voice_yes END AS child_voice_yes,
       CASE WHEN told THEN child_voice_not_known END AS child_voice_not_known,
       CASE WHEN told THEN standing.share(child_voice_yes, held) END AS child_voice_share,
       CASE WHEN told THEN professional_yes END AS professional_yes,
       CASE WHEN told THEN professional_not_known END AS professional_not_known,
       CASE WHEN told THEN standing.share(professional_yes, held) END AS professional_share
FROM counts
ORDER BY cluster
