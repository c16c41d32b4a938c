-- grain: one row for all settings chosen; blank where the return that tells was never loaded
WITH told AS (
    SELECT count(*) AS settings,
           count(*) FILTER (WHERE p.answer = 'yes') AS tell_parents,
           count(*) FILTER (WHERE coalesce(p.answer, 'not_known') = 'not_known') AS not_known
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    LEFT JOIN standing.practice($as_of, $known_at) p ON p.setting = s.setting AND p.item = 'sendiass_signposted'
    WHERE s.is_open
),
notified AS (
    SELECT count(*) AS notifications
    FROM standing.ehc_requests($as_of, $known_at)
    WHERE section23_received_on BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of
          AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
)
SELECT CASE WHEN standing.ever_loaded('send_practice', $known_at) THEN settings END AS settings,
       CASE WHEN standing.ever_loaded('send_practice', $known_at) THEN tell_parents END AS tell_parents,
       CASE WHEN standing.ever_loaded('send_practice', $known_at) THEN not_known END AS not_known,
       CASE WHEN standing.ever_loaded('ehc_timeline', $known_at) THEN notifications END AS notifications
FROM told, notified
WHERE settings > 0 AND (standing.ever_loaded('send_practice', $known_at) OR standing.ever_loaded('ehc_timeline', $known_at))
