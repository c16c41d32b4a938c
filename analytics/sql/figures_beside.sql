-- grain: one row a setting asked about a figure a level (the setting, its cluster, the authority)
WITH places AS (
    FROM standing.settings_on($as_of, $known_at)
),
open_places AS (
    SELECT setting FROM places WHERE is_open
),
asked AS (
    SELECT * FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers)
    WHERE $settings IS NULL OR list_contains($settings, setting)
),
counted AS (
    SELECT 'covered' AS figure, setting, (cover IN ('in_post', 'shared', 'interim'))::BIGINT AS part, 1 AS of_all, NULL::BIGINT AS longest
    FROM standing.cover($as_of, $known_at)
    UNION ALL
    SELECT 'late_reviews', setting, count(*) FILTER (WHERE state = 'overdue'), count(*), max(days_overdue)
    FROM standing.active_children($as_of, $known_at)
    GROUP BY setting
    UNION ALL
    SELECT 'over_18_weeks', setting, count(*) FILTER (WHERE wait_days > $over_18_weeks_days), count(*), max(wait_days)
    FROM standing.referrals($as_of, $known_at)
    WHERE waiting = 'service'
    GROUP BY setting
    UNION ALL
    SELECT 'came', setting, count(*) FILTER (WHERE attended), count(*), NULL
    FROM standing.invitations($as_of, $known_at)
    WHERE standing.in_months_to(held_on, 12, $as_of)
    GROUP BY setting
    UNION ALL
    SELECT 'practice_yes', setting, count(*) FILTER (WHERE answer = 'yes'), count(*), NULL
    FROM standing.practice($as_of, $known_at)
    SEMI JOIN open_places USING (setting)
    WHERE answer IN ('yes', 'partly', 'no')
    GROUP BY setting
    UNION ALL
    SELECT 'moves_ready', setting, count(*) FILTER (WHERE meeting_on <= $as_of AND information_shared_on <= $as_of), count(*), NULL
    FROM standing.moves($as_of, $known_at)
    SEMI JOIN open_places USING (setting)
    WHERE starts_school_on >= standing.next_school_year($as_of)
          AND starts_school_on < standing.next_school_year($as_of) + INTERVAL 1 YEAR
    GROUP BY setting
    UNION ALL
    SELECT 'funding_decided', setting, count(*) FILTER (WHERE is_decided), count(*), NULL
    FROM standing.applications($as_of, $known_at)
    WHERE standing.in_months_to(applied_on, 12, $as_of)
    GROUP BY setting
),
tellers AS (
    SELECT 'covered' AS figure, setting FROM standing.cover($as_of, $known_at) WHERE cover <> 'not_known'
    UNION ALL
    SELECT 'late_reviews', setting FROM standing.current_return('sen_reviews', $as_of, $known_at) SEMI JOIN open_places USING (setting)
    UNION ALL
    SELECT DISTINCT 'over_18_weeks', setting
    FROM (SELECT setting FROM standing.referrals($as_of, $known_at) UNION ALL SELECT setting FROM standing.current_return('referrals', $as_of, $known_at))
    UNION ALL
    SELECT 'came', setting FROM counted WHERE figure = 'came'
    UNION ALL
    SELECT DISTINCT 'practice_yes', setting FROM standing.practice($as_of, $known_at) SEMI JOIN open_places USING (setting)
    UNION ALL
    (
        SELECT figure, setting FROM counted WHERE figure IN ('moves_ready', 'funding_decided')
        UNION
        SELECT 'moves_ready', setting FROM standing.current_return('transitions', $as_of, $known_at) SEMI JOIN open_places USING (setting)
        UNION
        SELECT 'funding_decided', setting FROM standing.current_return('funding', $as_of, $known_at)
    )
)
SELECT a.setting, f.figure, l.level, a.cluster,
       coalesce(sum(c.part), 0)::BIGINT AS part, coalesce(sum(c.of_all), 0)::BIGINT AS of_all, max(c.longest) AS longest,
       count(t.setting) AS tellers
FROM asked a
CROSS JOIN (
    VALUES (1, 'covered'), (2, 'late_reviews'), (3, 'over_18_weeks'), (4, 'came'), (5, 'practice_yes'), (6, 'moves_ready'), (7, 'funding_decided')
) f(place, figure)
CROSS JOIN (VALUES (1, 'setting'), (2, 'cluster'), (3, 'authority')) l(place, level)
JOIN places p
    ON (l.place = 3 OR (l.place = 2 AND p.cluster = a.cluster) OR p.setting = a.setting)
    AND (f.figure <> 'covered' OR p.expectation = a.expectation)
LEFT JOIN counted c ON c.figure = f.figure AND c.setting = p.setting
LEFT JOIN tellers t ON t.figure = f.figure AND t.setting = p.setting
GROUP BY a.setting, f.place, f.figure, l.place, l.level, a.cluster
ORDER BY a.setting, f.place, l.place
