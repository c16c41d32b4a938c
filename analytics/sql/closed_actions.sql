-- grain: one row an action done in the last two terms, the latest first
SELECT a.contact_ref, a.setting, a.name, a.cluster, a.officer, a.owner, a.contacted_on, a.action, a.due_on, a.done_on,
       a.change, a.what_changed, a.prompted_by, a.prompted_figure, a.prompted_said, a.prompted_on
FROM standing.actions($as_of, $known_at) a
WHERE standing.in_last_two_terms(a.done_on, $as_of)
      AND standing.is_chosen(a.setting, a.cluster, a.provider_type, a.area_senco, $scope, $clusters, $provider_types, $officers)
      AND ($settings IS NULL OR list_contains($settings, a.setting))
ORDER BY a.done_on DESC, a.setting, a.contact_ref
