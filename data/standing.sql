-- Which rows count on a day, as known at a moment: said once, here, and read by every question.
-- d and t are days, k is a stored moment (UTC), n is a term's number (see terms.py). No macro reads a clock.

CREATE SCHEMA IF NOT EXISTS standing;

-- Thresholds -------------------------------------------------------------------------------------

-- The change that decides each changed threshold on d: the one with the latest day it holds from, of equal days the later one.
CREATE OR REPLACE MACRO standing.threshold_changes(d, k) AS TABLE
    SELECT * FROM main.threshold_changes
    WHERE since <= d AND changed_at <= k AND (taken_back_at IS NULL OR taken_back_at > k)
    QUALIFY row_number() OVER (PARTITION BY name ORDER BY since DESC, id DESC) = 1;

-- Those that a derived state is made of. The limit of “due soon” is set for each cursor that asks for another than the first one.
CREATE OR REPLACE MACRO standing.current_terms_back() AS 2;
CREATE OR REPLACE MACRO standing.qualify_months() AS 36;
CREATE OR REPLACE MACRO standing.first_band_days() AS 14;
CREATE OR REPLACE MACRO standing.second_band_days() AS 42;
CREATE OR REPLACE MACRO standing.due_soon_days() AS coalesce(getvariable('due_soon_days')::INTEGER, 14);

-- Terms ------------------------------------------------------------------------------------------

-- The first days and due dates that people moved, as known at k: one row a term a what (first_day, due_on), the latest change. They
-- are told to a cursor as variables: first_days and due_dates (term → day) and moved_days (day → terms later than by contract). A
-- cursor that was told nothing has the days by contract.
CREATE OR REPLACE MACRO standing.term_dates(k) AS TABLE
    SELECT * FROM main.term_date_changes
    WHERE changed_at <= k AND (taken_back_at IS NULL OR taken_back_at > k)
    QUALIFY row_number() OVER (PARTITION BY term, what ORDER BY id DESC) = 1;

-- An argument is written out at each place that names it, so one named twice, in macros inside each other, makes a statement
-- that takes longer to plan than to answer: each of these names its argument once, as the one item of a list.
CREATE OR REPLACE MACRO standing.term_of(d) AS
    list_transform([d], lambda day:
        year(day) * 3 + [0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2][month(day)] + coalesce((getvariable('moved_days')::MAP(DATE, INTEGER))[day], 0)
    )[1];

