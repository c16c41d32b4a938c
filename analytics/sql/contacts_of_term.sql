-- grain: one row a contact with an open setting from the first day of the term to the day, the latest first
SELECT c.contact_ref, s.setting, s.name, s.cluster, c.officer, c."on" AS contacted_on, c.kind AS contact_kind, c.purpose,
       coalesce(c.started_by, 'not_known') AS started_by
FROM standing.contacts($known_at) c
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = c.setting AND s.is_open
WHERE c."on" BETWEEN standing.term_starts_on(standing.term_of($as_of)) AND $as_of
ORDER BY c."on" DESC, c.contact_ref
