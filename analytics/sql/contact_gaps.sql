-- grain: one row an open setting without a contact in the last two terms, those never contacted and then the longest first
WITH contacts AS (
    SELECT setting, max("on") AS last_contact_on FROM standing.contacts($known_at) WHERE "on" <= $as_of GROUP BY setting
)
SELECT s.setting, s.name, s.cluster, s.area_senco, c.last_contact_on, $as_of - c.last_contact_on AS days_since
FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s
LEFT JOIN contacts c ON c.setting = s.setting
WHERE s.is_open AND standing.ever_loaded('contacts', $known_at)
      AND NOT coalesce(standing.in_last_two_terms(c.last_contact_on, $as_of), FALSE)
ORDER BY days_since DESC NULLS FIRST, s.setting
