-- grain: one row a cluster with a setting open on the day; counts are blank where none of its settings told of a child
WITH moves AS (
    SELECT setting, child,
           coalesce(meeting_on <= $as_of, FALSE) AS is_met,
           coalesce(information_shared_on <= $as_of, FALSE) AS is_shared,
           coalesce(receiving_senco_known = 'yes', FALSE) AS is_senco_known
    FROM standing.moves($as_of, $known_at)
    WHERE starts_school_on >= standing.next_school_year($as_of)
          AND starts_school_on < standing.next_school_year($as_of) + INTERVAL 1 YEAR
),
counts AS (
    SELECT s.cluster, nullif(count(m.child), 0) AS leavers,
           count(*) FILTER (WHERE m.is_met) AS meeting_held,
           count(*) FILTER (WHERE m.is_shared) AS information_shared,
           count(*) FILTER (WHERE m.is_senco_known) AS receiving_senco_known
    FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
    LEFT JOIN moves m ON m.setting = s.setting
    WHERE s.is_open AND standing.ever_loaded('transitions', $known_at)
    GROUP BY s.cluster
)
SELECT cluster, leavers,
       CASE WHEN leavers > 0 THEN meeting_held END AS meeting_held,
       standing.share(meeting_held, leavers) AS meeting_share,
       CASE WHEN leavers > 0 THEN information_shared END AS information_shared,
       standing.share(information_shared, leavers) AS information_share,
       CASE WHEN leavers > 0 THEN receiving_senco_known END AS receiving_senco_known
FROM counts
ORDER BY cluster
