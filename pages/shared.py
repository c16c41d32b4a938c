"""What every page shares: the store handle, the one cached question, the filters, the URL and the session.

Nothing else touches `st.session_state`, `st.query_params` or a cache, but `setting_choice` for the one setting, `meeting_choice` for
a cluster meeting and `upload_checks` for what waits. What is cached reads nothing but its arguments: `ask` the question, its inputs
(scope, audience and known_at among them) and the store's version; `meeting` the day, the cluster, the store's version and today.

The filters live in the URL. Streamlit drops a page's bound values when the page changes, so each is also
remembered in the session and put back on the next page; an unknown value in the URL is left out.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import blake2s
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.errors import StreamlitAPIException

from analytics.meeting import room
from analytics.meeting.room import Meeting
from analytics.queries import QUESTIONS, Inputs, answer, limits
from analytics.thresholds import Threshold
from data import term_dates
from data.contracts.settings import PROVIDER_TYPES
from data.errors import ToolError
from data.store import Store
from data.terms import Calendar, Term, end_of, local_day, now, parse_moment

WHO = "analyst"
ALL = ""
FIRST_DAY = date(2015, 1, 1)
_LATER = timedelta(days=366)


@st.cache_resource(show_spinner=False, on_release=Store.close)
def store() -> Store:
    """The store, opened once for all sessions; a ToolError says why it cannot be."""
    return Store.open()


def today() -> date:
    """The day in London. The clock is read here, in `known_now` and when something is accepted, and nowhere else."""
    return local_day(now())


def known_now() -> datetime:
    """What is known now, as a moment that stays the same all day, so that answers can be kept."""
    return end_of(today())


# Questions


@st.cache_data(show_spinner=False, max_entries=2000)
def _answer(question: str, inputs: Inputs, version: int) -> pd.DataFrame:
    return answer(store(), question, inputs)


@st.cache_data(show_spinner=False, max_entries=50)
def _calendar(known_at: datetime, version: int) -> Calendar:
    return term_dates.calendar(store(), known_at)


def ask(question: str, inputs: Inputs, **changes: Any) -> pd.DataFrame:
    """The frame that answers a question, from the cache while nothing was accepted or undone since."""
    return _answer(question, replace(inputs, **changes), store().version)


@st.cache_data(show_spinner=False, max_entries=200)
def _thresholds(inputs: Inputs, version: int) -> dict[str, Threshold]:
    return limits(store(), inputs)


def thresholds(inputs: Inputs) -> dict[str, Threshold]:
    """Every threshold as these inputs use it: in force on the day asked about, as known at the moment asked for."""
    asked = Inputs(inputs.as_of, inputs.known_at, thresholds_on=inputs.thresholds_on, what_if=inputs.what_if)
    return _thresholds(asked, store().version)


def loaded(inputs: Inputs) -> set[str]:
    """The returns that were loaded at least once, as known at the moment asked for."""
    counts = ask("returns_loaded", inputs)
    return set(counts.loc[counts["submissions"] > 0, "return"])


def everything(as_of: date | None = None) -> Inputs:
    """All settings, on a day (default today), as known now."""
    return Inputs(as_of=as_of or today(), known_at=known_now())


def calendar(known_at: datetime | None = None) -> Calendar:
    """The days of terms, as known at a moment (default: now)."""
    return _calendar(known_at or known_now(), store().version)


@st.cache_data(show_spinner=False, max_entries=100)
def _meeting(as_of: date, cluster: str | None, by: str, version: int, on: date) -> Meeting:
    return room.meeting(store(), as_of, cluster, by=by, today=on)


def meeting(as_of: date, cluster: str | None = None) -> Meeting:
    """What one cluster (None: all) is shown of a frozen day, from the cache while neither the store nor the day changed."""
    return _meeting(as_of, cluster, WHO, store().version, today())


def setting_names() -> dict[str, str]:
    """The name of each setting on today's register, by its identity."""
    register = ask("register", everything())
    return dict(zip(register["setting"], register["name"], strict=True))


# The session and the URL


def remembered(name: str, default: Any = None) -> Any:
    """A value this session keeps from run to run and page to page."""
    return st.session_state.get(f"kept-{name}", default)


def remember(name: str, value: Any) -> None:
    st.session_state[f"kept-{name}"] = value


def forget(name: str) -> Any:
    """Take a kept value out of the session."""
    return st.session_state.pop(f"kept-{name}", None)


