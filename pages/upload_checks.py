"""What there is to say about an upload that waits, kept while neither it, the store nor the day changed."""

from __future__ import annotations

from datetime import date

import streamlit as st

from data import uploads
from data.drafts import Checked
from data.register_changes import RegisterReview, review
from data.terms import Term
from data.uploads import Upload
from pages import shared


@st.cache_resource(show_spinner=False, max_entries=400)
def _checked(upload_id: str, term: Term | None, told: str, as_sent: bool, version: int, on: date) -> tuple[Checked, ...]:
    return tuple(uploads.checked(shared.store(), upload_id, as_sent=as_sent))


def checked(upload: Upload) -> tuple[Checked, ...]:
    """What there is to say about an upload, from the cache while neither it, the store nor the day changed.

    What is said about its unusual words is remembered in the store, so it counts as a change of that.
    """
    told = repr(sorted(uploads.corrections(shared.store(), upload.id).items(), key=repr))
    return _checked(upload.id, upload.term, told, False, shared.store().version, shared.today())


def as_sent(upload: Upload) -> tuple[Checked, ...]:
    """What there is to say about an upload without what was typed for it here."""
    if not uploads.corrections(shared.store(), upload.id):
        return checked(upload)
    return _checked(upload.id, upload.term, "", True, shared.store().version, shared.today())


@st.cache_resource(show_spinner=False, max_entries=100)
def _register_review(told: tuple, version: int, on: date, day: date, _check: Checked) -> RegisterReview:
    return review(shared.store(), _check, on=on)


def register_review(check: Checked, on: date) -> RegisterReview:
    """What a waiting register would change from a day, from the cache while neither it, the store nor the day changed."""
    told = (check.reading.columns, hash(check.reading.rows), repr(sorted(check.corrections.items(), key=repr)), len(check.blocking))
    return _register_review(told, shared.store().version, on, shared.today(), check)
