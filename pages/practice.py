"""Practice: what is in place for children with SEN, by the settings’ own audit, and what nobody told us."""

import pandas as pd
import streamlit as st

from analytics.charts import practice as drawn
from analytics.charts import shares
from analytics.queries import Inputs
from data.contracts.send_practice import ITEMS
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("practice_items", "practice_by_setting")
COLUMNS = ("name", "cluster", "yes", "partly", "no", "not_known", "oldest_answer_on", "next_step")
ANSWERS = ("name", "cluster", "item", "practice_answer", "answered_on")
PICTURES = ("practice-weaker", "practice-stronger")


def show(inputs: Inputs) -> None:
    items = shared.ask("practice_items", inputs)
    finding(drawn.finding(items), drawn.line(items))
    picture(shares.key(drawn.KEY, dark=shared.dark()), alt="What each colour means", name="practice-key", selectable=False)
    ordered = drawn.weakest_first(items)
    half = (len(ordered) + 1) // 2
    clicked: list[list] = []
    for column, part, name in zip(st.columns(2, gap="medium"), (ordered[:half], ordered[half:]), PICTURES, strict=True):
        with column:
            clicked += picture(drawn.items(part, dark=shared.dark()), alt=drawn.alt(part), name=name)
    _settings(clicked, inputs)
    figures_as_tables({"Items of the audit": ("practice_items", items)}, inputs)


def _settings(clicked: list[list], inputs: Inputs) -> None:
    """The settings with most items answered no, or those behind the parts that were clicked."""
    if not clicked:
        settings = shared.ask("practice_by_setting", inputs)
        shown = settings.assign(next_step=drawn.next_steps(settings))
        listing(f"Settings by their answers: {len(shown)}", shown, COLUMNS, inputs=inputs, name="practice_by_setting")
        return
    answers = shared.ask("practice_answers", inputs)
    chosen = pd.Series(False, index=answers.index)
    for item, answer in clicked:
        chosen |= (answers["item"] == item) & (answers["practice_answer"] == answer)
    said = "; ".join(f"{ITEMS[item]}: {drawn.ANSWERS[answer]}" for item, answer in clicked)
    listing(f"{said} ({int(chosen.sum())})", answers[chosen], ANSWERS, inputs=inputs, name="practice_answers", narrowed=PICTURES)
