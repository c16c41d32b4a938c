"""The rows of one setting, a view a return: each row leads to the file and the line it came from."""

from dataclasses import dataclass

import streamlit as st

from analytics.charts.style import markdown
from analytics.one_setting import Told
from data import log
from data.contracts import CONTRACTS
from data.terms import say_moment
from pages import setting_rating, shared
from pages.originals import files_link, original_button
from pages.parts import listing, not_loaded


@dataclass(frozen=True)
class View:
    """A list of one return’s rows; `told` is the attribute of Told that holds them, unsaid: the question `rows_of_` the return."""

    words: str
    title: str
    return_name: str
    columns: str
    empty: str
    told: str = ""


_MET = "child receiving_school_urn starts_school_on meeting_on information_shared_on parents_agreed"
_BOOKED = "title kind held_on status attendee_role"
_POST = "senco_ref role started_on ended_on qualified_teacher weekly_hours handover_done safeguarding_trained_on"
_REVIEW = "child sen_status state due_on days_overdue cycle_no parents_involved"
_REFERRAL = "referral_ref service made_on stage stage_on waiting wait_days first_contact_on"
_CONTACT = "contacted_on contact_kind purpose officer action action_due_on action_done_on"
VIEWS = {
    "children": View(
        "Children", "Children with SEN and their next review", "sen_reviews", _REVIEW, "No child with SEN attends.", "children"
    ),
    "referrals": View("Referrals", "Referrals", "referrals", _REFERRAL, "No referral was told of.", "referrals"),
    "sencos": View("SENCOs", "SENCO posts", "senco_posts", _POST, "No post was told of."),
    "training": View("Training", "Meetings and training", "training_attendance", _BOOKED, "Nobody was booked.", "bookings"),
    "practice": View("Practice", "The practice audit", "send_practice", "item practice_answer answered_on", "No item is answered."),
    "moves": View("Moves", "Moves to school", "transitions", _MET, "No child was named as leaving for school."),
    "contacts": View("Contacts", "Contacts and actions", "contacts", _CONTACT, "There was no contact yet.", "contacts"),
    "returns": View("Returns", "Returns owed", "settings", "term return state due_on first_accepted_on", "It owes no return.", "returns"),
}
WORDS = {"why": "Reasons", **{code: view.words for code, view in VIEWS.items()}}
# What a list calls a column that has another meaning elsewhere.
_SAID = {"send_practice": {"answer": "practice_answer"}, "contacts": {"on": "contacted_on", "kind": "contact_kind"}}


def show(told: Told) -> None:
    code = shared.choice("setting-view", WORDS)
    if code in VIEWS:
        _rows(VIEWS[code], told)
    else:
        setting_rating.show(told)


def _rows(view: View, told: Told) -> None:
    if not_loaded(told.inputs, view.return_name):
        return
    rows = getattr(told, view.told) if view.told else shared.ask(f"rows_of_{view.return_name}", told.alone)
    rows = rows.rename(columns=_SAID.get(view.return_name, {}))
    title, name = f"{view.title}: {len(rows)}", f"{view.words.lower()}_of_setting"
    listing(title, rows, view.columns.split(), inputs=told.inputs, name=name, behind=view.return_name, empty=view.empty)
    if view.told == "returns":
        _files(told.setting, told.name)


def _files(setting: str, name: str) -> None:
    """Every file that speaks for it, with what was sent."""
    st.subheader("Files", anchor=False)
    for entry in log.submissions_of(shared.store(), setting, most=12):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            what = f"{CONTRACTS[entry.return_name].title}, {entry.term.label}"
            came = f"{entry.file_name}, {say_moment(entry.accepted_at)}"
            st.markdown(f"**{markdown(what)}** · {entry.state}  \n:gray[{markdown(came)}]")
            original_button(entry, "Original", key=f"setting-original-{entry.id}")
    files_link(setting, name)
