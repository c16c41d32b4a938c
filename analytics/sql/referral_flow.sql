-- grain: one row a step, of the referrals made in the term so far
WITH cohort AS (
    FROM standing.referrals($as_of, $known_at)
    WHERE made_on >= standing.term_starts_on(standing.term_of($as_of)) AND standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
),
steps AS (
    SELECT unnest([
        {'step': 'made', 'referrals': count(*)},
        {'step': 'received', 'referrals': count(*) FILTER (WHERE received_on <= $as_of)},
        {'step': 'accepted', 'referrals': count(*) FILTER (WHERE accepted_on <= $as_of)},
        {'step': 'first_contact', 'referrals': count(*) FILTER (WHERE first_contact_on <= $as_of)},
        {'step': 'still_waiting', 'referrals': count(*) FILTER (WHERE waiting = 'service')},
        {'step': 'returned_incomplete', 'referrals': count(*) FILTER (WHERE waiting = 'setting')},
        {'step': 'declined', 'referrals': count(*) FILTER (WHERE stage = 'declined')},
        {'step': 'redirected', 'referrals': count(*) FILTER (WHERE stage = 'redirected')},
        {'step': 'withdrawn', 'referrals': count(*) FILTER (WHERE stage = 'withdrawn')},
        {'step': 'discharged', 'referrals': count(*) FILTER (WHERE stage = 'discharged')}
    ], recursive := TRUE)
    FROM cohort
)
FROM steps
WHERE standing.ever_loaded('referrals', $known_at)
      AND EXISTS (FROM standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers))
