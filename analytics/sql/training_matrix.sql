-- grain: one row a setting open on the day a meeting held by the day
WITH booked AS (
    SELECT event_ref, setting,
           bool_or(status IN ('attended', 'part')) AS attended,
           bool_or(status = 'apologies') AS apologies,
           bool_or(status IN ('no_show', 'booked')) AS no_show,
           bool_or(status = 'waitlist') AS waitlist
    FROM standing.bookings($known_at)
    GROUP BY event_ref, setting
)
SELECT s.setting, m.event_ref, m.held_on,
       CASE
           WHEN b.attended THEN 'attended'
           WHEN b.apologies THEN 'apologies'
           WHEN b.no_show THEN 'no_show'
           WHEN b.waitlist OR i.setting IS NOT NULL THEN 'not_booked'
           ELSE 'not_invited'
       END AS state
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
CROSS JOIN standing.meetings($as_of, $known_at) m
LEFT JOIN booked b ON b.event_ref = m.event_ref AND b.setting = s.setting
LEFT JOIN standing.invitations($as_of, $known_at) i ON i.event_ref = m.event_ref AND i.setting = s.setting
WHERE s.is_open
ORDER BY s.setting, m.held_on, m.event_ref
