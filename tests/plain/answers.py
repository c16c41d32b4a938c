"""Every named question by its plain answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.plain.courses import course_reach_by_cluster, meetings_by_cluster, training_evaluations, untrained_sencos
from tests.plain.coverage import senco_coverage, senco_coverage_by_cluster, senco_coverage_by_provider_type
from tests.plain.filters import Filters
from tests.plain.log import Known, Row
from tests.plain.moves import (
    awards_ending,
    disability_access_fund_by_cluster,
    funding_decisions,
    transition_list,
    transitions_by_cluster,
)
from tests.plain.pathways import (
    decline_reasons,
    ehc_requests,
    referral_outcomes_by_service,
    referral_waits_by_service_and_cluster,
    service_clocks,
    stage_times,
    unused_routes,
)
from tests.plain.plans import (
    children_by_status,
    complete_plans_by_cluster,
    ehc_plan_reviews,
    identification_rates,
    review_quality_by_cluster,
    stale_plans,
    two_year_checks_by_cluster,
)
from tests.plain.posts import (
    children_without_senco,
    handovers,
    new_sencos,
    safeguarding_training,
    senco_hours,
    senco_role_reviews,
    senco_standard,
)
from tests.plain.practice import contact_by_cluster, contact_gaps, contacts_by_purpose, open_actions, practice_by_setting, practice_items
from tests.plain.referrals import referral_waits_by_service, referrals
from tests.plain.returns import returns_received
from tests.plain.reviews import reviews, reviews_by_cluster
from tests.plain.support import settings_needing_support
from tests.plain.training import cluster_attendance, missed_meetings, training_matrix

_EVERY_TIME = (
    senco_coverage,
    senco_coverage_by_cluster,
    senco_coverage_by_provider_type,
    reviews,
    reviews_by_cluster,
    referral_waits_by_service,
    referrals,
    cluster_attendance,
    training_matrix,
    missed_meetings,
    returns_received,
    settings_needing_support,
)
# An answer of the store takes longer than all else: these are asked at every second occasion, in turn.
_IN_TURN = (
    senco_standard,
    safeguarding_training,
    new_sencos,
    handovers,
    senco_role_reviews,
    senco_hours,
    children_without_senco,
    course_reach_by_cluster,
    untrained_sencos,
    training_evaluations,
    meetings_by_cluster,
    contact_by_cluster,
    contacts_by_purpose,
    contact_gaps,
    open_actions,
    practice_items,
    practice_by_setting,
    children_by_status,
    stale_plans,
    review_quality_by_cluster,
    complete_plans_by_cluster,
    ehc_plan_reviews,
    two_year_checks_by_cluster,
    identification_rates,
    referral_waits_by_service_and_cluster,
    referral_outcomes_by_service,
    decline_reasons,
    stage_times,
    unused_routes,
    service_clocks,
    ehc_requests,
    transitions_by_cluster,
    transition_list,
    funding_decisions,
    awards_ending,
    disability_access_fund_by_cluster,
)
PLAIN_ANSWERS: dict[str, Callable[[Known, date, Filters], list[Row]]] = {answer.__name__: answer for answer in (*_EVERY_TIME, *_IN_TURN)}
TURNS = {answer.__name__: turn for turn, answer in enumerate(_IN_TURN)}
