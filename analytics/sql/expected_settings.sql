-- grain: one row a meeting of the agenda a setting expected at it, those who missed most first
SELECT e.event_ref, e.held_on, e.setting, e.name, e.cluster, e.provider_type, e.area_senco, e.state, m.missed_in_a_row, m.last_came_on
FROM standing.expected($as_of, $known_at) e
LEFT JOIN standing.missed($as_of - 1, $known_at) m ON m.setting = e.setting
WHERE standing.is_chosen(e.setting, e.cluster, e.provider_type, e.area_senco, $scope, $clusters, $provider_types, $officers)
ORDER BY e.held_on, e.event_ref, m.missed_in_a_row DESC NULLS LAST, e.name, e.setting
