"""The rows of one setting, a view a return: each row leads to the file and the line it came from."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analytics.charts.style import markdown
from analytics.one_setting import Told
from data import log
from data.contracts import CONTRACTS
from data.terms import say_moment
from pages import shared
from pages.originals import files_link, original_button
from pages.parts import listing, not_loaded


def _children(told: Told) -> None:
    columns = ("child", "sen_status", "state", "due_on", "days_overdue", "cycle_no", "parents_involved")
    _list(
        told, "Children with SEN and their next review", told.children, columns, "review_list", "sen_reviews", "No child with SEN attends."
    )


def _referrals(told: Told) -> None:
    columns = ("referral_ref", "service", "made_on", "stage", "stage_on", "waiting", "wait_days", "first_contact_on")
    _list(told, "Referrals", told.referrals, columns, "referral_list", "referrals", "No referral was told of.")


def _sencos(told: Told) -> None:
    posts = shared.ask("rows_of_senco_posts", told.alone)
    columns = (
        "senco_ref",
        "role",
        "started_on",
        "ended_on",
        "qualified_teacher",
        "weekly_hours",
        "handover_done",
        "safeguarding_trained_on",
    )
    _list(told, "SENCO posts", posts, columns, "rows_of_senco_posts", "senco_posts", "No post was told of.")


def _training(told: Told) -> None:
    columns = ("title", "kind", "held_on", "status", "attendee_role")
    _list(told, "Meetings and training", told.bookings, columns, "rows_of_training_attendance", "training_attendance", "Nobody was booked.")


def _practice(told: Told) -> None:
    answers = shared.ask("rows_of_send_practice", told.alone).rename(columns={"answer": "practice_answer"})
    columns = ("item", "practice_answer", "answered_on")
    _list(told, "The practice audit", answers, columns, "rows_of_send_practice", "send_practice", "No item is answered.")


def _moves(told: Told) -> None:
    columns = ("child", "receiving_school_urn", "starts_school_on", "meeting_on", "information_shared_on", "parents_agreed")
    moves = shared.ask("rows_of_transitions", told.alone)
    _list(told, "Moves to school", moves, columns, "rows_of_transitions", "transitions", "No child was named as leaving for school.")


def _contacts(told: Told) -> None:
    contacts = told.contacts.rename(columns={"on": "contacted_on", "kind": "contact_kind"})
    columns = ("contacted_on", "contact_kind", "purpose", "officer", "action", "action_due_on", "action_done_on")
    _list(told, "Contacts and actions", contacts, columns, "rows_of_contacts", "contacts", "There was no contact yet.")


def _returns(told: Told) -> None:
    columns = ("term", "return", "state", "due_on", "first_accepted_on")
    listing("Returns owed", told.returns, columns, inputs=told.inputs, name="returns_of_setting", empty="It owes no return.")
    st.subheader("Files", anchor=False)
    for entry in log.submissions_of(shared.store(), told.setting, most=12):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            what = f"{CONTRACTS[entry.return_name].title}, {entry.term.label}"
            st.markdown(f"**{markdown(what)}** · {entry.state}  \n:gray[{markdown(f'{entry.file_name}, {say_moment(entry.accepted_at)}')}]")
            original_button(entry, "Original", key=f"setting-original-{entry.id}")
    files_link(told.setting, told.name)


VIEWS: dict[str, tuple[str, Callable[[Told], None], str]] = {
    "children": ("Children", _children, "sen_reviews"),
    "referrals": ("Referrals", _referrals, "referrals"),
    "sencos": ("SENCO posts", _sencos, "senco_posts"),
    "training": ("Training", _training, "training_attendance"),
    "practice": ("Practice", _practice, "send_practice"),
    "moves": ("Moves", _moves, "transitions"),
    "contacts": ("Contacts", _contacts, "contacts"),
    "returns": ("Returns and originals", _returns, "settings"),
}


def show(told: Told) -> None:
    chosen = shared.choice("setting-view", {code: words for code, (words, _, _) in VIEWS.items()})
    _, view, needed = VIEWS[chosen]
    if not not_loaded(told.inputs, needed):
        view(told)


def _list(told: Told, title: str, frame: pd.DataFrame, columns: tuple[str, ...], name: str, behind: str, empty: str) -> None:
    listing(f"{title}: {len(frame)}", frame, columns, inputs=told.inputs, name=name, behind=behind, empty=empty)
