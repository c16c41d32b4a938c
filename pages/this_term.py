"""This term: what needs us now, in five figures, a worklist in order of harm, and what changed."""

import streamlit as st

from analytics import sentences
from analytics.charts.style import markdown
from analytics.queries import Inputs
from analytics.worklist import Card, coming_up, do_first, headline_cards, since_last_term
from data.terms import Term
from pages import first_steps, shared
from pages.parts import explain, heading, known_then

TERMS = 6
_SHAPES = {"worse": ":red[◆ **{}**]", "watch": ":orange[▲ **{}**]", "better": ":green[● **{}**]"}


def show() -> None:
    if "settings" not in shared.loaded(shared.everything()):
        first_steps.show()
        return
    top = st.container()
    inputs, row = shared.filters()
    explain(row, "headline_figures", "returns_received")
    known_then(inputs)
    term = Term.of(inputs.as_of)
    ends = [Term(term.number - back).ends_on for back in range(TERMS - 1, 0, -1)]
    headlines = [shared.ask("headline_figures", inputs, as_of=day) for day in [*ends, inputs.as_of]]
    with top:
        heading(f"This term · {term.label}", sentences.this_term_answer(headlines[-1].iloc[0], headlines[-2].iloc[0]))
    with st.container(horizontal=True, gap="xsmall"):
        for card in headline_cards(headlines):
            _draw(card)
    left, right = st.columns([57, 36], gap="large")
    with left:
        _worklist(inputs, headlines[-1])
    with right:
        _changes(inputs, ends[-1])


def _draw(card: Card) -> None:
    told = {True: "better", False: "worse", None: "no change"}[card.better] if card.change else None
    colour = {True: "green", False: "red", None: "off"}[card.better]
    st.metric(
        card.label,
        card.value,
        delta=card.change,
        delta_color=colour,
        delta_arrow="off" if card.better is None else "up" if card.rose else "down",
        delta_description=told,
        border=True,
        width=163,
        height=192,
        chart_data=list(card.trend) if len(card.trend) > 1 else None,
    )


def _worklist(inputs: Inputs, headline: object) -> None:
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