def typed(key: str) -> str:
    """What a person typed into a widget, for a button that acts on it."""
    return st.session_state.get(key) or ""


def renewed(name: str) -> str:
    """The key of a widget that `renew` can empty."""
    return f"{name}-{remembered(f'turn-{name}', 0)}"


def renew(name: str) -> None:
    """Give the widget a new key, so that its selection or its files are gone."""
    remember(f"turn-{name}", remembered(f"turn-{name}", 0) + 1)


def remember_pages(pages: dict[str, Any], shown: Any) -> None:
    """Keep the navigation's pages (address → page), so that pages can link to each other, and which one is shown."""
    st.session_state["pages"] = pages
    address = next(address for address, page in pages.items() if page == shown)
    if address != remembered("page"):
        remember("page", address)
        remember("run-of-page", remembered("run-of-page", 0) + 1)


def pages() -> dict[str, Any]:
    """Every page by its address, in their order."""
    return st.session_state["pages"]


def page(address: str) -> Any:
    """The page to link to."""
    return st.session_state["pages"][address]


def dark() -> bool:
    """Whether the viewer's theme is dark."""
    return st.context.theme.type == "dark"


def _put_back(key: str, arrived: bool, fits: Callable[[Any], bool], written: Callable[[Any], str]) -> None:
    """Before a bound widget is drawn on a page just arrived at: its remembered value, into the widget and into the URL.

    A new session remembers nothing, so there the URL speaks.
    """
    kept = remembered(f"filter-{key}")
    if arrived and kept and fits(kept):
        st.session_state[key] = kept
        if key not in st.query_params and not remembered("again"):
            st.query_params[key] = written(kept)


def _settle(key: str, arrived: bool, chosen: Any, written: Callable[[Any], str]) -> None:
    """After a bound widget is drawn: remember its value, and see that the URL says it.

    The browser's Back button resets a page's bound widgets in the very run in which they were put back; one more run settles it.
    A run that is cut short by the next one leaves the value in the session and not in the URL.
    """
    kept = remembered(f"filter-{key}")
    if arrived and kept and chosen != kept and not remembered("again"):
        remember("again", True)
        remember("filters-on", None)
        st.rerun()
    remember(f"filter-{key}", chosen)
    if chosen and key not in st.query_params:
        with suppress(StreamlitAPIException):  # a link to this very page left it out of the URL; the widget keeps it
            st.query_params[key] = written(chosen)


def _choice(key: str, arrived: bool, everything_label: str, options: Sequence[str], words: dict[str, str] | None = None) -> tuple[str, ...]:
    words = {ALL: everything_label} | (words or {})

    def written(value: str) -> str:
        return words.get(value, value)

    _put_back(key, arrived, lambda kept: kept in options, written)
    chosen = st.selectbox(
        everything_label, [ALL, *options], format_func=lambda o: words.get(o, o), key=key, bind="query-params", label_visibility="collapsed"
    )
    _settle(key, arrived, chosen, written)
    return (chosen,) if chosen and chosen in options else ()


def _day(arrived: bool) -> date:
    _put_back("as_of", arrived, lambda kept: FIRST_DAY <= kept <= today() + _LATER, date.isoformat)
    chosen = st.date_input(
        "On this day", value=today(), min_value=FIRST_DAY, max_value=today() + _LATER, key="as_of", format="DD/MM/YYYY",
        bind="query-params", label_visibility="collapsed",
    )  # fmt: skip
    _settle("as_of", arrived, None if chosen == today() else chosen, date.isoformat)
    return chosen or today()


def _known_at() -> datetime:
    """The moment in the URL (`known_at`), kept through page switches; now when there is none or it cannot be read."""
    text = st.query_params.get("known_at") or remembered("known_at")
    if not text:
        return known_now()
    try:
        moment = parse_moment(text)
    except ToolError:
        return known_now()
    remember("known_at", text)
    if "known_at" not in st.query_params:
        st.query_params["known_at"] = text
    return moment


def know_now() -> None:
    """Leave an earlier moment of knowledge."""
    forget("known_at")
    st.query_params.pop("known_at", None)


def look_on(day: date) -> None:
    """Ask about another day, for a button that leads there."""
    st.session_state["as_of"] = day


