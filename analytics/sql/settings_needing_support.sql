-- grain: one row a setting open on the day, those to help first at the top
WITH settings AS (
    SELECT *, provider_type = 'childminder' AS is_childminder
    FROM standing.cover($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
),
children AS (
    SELECT setting, count(*) AS children,
           count(*) FILTER (WHERE state = 'overdue') AS overdue,
           count(*) FILTER (WHERE band = '43+') AS long_overdue
    FROM standing.active_children($as_of, $known_at)
    GROUP BY setting
),
posts AS (
    FROM standing.posts_on($as_of, $known_at) WHERE role IN ('senco', 'shared')
),
interims AS (
    SELECT setting, $as_of - min(started_on) AS interim_days FROM posts WHERE interim GROUP BY setting
),
safeguarding AS (
    SELECT p.setting, bool_or((p.safeguarding_trained_on + to_months(s.safeguarding_months))::DATE < $as_of) AS expired
    FROM posts p
    JOIN settings s ON s.setting = p.setting
    GROUP BY p.setting
),
inductions AS (
    FROM standing.attended($as_of, $known_at) WHERE kind = 'new_senco_induction'
),
not_inducted AS (
    SELECT DISTINCT p.setting
    FROM posts p
    WHERE p.started_on >= $as_of - $new_senco_days AND p.started_on + $induction_days < $as_of
          AND standing.training_loaded($known_at)
          AND NOT EXISTS (
              SELECT 1 FROM inductions i
              WHERE i.held_on BETWEEN p.started_on AND p.started_on + $induction_days
                    AND (i.attendee_ref = p.senco_ref OR (i.setting = p.setting AND i.attendee_role = 'senco'))
          )
),
late_returns AS (
    SELECT DISTINCT setting
    FROM standing.returns_owed($as_of, $known_at)
    WHERE NOT on_time AND term = standing.last_closed_term($as_of)
),
in_force AS (
    SELECT setting, count(DISTINCT return_name) = 2 AS fresh
    FROM standing.sent($known_at)
    WHERE return_name IN ('senco_posts', 'sen_reviews')
          AND (term = standing.term_of($as_of)
               OR (term = standing.term_of($as_of) - 1 AND $as_of <= standing.term_due_on(standing.term_of($as_of))))
    GROUP BY setting
),
practice AS (
    SELECT setting, count(*) FILTER (WHERE answer = 'no') AS gaps
    FROM standing.practice($as_of, $known_at)
    GROUP BY setting
),
contacts AS (
    SELECT DISTINCT setting
    FROM standing.contacts($known_at)
    WHERE standing.in_last_two_terms("on", $as_of)
),
reasons AS (
    SELECT s.*, coalesce(c.children, 0) AS children, coalesce(f.fresh, FALSE) AS fresh,
           list_filter([
               {'code': 'no_cover_with_children', 'is_red': NOT s.is_childminder,
                'applies': s.cover = 'vacant' AND c.children > 0},
               {'code': 'standard_not_met', 'is_red': TRUE,
                'applies': s.standard = 'not_met' AND NOT s.is_childminder},
               {'code': 'reviews_long_overdue', 'is_red': TRUE,
                'applies': c.long_overdue >= $long_overdue_reviews AND c.long_overdue / c.children >= $long_overdue_share},
               {'code': 'safeguarding_expired', 'is_red': TRUE, 'applies': g.expired},
               {'code': 'long_vacancy', 'is_red': FALSE,
                'applies': s.vacant_days > $long_vacancy_days AND NOT s.is_childminder},
               {'code': 'long_interim', 'is_red': FALSE,
                'applies': s.cover = 'interim' AND i.interim_days > $long_interim_days AND NOT s.is_childminder},
               {'code': 'not_inducted', 'is_red': FALSE, 'applies': n.setting IS NOT NULL AND NOT s.is_childminder},
               {'code': 'missed_meetings', 'is_red': FALSE,
                'applies': m.missed_in_a_row >= $missed_meetings AND NOT s.is_childminder},
               {'code': 'reviews_overdue', 'is_red': FALSE,
                'applies': c.overdue >= $overdue_reviews AND c.overdue / c.children >= $overdue_share},
               {'code': 'return_late_or_missing', 'is_red': FALSE, 'applies': r.setting IS NOT NULL AND NOT s.is_childminder},
               {'code': 'practice_gaps', 'is_red': FALSE, 'applies': a.gaps >= $practice_gaps AND NOT s.is_childminder},
               {'code': 'no_contact', 'is_red': FALSE,
                'applies': k.setting IS NULL AND standing.ever_loaded('contacts', $known_at)},
               {'code': 'ofsted_concern', 'is_red': FALSE,
                'applies': standing.is_ofsted_concern(s.ofsted_judgement, s.ofsted_inclusion) AND NOT s.is_childminder}
           ], lambda reason: coalesce(reason.applies, FALSE)) AS found
    FROM settings s
    LEFT JOIN children c ON c.setting = s.setting
    LEFT JOIN safeguarding g ON g.setting = s.setting
    LEFT JOIN interims i ON i.setting = s.setting
    LEFT JOIN not_inducted n ON n.setting = s.setting
    LEFT JOIN standing.missed($as_of, $known_at) m ON m.setting = s.setting
    LEFT JOIN late_returns r ON r.setting = s.setting
    LEFT JOIN in_force f ON f.setting = s.setting
    LEFT JOIN practice a ON a.setting = s.setting
    LEFT JOIN contacts k ON k.setting = s.setting
),
ratings AS (
    SELECT *,
           CASE
               WHEN len(list_filter(found, lambda reason: reason.is_red)) > 0 THEN 'red'
               WHEN len(found) >= $amber_reasons THEN 'amber'
               WHEN fresh THEN 'green'
               ELSE 'grey'
           END AS rating
    FROM reasons
)
SELECT setting, name, cluster, rating, nullif(array_to_string(list_transform(found, lambda reason: reason.code), '; '), '') AS reasons
FROM ratings
ORDER BY list_position(['red', 'amber', 'green', 'grey'], rating), len(found) DESC, children DESC, setting