CREATE OR REPLACE MACRO standing.term_name(n) AS
    list_transform([n], lambda term: (term // 3)::VARCHAR || ['-spring', '-summer', '-autumn'][term % 3 + 1])[1];

CREATE OR REPLACE MACRO standing.term_starts_on(n) AS
    list_transform([n], lambda term:
        coalesce((getvariable('first_days')::MAP(INTEGER, DATE))[term], make_date(term // 3, [1, 4, 9][term % 3 + 1], 1))
    )[1];

CREATE OR REPLACE MACRO standing.term_ends_on(n) AS standing.term_starts_on(n + 1) - 1;

CREATE OR REPLACE MACRO standing.term_due_on(n) AS
    list_transform([n], lambda term:
        coalesce(
            (getvariable('due_dates')::MAP(INTEGER, DATE))[term],
            make_date(term // 3, [2, 6, 11][term % 3 + 1], [28, 30, 30][term % 3 + 1])
        )
    )[1];

-- Whether a day lies in the last two terms on t: from the first day of the term before to t.
CREATE OR REPLACE MACRO standing.in_last_two_terms(d, t) AS
    d BETWEEN standing.term_starts_on(standing.term_of(t) - 1) AND t;

CREATE OR REPLACE MACRO standing.expectation_of(provider_type) AS
    CASE
        WHEN provider_type IN ('maintained_nursery_school', 'school_nursery_class') THEN 'must'
        WHEN provider_type IN ('group_full_day', 'group_sessional', 'out_of_school') THEN 'expected'
        WHEN provider_type = 'childminder' THEN 'encouraged'
        ELSE 'none'
    END;

-- n of d to four places, halves up (in whole numbers, so that a half is a half); NULL of nothing.
CREATE OR REPLACE MACRO standing.share(n, d) AS ((20000 * n + d) // (2 * nullif(d, 0))) / 10000;

-- n for each hundred of d to one place, halves up; NULL of nothing.
CREATE OR REPLACE MACRO standing.per_hundred(n, d) AS ((2000 * n + d) // (2 * nullif(d, 0))) / 10;

-- Submissions ------------------------------------------------------------------------------------

-- Accepted and not withdrawn at k; what a later one replaced is still here.
CREATE OR REPLACE MACRO standing.submissions(k) AS TABLE
    SELECT * FROM main.submissions
    WHERE accepted_at <= k AND (withdrawn_at IS NULL OR withdrawn_at > k);

-- One row a setting a return a term: the submission in force, and the day of the first one.
-- A service's own export is not a return of the setting.
CREATE OR REPLACE MACRO standing.sent(k) AS TABLE
    SELECT s.return_name, s.term, p.setting,
           max(s.id) AS submission, arg_max(p.nil, s.id) AS nil, min(s.accepted_on) AS first_accepted_on
    FROM main.submission_settings p
    JOIN standing.submissions(k) s ON s.id = p.submission
    WHERE s.source IS NULL
    GROUP BY s.return_name, s.term, p.setting;

-- The current return of each setting on t: the latest term not after t's and at most two before it.
CREATE OR REPLACE MACRO standing.current_return(name, t, k) AS TABLE
    SELECT * FROM standing.sent(k)
    WHERE return_name = name AND term BETWEEN standing.term_of(t) - standing.current_terms_back() AND standing.term_of(t)
    QUALIFY row_number() OVER (PARTITION BY setting ORDER BY term DESC) = 1;

CREATE OR REPLACE MACRO standing.ever_loaded(name, k) AS
    EXISTS (SELECT 1 FROM main.submissions WHERE return_name = name AND accepted_at <= k AND (withdrawn_at IS NULL OR withdrawn_at > k));

-- The register -----------------------------------------------------------------------------------

-- One row a setting a spell [from_on, to_on) in which one register load speaks for it. The first load
-- reaches back; a setting absent from a later load keeps its row until a load confirms its closing, which
-- only a load accepted after the setting was first listed can do, and a public list for its own number space alone.
CREATE OR REPLACE MACRO standing.register(k) AS TABLE
    WITH loads AS (
        SELECT id, effective_on, confirm_closures, speaks_for,
               row_number() OVER (ORDER BY effective_on, id) AS n,
               min(effective_on) OVER () AS first_on
        FROM standing.submissions(k)
        WHERE return_name = 'settings'
    ),
    entries AS (
        SELECT s.*, l.n, CASE WHEN l.effective_on = l.first_on THEN DATE '0001-01-01' ELSE l.effective_on END AS from_on
        FROM main.settings s
        JOIN loads l ON l.id = s.submission
    ),
    spells AS (
        SELECT *, lead(from_on, 1, DATE '9999-12-31') OVER (PARTITION BY setting ORDER BY n) AS to_on,
               lead(n, 1, 2147483647) OVER (PARTITION BY setting ORDER BY n) AS next_n,
               min(submission) OVER (PARTITION BY setting) AS first_submission
        FROM entries
    ),
    closings AS (
        SELECT sp.setting, sp.n, min(l.effective_on) AS confirmed_on
        FROM spells sp
        JOIN loads l ON l.confirm_closures AND l.n > sp.n AND l.n < sp.next_n AND l.id > sp.first_submission
            AND (l.speaks_for IS NULL OR l.speaks_for = sp.urn_scheme)
        GROUP BY sp.setting, sp.n
    )
    SELECT sp.* EXCLUDE (closed_on, n, next_n, first_submission), standing.expectation_of(sp.provider_type) AS expectation,
           least(sp.closed_on, c.confirmed_on) AS closed_on
    FROM spells sp
    LEFT JOIN closings c ON c.setting = sp.setting AND c.n = sp.n
    WHERE sp.from_on < sp.to_on;

CREATE OR REPLACE MACRO standing.open_on(d, on_early_years_register, expectation, opened_on, closed_on) AS
    on_early_years_register AND expectation <> 'none'
    AND (opened_on IS NULL OR opened_on <= d) AND (closed_on IS NULL OR closed_on > d);

-- The register in effect on d: one row a setting, with expectation and is_open.
CREATE OR REPLACE MACRO standing.settings_on(d, k) AS TABLE
    SELECT *, standing.open_on(d, on_early_years_register, expectation, opened_on, closed_on) AS is_open
    FROM standing.register(k)
    WHERE from_on <= d AND d < to_on;

-- What a viewer may see and has chosen; NULL means all.
CREATE OR REPLACE MACRO standing.is_chosen(setting, cluster, provider_type, area_senco, scope, clusters, provider_types, officers) AS
    (scope IS NULL OR list_contains(scope, setting))
    AND (clusters IS NULL OR list_contains(clusters, cluster))
    AND (provider_types IS NULL OR list_contains(provider_types, provider_type))
    AND (officers IS NULL OR list_contains(officers, area_senco));

CREATE OR REPLACE MACRO standing.chosen(d, k, scope, clusters, provider_types, officers) AS TABLE
    SELECT * FROM standing.settings_on(d, k) s
    WHERE standing.is_chosen(s.setting, s.cluster, s.provider_type, s.area_senco, scope, clusters, provider_types, officers);

-- The open settings among these, and whether a return of each is current; none while that return was never loaded.
CREATE OR REPLACE MACRO standing.chosen_told(name, d, k, scope, clusters, provider_types, officers) AS TABLE
    SELECT s.*, c.setting IS NOT NULL AS told
    FROM standing.chosen(d, k, scope, clusters, provider_types, officers) s
    LEFT JOIN standing.current_return(name, d, k) c ON c.setting = s.setting
    WHERE s.is_open AND standing.ever_loaded(name, k);

-- SENCO posts ------------------------------------------------------------------------------------

-- Posts of the current return that are in post on t, deputies too.
CREATE OR REPLACE MACRO standing.posts_on(t, k) AS TABLE
    SELECT p.*
    FROM main.senco_posts p
    JOIN standing.current_return('senco_posts', t, k) c ON c.submission = p.submission AND c.setting = p.setting
    WHERE p.started_on <= t AND (p.ended_on IS NULL OR p.ended_on >= t);

-- The standard of one post of a setting where a qualified SENCO is a must: 1 met, 2 in time, 3 not known, 4 not met.
CREATE OR REPLACE MACRO standing.post_standard(t, started_on, qualified_teacher, qualification, qualified_on, relevant_experience) AS
    CASE
        WHEN qualified_teacher = 'yes'
             AND ((qualification IN ('npq_senco', 'nasenco') AND qualified_on <= t) OR relevant_experience = 'yes') THEN 1
        WHEN qualified_teacher = 'yes' AND t <= (started_on + to_months(standing.qualify_months()))::DATE THEN 2
        WHEN coalesce(qualified_teacher, 'not_known') = 'not_known' THEN 3
        WHEN qualified_teacher = 'yes'
             AND (coalesce(qualification, 'not_known') = 'not_known' OR coalesce(relevant_experience, 'not_known') = 'not_known') THEN 3
        ELSE 4
    END;

-- One row an open setting as on the register, with its cover; the last day of the last post and the days since, when it is vacant;
-- and where a qualified SENCO is a must the standard (met, in_time, not_known, not_met) with the day it is due by.
CREATE OR REPLACE MACRO standing.cover(t, k) AS TABLE
    WITH told AS (
        SELECT setting, term, submission, max(term) OVER (PARTITION BY setting) AS latest_term
        FROM standing.sent(k)
        WHERE return_name = 'senco_posts' AND term <= standing.term_of(t)
    ),
    posts AS (
        SELECT p.*, d.term,
               d.term = d.latest_term AND p.started_on <= t AND (p.ended_on IS NULL OR p.ended_on >= t) AS is_held,
               standing.post_standard(t, p.started_on, p.qualified_teacher, p.qualification, p.qualified_on, p.relevant_experience) AS step
        FROM main.senco_posts p
        JOIN told d ON d.submission = p.submission AND d.setting = p.setting
        QUALIFY row_number() OVER (PARTITION BY p.setting, p.senco_ref, p.started_on ORDER BY d.term DESC) = 1
    ),
    held AS (
        SELECT setting,
               bool_or(is_held AND role = 'senco' AND NOT interim) AS in_post,
               bool_or(is_held AND role = 'shared' AND NOT interim) AS shared,
               bool_or(is_held AND interim) AS interim,
               max(ended_on) FILTER (WHERE ended_on < t) AS ended_on,
               min(step) FILTER (WHERE is_held) AS step,
               min((started_on + to_months(standing.qualify_months()))::DATE) FILTER (WHERE is_held AND step = 2) AS due_on
        FROM posts
        WHERE role IN ('senco', 'shared')
        GROUP BY setting
    ),
    covers AS (
        SELECT s.*, h.ended_on, h.step, h.due_on,
               CASE
                   WHEN c.setting IS NULL THEN 'not_known'
                   WHEN h.in_post THEN 'in_post'
                   WHEN h.shared THEN 'shared'
                   WHEN h.interim THEN 'interim'
                   ELSE 'vacant'
               END AS cover
        FROM standing.settings_on(t, k) s
        LEFT JOIN (SELECT DISTINCT setting FROM told WHERE latest_term >= standing.term_of(t) - standing.current_terms_back()) c ON c.setting = s.setting
        LEFT JOIN held h ON h.setting = s.setting
        WHERE s.is_open
    )
    SELECT * EXCLUDE (ended_on, step, due_on),
           CASE WHEN cover = 'vacant' THEN ended_on END AS last_ended_on,
           CASE WHEN cover = 'vacant' THEN t - ended_on END AS vacant_days,
           CASE
               WHEN expectation <> 'must' THEN NULL
               WHEN cover = 'vacant' THEN 'not_met'
               WHEN cover = 'not_known' THEN 'not_known'
               ELSE ['met', 'in_time', 'not_known', 'not_met'][step]
           END AS standard,
           CASE WHEN expectation = 'must' AND cover NOT IN ('vacant', 'not_known') AND step = 2 THEN due_on END AS standard_due_on
    FROM covers;

-- Whether day d lies in the months up to t: on t at the latest, and not earlier than t when the months are added to it.
CREATE OR REPLACE MACRO standing.in_months_to(d, months, t) AS
    coalesce(d <= t AND (d + to_months(months))::DATE >= t, FALSE);

-- Posts in post on t of the settings open on t, deputies too, each with its setting as on the register.
CREATE OR REPLACE MACRO standing.open_posts(t, k) AS TABLE
    SELECT p.*, s.name, s.cluster, s.provider_type, s.area_senco, s.safeguarding_months
    FROM standing.posts_on(t, k) p
    JOIN standing.settings_on(t, k) s ON s.setting = p.setting AND s.is_open;

-- Posts told in terms up to t's, deputies too, each as the latest term says.
CREATE OR REPLACE MACRO standing.posts_told(t, k) AS TABLE
    SELECT p.*, s.term
    FROM main.senco_posts p
    JOIN standing.sent(k) s ON s.submission = p.submission AND s.setting = p.setting
    WHERE s.return_name = 'senco_posts' AND s.term <= standing.term_of(t)
    QUALIFY row_number() OVER (PARTITION BY p.setting, p.senco_ref, p.started_on ORDER BY s.term DESC) = 1;

CREATE OR REPLACE MACRO standing.sencos_told(t, k) AS TABLE
    SELECT * FROM standing.posts_told(t, k) WHERE role IN ('senco', 'shared');

-- SENCO and shared posts whose last day is in the days before t, of people who do not simply go on in another one,
-- with the first day of whoever followed: another person, who started later and was still there after that day.
CREATE OR REPLACE MACRO standing.handovers(t, k, days) AS TABLE
    WITH ended AS (
        FROM standing.sencos_told(t, k) WHERE ended_on < t AND ended_on >= t - days
    )
    SELECT e.*, min(n.started_on) FILTER (WHERE n.senco_ref <> e.senco_ref AND n.started_on > e.started_on) AS successor_started_on
    FROM ended e
    LEFT JOIN standing.sencos_told(t, k) n
        ON n.setting = e.setting AND n.started_on <= t AND (n.ended_on IS NULL OR n.ended_on > e.ended_on)
    GROUP BY ALL
    HAVING NOT coalesce(bool_or(n.senco_ref = e.senco_ref AND n.started_on <= e.ended_on + 1), FALSE);

-- One row a spell of one cover by one person at a setting open on t, in the two years to t: the best of all posts counts. Not known:
-- nobody is told of, and no return speaks for the day.
CREATE OR REPLACE MACRO standing.senco_spells(t, k) AS TABLE
    WITH places AS (
        SELECT *, greatest((t - INTERVAL 24 MONTH)::DATE, coalesce(opened_on, DATE '0001-01-01')) AS first_on
        FROM standing.settings_on(t, k)
        WHERE is_open
    ),
    told AS (
        SELECT p.setting, c.term, lead(c.term) OVER (PARTITION BY p.setting ORDER BY c.term) AS next_term
        FROM places p
        JOIN standing.sent(k) c ON c.setting = p.setting
        WHERE c.return_name = 'senco_posts' AND c.term <= standing.term_of(t)
    ),
    -- A post without a last day by the day asked about lasts as long as the return that told of it speaks.
    posts AS (
        SELECT p.setting, p.senco_ref, p.started_on, CASE WHEN p.interim THEN 3 WHEN p.role = 'shared' THEN 2 ELSE 1 END AS cover,
               CASE
                   WHEN p.ended_on < t THEN p.ended_on
                   WHEN d.next_term <= d.term + standing.current_terms_back() THEN standing.term_starts_on(d.next_term) - 1
                   ELSE standing.term_ends_on(d.term + standing.current_terms_back())
               END AS ended_on
        FROM standing.sencos_told(t, k) p
        JOIN told d ON d.setting = p.setting AND d.term = p.term
        WHERE p.started_on <= t
    ),
    changes AS (
        SELECT setting, first_on AS from_on FROM places
        UNION
        SELECT setting, started_on FROM posts
        UNION
        SELECT setting, ended_on + 1 FROM posts
        UNION
        SELECT p.setting, standing.term_starts_on(n.term)
        FROM places p
        CROSS JOIN range(standing.term_of(t) - 6, standing.term_of(t) + 1) n(term)
    ),
    pieces AS (
        SELECT c.setting, c.from_on, lead(c.from_on, 1, t + 1) OVER (PARTITION BY c.setting ORDER BY c.from_on) - 1 AS to_on
        FROM changes c
        JOIN places p ON p.setting = c.setting
        WHERE c.from_on BETWEEN p.first_on AND t
    ),
    covered AS (
        SELECT i.setting, i.from_on, i.to_on, min(p.cover) AS cover,
               arg_min(p.senco_ref, (p.cover, p.started_on, p.senco_ref)) FILTER (WHERE p.senco_ref IS NOT NULL) AS senco_ref
        FROM pieces i
        LEFT JOIN posts p ON p.setting = i.setting AND i.from_on BETWEEN p.started_on AND p.ended_on
        GROUP BY i.setting, i.from_on, i.to_on
    ),
    states AS (
        SELECT c.setting, c.from_on, c.to_on, c.senco_ref,
               CASE
                   WHEN c.cover IS NOT NULL THEN ['in_post', 'shared', 'interim'][c.cover]
                   WHEN EXISTS (
                       SELECT 1 FROM told d
                       WHERE d.setting = c.setting AND d.term BETWEEN standing.term_of(c.from_on) - standing.current_terms_back() AND standing.term_of(c.from_on)
                   ) THEN 'vacant'
                   ELSE 'not_known'
               END AS cover
        FROM covered c
    ),
    numbered AS (
        SELECT *, row_number() OVER (PARTITION BY setting ORDER BY from_on)
                  - row_number() OVER (PARTITION BY setting, cover, senco_ref ORDER BY from_on) AS island
        FROM states
    ),
    spells AS (
        SELECT setting, senco_ref, cover, min(from_on) AS from_on, max(to_on) AS to_on, max(to_on) - min(from_on) + 1 AS days
        FROM numbered
        GROUP BY setting, senco_ref, cover, island
    )
    SELECT s.*, p.name, p.cluster, p.provider_type, p.area_senco, p.expectation
    FROM spells s
    JOIN places p ON p.setting = s.setting;

-- Children and reviews ---------------------------------------------------------------------------

-- One row a child a cycle begun by t, of the settings' current returns.
CREATE OR REPLACE MACRO standing.cycles(t, k) AS TABLE
    SELECT r.*
    FROM main.sen_reviews r
    JOIN standing.current_return('sen_reviews', t, k) c ON c.submission = r.submission AND c.setting = r.setting
    WHERE r.plan_started_on <= t;

-- One row a child still there on t, by the latest cycle of the setting's current return; monitoring too.
CREATE OR REPLACE MACRO standing.children(t, k) AS TABLE
    WITH latest AS (
        FROM standing.cycles(t, k)
        QUALIFY row_number() OVER (PARTITION BY setting, child ORDER BY cycle_no DESC) = 1
    ),
    dated AS (
        SELECT *, CASE WHEN review_held_on <= t THEN next_review_due_on ELSE review_due_on END AS due_on
        FROM latest
        WHERE left_on IS NULL OR left_on > t
    )
    SELECT d.*, s.name, s.cluster, s.provider_type, s.area_senco,
           CASE
               WHEN d.due_on IS NULL THEN 'no_date'
               WHEN d.due_on < t THEN 'overdue'
               WHEN d.due_on <= t + standing.due_soon_days() THEN 'due_soon'
               ELSE 'on_track'
           END AS state,
           CASE WHEN d.due_on < t THEN t - d.due_on END AS days_overdue,
           CASE WHEN d.due_on < t THEN CASE WHEN t - d.due_on <= standing.first_band_days() THEN '1-14'
                                       WHEN t - d.due_on <= standing.second_band_days() THEN '15-42' ELSE '43+' END END AS band
    FROM dated d
    JOIN standing.settings_on(t, k) s ON s.setting = d.setting AND s.is_open;

CREATE OR REPLACE MACRO standing.active_children(t, k) AS TABLE
    SELECT * FROM standing.children(t, k) WHERE sen_status IN ('sen_support', 'ehc_requested', 'ehc_plan');

-- Months of age on t; a child counts as born on the first of its birth month.
CREATE OR REPLACE MACRO standing.age_months(birth_month, t) AS
    year(t) * 12 + month(t) - left(birth_month, 4)::BIGINT * 12 - right(birth_month, 2)::BIGINT;

-- One row a child of the settings' current returns with a cycle begun by t: what all those cycles say together. The birth month and the
-- two-year check are the child's own, so a cycle that begins later tells of them too.
CREATE OR REPLACE MACRO standing.child_histories(t, k) AS TABLE
    SELECT r.setting, r.child, min(r.plan_started_on) AS first_started_on,
           max(r.plan_started_on) FILTER (WHERE r.plan_started_on <= t) AS last_started_on,
           max(r.review_held_on) FILTER (WHERE r.plan_started_on <= t AND r.review_held_on <= t) AS last_held_on,
           arg_max(r.birth_month, r.cycle_no) FILTER (WHERE r.birth_month IS NOT NULL) AS birth_month,
           coalesce(bool_or(r.two_year_check_on <= t), FALSE) AS is_checked
    FROM main.sen_reviews r
    JOIN standing.current_return('sen_reviews', t, k) c ON c.submission = r.submission AND c.setting = r.setting
    GROUP BY r.setting, r.child
    HAVING min(r.plan_started_on) <= t;

-- Referrals --------------------------------------------------------------------------------------

-- One row a referral told in terms up to t's, as the latest term says. A setting's file replaces all its
-- rows of the term; a service's own export replaces that service's rows only.
CREATE OR REPLACE MACRO standing.referrals_told(t, k) AS TABLE
    WITH statements AS (
        SELECT s.id, s.term, s.source, p.setting
        FROM main.submission_settings p
        JOIN standing.submissions(k) s ON s.id = p.submission
        WHERE s.return_name = 'referrals' AND s.term <= standing.term_of(t)
    )
    SELECT r.*, s.term
    FROM main.referrals r
    JOIN statements s ON s.id = r.submission AND s.setting = r.setting
    WHERE NOT EXISTS (
        SELECT 1 FROM statements later
        WHERE later.setting = s.setting AND later.term = s.term AND later.id > s.id
              AND (later.source IS NULL OR later.source = r.service)
    )
    QUALIFY row_number() OVER (PARTITION BY r.setting, r.referral_ref ORDER BY s.term DESC, s.id DESC) = 1;

-- One row a referral made by t, with its log: the stages reached by t. `step` settles stages of one day.
CREATE OR REPLACE MACRO standing.referrals_logged(t, k) AS TABLE
    SELECT *, list_filter([
        {'reached_on': made_on, 'step': 1, 'stage': 'made'},
        {'reached_on': received_on, 'step': 2, 'stage': 'received'},
        {'reached_on': returned_incomplete_on, 'step': 3, 'stage': 'returned_incomplete'},
        {'reached_on': triaged_on, 'step': 4, 'stage': 'triaged'},
        {'reached_on': redirected_on, 'step': 5, 'stage': 'redirected'},
        {'reached_on': declined_on, 'step': 6, 'stage': 'declined'},
        {'reached_on': accepted_on, 'step': 7, 'stage': 'accepted'},
        {'reached_on': first_contact_on, 'step': 8, 'stage': 'first_contact'},
        {'reached_on': assessment_complete_on, 'step': 9, 'stage': 'assessment_complete'},
        {'reached_on': discharged_on, 'step': 10, 'stage': 'discharged'},
        {'reached_on': withdrawn_on, 'step': 11, 'stage': 'withdrawn'}
    ], lambda event: event.reached_on <= t) AS events
    FROM standing.referrals_told(t, k)
    WHERE made_on <= t;

-- One row a referral made by t, of every setting on the register of t, open or closed: where it stands, and what
-- became of it: seen (a first contact), waiting, on_setting (came back incomplete), declined, redirected or closed.
CREATE OR REPLACE MACRO standing.referrals(t, k) AS TABLE
    WITH stages AS (
        SELECT * EXCLUDE (events), list_max(events).stage AS stage,
               coalesce(least(first_contact_on, declined_on, redirected_on, withdrawn_on, discharged_on) <= t, FALSE) AS ended
        FROM standing.referrals_logged(t, k)
    )
    SELECT r.* EXCLUDE (ended), s.name, s.cluster, s.provider_type, s.area_senco,
           CASE WHEN r.ended THEN 'no' WHEN r.stage = 'returned_incomplete' THEN 'setting' ELSE 'service' END AS waiting,
           CASE WHEN r.first_contact_on <= t THEN r.first_contact_on - r.made_on WHEN NOT r.ended THEN t - r.made_on END AS wait_days,
           CASE
               WHEN r.first_contact_on <= t THEN 'seen'
               WHEN NOT r.ended THEN CASE WHEN r.stage = 'returned_incomplete' THEN 'on_setting' ELSE 'waiting' END
               WHEN r.stage IN ('declined', 'redirected') THEN r.stage
               ELSE 'closed'
           END AS outcome
    FROM stages r
    JOIN standing.settings_on(t, k) s ON s.setting = r.setting;

-- Every referral with the service a room is told of it: one of whose referrals made or seen in the term so far, or waiting on t, there
-- are few is among the others, and so is social care always.
CREATE OR REPLACE MACRO standing.room_referrals(t, k, least) AS TABLE
    WITH counted AS (
        SELECT setting, service, wait_days,
               made_on >= standing.term_starts_on(standing.term_of(t)) AS is_made,
               coalesce(first_contact_on BETWEEN standing.term_starts_on(standing.term_of(t)) AND t, FALSE) AS is_completed,
               waiting = 'service' AS is_waiting
        FROM standing.referrals(t, k)
    ),
    sized AS (
        SELECT *, count(*) FILTER (WHERE is_made OR is_completed OR is_waiting) OVER (PARTITION BY service) AS referrals
        FROM counted
    )
    SELECT * EXCLUDE (referrals),
           CASE WHEN service = 'social_care' OR referrals < least THEN 'other_services' ELSE service END AS room_service
    FROM sized;

-- Meetings and training --------------------------------------------------------------------------

-- Every event and every booking, each key as its latest submission says.
CREATE OR REPLACE MACRO standing.events(k) AS TABLE
    SELECT e.* FROM main.training_events e
    JOIN standing.submissions(k) s ON s.id = e.submission
    QUALIFY row_number() OVER (PARTITION BY e.event_ref ORDER BY e.submission DESC) = 1;

CREATE OR REPLACE MACRO standing.bookings(k) AS TABLE
    SELECT a.* FROM main.training_attendance a
    JOIN standing.submissions(k) s ON s.id = a.submission
    QUALIFY row_number() OVER (PARTITION BY a.event_ref, a.setting, a.attendee_ref ORDER BY a.submission DESC) = 1;

-- Cluster meetings held by t. A cluster's meetings are its own and those for all clusters.
CREATE OR REPLACE MACRO standing.meetings(t, k) AS TABLE
    SELECT *, standing.term_of(held_on) AS term FROM standing.events(k)
    WHERE kind = 'cluster_meeting' AND NOT cancelled AND held_on <= t
          AND standing.ever_loaded('training_attendance', k);

-- One row a meeting a setting that was invited, by the register of that day, and whether it came.
CREATE OR REPLACE MACRO standing.invitations(t, k) AS TABLE
    WITH came AS (
        SELECT DISTINCT event_ref, setting FROM standing.bookings(k) WHERE status IN ('attended', 'part')
    )
    SELECT m.event_ref, m.held_on, m.term, r.setting, r.cluster, r.provider_type, r.area_senco, c.setting IS NOT NULL AS attended
    FROM standing.meetings(t, k) m
    JOIN standing.register(k) r
        ON r.from_on <= m.held_on AND m.held_on < r.to_on
        AND standing.open_on(m.held_on, r.on_early_years_register, r.expectation, r.opened_on, r.closed_on)
        AND (m.cluster IS NULL OR m.cluster = r.cluster)
    LEFT JOIN came c ON c.event_ref = m.event_ref AND c.setting = r.setting;

-- One row a person who came (whole or part) to an event held by t.
CREATE OR REPLACE MACRO standing.attended(t, k) AS TABLE
    SELECT b.event_ref, b.setting, b.attendee_ref, b.attendee_role, b.evaluation, e.kind, e.held_on
    FROM standing.bookings(k) b
    JOIN standing.events(k) e ON e.event_ref = b.event_ref
    WHERE b.status IN ('attended', 'part') AND NOT e.cancelled AND e.held_on <= t;

-- One row a setting ever invited to a meeting held by t, or that came to one: how often it was invited, and how many of those it has
-- missed since the last of them it came to (blank when never invited); and the day of the last meeting it came to, invited or not.
CREATE OR REPLACE MACRO standing.missed(t, k) AS TABLE
    WITH counted AS (
        SELECT setting, held_on, attended,
               count(*) FILTER (WHERE attended) OVER (PARTITION BY setting ORDER BY held_on DESC, event_ref DESC) AS came_since
        FROM standing.invitations(t, k)
    ),
    invited AS (
        SELECT setting, count(*) AS invited, count(*) FILTER (WHERE came_since = 0) AS missed_in_a_row FROM counted GROUP BY setting
    ),
    came AS (
        SELECT setting, max(held_on) AS last_came_on FROM standing.attended(t, k) WHERE kind = 'cluster_meeting' GROUP BY setting
    )
    SELECT setting, i.invited, i.missed_in_a_row, c.last_came_on
    FROM invited i
    FULL JOIN came c USING (setting);

CREATE OR REPLACE MACRO standing.training_loaded(k) AS
    standing.ever_loaded('training_events', k) AND standing.ever_loaded('training_attendance', k);

-- The cluster meetings an agenda is about: still to come after t, or held in the last two terms. Told: somebody has said who came.
CREATE OR REPLACE MACRO standing.agenda(t, k) AS TABLE
    SELECT e.*, e.held_on <= t AND e.event_ref IN (
               SELECT event_ref FROM standing.bookings(k) WHERE status IN ('attended', 'part', 'no_show')
           ) AS is_told
    FROM standing.events(k) e
    WHERE e.kind = 'cluster_meeting' AND NOT e.cancelled AND (e.held_on > t OR standing.in_last_two_terms(e.held_on, t));

-- One row a meeting of the agenda a setting expected: by the register of t, or of the meeting's day once that has come; open on the
-- meeting's day. Its state is that of the matrix once somebody has said who came, and until then what was booked.
CREATE OR REPLACE MACRO standing.expected(t, k) AS TABLE
    WITH said AS (
        SELECT event_ref, setting,
               bool_or(status IN ('attended', 'part')) AS attended,
               bool_or(status NOT IN ('apologies', 'waitlist')) AS booked,
               bool_or(status = 'apologies') AS apologies,
               bool_or(status = 'waitlist') AS waitlist
        FROM standing.bookings(k)
        GROUP BY event_ref, setting
    )
    SELECT m.event_ref, m.held_on, m.is_told, r.setting, r.name, r.cluster, r.provider_type, r.area_senco,
           CASE
               WHEN NOT standing.ever_loaded('training_attendance', k) THEN NULL
               WHEN m.is_told AND b.attended THEN 'attended'
               WHEN m.is_told AND b.apologies THEN 'apologies'
               WHEN m.is_told AND b.booked THEN 'no_show'
               WHEN m.is_told THEN 'not_booked'
               WHEN b.booked THEN 'booked'
               WHEN b.apologies THEN 'apologies'
               WHEN b.waitlist THEN 'waitlist'
               ELSE 'not_booked'
           END AS state
    FROM standing.agenda(t, k) m
    JOIN standing.register(k) r
        ON r.from_on <= least(m.held_on, t) AND least(m.held_on, t) < r.to_on
        AND standing.open_on(m.held_on, r.on_early_years_register, r.expectation, r.opened_on, r.closed_on)
        AND (m.cluster IS NULL OR m.cluster = r.cluster)
    LEFT JOIN said b ON b.event_ref = m.event_ref AND b.setting = r.setting;

-- Returns owed -----------------------------------------------------------------------------------

-- One row a term a return owed each term, from the first term ever sent to t's.
CREATE OR REPLACE MACRO standing.returns_due(t, k) AS TABLE
    WITH terms AS (
        SELECT unnest(range(min(term), standing.term_of(t) + 1)) AS term
        FROM standing.submissions(k)
        WHERE return_name IN ('senco_posts', 'sen_reviews', 'referrals')
    )
    SELECT n.term, w.return_name
    FROM terms n
    CROSS JOIN (VALUES ('senco_posts'), ('sen_reviews'), ('referrals')) w (return_name);

-- The latest term whose returns were due before t.
CREATE OR REPLACE MACRO standing.last_closed_term(t) AS
    standing.term_of(t) - CASE WHEN standing.term_due_on(standing.term_of(t)) < t THEN 0 ELSE 1 END;

-- Whether a setting owes returns while it is open.
CREATE OR REPLACE MACRO standing.owes_returns(expectation, provider_type, funded) AS
    expectation IN ('must', 'expected') OR (provider_type = 'childminder' AND coalesce(funded, FALSE));

-- One row a term a return a setting that owes it.
CREATE OR REPLACE MACRO standing.returns_owed(t, k) AS TABLE
    WITH owed AS (
        SELECT n.term, n.return_name, r.setting, r.cluster, r.provider_type, r.area_senco
        FROM standing.returns_due(t, k) n
        JOIN standing.register(k) r
            ON r.from_on <= least(standing.term_due_on(n.term), t) AND least(standing.term_due_on(n.term), t) < r.to_on
            AND standing.open_on(least(standing.term_due_on(n.term), t), r.on_early_years_register, r.expectation, r.opened_on, r.closed_on)
            AND standing.owes_returns(r.expectation, r.provider_type, r.funded)
    )
    SELECT o.*, s.submission IS NOT NULL AS received, coalesce(s.first_accepted_on <= standing.term_due_on(o.term), FALSE) AS on_time, s.nil
    FROM owed o
    LEFT JOIN standing.sent(k) s ON s.return_name = o.return_name AND s.term = o.term AND s.setting = o.setting;

-- One row a held row of a setting's own file that waits at k: not put aside, and no later file of the term speaks for its setting.
-- A number that two registers use says which setting is meant only with its scheme.
CREATE OR REPLACE MACRO standing.held(k) AS TABLE
    WITH registered AS (
        SELECT DISTINCT r.setting, r.urn FROM main.settings r JOIN standing.submissions(k) s ON s.id = r.submission
    ),
    numbers AS (
        SELECT setting, upper(setting) AS written FROM registered
        UNION
        SELECT min(setting), upper(urn) FROM registered GROUP BY upper(urn) HAVING count(DISTINCT setting) = 1
    )
    SELECT h.submission, h.row, b.return_name, b.term, n.setting
    FROM main.held_rows h
    JOIN standing.submissions(k) b ON b.id = h.submission AND b.source IS NULL
    JOIN numbers n ON n.written = upper(regexp_replace(json_extract_string(h.cells, '$.setting_urn'), '\s', '', 'g'))
    WHERE NOT EXISTS (SELECT 1 FROM main.held_dismissals d WHERE d.submission = h.submission AND d.row = h.row AND d.dismissed_at <= k)
          AND NOT EXISTS (
              SELECT 1 FROM main.submission_settings p JOIN standing.submissions(k) s ON s.id = p.submission
              WHERE p.setting = n.setting AND s.id > h.submission AND s.return_name = b.return_name AND s.term = b.term AND s.source IS NULL
          );

-- One row a return a setting was written to about, each time, as recorded and not taken back at k. It is open until the return is
-- in, or the rows held then wait no more; answered_on is the day of the setting's first file since.
CREATE OR REPLACE MACRO standing.chased(k) AS TABLE
    SELECT c.id AS chaser, c.term, c.sent_on, c.recorded_by AS sent_by, r.way, r.about, r.return_name, r.setting,
           CASE WHEN r.about = 'held' THEN EXISTS (
                    SELECT 1 FROM standing.held(k) h
                    WHERE h.setting = r.setting AND h.return_name = r.return_name AND h.term = c.term AND h.submission <= c.after_submission
                )
                ELSE NOT EXISTS (
                    SELECT 1 FROM standing.sent(k) i
                    WHERE i.setting = r.setting AND i.return_name = r.return_name AND i.term = c.term
                )
           END AS is_open,
           (
               SELECT min(s.accepted_on) FROM main.submission_settings p JOIN standing.submissions(k) s ON s.id = p.submission
               WHERE p.setting = r.setting AND s.return_name = r.return_name AND s.term = c.term AND s.source IS NULL
                     AND s.id > c.after_submission
           ) AS answered_on
    FROM main.chasers c
    JOIN main.chased_returns r ON r.chaser = c.id
    WHERE c.recorded_at <= k AND (c.taken_back_at IS NULL OR c.taken_back_at > k);

-- Quality ----------------------------------------------------------------------------------------

-- One row a cell that the returns in force for term n ask for. A cell is asked for only where it applies: the outcome of a review
-- that was held, the hand-over of a post that has ended.
CREATE OR REPLACE MACRO standing.cells_asked(n, k) AS TABLE
    WITH in_force AS (
        SELECT * FROM standing.sent(k) WHERE term = n
    ),
    cells AS (
        SELECT i.return_name, p.setting, unnest([
            {'field': 'qualified_teacher', 'said': p.qualified_teacher::VARCHAR, 'asked': TRUE},
            {'field': 'qualification', 'said': p.qualification::VARCHAR, 'asked': TRUE},
            {'field': 'relevant_experience', 'said': p.relevant_experience::VARCHAR, 'asked': TRUE},
            {'field': 'weekly_hours', 'said': p.weekly_hours::VARCHAR, 'asked': p.ended_on IS NULL},
            {'field': 'handover_done', 'said': p.handover_done::VARCHAR, 'asked': p.ended_on IS NOT NULL},
            {'field': 'safeguarding_trained_on', 'said': p.safeguarding_trained_on::VARCHAR, 'asked': p.ended_on IS NULL},
            {'field': 'cpd_reviewed_on', 'said': p.cpd_reviewed_on::VARCHAR, 'asked': p.ended_on IS NULL},
            {'field': 'job_description_reviewed_on', 'said': p.job_description_reviewed_on::VARCHAR, 'asked': p.ended_on IS NULL}
        ], recursive := TRUE)
        FROM main.senco_posts p JOIN in_force i ON i.return_name = 'senco_posts' AND i.submission = p.submission AND i.setting = p.setting
        UNION ALL
        SELECT i.return_name, r.setting, unnest([
            {'field': 'birth_month', 'said': r.birth_month::VARCHAR, 'asked': TRUE},
            {'field': 'primary_need', 'said': r.primary_need::VARCHAR, 'asked': TRUE},
            {'field': 'review_due_on', 'said': r.review_due_on::VARCHAR, 'asked': TRUE},
            {'field': 'next_review_due_on', 'said': r.next_review_due_on::VARCHAR, 'asked': r.review_held_on IS NOT NULL AND r.left_on IS NULL AND r.outcome IS DISTINCT FROM 'ceased'},
            {'field': 'outcome', 'said': r.outcome::VARCHAR, 'asked': r.review_held_on IS NOT NULL},
            {'field': 'parents_involved', 'said': r.parents_involved::VARCHAR, 'asked': r.review_held_on IS NOT NULL},
            {'field': 'child_voice', 'said': r.child_voice::VARCHAR, 'asked': r.review_held_on IS NOT NULL},
            {'field': 'professional_present', 'said': r.professional_present::VARCHAR, 'asked': r.review_held_on IS NOT NULL},
            {'field': 'outcomes_recorded', 'said': r.outcomes_recorded::VARCHAR, 'asked': TRUE},
            {'field': 'interventions_recorded', 'said': r.interventions_recorded::VARCHAR, 'asked': TRUE},
            {'field': 'expected_impact_recorded', 'said': r.expected_impact_recorded::VARCHAR, 'asked': TRUE},
            {'field': 'two_year_check_on', 'said': r.two_year_check_on::VARCHAR, 'asked': TRUE}
        ], recursive := TRUE)
        FROM main.sen_reviews r JOIN in_force i ON i.return_name = 'sen_reviews' AND i.submission = r.submission AND i.setting = r.setting
        UNION ALL
        SELECT i.return_name, f.setting, unnest([
            {'field': 'child_ref', 'said': f.child::VARCHAR, 'asked': TRUE},
            {'field': 'consent_on', 'said': f.consent_on::VARCHAR, 'asked': TRUE},
            {'field': 'decline_reason', 'said': f.decline_reason::VARCHAR, 'asked': f.declined_on IS NOT NULL}
        ], recursive := TRUE)
        FROM main.referrals f JOIN in_force i ON i.return_name = 'referrals' AND i.submission = f.submission AND i.setting = f.setting
        UNION ALL
        SELECT i.return_name, a.setting, unnest([
            {'field': 'answer', 'said': a.answer::VARCHAR, 'asked': TRUE}
        ], recursive := TRUE)
        FROM main.send_practice a JOIN in_force i ON i.return_name = 'send_practice' AND i.submission = a.submission AND i.setting = a.setting
        UNION ALL
        SELECT i.return_name, t.setting, unnest([
            {'field': 'receiving_school_urn', 'said': t.receiving_school_urn::VARCHAR, 'asked': TRUE},
            {'field': 'meeting_on', 'said': t.meeting_on::VARCHAR, 'asked': TRUE},
            {'field': 'information_shared_on', 'said': t.information_shared_on::VARCHAR, 'asked': TRUE},
            {'field': 'parents_agreed', 'said': t.parents_agreed::VARCHAR, 'asked': TRUE},
            {'field': 'receiving_senco_known', 'said': t.receiving_senco_known::VARCHAR, 'asked': TRUE}
        ], recursive := TRUE)
        FROM main.transitions t JOIN in_force i ON i.return_name = 'transitions' AND i.submission = t.submission AND i.setting = t.setting
    )
    SELECT return_name, setting, field, coalesce(said, 'not_known') <> 'not_known' AS is_known FROM cells WHERE asked;

-- Practice and contacts ---------------------------------------------------------------------------

-- One row a setting an item of the practice audit: its latest answer by t, as told in terms up to t's.
CREATE OR REPLACE MACRO standing.practice(t, k) AS TABLE
    SELECT p.setting, p.item, arg_max(p.answer, (p.answered_on, s.term)) AS answer, max(p.answered_on) AS answered_on,
           arg_max(p.submission, (p.answered_on, s.term)) AS submission, arg_max(p.row, (p.answered_on, s.term)) AS row
    FROM main.send_practice p
    JOIN standing.sent(k) s ON s.return_name = 'send_practice' AND s.submission = p.submission AND s.setting = p.setting
    WHERE s.term <= standing.term_of(t) AND p.answered_on <= t
    GROUP BY p.setting, p.item;

-- Every contact of the team's log, each as its latest submission says.
CREATE OR REPLACE MACRO standing.contacts(k) AS TABLE
    SELECT c.* FROM main.contacts c
    JOIN standing.submissions(k) s ON s.id = c.submission
    QUALIFY row_number() OVER (PARTITION BY c.contact_ref ORDER BY c.submission DESC) = 1;

-- What was noted beside a contact when it was typed in, closed or opened again, while the submission it came with counts.
CREATE OR REPLACE MACRO standing.contact_notes(k) AS TABLE
    SELECT n.* FROM main.contact_notes n
    JOIN standing.submissions(k) s ON s.id = n.submission
    WHERE n.noted_at <= k;

-- Every action agreed by t with a setting on the register of t, open or closed, with who owns it and the figure that prompted it.
CREATE OR REPLACE MACRO standing.actions(t, k) AS TABLE
    WITH begun AS (
        FROM standing.contact_notes(k) WHERE what = 'logged'
        QUALIFY row_number() OVER (PARTITION BY contact_ref ORDER BY id DESC) = 1
    ),
    closings AS (
        FROM standing.contact_notes(k) WHERE what IN ('closed', 'reopened')
        QUALIFY row_number() OVER (PARTITION BY contact_ref ORDER BY id DESC) = 1
    )
    SELECT c.contact_ref, c.submission, s.setting, s.name, s.cluster, s.provider_type, s.area_senco, c.officer,
           coalesce(b.owner, c.officer) AS owner, c."on" AS contacted_on, c.action, c.action_due_on AS due_on,
           CASE WHEN c.action_done_on <= t THEN c.action_done_on END AS done_on,
           b.rule AS prompted_by, b.figure AS prompted_figure, b.figure_said AS prompted_said, b.figure_on AS prompted_on,
           CASE WHEN c.action_done_on <= t THEN coalesce(e.change, 'not_known') END AS change,
           CASE WHEN c.action_done_on <= t THEN e.note END AS what_changed
    FROM standing.contacts(k) c
    JOIN standing.settings_on(t, k) s ON s.setting = c.setting
    LEFT JOIN begun b ON b.contact_ref = c.contact_ref
    LEFT JOIN closings e ON e.contact_ref = c.contact_ref AND e.what = 'closed'
    WHERE c."on" <= t AND c.action IS NOT NULL;

-- The items of the practice audit and the purposes of a contact, in the order of their contracts.
CREATE OR REPLACE MACRO standing.practice_items() AS [
    'sen_arrangements', 'send_policy_reviewed', 'send_report_published', 'staff_understand_responsibilities',
    'staff_understand_apdr', 'staff_understand_approach', 'staff_respond_to_concerns', 'staff_partnership_with_parents',
    'staff_agree_outcomes', 'practitioner_support', 'staff_skills_audit', 'sendiass_signposted', 'knows_education_support',
    'knows_health_care_services', 'knows_medical_conditions', 'knows_childcare_for_disabled', 'knows_parent_groups',
    'knows_funding', 'record_keeping', 'local_offer_understood', 'evidence_reliability'
];

CREATE OR REPLACE MACRO standing.contact_purposes() AS [
    'identification', 'assessment', 'intervention', 'funding', 'transition', 'senco_support', 'good_practice', 'safeguarding'
];

-- Moves to school, funding and EHC assessments ----------------------------------------------------

-- Each is one set over all terms up to t's, as the latest term says; an omission ends nothing.

-- One row a child who leaves for school.
CREATE OR REPLACE MACRO standing.moves(t, k) AS TABLE
    SELECT m.* FROM main.transitions m
    JOIN standing.sent(k) s ON s.return_name = 'transitions' AND s.submission = m.submission AND s.setting = m.setting
    WHERE s.term <= standing.term_of(t)
    QUALIFY row_number() OVER (PARTITION BY m.setting, m.child ORDER BY s.term DESC) = 1;

-- The first 1 September on or after t.
CREATE OR REPLACE MACRO standing.next_school_year(t) AS make_date(year(t) + CASE WHEN month(t) * 100 + day(t) > 901 THEN 1 ELSE 0 END, 9, 1);

-- One row a child a fund an application made by t, of every setting on the register of t, open or closed.
CREATE OR REPLACE MACRO standing.applications(t, k) AS TABLE
    WITH latest AS (
        SELECT f.* FROM main.funding f
        JOIN standing.sent(k) s ON s.return_name = 'funding' AND s.submission = f.submission AND s.setting = f.setting
        WHERE s.term <= standing.term_of(t)
        QUALIFY row_number() OVER (PARTITION BY f.setting, f.child, f.fund, f.applied_on ORDER BY s.term DESC) = 1
    )
    SELECT f.* EXCLUDE (decision), CASE WHEN f.decided_on <= t THEN f.decision END AS decision,
           coalesce(f.decided_on <= t, FALSE) AS is_decided,
           f.decision IS NOT NULL AND f.decided_on IS NULL AS is_undated,
           s.name, s.cluster, s.provider_type, s.area_senco, s.is_open
    FROM latest f
    JOIN standing.settings_on(t, k) s ON s.setting = f.setting
    WHERE f.applied_on <= t;

-- One row a request for an EHC assessment made by t, of every setting on the register of t, open or closed.
CREATE OR REPLACE MACRO standing.ehc_requests(t, k) AS TABLE
    WITH latest AS (
        SELECT e.* FROM main.ehc_timeline e
        JOIN standing.sent(k) s ON s.return_name = 'ehc_timeline' AND s.submission = e.submission AND s.setting = e.setting
        WHERE s.term <= standing.term_of(t)
        QUALIFY row_number() OVER (PARTITION BY e.setting, e.child, e.requested_on ORDER BY s.term DESC) = 1
    )
    SELECT e.* EXCLUDE (exception), coalesce(e.exception, 'none') AS exception,
           CASE
               WHEN e.final_on <= t THEN NULL
               WHEN e.issue_decided_on <= t THEN 'final_plan'
               WHEN e.assess_decided_on <= t THEN 'issue_decision'
               ELSE 'assess_decision'
           END AS next_step,
           s.name, s.cluster, s.provider_type, s.area_senco
    FROM latest e
    JOIN standing.settings_on(t, k) s ON s.setting = e.setting
    WHERE e.requested_on <= t;

-- Working days: Monday to Friday without England's bank holidays, which are listed for 2015 to 2030.
CREATE OR REPLACE MACRO standing.bank_holidays() AS [
    DATE '2015-01-01', DATE '2015-04-03', DATE '2015-04-06', DATE '2015-05-04',
    DATE '2015-05-25', DATE '2015-08-31', DATE '2015-12-25', DATE '2015-12-28',
    DATE '2016-01-01', DATE '2016-03-25', DATE '2016-03-28', DATE '2016-05-02',
    DATE '2016-05-30', DATE '2016-08-29', DATE '2016-12-26', DATE '2016-12-27',
    DATE '2017-01-02', DATE '2017-04-14', DATE '2017-04-17', DATE '2017-05-01',
    DATE '2017-05-29', DATE '2017-08-28', DATE '2017-12-25', DATE '2017-12-26',
    DATE '2018-01-01', DATE '2018-03-30', DATE '2018-04-02', DATE '2018-05-07',
    DATE '2018-05-28', DATE '2018-08-27', DATE '2018-12-25', DATE '2018-12-26',
    DATE '2019-01-01', DATE '2019-04-19', DATE '2019-04-22', DATE '2019-05-06',
    DATE '2019-05-27', DATE '2019-08-26', DATE '2019-12-25', DATE '2019-12-26',
    DATE '2020-01-01', DATE '2020-04-10', DATE '2020-04-13', DATE '2020-05-08',
    DATE '2020-05-25', DATE '2020-08-31', DATE '2020-12-25', DATE '2020-12-28',
    DATE '2021-01-01', DATE '2021-04-02', DATE '2021-04-05', DATE '2021-05-03',
    DATE '2021-05-31', DATE '2021-08-30', DATE '2021-12-27', DATE '2021-12-28',
    DATE '2022-01-03', DATE '2022-04-15', DATE '2022-04-18', DATE '2022-05-02', DATE '2022-06-02',
    DATE '2022-06-03', DATE '2022-08-29', DATE '2022-09-19', DATE '2022-12-26', DATE '2022-12-27',
    DATE '2023-01-02', DATE '2023-04-07', DATE '2023-04-10', DATE '2023-05-01', DATE '2023-05-08',
    DATE '2023-05-29', DATE '2023-08-28', DATE '2023-12-25', DATE '2023-12-26',
    DATE '2024-01-01', DATE '2024-03-29', DATE '2024-04-01', DATE '2024-05-06',
    DATE '2024-05-27', DATE '2024-08-26', DATE '2024-12-25', DATE '2024-12-26',
    DATE '2025-01-01', DATE '2025-04-18', DATE '2025-04-21', DATE '2025-05-05',
    DATE '2025-05-26', DATE '2025-08-25', DATE '2025-12-25', DATE '2025-12-26',
    DATE '2026-01-01', DATE '2026-04-03', DATE '2026-04-06', DATE '2026-05-04',
    DATE '2026-05-25', DATE '2026-08-31', DATE '2026-12-25', DATE '2026-12-28',
    DATE '2027-01-01', DATE '2027-03-26', DATE '2027-03-29', DATE '2027-05-03',
    DATE '2027-05-31', DATE '2027-08-30', DATE '2027-12-27', DATE '2027-12-28',
    DATE '2028-01-03', DATE '2028-04-14', DATE '2028-04-17', DATE '2028-05-01',
    DATE '2028-05-29', DATE '2028-08-28', DATE '2028-12-25', DATE '2028-12-26',
    DATE '2029-01-01', DATE '2029-03-30', DATE '2029-04-02', DATE '2029-05-07',
    DATE '2029-05-28', DATE '2029-08-27', DATE '2029-12-25', DATE '2029-12-26',
    DATE '2030-01-01', DATE '2030-04-19', DATE '2030-04-22', DATE '2030-05-06',
    DATE '2030-05-27', DATE '2030-08-26', DATE '2030-12-25', DATE '2030-12-26'
];

CREATE OR REPLACE MACRO standing.is_working_day(d) AS isodow(d) <= 5 AND NOT list_contains(standing.bank_holidays(), d);

-- The n-th working day after d, for n up to 20.
CREATE OR REPLACE MACRO standing.working_day_after(d, n) AS
    list_filter(list_transform(range(1, 45), lambda i: d + i::INTEGER), lambda on_day: standing.is_working_day(on_day))[n];

-- One row a clock a run begun by t: a referral to the Area SENCO received, an inclusion fund's panel held, an EHC request made.
-- It is open while its step is still to come; a referral sent back or closed, or past the step, is not.
CREATE OR REPLACE MACRO standing.clock_runs(t, k, triage_days, fund_working_days, assess_weeks, issue_weeks, final_weeks) AS TABLE
    WITH requests AS (
        SELECT *, exception <> 'none' AS is_exception FROM standing.ehc_requests(t, k)
    )
    SELECT 'area_senco_triage' AS clock, setting, name, cluster, provider_type, area_senco, referral_ref, NULL::VARCHAR AS child,
           received_on AS began_on, received_on + triage_days::INTEGER AS due_on, triaged_on AS ended_on,
           stage = 'received' AND waiting <> 'no' AND coalesce(triaged_on > t, TRUE) AS is_open, 'none' AS exception, FALSE AS is_exception
    FROM standing.referrals(t, k)
    WHERE service = 'area_senco' AND received_on <= t
    UNION ALL
    SELECT 'inclusion_fund', setting, name, cluster, provider_type, area_senco, NULL, child,
           panel_on, standing.working_day_after(panel_on, fund_working_days::INTEGER), decided_on,
           NOT is_decided AND NOT is_undated, 'none', FALSE
    FROM standing.applications(t, k)
    WHERE fund = 'inclusion_fund' AND panel_on <= t
    UNION ALL
    SELECT 'ehc_6_weeks', setting, name, cluster, provider_type, area_senco, NULL, child,
           requested_on, requested_on + 7 * assess_weeks::INTEGER, assess_decided_on,
           coalesce(next_step = 'assess_decision', FALSE), exception, is_exception
    FROM requests
    UNION ALL
    SELECT 'ehc_16_weeks', setting, name, cluster, provider_type, area_senco, NULL, child,
           requested_on, requested_on + 7 * issue_weeks::INTEGER, issue_decided_on,
           coalesce(next_step IN ('assess_decision', 'issue_decision'), FALSE), exception, is_exception
    FROM requests
    UNION ALL
    SELECT 'ehc_20_weeks', setting, name, cluster, provider_type, area_senco, NULL, child,
           requested_on, requested_on + 7 * final_weeks::INTEGER, final_on, next_step IS NOT NULL, exception, is_exception
    FROM requests;

-- Inspection -------------------------------------------------------------------------------------

-- Whether a published grade is a concern: an overall judgement of the older frameworks, or the
-- inclusion grade that report cards have instead.
CREATE OR REPLACE MACRO standing.is_ofsted_concern(judgement, inclusion) AS
    coalesce(lower(trim(judgement)) IN ('inadequate', 'requires improvement'), FALSE)
    OR coalesce(lower(trim(inclusion)) IN ('needs attention', 'urgent improvement'), FALSE);

-- Support ----------------------------------------------------------------------------------------

-- How far ahead a rule is looked for that would apply next.
CREATE OR REPLACE MACRO standing.nearly_days() AS 14;

-- One row a setting open on t: every figure that a reason for support is decided by, and the day beside it.
CREATE OR REPLACE MACRO standing.support_facts(t, k, new_senco_days, induction_days) AS TABLE
    WITH terms AS (
        SELECT standing.term_of(t) AS this_term, standing.last_closed_term(t) AS closed_term
    ),
    dues AS (
        SELECT *, standing.term_due_on(this_term) AS term_due_on, standing.term_due_on(closed_term) AS closed_due_on FROM terms
    ),
    reviews AS (
        SELECT r.setting, count(c.child) AS children,
               count(*) FILTER (WHERE c.state = 'overdue') AS overdue, min(c.due_on) FILTER (WHERE c.state = 'overdue') AS overdue_from,
               count(*) FILTER (WHERE c.band = '43+') AS long_overdue
        FROM standing.current_return('sen_reviews', t, k) r
        LEFT JOIN standing.active_children(t, k) c ON c.setting = r.setting
        GROUP BY r.setting
    ),
    posts AS (
        SELECT p.*,
               CASE WHEN p.safeguarding_trained_on <= t THEN (p.safeguarding_trained_on + to_months(s.safeguarding_months))::DATE END AS trained_to,
               p.started_on >= t - new_senco_days::INTEGER AND NOT EXISTS (
                   SELECT 1 FROM standing.attended(t, k) i
                   WHERE i.kind = 'new_senco_induction' AND i.held_on BETWEEN p.started_on AND p.started_on + induction_days::INTEGER
                         AND (i.attendee_ref = p.senco_ref OR (i.setting = p.setting AND i.attendee_role = 'senco'))
               ) AS is_to_induct
        FROM standing.posts_on(t, k) p
        JOIN standing.settings_on(t, k) s ON s.setting = p.setting
        WHERE p.role IN ('senco', 'shared')
    ),
    sencos AS (
        SELECT setting, min(started_on) AS held_from, max(coalesce(ended_on, DATE '9999-12-31')) AS held_to,
               min(started_on) FILTER (WHERE interim) AS interim_from,
               min(trained_to) AS trained_to, count(*) > count(trained_to) AS is_training_unsaid,
               bool_or(qualified_teacher = 'yes') AS has_teacher,
               min(started_on) FILTER (WHERE is_to_induct AND started_on + induction_days::INTEGER < t) AS uninducted_from,
               min(started_on) FILTER (WHERE is_to_induct AND started_on + induction_days::INTEGER >= t) AS inducting_from
        FROM posts
        GROUP BY setting
    ),
    owed AS (
        SELECT o.setting,
               count(*) FILTER (WHERE o.term = d.closed_term) AS returns_owed,
               string_agg(o.return_name || CASE WHEN o.received THEN ' late' ELSE ' missing' END, '; ' ORDER BY o.return_name DESC)
                   FILTER (WHERE o.term = d.closed_term AND NOT o.on_time) AS returns_behind,
               count(*) FILTER (WHERE o.term = d.closed_term AND NOT o.on_time) AS behind,
               count(*) FILTER (WHERE o.term = d.this_term AND NOT o.received AND d.term_due_on >= t) AS still_due
        FROM standing.returns_owed(t, k) o
        CROSS JOIN dues d
        GROUP BY o.setting
    ),
    practice AS (
        SELECT setting, count(*) AS answered, count(*) FILTER (WHERE answer = 'no') AS gaps, max(answered_on) AS practice_on
        FROM standing.practice(t, k)
        GROUP BY setting
    ),
    contacts AS (
        SELECT setting, max("on") AS last_contact_on FROM standing.contacts(k) WHERE "on" <= t GROUP BY setting
    )
    SELECT s.*, s.provider_type = 'childminder' AS is_childminder,
           r.children, r.overdue, r.overdue_from, r.long_overdue,
           n.* EXCLUDE (setting), o.* EXCLUDE (setting), a.* EXCLUDE (setting), c.last_contact_on,
           m.missed_in_a_row, m.invited, m.last_came_on, d.term_due_on, d.closed_due_on,
           standing.ever_loaded('contacts', k) AS has_contacts,
           standing.training_loaded(k) AS has_training,
           standing.ever_loaded('training_attendance', k) AS has_meetings
    FROM standing.cover(t, k) s
    CROSS JOIN dues d
    LEFT JOIN reviews r ON r.setting = s.setting
    LEFT JOIN sencos n ON n.setting = s.setting
    LEFT JOIN owed o ON o.setting = s.setting
    LEFT JOIN practice a ON a.setting = s.setting
    LEFT JOIN contacts c ON c.setting = s.setting
    LEFT JOIN standing.missed(t, k) m ON m.setting = s.setting;

-- One row a setting open on t a rule, in the rules' order (place): whether it is a red one, is asked of the setting at all, applies
-- (NULL: it cannot be told) and would apply next (is_near); the figure that decides it, what that is a part of, the day it counts
-- from, a word on it, and the limits it is held against. A childminder is asked few of them.
--
-- It would apply next with one more child, review, meeting or item where there is one already, or within nearly_days.
CREATE OR REPLACE MACRO standing.support_rules(
    t, k, long_overdue_reviews, long_overdue_share, long_vacancy_days, long_interim_days, new_senco_days, induction_days,
    missed_meetings, overdue_reviews, overdue_share, practice_gaps
) AS TABLE
    WITH facts AS MATERIALIZED (
        FROM standing.support_facts(t, k, new_senco_days, induction_days)
    ),
    asked AS (
        SELECT setting, is_childminder, children, unnest([
            {'rule': 'no_cover_with_children', 'place': 1, 'is_red': NOT is_childminder, 'is_asked': TRUE,
             'applies': cover = 'vacant' AND children > 0,
             'is_told': CASE WHEN cover = 'not_known' THEN children = 0 WHEN cover = 'vacant' THEN children IS NOT NULL ELSE TRUE END,
             'is_near': NOT is_childminder AND CASE WHEN cover = 'vacant' THEN children = 0
                            ELSE children > 0 AND cover <> 'not_known' AND held_to <= t + standing.nearly_days() END,
             'figure': children::DOUBLE, 'of_all': NULL::BIGINT, 'on_day': CASE WHEN cover = 'vacant' THEN last_ended_on WHEN held_to < DATE '9999-12-31' THEN held_to END,
             'detail': cover, 'limit_value': NULL::DOUBLE, 'limit_share': NULL::DOUBLE},
            {'rule': 'standard_not_met', 'place': 2, 'is_red': TRUE, 'is_asked': NOT is_childminder AND standard IS NOT NULL,
             'applies': standard = 'not_met', 'is_told': standard <> 'not_known',
             'is_near': standard = 'in_time' AND standard_due_on <= t + standing.nearly_days(),
             'figure': NULL, 'of_all': NULL, 'on_day': CASE WHEN cover = 'vacant' THEN last_ended_on WHEN standard = 'in_time' THEN standard_due_on ELSE held_from END,
             'detail': CASE WHEN standard = 'in_time' THEN 'in_time' WHEN cover = 'vacant' THEN 'vacant' WHEN has_teacher THEN 'not_qualified' ELSE 'not_a_teacher' END,
             'limit_value': NULL, 'limit_share': NULL},
            {'rule': 'reviews_long_overdue', 'place': 3, 'is_red': TRUE, 'is_asked': TRUE,
             'applies': long_overdue >= long_overdue_reviews AND long_overdue / children >= long_overdue_share,
             'is_told': children IS NOT NULL,
             'is_near': long_overdue > 0 AND children > long_overdue AND long_overdue + 1 >= long_overdue_reviews
                        AND (long_overdue + 1) / children >= long_overdue_share,
             'figure': long_overdue, 'of_all': children, 'on_day': CASE WHEN long_overdue > 0 THEN overdue_from END, 'detail': NULL,
             'limit_value': long_overdue_reviews, 'limit_share': long_overdue_share},
            {'rule': 'safeguarding_expired', 'place': 4, 'is_red': TRUE, 'is_asked': TRUE,
             'applies': trained_to < t, 'is_told': CASE WHEN held_from IS NULL THEN cover <> 'not_known' ELSE NOT is_training_unsaid END,
             'is_near': trained_to <= t + standing.nearly_days(),
             'figure': t - trained_to, 'of_all': NULL, 'on_day': trained_to, 'detail': NULL, 'limit_value': NULL, 'limit_share': NULL},
            {'rule': 'long_vacancy', 'place': 5, 'is_red': FALSE, 'is_asked': NOT is_childminder,
             'applies': vacant_days > long_vacancy_days,
             'is_told': CASE WHEN cover = 'vacant' THEN vacant_days IS NOT NULL ELSE cover <> 'not_known' END,
             'is_near': vacant_days + standing.nearly_days() > long_vacancy_days,
             'figure': vacant_days, 'of_all': NULL, 'on_day': last_ended_on, 'detail': NULL, 'limit_value': long_vacancy_days, 'limit_share': NULL},
            {'rule': 'long_interim', 'place': 6, 'is_red': FALSE, 'is_asked': NOT is_childminder,
             'applies': cover = 'interim' AND t - interim_from > long_interim_days, 'is_told': cover <> 'not_known',
             'is_near': cover = 'interim' AND t - interim_from + standing.nearly_days() > long_interim_days,
             'figure': CASE WHEN cover = 'interim' THEN t - interim_from END, 'of_all': NULL,
             'on_day': CASE WHEN cover = 'interim' THEN interim_from END, 'detail': NULL, 'limit_value': long_interim_days, 'limit_share': NULL},
            {'rule': 'not_inducted', 'place': 7, 'is_red': FALSE, 'is_asked': NOT is_childminder,
             'applies': has_training AND uninducted_from IS NOT NULL, 'is_told': cover <> 'not_known' AND has_training,
             'is_near': has_training AND inducting_from + induction_days::INTEGER <= t + standing.nearly_days(),
             'figure': t - coalesce(uninducted_from, inducting_from), 'of_all': NULL,
             'on_day': coalesce(uninducted_from, inducting_from), 'detail': NULL, 'limit_value': induction_days, 'limit_share': NULL},
            {'rule': 'missed_meetings', 'place': 8, 'is_red': FALSE, 'is_asked': NOT is_childminder,
             'applies': missed_in_a_row >= missed_meetings, 'is_told': has_meetings,
             'is_near': missed_in_a_row > 0 AND missed_in_a_row + 1 >= missed_meetings,
             'figure': missed_in_a_row, 'of_all': invited, 'on_day': last_came_on, 'detail': NULL, 'limit_value': missed_meetings, 'limit_share': NULL},
            {'rule': 'reviews_overdue', 'place': 9, 'is_red': FALSE, 'is_asked': TRUE,
             'applies': overdue >= overdue_reviews AND overdue / children >= overdue_share, 'is_told': children IS NOT NULL,
             'is_near': overdue > 0 AND children > overdue AND overdue + 1 >= overdue_reviews AND (overdue + 1) / children >= overdue_share,
             'figure': overdue, 'of_all': children, 'on_day': overdue_from, 'detail': NULL,
             'limit_value': overdue_reviews, 'limit_share': overdue_share},
            {'rule': 'return_late_or_missing', 'place': 10, 'is_red': FALSE,
             'is_asked': NOT is_childminder AND coalesce(returns_owed > 0 OR still_due > 0, FALSE),
             'applies': behind > 0, 'is_told': TRUE,
             'is_near': still_due > 0 AND term_due_on <= t + standing.nearly_days(),
             'figure': CASE WHEN behind > 0 THEN behind ELSE coalesce(still_due, 0) END, 'of_all': CASE WHEN behind > 0 THEN returns_owed END,
             'on_day': CASE WHEN behind > 0 THEN closed_due_on ELSE term_due_on END,
             'detail': returns_behind, 'limit_value': NULL, 'limit_share': NULL},
            {'rule': 'practice_gaps', 'place': 11, 'is_red': FALSE, 'is_asked': NOT is_childminder,
             'applies': gaps >= practice_gaps, 'is_told': answered > 0,
             'is_near': gaps > 0 AND gaps + 1 >= practice_gaps,
             'figure': gaps, 'of_all': answered, 'on_day': practice_on, 'detail': NULL, 'limit_value': practice_gaps, 'limit_share': NULL},
            {'rule': 'no_contact', 'place': 12, 'is_red': FALSE, 'is_asked': TRUE,
             'applies': has_contacts AND NOT coalesce(standing.in_last_two_terms(last_contact_on, t), FALSE), 'is_told': has_contacts,
             'is_near': NOT standing.in_last_two_terms(last_contact_on, t + standing.nearly_days()),
             'figure': t - last_contact_on, 'of_all': NULL, 'on_day': last_contact_on, 'detail': NULL, 'limit_value': NULL, 'limit_share': NULL},
            {'rule': 'ofsted_concern', 'place': 13, 'is_red': FALSE, 'is_asked': NOT is_childminder,
             'applies': standing.is_ofsted_concern(ofsted_judgement, ofsted_inclusion),
             'is_told': ofsted_judgement IS NOT NULL OR ofsted_inclusion IS NOT NULL, 'is_near': FALSE,
             'figure': NULL, 'of_all': NULL, 'on_day': NULL,
             'detail': CASE WHEN standing.is_ofsted_concern(ofsted_judgement, NULL) THEN 'judgement: ' || trim(ofsted_judgement)
                            WHEN ofsted_inclusion IS NOT NULL THEN 'inclusion: ' || trim(ofsted_inclusion) END,
             'limit_value': NULL, 'limit_share': NULL}
        ], recursive := TRUE)
        FROM facts
    )
    SELECT setting, is_childminder, children, rule, place, is_red, is_asked,
           CASE WHEN is_asked THEN CASE WHEN applies THEN TRUE WHEN is_told THEN FALSE END ELSE FALSE END AS applies,
           coalesce(is_near, FALSE) AS is_near,
           figure, of_all, on_day, detail, limit_value, limit_share
    FROM asked;

-- One row a setting whose rating an officer set, in force on d: the one set from the latest day, of equal days the later one. It holds
-- to its last day, and so does one that ends sooner than the one it took the place of.
CREATE OR REPLACE MACRO standing.rating_overrides(d, k) AS TABLE
    WITH latest AS (
        FROM main.rating_overrides
        WHERE from_on <= d AND set_at <= k AND (taken_back_at IS NULL OR taken_back_at > k)
        QUALIFY row_number() OVER (PARTITION BY setting ORDER BY from_on DESC, id DESC) = 1
    )
    FROM latest WHERE d <= last_on;

-- One row a setting that sent SENCO posts or reviews of t's term, or until its due date of the term before; whether both: green needs it.
CREATE OR REPLACE MACRO standing.told_for_term(t, k) AS TABLE
    SELECT setting, count(DISTINCT return_name) = 2 AS is_told
    FROM standing.sent(k)
    WHERE return_name IN ('senco_posts', 'sen_reviews')
          AND (term = standing.term_of(t) OR (term = standing.term_of(t) - 1 AND t <= standing.term_due_on(standing.term_of(t))))
    GROUP BY setting;
