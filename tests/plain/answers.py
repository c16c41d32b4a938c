"""Every named question, and those that carry the figures of pages, by its plain answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.plain.agenda import agenda_meetings, coming_events, course_reach, expected_settings, missed_list
from tests.plain.beside import caseload, contacts_of_term, figures_beside, practice_answers
from tests.plain.child_lists import plans_before_school, review_list, reviews_by_band, reviews_due_by_week, weeks_ahead
from tests.plain.cohorts import referral_cohorts, referral_list, room_referrals
from tests.plain.courses import course_reach_by_cluster, meetings_by_cluster, training_evaluations, untrained_sencos
from tests.plain.coverage import senco_coverage, senco_coverage_by_cluster, senco_coverage_by_provider_type
from tests.plain.filters import Filters
from tests.plain.headlines import headline_figures, headlines_by_cluster
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
from tests.plain.ratings import rating_overrides
from tests.plain.referrals import referral_waits_by_service, referrals
from tests.plain.returns import returns_received
from tests.plain.reviews import reviews, reviews_by_cluster
from tests.plain.rules import support_reasons
from tests.plain.spells import senco_gaps, senco_spells
from tests.plain.support import settings_needing_support
from tests.plain.told import fields_not_known, register, returns_by_setting
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
    headline_figures,
    headlines_by_cluster,
    review_list,
    plans_before_school,
    rating_overrides,
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
# Others that only pages ask: at every third occasion, in turn.
_OF_PAGES = (
    reviews_by_band,
    reviews_due_by_week,
    weeks_ahead,
    referral_cohorts,
    referral_list,
    room_referrals,
    senco_spells,
    senco_gaps,
    course_reach,
    missed_list,
    coming_events,
    agenda_meetings,
    expected_settings,
    register,
    returns_by_setting,
    fields_not_known,
    figures_beside,
    caseload,
    contacts_of_term,
    practice_answers,
    support_reasons,
)
PLAIN_ANSWERS: dict[str, Callable[[Known, date, Filters], list[Row]]] = {
    answer.__name__: answer for answer in (*_EVERY_TIME, *_IN_TURN, *_OF_PAGES)
}


def is_asked(question: str, occasion: int) -> bool:
    """Whether a question is asked at an occasion."""
    turn, every = _TURNS.get(question, (0, 1))
    return (turn + occasion) % every == 0


_TURNS = {answer.__name__: (turn, every) for answers, every in ((_IN_TURN, 2), (_OF_PAGES, 3)) for turn, answer in enumerate(answers)}
