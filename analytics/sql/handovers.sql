-- grain: one row a SENCO or shared post that ended in the year before the day, those without a hand-over first
SELECT s.setting, s.name, s.cluster, h.senco_ref, h.ended_on, h.successor_started_on, h.handover_done,
       CASE
           WHEN h.successor_started_on IS NULL THEN 'no_successor'
           WHEN h.successor_started_on > h.ended_on + $handover_days THEN 'not_done'
           WHEN h.handover_done = 'yes' THEN 'done'
           WHEN coalesce(h.handover_done, 'not_known') = 'not_known' THEN 'not_known'
           ELSE 'not_done'
       END AS state
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
JOIN standing.handovers($as_of, $known_at, $recent_handover_days) h ON h.setting = s.setting
WHERE s.is_open
ORDER BY list_position(['no_successor', 'not_done', 'not_known', 'done'], state), h.ended_on DESC, s.setting, h.senco_ref, h.started_on
