-- grain: one row an action that is open on the day, those due first at the top and those without a date last
SELECT a.contact_ref, a.setting, a.name, a.cluster, a.officer, a.owner, a.contacted_on, a.action,
       CASE WHEN a.due_on IS NULL THEN 'no_date' WHEN a.due_on < $as_of THEN 'overdue' ELSE 'to_do' END AS action_state,
       a.due_on, CASE WHEN a.due_on < $as_of THEN $as_of - a.due_on END AS days_overdue,
       a.prompted_by, a.prompted_figure, a.prompted_said, a.prompted_on
FROM standing.actions($as_of, $known_at) a
WHERE a.done_on IS NULL
      AND standing.is_chosen(a.setting, a.cluster, a.provider_type, a.area_senco, $scope, $clusters, $provider_types, $officers)
      AND ($settings IS NULL OR list_contains($settings, a.setting))
ORDER BY a.due_on NULLS LAST, a.setting, a.contact_ref
