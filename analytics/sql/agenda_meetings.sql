-- grain: one row a cluster meeting that is still to come or was held in the last two terms, by day
WITH seen AS (
    SELECT event_ref, count(*) AS settings_expected,
           count(*) FILTER (WHERE state = 'booked') AS settings_booked,
           count(*) FILTER (WHERE state = 'apologies') AS settings_apologies,
           count(*) FILTER (WHERE state = 'attended') AS settings_attended
    FROM standing.expected($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
    GROUP BY event_ref
),
officers AS (
    SELECT event_ref, string_agg(DISTINCT area_senco, ', ' ORDER BY area_senco) AS officers
    FROM standing.expected($as_of, $known_at)
    GROUP BY event_ref
)
SELECT m.event_ref, m.title, m.topic, m.cluster, m.held_on, m.hours, o.officers, m.is_told,
       coalesce(s.settings_expected, 0) AS settings_expected,
       CASE WHEN standing.ever_loaded('training_attendance', $known_at) AND NOT m.is_told THEN coalesce(s.settings_booked, 0) END AS settings_booked,
       CASE WHEN standing.ever_loaded('training_attendance', $known_at) THEN coalesce(s.settings_apologies, 0) END AS settings_apologies,
       CASE WHEN m.is_told THEN coalesce(s.settings_attended, 0) END AS settings_attended
FROM standing.agenda($as_of, $known_at) m
LEFT JOIN seen s ON s.event_ref = m.event_ref
LEFT JOIN officers o ON o.event_ref = m.event_ref
WHERE (m.cluster IS NULL OR $clusters IS NULL OR list_contains($clusters, m.cluster))
      AND (s.settings_expected > 0 OR ($scope IS NULL AND $provider_types IS NULL AND $officers IS NULL))
ORDER BY m.held_on, m.event_ref
