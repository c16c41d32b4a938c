-- grain: one row a cluster a term, from the term of the first meeting held to that of the day
WITH meetings AS (
    FROM standing.meetings($as_of, $known_at)
),
terms AS (
    SELECT term, least(standing.term_ends_on(term), $as_of) AS last_on
    FROM (SELECT unnest(range(min(term), standing.term_of($as_of) + 1)) AS term FROM meetings)
),
invitations AS (
    SELECT i.*
    FROM standing.invitations($as_of, $known_at) i
    WHERE standing.is_chosen(i.setting, i.cluster, i.provider_type, i.area_senco, $scope, $clusters, $provider_types, $officers)
),
clusters AS (
    SELECT n.term, r.cluster
    FROM terms n
    JOIN standing.register($known_at) r
        ON r.from_on <= n.last_on AND n.last_on < r.to_on
        AND standing.open_on(n.last_on, r.on_early_years_register, r.expectation, r.opened_on, r.closed_on)
    WHERE standing.is_chosen(r.setting, r.cluster, r.provider_type, r.area_senco, $scope, $clusters, $provider_types, $officers)
    UNION
    SELECT term, cluster FROM invitations
),
held AS (
    SELECT c.term, c.cluster, count(m.event_ref) AS meetings_held
    FROM clusters c
    LEFT JOIN meetings m ON m.term = c.term AND (m.cluster IS NULL OR m.cluster = c.cluster)
    GROUP BY c.term, c.cluster
),
seen AS (
    SELECT term, cluster, count(DISTINCT setting) AS settings_invited, count(DISTINCT setting) FILTER (WHERE attended) AS settings_attended
    FROM invitations
    GROUP BY term, cluster
)
SELECT h.cluster, standing.term_name(h.term) AS term, h.meetings_held,
       coalesce(s.settings_invited, 0) AS settings_invited,
       coalesce(s.settings_attended, 0) AS settings_attended,
       standing.share(s.settings_attended, s.settings_invited) AS attendance_share
FROM held h
LEFT JOIN seen s ON s.term = h.term AND s.cluster = h.cluster
ORDER BY h.cluster, h.term
