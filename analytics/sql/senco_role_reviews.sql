-- grain: one row a SENCO or shared post in post on the day
WITH posts AS (
    SELECT p.* EXCLUDE (cpd_reviewed_on, job_description_reviewed_on),
           CASE WHEN p.cpd_reviewed_on <= $as_of THEN p.cpd_reviewed_on END AS cpd_reviewed_on,
           CASE WHEN p.job_description_reviewed_on <= $as_of THEN p.job_description_reviewed_on END AS job_description_reviewed_on
    FROM standing.open_posts($as_of, $known_at) p
    WHERE p.role IN ('senco', 'shared')
          AND standing.is_chosen(p.setting, p.cluster, p.provider_type, p.area_senco, $scope, $clusters, $provider_types, $officers)
)
SELECT setting, name, cluster, senco_ref, cpd_reviewed_on,
       CASE
           WHEN cpd_reviewed_on IS NULL THEN 'not_known'
           WHEN standing.in_months_to(cpd_reviewed_on, $role_review_months, $as_of) THEN 'current'
           ELSE 'due'
       END AS cpd_state,
       job_description_reviewed_on,
       CASE
           WHEN job_description_reviewed_on IS NULL THEN 'not_known'
           WHEN standing.in_months_to(job_description_reviewed_on, $role_review_months, $as_of) THEN 'current'
           ELSE 'due'
       END AS job_description_state
FROM posts
ORDER BY setting, senco_ref, started_on
