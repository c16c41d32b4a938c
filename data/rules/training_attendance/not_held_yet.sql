-- rule: not_held_yet
-- severity: warns
-- says: Whether nobody came to an event that is still to come
SELECT t.row, 'status' AS "column",
       'The event is on ' || strftime(e.held_on, '%-d %b %Y')
       || ', which is still to come, so nobody can have come. Write “booked”, or put the day of the event right.' AS message
FROM typed t
JOIN standing.events(TIMESTAMP '9999-12-31') e ON e.event_ref = t.event_ref
WHERE t.status IN ('attended', 'part') AND e.held_on > $accepted_on
