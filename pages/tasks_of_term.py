"""What needs us this term: the cards, the tasks in order of harm, what changed, what is coming; each line leads to its list."""

from datetime import date

import pandas as pd
import streamlit as st

from analytics import support
from analytics.charts.style import markdown
from analytics.queries import Inputs
from analytics.trend import Card
from analytics.worklist import Change, Task, coming_up, do_first, since_last_term
from pages import past_ratings, shared

ARROW = ":material/arrow_forward:"
_SHAPES = {"worse": ":red[◆ **{}**]", "watch": ":orange[▲ **{}**]", "better": ":green[● **{}**]"}


def draw(card: Card) -> None:
    """A card, who told us, and the way to what is behind it."""
    change = card.change
    with st.container(width=163, gap=None):
        st.metric(
            card.label,
            card.value,
            delta=change.amount,
            delta_color={True: "green", False: "red", None: "off"}[change.better],
            delta_arrow={True: "up", False: "down", None: "off"}[change.rose],
            delta_description=change.word,
            border=True,
            height=192,
            chart_data=list(card.trend) or None,
        )
        page = shared.page(card.figure.page)
        st.page_link(page, label=markdown(card.told or page.title), query_params=[card.figure.view], icon=ARROW, icon_position="right")


def worklist(inputs: Inputs, headline: pd.DataFrame) -> None:
    st.subheader("Do first", anchor=False)
    frames = [shared.ask(question, inputs) for question in ("senco_gaps", "review_list", "referral_list", "missed_list")]
    tasks = do_first(headline, *frames, inputs.as_of, shared.calendar(inputs.known_at).term_of(inputs.as_of))
    if not tasks:
        st.markdown("Nothing needs you first today.")
    for task in tasks:
        line(task)


def line(task: Task) -> None:
    """A task with its detail, and the way to its list."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.markdown(f"**{markdown(task.title)}**  \n:gray[{markdown(task.detail)}]", width="stretch")
        _lead(task)


def _lead(to: Task | Change) -> None:
    st.page_link(shared.page(to.page), label=to.link, query_params=list(to.view) or None, icon=ARROW, icon_position="right")


def changes(inputs: Inputs, last_term: date) -> None:
    st.subheader("Since last term", anchor=False)
    coverage, missed = (shared.ask(question, inputs, as_of=last_term) for question in ("senco_coverage", "missed_list"))
    now = [shared.ask(question, inputs) for question in ("senco_coverage", "senco_gaps", "missed_list")]
    moved = support.moved(past_ratings.ratings_on(inputs, last_term), shared.ask("settings_needing_support", inputs))
    told = since_last_term(now[0], coverage, now[1], now[2], missed, moved)
    for change in told:
        with st.container(gap=None):
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.markdown(_SHAPES[change.kind].format(markdown(change.title)), width="stretch")
                _lead(change)
            st.markdown(markdown(change.detail))
    if not told:
        st.markdown(":gray[No rating and no SENCO post changed, and no setting stopped coming.]")
    st.subheader("Coming up", anchor=False)
    term, ahead = shared.calendar(inputs.known_at).term_of(inputs.as_of), int(shared.thresholds(inputs)["coming_events_days"].value)
    lines = coming_up(shared.ask("coming_events", inputs), inputs.as_of, term, ahead)
    st.markdown("  \n".join(f"**{markdown(day)}** {markdown(what)}" for day, what in lines) or ":gray[Nothing is planned.]")