def filters() -> tuple[Inputs, st.delta_generator.DeltaGenerator]:
    """The filter row: the chosen inputs, and the row itself for what stands beside the filters."""
    row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    cluster, provider_type, officer, day = (row.container(width=width) for width in (148, 184, 144, 148))
    known_at = _known_at()
    arrived = remembered("filters-on") != remembered("run-of-page")
    remember("filters-on", remembered("run-of-page"))
    with day:
        as_of = _day(arrived)
    inputs = Inputs(as_of=as_of, known_at=known_at)
    register = ask("register", inputs)
    types = [code for code in PROVIDER_TYPES if code in set(register["provider_type"])]
    with cluster:
        clusters = _choice("cluster", arrived, "All clusters", sorted(set(register["cluster"].dropna())))
    with provider_type:
        provider_types = _choice("provider_type", arrived, "All provider types", types, PROVIDER_TYPES)
    with officer:
        officers = _choice("officer", arrived, "All officers", sorted(set(register["area_senco"].dropna())))
    forget("again")
    inputs = replace(inputs, clusters=clusters, provider_types=provider_types, officers=officers)
    remember("asked", inputs)
    return inputs, row


def asked() -> Inputs:
    """What the filters last said in this session; everything, today, before a page with filters was opened."""
    return remembered("asked") or everything()


def indicator() -> str:
    """The question the URL asks the definition of (`?indicator=name`); blank when none or an unknown one."""
    name = st.query_params.get("indicator", "")
    return name if name in QUESTIONS else ""


def all_indicators() -> None:
    """Leave the one definition the URL asks for."""
    st.query_params.pop("indicator", None)


def term(inputs: Inputs, count: int = 6) -> Term:
    """The term chosen beside the filters: that of the day asked about, or one of the few before it."""
    days = calendar(inputs.known_at)
    latest = days.term_of(inputs.as_of)
    terms = {each.name: each for each in (days.term(latest.number - back) for back in range(count))}
    if st.session_state.get("term") not in terms:
        st.session_state.pop("term", None)
    chosen = st.selectbox(
        "Term", list(terms), format_func=lambda name: terms[name].label, key="term", bind="query-params", label_visibility="collapsed"
    )
    return terms.get(chosen, latest)


def on_day_of(inputs: Inputs, term: Term) -> Inputs:
    """The same question about a term: on the day asked about, or on the term's last day when that has passed."""
    return replace(inputs, as_of=min(inputs.as_of, term.ends_on))


def recent_terms(count: int = 6) -> list[Term]:
    """This term and those before it, newest first: what a return may be for."""
    latest = calendar().term_of(today())
    return [Term(latest.number - back, latest.calendar) for back in range(count)]


def file_stem(name: str, inputs: Inputs) -> str:
    """A download's file name without its ending: what, the day, and a part nobody outside this session can guess."""
    if remembered("file-secret") is None:
        remember("file-secret", secrets.token_hex(16))
    told = blake2s(f"{inputs}{store().version}".encode(), key=remembered("file-secret").encode(), digest_size=5).hexdigest()
    return f"{name.replace('_', '-')}-{inputs.as_of:%Y-%m-%d}-{told}"


def one_of(key: str, everything: str, options: dict[str, str]) -> str:
    """One of the options of a view, or `ALL` of them; in the URL, where an unknown value is left out."""
    words = {ALL: everything} | options
    if st.session_state.get(key, ALL) not in words:
        st.session_state.pop(key, None)
    chosen = st.selectbox(
        everything, list(words), format_func=lambda o: words.get(o, o), key=key, bind="query-params", label_visibility="collapsed"
    )
    return chosen if chosen in options else ALL


def choice(key: str, options: dict[str, str]) -> str:
    """One of a few views (code → words), side by side; the first until a person chooses.

    The URL says which (`?key=code`, nothing for the first), so a reload, a link and the Back button show it again. A page
    switch drops it from the URL, not from the session. An unknown code is left out. Keys are unique among all pages.
    """
    first, in_url = next(iter(options)), st.query_params.get(key)
    arrived = remembered(f"{key}-on") != remembered("run-of-page")
    remember(f"{key}-on", remembered("run-of-page"))
    if in_url != remembered(f"{key}-in-url"):
        if in_url in options:
            st.session_state[key] = in_url
        elif in_url is None and not arrived:
            st.session_state[key] = first
    chosen = st.radio(
        "Show",
        list(options),
        format_func=options.__getitem__,
        key=key,
        horizontal=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    written = None if chosen == first else chosen
    if written and in_url != written:
        st.query_params[key] = written
    elif in_url and not written:
        del st.query_params[key]
    remember(f"{key}-in-url", written)
    return chosen
