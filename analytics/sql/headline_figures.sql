-- grain: one row; a figure is blank where nothing current of the settings tells it
WITH children AS (
    SELECT setting, count(*) AS children,
           count(*) FILTER (WHERE state = 'overdue') AS overdue,
           count(*) FILTER (WHERE band = '43+') AS overdue_43_up
    FROM standing.active_children($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
    GROUP BY setting
),
settings AS (
    SELECT c.expectation, c.cover, c.vacant_days, n.children, n.overdue, n.overdue_43_up,
           c.cover <> 'not_known' AS told_posts, v.setting IS NOT NULL AS told_reviews, r.setting IS NOT NULL AS told_referrals
    FROM standing.cover($as_of, $known_at) c
    LEFT JOIN children n ON n.setting = c.setting
    LEFT JOIN standing.current_return('sen_reviews', $as_of, $known_at) v ON v.setting = c.setting
    LEFT JOIN standing.current_return('referrals', $as_of, $known_at) r ON r.setting = c.setting
    WHERE standing.is_chosen(c.setting, c.cluster, c.provider_type, c.area_senco, $scope, $clusters, $provider_types, $officers)
),
coverage AS (
    SELECT bool_or(told_posts AND told_reviews) AS knows_both,
           bool_or(told_posts AND expectation = 'expected') AS knows_cover,
           bool_or(told_reviews) AS knows_reviews,
           bool_or(told_referrals) AS knows_referrals,
           count(*) FILTER (WHERE cover = 'vacant' AND children > 0) AS no_senco_children_settings,
           coalesce(sum(children) FILTER (WHERE cover = 'vacant'), 0)::BIGINT AS no_senco_children,
           max(vacant_days) FILTER (WHERE children > 0) AS longest_vacant_days,
           count(*) FILTER (WHERE expectation = 'expected' AND cover IN ('in_post', 'shared', 'interim')) AS expected_covered,
           count(*) FILTER (WHERE expectation = 'expected') AS expected_settings,
           coalesce(sum(overdue), 0)::BIGINT AS overdue,
           coalesce(sum(overdue_43_up), 0)::BIGINT AS overdue_43_up,
           coalesce(sum(children), 0)::BIGINT AS children
    FROM settings
),
waits AS (
    SELECT count(*) > 0 AS knows_referrals,
           count(*) FILTER (WHERE waiting = 'service' AND wait_days > $over_18_weeks_days) AS over_18_weeks,
           count(*) FILTER (WHERE waiting = 'service') AS waiting,
           count(*) FILTER (WHERE waiting = 'setting') AS returned_to_setting
    FROM standing.referrals($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
),
owed AS (
    SELECT count(*) FILTER (WHERE received) AS returns_received, count(*) AS returns_expected
    FROM standing.returns_owed($as_of, $known_at)
    WHERE term = standing.term_of($as_of) AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
)
SELECT CASE WHEN c.knows_both THEN c.no_senco_children_settings END AS no_senco_children_settings,
       CASE WHEN c.knows_both THEN c.no_senco_children END AS no_senco_children,
       CASE WHEN c.knows_both THEN c.longest_vacant_days END AS longest_vacant_days,
       CASE WHEN c.knows_cover THEN c.expected_covered END AS expected_covered,
       CASE WHEN standing.ever_loaded('settings', $known_at) THEN c.expected_settings END AS expected_settings,
       CASE WHEN c.knows_reviews THEN c.overdue END AS overdue,
       CASE WHEN c.knows_reviews THEN c.overdue_43_up END AS overdue_43_up,
       CASE WHEN c.knows_reviews THEN c.children END AS children,
       CASE WHEN c.knows_referrals OR w.knows_referrals THEN w.over_18_weeks END AS over_18_weeks,
       CASE WHEN c.knows_referrals OR w.knows_referrals THEN w.waiting END AS waiting,
       CASE WHEN c.knows_referrals OR w.knows_referrals THEN w.returned_to_setting END AS returned_to_setting,
       CASE WHEN o.returns_expected > 0 THEN o.returns_received END AS returns_received,
       CASE WHEN o.returns_expected > 0 THEN o.returns_expected END AS returns_expected
FROM coverage c, waits w, owed o
