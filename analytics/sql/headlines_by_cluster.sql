-- grain: one row a figure a cluster on the register; a value is blank where nothing current of the cluster's settings tells it
WITH children AS (
    SELECT setting, count(*) AS children, count(*) FILTER (WHERE state = 'overdue') AS overdue
    FROM standing.active_children($as_of, $known_at)
    GROUP BY setting
),
settings AS (
    SELECT s.setting, s.cluster, s.expectation, s.is_open,
           s.is_open AND standing.owes_returns(s.expectation, s.provider_type, s.funded) AS owes,
           c.cover, n.children, n.overdue,
           s.is_open AND p.setting IS NOT NULL AS told_posts,
           s.is_open AND v.setting IS NOT NULL AS told_reviews,
           s.is_open AND r.setting IS NOT NULL AS told_referrals
    FROM standing.settings_on($as_of, $known_at) s
    LEFT JOIN standing.cover($as_of, $known_at) c ON c.setting = s.setting
    LEFT JOIN children n ON n.setting = s.setting
    LEFT JOIN standing.current_return('senco_posts', $as_of, $known_at) p ON p.setting = s.setting
    LEFT JOIN standing.current_return('sen_reviews', $as_of, $known_at) v ON v.setting = s.setting
    LEFT JOIN standing.current_return('referrals', $as_of, $known_at) r ON r.setting = s.setting
    WHERE standing.is_chosen(s.setting, s.cluster, s.provider_type, s.area_senco, $scope, $clusters, $provider_types, $officers)
),
waits AS (
    SELECT setting, count(*) FILTER (WHERE waiting = 'service') AS waiting,
           count(*) FILTER (WHERE waiting = 'service' AND wait_days > $over_18_weeks_days) AS over_18_weeks
    FROM standing.referrals($as_of, $known_at)
    GROUP BY setting
),
by_cluster AS (
    SELECT s.cluster,
           bool_or(s.told_posts AND s.told_reviews) AS knows_both,
           count(*) FILTER (WHERE s.is_open AND s.cover = 'vacant' AND s.children > 0) AS no_senco,
           count(*) FILTER (WHERE s.is_open AND s.children > 0) AS with_children,
           count(*) FILTER (WHERE s.owes AND s.told_posts AND s.told_reviews) AS told_both,
           bool_or(s.told_posts AND s.expectation = 'expected') AS knows_cover,
           count(*) FILTER (WHERE s.is_open AND s.expectation = 'expected' AND s.cover IN ('in_post', 'shared', 'interim')) AS covered,
           count(*) FILTER (WHERE s.is_open AND s.expectation = 'expected') AS expected,
           count(*) FILTER (WHERE s.is_open AND s.expectation = 'expected' AND s.told_posts) AS told_cover,
           bool_or(s.told_reviews) AS knows_reviews,
           coalesce(sum(s.overdue), 0)::BIGINT AS overdue,
           coalesce(sum(s.children), 0)::BIGINT AS children,
           count(*) FILTER (WHERE s.owes AND s.told_reviews) AS told_reviews,
           bool_or(s.told_referrals OR w.setting IS NOT NULL) AS knows_referrals,
           coalesce(sum(w.over_18_weeks), 0)::BIGINT AS over_18_weeks,
           coalesce(sum(w.waiting), 0)::BIGINT AS waiting,
           count(*) FILTER (WHERE s.owes AND s.told_referrals) AS told_referrals,
           count(*) FILTER (WHERE s.owes) AS owing
    FROM settings s
    LEFT JOIN waits w ON w.setting = s.setting
    GROUP BY s.cluster
),
owed AS (
    SELECT cluster, setting, count(*) FILTER (WHERE received) AS received, count(*) AS owed
    FROM standing.returns_owed($as_of, $known_at)
    WHERE term = standing.term_of($as_of) AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
    GROUP BY cluster, setting
),
returns AS (
    SELECT cluster, sum(received)::BIGINT AS received, sum(owed)::BIGINT AS owed,
           count(*) FILTER (WHERE received = owed) AS told, count(*) AS settings
    FROM owed
    GROUP BY cluster
),
figures AS (
    SELECT cluster, unnest([
        {'place': 1, 'figure': 'no_senco', 'value': CASE WHEN knows_both THEN no_senco END, 'of_all': CASE WHEN knows_both THEN with_children END, 'told': told_both, 'settings': owing},
        {'place': 2, 'figure': 'covered', 'value': CASE WHEN knows_cover THEN covered END, 'of_all': expected, 'told': told_cover, 'settings': expected},
        {'place': 3, 'figure': 'overdue', 'value': CASE WHEN knows_reviews THEN overdue END, 'of_all': CASE WHEN knows_reviews THEN children END, 'told': told_reviews, 'settings': owing},
        {'place': 4, 'figure': 'over_18_weeks', 'value': CASE WHEN knows_referrals THEN over_18_weeks END, 'of_all': CASE WHEN knows_referrals THEN waiting END, 'told': told_referrals, 'settings': owing}
    ], recursive := TRUE)
    FROM by_cluster
    UNION ALL
    SELECT cluster, 5, 'returns', received, owed, told, settings FROM returns
)
SELECT figure, cluster, value, of_all, told, settings FROM figures ORDER BY place, cluster NULLS LAST
