-- grain: one row a setting open on the day, those with most items answered no first
WITH counts AS (
    SELECT setting, count(*) FILTER (WHERE answer = 'yes') AS yes, count(*) FILTER (WHERE answer = 'partly') AS partly,
           count(*) FILTER (WHERE answer = 'no') AS no, count(*) FILTER (WHERE answer = 'not_applicable') AS not_applicable,
           count(*) FILTER (WHERE answer <> 'not_known') AS known, min(answered_on) AS oldest_answer_on
    FROM standing.practice($as_of, $known_at)
    GROUP BY setting
)
SELECT s.setting, s.name, s.cluster, p.yes, p.partly, p.no, p.not_applicable,
       len(standing.practice_items()) - coalesce(p.known, 0) AS not_known, p.oldest_answer_on
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
LEFT JOIN counts p ON p.setting = s.setting
WHERE s.is_open AND standing.ever_loaded('send_practice', $known_at)
ORDER BY p.no DESC NULLS LAST, p.partly DESC NULLS LAST, s.setting
