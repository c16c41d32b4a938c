-- grain: one row a referral made by the day, the longest waits first
WITH dated AS (
    SELECT * REPLACE (
        CASE WHEN received_on <= $as_of THEN received_on END AS received_on,
        CASE WHEN returned_incomplete_on <= $as_of THEN returned_incomplete_on END AS returned_incomplete_on,
        CASE WHEN triaged_on <= $as_of THEN triaged_on END AS triaged_on,
        CASE WHEN redirected_on <= $as_of THEN redirected_on END AS redirected_on,
        CASE WHEN declined_on <= $as_of THEN declined_on END AS declined_on,
        CASE WHEN accepted_on <= $as_of THEN accepted_on END AS accepted_on,
        CASE WHEN first_contact_on <= $as_of THEN first_contact_on END AS first_contact_on,
        CASE WHEN assessment_complete_on <= $as_of THEN assessment_complete_on END AS assessment_complete_on,
        CASE WHEN discharged_on <= $as_of THEN discharged_on END AS discharged_on,
        CASE WHEN withdrawn_on <= $as_of THEN withdrawn_on END AS withdrawn_on
    )
    FROM standing.referrals($as_of, $known_at)
    WHERE standing.is_chosen(setting, cluster, provider_type, area_senco, $scope, $clusters, $provider_types, $officers)
)
SELECT setting, name, cluster, referral_ref, service, made_on, stage,
       greatest(made_on, received_on, returned_incomplete_on, triaged_on, redirected_on, declined_on, accepted_on, first_contact_on,
                assessment_complete_on, discharged_on, withdrawn_on) AS stage_on,
       waiting, wait_days, outcome, CASE WHEN declined_on IS NOT NULL THEN decline_reason END AS decline_reason,
       received_on, triaged_on, accepted_on, first_contact_on, assessment_complete_on,
       returned_incomplete_on, declined_on, redirected_on, withdrawn_on, discharged_on
FROM dated
ORDER BY list_position(['service', 'setting', 'no'], waiting), wait_days DESC NULLS LAST, setting, referral_ref
