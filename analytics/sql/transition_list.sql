-- grain: one row a child of an open setting who starts school in the coming school year; those to act on first
WITH moves AS (
    SELECT m.*, s.name, s.cluster,
           CASE
               WHEN m.meeting_on <= $as_of AND m.information_shared_on <= $as_of THEN 'done'
               WHEN $as_of <= standing.next_school_year($as_of) - $move_ready_days::INTEGER THEN 'in_time'
               ELSE 'late'
           END AS state
    FROM standing.moves($as_of, $known_at) m
    JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = m.setting AND s.is_open
    WHERE m.starts_school_on >= standing.next_school_year($as_of)
          AND m.starts_school_on < standing.next_school_year($as_of) + INTERVAL 1 YEAR
)
SELECT setting, name, cluster, child, receiving_school_urn, starts_school_on, meeting_on,
       CASE WHEN information_shared_on <= $as_of THEN information_shared_on END AS information_shared_on,
       coalesce(parents_agreed, 'not_known') AS parents_agreed,
       coalesce(receiving_senco_known, 'not_known') AS receiving_senco_known, state
FROM moves
ORDER BY list_position(['late', 'in_time', 'done'], state), starts_school_on, setting, child
