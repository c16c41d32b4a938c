-- rule: event_exists
-- severity: blocks
-- says: Whether each event is in the list of events
SELECT row, 'event_ref' AS "column",
       'There is no event “' || event_ref || '” in the list of training events. Load the list of events first, or correct the reference.' AS message
FROM typed
WHERE event_ref IS NOT NULL
      AND event_ref NOT IN (
          SELECT e.event_ref FROM main.training_events e JOIN main.submissions b ON b.id = e.submission WHERE b.withdrawn_at IS NULL
      )
