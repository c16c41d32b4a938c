-- grain: one row a cluster meeting; figures are blank for those still planned or cancelled
WITH seen AS (
    SELECT event_ref, count(*) AS settings_invited, count(*) FILTER (WHERE attended) AS settings_attended
    FROM standing.invitations($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
    GROUP BY event_ref
),
meetings AS (
    SELECT *, standing.ever_loaded('training_attendance', $known_at) AND NOT cancelled AND held_on <= $as_of AS is_held
    FROM standing.events($known_at)
    WHERE kind = 'cluster_meeting' AND (cluster IS NULL OR $clusters IS NULL OR list_contains($clusters, cluster))
)
SELECT m.event_ref, m.title, m.cluster, m.held_on, m.cancelled,
       CASE WHEN m.is_held THEN coalesce(s.settings_invited, 0) END AS settings_invited,
       CASE WHEN m.is_held THEN coalesce(s.settings_attended, 0) END AS settings_attended,
       CASE WHEN m.is_held THEN standing.share(s.settings_attended, s.settings_invited) END AS attendance_share
FROM meetings m
LEFT JOIN seen s ON s.event_ref = m.event_ref
ORDER BY m.held_on, m.event_ref
