"""The quality of reviews: who took part in those held this term, a panel a question, then the reviews with something to ask about."""

import pandas as pd
import streamlit as st

from analytics.charts import review_quality as drawn
from analytics.charts.style import sentence
from analytics.queries import Inputs
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("review_quality_by_cluster", "held_review_list")
COLUMNS = ("child", "name", "held_on", *drawn.MEASURES, "next_step")
ANSWERS = {"yes": "yes", "no": "no", "not_known": "not known", "not_told": "not known"}


def show(inputs: Inputs) -> None:
    quality = shared.ask("review_quality_by_cluster", inputs)
    finding(drawn.finding(quality), "Each bar is all reviews held, those where the answer is not known among them.")
    clicked = []
    for column, measure in zip(st.columns(3, gap="medium"), drawn.MEASURES, strict=True):
        with column:
            finding(drawn.panel_title(quality, measure))
            figure = drawn.took_part(quality, measure, dark=shared.dark())
            marks = picture(figure, alt=drawn.alt(quality, measure), name=f"quality-{measure}")
            clicked += [(measure, cluster, answer) for cluster, answer in marks]
    _reviews(shared.ask("held_review_list", inputs), clicked, inputs)
    figures_as_tables({"Who took part, by cluster": ("review_quality_by_cluster", quality)}, inputs)


def _reviews(reviews: pd.DataFrame, clicked: list[tuple[str, str, str]], inputs: Inputs) -> None:
    """The list: every review that parents are not known to have taken part in, or those behind the bars that were clicked."""
    chosen = reviews["parents"] != "yes"
    title, narrowed = f"Parents did not take part, or it is not known: {int(chosen.sum())}", []
    if clicked:
        chosen = pd.Series(False, index=reviews.index)
        for measure, cluster, answer in clicked:
            behind = reviews[measure] == answer
            chosen |= behind & ((reviews["cluster"] == cluster) if cluster else True)
        said = [f"{cluster or 'all clusters'}, {drawn.MEASURES[measure]}, {ANSWERS[answer]}" for measure, cluster, answer in clicked]
        title, narrowed = f"{sentence('; '.join(said))}: {int(chosen.sum())}", [f"quality-{measure}" for measure in drawn.MEASURES]
    shown = reviews[chosen]
    shown = shown.assign(next_step=[_next_step(row) for row in shown.itertuples(index=False)])
    empty = "Parents took part in every review held this term." if len(reviews) and not clicked else "No review is known here."
    listing(title, shown, COLUMNS, inputs=inputs, name="held_review_list", narrowed=narrowed, empty=empty)


def _next_step(review: object) -> str:
    answers = (review.parents, review.child_voice, review.professional)
    if "no" in answers[:2]:
        return "Ask about parents" if answers[0] == "no" else "Ask about child"
    if "not_known" in answers:
        return "Ask for the answer"
    return "Ask about professional" if answers[2] == "no" else "Nothing to ask"
