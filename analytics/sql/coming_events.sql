-- grain: one row an event planned for the weeks after the day
WITH booked AS (
    SELECT b.event_ref, count(DISTINCT b.setting) AS settings
    FROM standing.bookings($known_at) b
    SEMI JOIN (
        FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers)
    ) s ON s.setting = b.setting
    WHERE b.status NOT IN ('apologies', 'waitlist')
    GROUP BY b.event_ref
)
SELECT e.event_ref, e.kind, e.title, e.cluster, e.held_on, coalesce(b.settings, 0) AS settings_booked
FROM standing.events($known_at) e
LEFT JOIN booked b ON b.event_ref = e.event_ref
WHERE NOT e.cancelled AND e.held_on > $as_of AND e.held_on <= $as_of + $coming_events_days::INTEGER
      AND (e.cluster IS NULL OR $clusters IS NULL OR list_contains($clusters, e.cluster))
ORDER BY e.held_on, e.event_ref
