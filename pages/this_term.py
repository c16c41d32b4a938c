"""This term: what needs us now, in five figures, a worklist in order of harm, and what changed; and six terms of each figure."""

import pandas as pd
import streamlit as st

from analytics import sentences
from analytics.charts.style import markdown
from analytics.queries import Inputs
from analytics.trend import FIGURES, Card, days_of_terms, headline_cards, points_of
from analytics.worklist import coming_up, do_first, since_last_term
from data.terms import Term
from pages import first_steps, shared, six_terms
from pages.parts import explain, heading, known_then

VIEWS = {"now": "What needs us now", "terms": "Six terms"}
_SHAPES = {"worse": ":red[◆ **{}**]", "watch": ":orange[▲ **{}**]", "better": ":green[● **{}**]"}


def show() -> None:
    if "settings" not in shared.loaded(shared.everything()):
        first_steps.show()
        return
    top = st.container()
    inputs, row = shared.filters()
    explain(row, "headline_figures", "headlines_by_cluster", "returns_received")
    known_then(inputs)
    days = days_of_terms(inputs.as_of)
    headline = shared.ask("headline_figures", inputs)
    frames = [shared.ask("headlines_by_cluster", inputs, as_of=day) for day in days]
    with top:
        late = points_of(FIGURES["overdue"], days, frames)
        heading(f"This term · {Term.of(inputs.as_of).label}", sentences.this_term_answer(headline.iloc[0], late[-2], late[-1]))
    if shared.choice("this-term", VIEWS) == "terms":
        six_terms.show(inputs, days)
        return
    with st.container(horizontal=True, gap="xsmall"):
        for card in headline_cards(days, frames):
            _draw(card)
    left, right = st.columns([57, 36], gap="large")
    with left:
        _worklist(inputs, headline)
    with right:
        _changes(inputs, days[-2])


def _draw(card: Card) -> None:
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
        st.page_link(page, label=markdown(card.told or page.title), icon=":material/arrow_forward:", icon_position="right")


def _worklist(inputs: Inputs, headline: pd.DataFrame) -> None:
    st.subheader("Do first", anchor=False)
    frames = [shared.ask(question, inputs) for question in ("senco_gaps", "review_list", "referral_list", "missed_list")]
    tasks = do_first(headline, *frames, inputs.as_of)
    if not tasks:
        st.markdown("Nothing needs you first today.")
    for task in tasks:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(f"**{markdown(task.title)}**  \n:gray[{markdown(task.detail)}]", width="stretch")
            st.page_link(shared.page(task.page), label=task.link, icon=":material/arrow_forward:", icon_position="right")


def _changes(inputs: Inputs, last_term: object) -> None:
    st.subheader("Since last term", anchor=False)
    coverage, missed = (shared.ask(question, inputs, as_of=last_term) for question in ("senco_coverage", "missed_list"))
    now = [shared.ask(question, inputs) for question in ("senco_coverage", "senco_gaps", "missed_list")]
    changes = since_last_term(now[0], coverage, now[1], now[2], missed)
    for change in changes:
        st.markdown(f"{_SHAPES[change.kind].format(markdown(change.title))}  \n{markdown(change.detail)}")
    if not changes:
        st.markdown(":gray[No SENCO post changed, and no setting stopped coming.]")
    st.subheader("Coming up", anchor=False)
    lines = coming_up(shared.ask("coming_events", inputs), inputs.as_of)
    st.markdown("  \n".join(f"**{markdown(day)}** {markdown(what)}" for day, what in lines) or ":gray[Nothing in the next six weeks.]")
