-- grain: one row a booking for an event that is not after the day, the latest first
SELECT r.setting, r.submission, r.row, r.event_ref, e.title, e.kind, e.held_on, r.status, r.attendee_ref, r.attendee_role,
       r.evaluation
FROM standing.bookings($known_at) r
JOIN standing.events($known_at) e ON e.event_ref = r.event_ref AND e.held_on <= $as_of
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = r.setting
WHERE ($settings IS NULL OR list_contains($settings, r.setting))
ORDER BY r.setting, e.held_on DESC, r.event_ref, r.attendee_ref
