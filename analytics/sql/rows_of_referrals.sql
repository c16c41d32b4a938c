-- grain: one row a referral made by the day, the latest first
SELECT r.setting, r.submission, r.row, r.referral_ref, r.child, r.service, r.made_on, r.consent_on, r.received_on,
       r.returned_incomplete_on, r.triaged_on, r.accepted_on, r.first_contact_on, r.assessment_complete_on, r.discharged_on,
       r.declined_on, r.decline_reason, r.redirected_on, r.withdrawn_on
FROM standing.referrals($as_of, $known_at) r
JOIN standing.chosen($as_of, $known_at, $scope, $clusters, $provider_types, $officers) s ON s.setting = r.setting
WHERE ($settings IS NULL OR list_contains($settings, r.setting))
ORDER BY r.setting, r.made_on DESC, r.referral_ref
