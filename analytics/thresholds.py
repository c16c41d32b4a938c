"""Every cut-off: its name, value, unit, source and since when it holds.

Questions bind a cut-off by its name (`$over_18_weeks_days`), so a figure and its definition cannot
drift apart. The few that belong to a derived state itself (bands, the 36 months, the terms a return
stays current) are written in `data/standing.sql` and stated here for the definitions page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Threshold:
    """One cut-off. `value` counts `unit`s; `source` says who set it; `since` is the day from which it holds here."""

    name: str
    value: int | float
    unit: str
    meaning: str
    source: str
    since: date


_SINCE = date(2025, 9, 1)
_CODE = "SEND Code of Practice 2015"
_TEAM = "Early Years Team"
_EHC_LAW = "SEND Regulations 2014"

_ALL = (
    Threshold("current_terms_back", 2, "terms", "A return of up to this many terms ago still speaks for a setting", _TEAM, _SINCE),
    Threshold("qualify_months", 36, "months", "Time a new SENCO has to gain the qualification", "SENCO qualification rule", _SINCE),
    Threshold("due_soon_days", 14, "days", "A review due within this many days is due soon", _TEAM, _SINCE),
    Threshold("first_band_days", 14, "days", "The longest lateness in the first band of overdue reviews", _TEAM, _SINCE),
    Threshold("second_band_days", 42, "days", "The longest lateness in the second band of overdue reviews", _TEAM, _SINCE),
    Threshold("over_18_weeks_days", 126, "days", "A wait longer than this is over 18 weeks", "Community health services measure", _SINCE),
    Threshold("over_52_weeks_days", 364, "days", "A wait longer than this is over 52 weeks", "Community health services measure", _SINCE),
    Threshold("coming_events_days", 42, "days", "How far ahead coming events are listed", _TEAM, _SINCE),
    Threshold("written_to_days", 7, "days", "A setting written to within this many days is left out of a chase", _TEAM, _SINCE),
    Threshold("new_senco_days", 365, "days", "A SENCO who started within this many days is new", _TEAM, _SINCE),
    Threshold("induction_days", 120, "days", "Time a new SENCO has to come to an induction", _TEAM, _SINCE),
    Threshold("safeguarding_due_days", 60, "days", "Safeguarding training due for renewal within this many days is due", _TEAM, _SINCE),
    Threshold("recent_handover_days", 365, "days", "Hand-overs are looked at for posts that ended within this many days", _TEAM, _SINCE),
    Threshold("handover_days", 30, "days", "A successor starts within this many days of the last day in post", _TEAM, _SINCE),
    Threshold("role_review_months", 12, "months", "Training needs and job description are reviewed within this time", _TEAM, _SINCE),
    Threshold("training_months", 12, "months", "Training counts for this long", _TEAM, _SINCE),
    Threshold("evaluation_answers", 5, "answers", "The mean of an evaluation needs at least this many answers", _TEAM, _SINCE),
    Threshold("long_overdue_reviews", 3, "reviews", "Long overdue: at least this many reviews in the last band", _TEAM, _SINCE),
    Threshold("long_overdue_share", 0.25, "share", "Long overdue: at least this share of active children", _TEAM, _SINCE),
    Threshold("long_vacancy_days", 30, "days", "A vacancy longer than this is a reason for support", _TEAM, _SINCE),
    Threshold("long_interim_days", 120, "days", "An interim SENCO for longer than this is a reason for support", _TEAM, _SINCE),
    Threshold("missed_meetings", 2, "meetings", "This many cluster meetings missed in a row is a reason for support", _TEAM, _SINCE),
    Threshold("overdue_reviews", 2, "reviews", "Reviews overdue: at least this many", _TEAM, _SINCE),
    Threshold("overdue_share", 0.1, "share", "Reviews overdue: at least this share of active children", _TEAM, _SINCE),
    Threshold("practice_gaps", 3, "items", "This many practice items answered no is a reason for support", _TEAM, _SINCE),
    Threshold("amber_reasons", 2, "reasons", "This many amber reasons make a setting amber; fewer are a watch", _TEAM, _SINCE),
    # Plans, referrals, clocks, moves to school and funding
    Threshold("stale_plan_days", 84, "days", "A plan without a date is stale when nothing was held or started for longer", _TEAM, _SINCE),
    Threshold("under_five_months", 60, "months", "A child younger than this is under five", _CODE, _SINCE),
    Threshold("ehc_advisory_months", 6, "months", "The plan of a child under five is best reviewed within this time", _CODE, _SINCE),
    Threshold("ehc_statutory_months", 12, "months", "An EHC plan must be reviewed within this time", _EHC_LAW, _SINCE),
    Threshold("two_year_check_months", 30, "months", "From this age a child has had a two-year check", _TEAM, _SINCE),
    Threshold("triage_days", 14, "days", "Time the Area SENCO has to triage a referral received", _TEAM, _SINCE),
    Threshold("fund_working_days", 7, "working days", "Time from the panel to a decision of the inclusion fund", _TEAM, _SINCE),
    Threshold("ehc_assess_weeks", 6, "weeks", "Time from a request to the decision to assess", _EHC_LAW, _SINCE),
    Threshold("ehc_issue_weeks", 16, "weeks", "Time from a request to the decision to issue a plan", _EHC_LAW, _SINCE),
    Threshold("ehc_final_weeks", 20, "weeks", "Time from a request to the final plan", _EHC_LAW, _SINCE),
    Threshold("unused_route_children", 3, "children", "Unused routes: at least this many active children", _TEAM, _SINCE),
    Threshold("unused_route_months", 12, "months", "Unused routes: no referral made within this time", _TEAM, _SINCE),
    Threshold("move_ready_days", 48, "days", "A move to school is ready this long before 1 September: by 15 July", _TEAM, _SINCE),
    Threshold("identification_places", 20, "places", "Rates of identification are compared from this many places", _TEAM, _SINCE),
    Threshold("interval_width", 1.96, "standard errors", "The half width of a 95 % interval", "Wilson interval", _SINCE),
    Threshold("award_ending_days", 30, "days", "An award that ends within this many days is ending", _TEAM, _SINCE),
)
THRESHOLDS: dict[str, Threshold] = {threshold.name: threshold for threshold in _ALL}
