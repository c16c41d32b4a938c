-- grain: one row a SENCO or shared post that ended in the year before the day, those with something late or still to come first
WITH followers AS (
    SELECT h.setting, h.senco_ref, h.started_on, h.ended_on, h.handover_done, h.successor_started_on,
           min(n.senco_ref) AS successor_ref,
           arg_min(coalesce(n.ended_on >= $as_of, TRUE), n.senco_ref) AS is_there
    FROM standing.handovers($as_of, $known_at, $recent_handover_days) h
    LEFT JOIN standing.sencos_told($as_of, $known_at) n
        ON n.setting = h.setting AND n.started_on = h.successor_started_on AND n.senco_ref <> h.senco_ref
        AND (n.ended_on IS NULL OR n.ended_on > h.ended_on)
    GROUP BY ALL
),
inductions AS (
    FROM standing.attended($as_of, $known_at)
    WHERE kind = 'new_senco_induction' AND standing.training_loaded($known_at)
),
inducted AS (
    SELECT f.*, min(i.held_on) AS inducted_on,
           CASE WHEN f.is_there THEN f.successor_started_on + $induction_days END AS induct_by
    FROM followers f
    LEFT JOIN inductions i
        ON f.is_there AND i.held_on >= f.successor_started_on
        AND (i.attendee_ref = f.successor_ref OR (i.setting = f.setting AND i.attendee_role = 'senco'))
    GROUP BY ALL
),
states AS (
    SELECT *,
           CASE
               WHEN successor_started_on IS NULL THEN 'no_successor'
               WHEN successor_started_on > ended_on + $handover_days THEN 'not_done'
               WHEN handover_done = 'yes' THEN 'done'
               WHEN coalesce(handover_done, 'not_known') = 'not_known' THEN 'not_known'
               ELSE 'not_done'
           END AS handover_state,
           CASE
               WHEN induct_by IS NULL THEN NULL
               WHEN NOT standing.training_loaded($known_at) THEN 'not_known'
               WHEN inducted_on <= induct_by THEN 'inducted'
               WHEN induct_by >= $as_of THEN 'in_time'
               ELSE 'late'
           END AS induction_state
    FROM inducted
),
dated AS (
    SELECT *,
           CASE
               WHEN handover_state = 'no_successor' THEN ended_on + $handover_days
               WHEN induction_state IN ('in_time', 'late') AND inducted_on IS NULL THEN induct_by
           END AS due_on
    FROM states
)
SELECT d.setting, s.name, s.cluster, s.area_senco, d.senco_ref, d.ended_on, d.successor_ref, d.successor_started_on,
       d.handover_state, d.inducted_on, d.induct_by, d.induction_state, d.due_on, d.due_on - $as_of AS days_left
FROM dated d
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = d.setting AND s.is_open
ORDER BY d.due_on NULLS LAST, list_position(['not_done', 'not_known', 'done'], d.handover_state), d.ended_on DESC, d.setting, d.senco_ref,
         d.started_on
