-- grain: one row; a figure is blank when a return it needs was never loaded
WITH children AS (
    SELECT setting, count(*) AS children,
           count(*) FILTER (WHERE state = 'overdue') AS overdue,
           count(*) FILTER (WHERE band = '43+') AS overdue_43_up
    FROM standing.active_children($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
    GROUP BY setting
),
settings AS (
    SELECT c.expectation, c.cover, c.vacant_days, n.children
    FROM standing.cover($as_of, $known_at) c
    LEFT JOIN children n ON n.setting = c.setting
    WHERE standing.is_chosen(c.setting, c.cluster, c.provider_type, c.area_senco, $scope, $clusters, $provider_types, $officers)
),
coverage AS (
    SELECT count(*) FILTER (WHERE cover = 'vacant' AND children > 0) AS no_senco_children_settings,
           coalesce(sum(children) FILTER (WHERE cover = 'vacant'), 0)::BIGINT AS no_senco_children,
           max(vacant_days) FILTER (WHERE children > 0) AS longest_vacant_days,
           count(*) FILTER (WHERE expectation = 'expected' AND cover IN ('in_post', 'shared', 'interim')) AS expected_covered,
           count(*) FILTER (WHERE expectation = 'expected') AS expected_settings
    FROM settings
),
reviews AS (
    SELECT coalesce(sum(overdue), 0)::BIGINT AS overdue, coalesce(sum(overdue_43_up), 0)::BIGINT AS overdue_43_up,
           coalesce(sum(children), 0)::BIGINT AS children
    FROM children
),
waits AS (
    SELECT count(*) FILTER (WHERE waiting = 'service' AND wait_days > $over_18_weeks_days) AS over_18_weeks,
           count(*) FILTER (WHERE waiting = 'service') AS waiting,
           count(*) FILTER (WHERE waiting = 'setting') AS returned_to_setting
    FROM standing.referrals($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
),
owed AS (
    SELECT count(*) FILTER (WHERE received) AS returns_received, count(*) AS returns_expected
    FROM standing.returns_owed($as_of, $known_at)
    WHERE term = standing.term_of($as_of) AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
),
loaded AS (
    SELECT standing.ever_loaded('settings', $known_at) AS settings,
           standing.ever_loaded('senco_posts', $known_at) AS senco_posts,
           standing.ever_loaded('sen_reviews', $known_at) AS sen_reviews,
           standing.ever_loaded('referrals', $known_at) AS referrals
)
SELECT CASE WHEN l.senco_posts AND l.sen_reviews THEN c.no_senco_children_settings END AS no_senco_children_settings,
       CASE WHEN l.senco_posts AND l.sen_reviews THEN c.no_senco_children END AS no_senco_children,
       CASE WHEN l.senco_posts AND l.sen_reviews THEN c.longest_vacant_days END AS longest_vacant_days,
       CASE WHEN l.senco_posts THEN c.expected_covered END AS expected_covered,
       CASE WHEN l.settings THEN c.expected_settings END AS expected_settings,
       CASE WHEN l.sen_reviews THEN r.overdue END AS overdue,
       CASE WHEN l.sen_reviews THEN r.overdue_43_up END AS overdue_43_up,
       CASE WHEN l.sen_reviews THEN r.children END AS children,
       CASE WHEN l.referrals THEN w.over_18_weeks END AS over_18_weeks,
       CASE WHEN l.referrals THEN w.waiting END AS waiting,
       CASE WHEN l.referrals THEN w.returned_to_setting END AS returned_to_setting,
       CASE WHEN l.senco_posts OR l.sen_reviews OR l.referrals THEN o.returns_received END AS returns_received,
       CASE WHEN l.senco_posts OR l.sen_reviews OR l.referrals THEN o.returns_expected END AS returns_expected
FROM loaded l, coverage c, reviews r, waits w, owed o
