"""Cover: does every setting have a SENCO? One square a setting, then the settings that need one, those with children first."""

import pandas as pd
import streamlit as st

from analytics.charts import coverage as drawn
from analytics.queries import Inputs
from data.contracts.settings import PROVIDER_TYPES
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("senco_coverage", "senco_coverage_by_cluster", "senco_gaps", "children_without_senco")
BY = {"cluster": "By cluster", "provider_type": "By type of provider"}
GAPS = ("name", "cluster", "cover", "children", "vacant_days", "vacant_since", "next_step")
CLICKED = ("name", "cluster", "provider_type", "cover", "standard", "vacant_days", "next_step")


def show(inputs: Inputs) -> None:
    coverage, gaps = shared.ask("senco_coverage", inputs), shared.ask("senco_gaps", inputs)
    clicked, by = _panels(coverage)
    _settings(coverage, gaps, clicked, by, inputs)
    groups = {words: (f"senco_coverage_by_{by}", shared.ask(f"senco_coverage_by_{by}", inputs)) for by, words in BY.items()}
    figures_as_tables(groups, inputs)


def _panels(coverage: pd.DataFrame) -> tuple[list[list], str]:
    """The title with its key, then a picture a panel in columns that stack on a phone; what was clicked, and what a row is."""
    title, key = st.columns([54, 46], vertical_alignment="center")
    with title:
        above = st.container()
        by = shared.choice("senco-coverage-by", BY)
    with above:
        finding(drawn.finding(coverage, by=by))
    with key:
        picture(drawn.key(dark=shared.dark()), alt="What each square means", name="coverage-key", selectable=False)
    widths = drawn.widths(coverage, by=by)
    clicked = []
    for column, panel in zip(st.columns(list(widths.values()) or 1, gap="small"), widths, strict=False):
        with column:
            figure = drawn.squares(coverage, by=by, expectation=panel, dark=shared.dark())
            clicked += picture(figure, alt=drawn.alt(coverage[coverage["expectation"] == panel], by=by), name=f"coverage-{panel}")
    return clicked, by


def _settings(coverage: pd.DataFrame, gaps: pd.DataFrame, clicked: list[list], by: str, inputs: Inputs) -> None:
    """The list: every gap, or the settings behind the squares that were clicked."""
    if not clicked:
        gaps = with_next_steps(gaps)
        listing(
            f"Vacant and not known: {len(gaps)} settings", gaps, GAPS, inputs=inputs, name="senco_gaps", empty="Every setting has someone."
        )
        return
    behind = pd.Series(False, index=coverage.index)
    for group, expectation, cover, setting in clicked:
        of_bar = (coverage[by] == group) & (coverage["expectation"] == expectation) & (coverage["cover"] == cover)
        behind |= coverage["setting"] == setting if setting else of_bar
    settings = with_next_steps(coverage[behind])
    where = ", ".join(dict.fromkeys(PROVIDER_TYPES.get(mark[0], mark[0]) for mark in clicked))
    panels = [f"coverage-{panel}" for panel in drawn.PANELS]
    listing(f"Chosen in {where}: {len(settings)}", settings, CLICKED, inputs=inputs, name="senco_coverage", narrowed=panels)


def with_next_steps(settings: pd.DataFrame) -> pd.DataFrame:
    """The settings with a next step for each; a childminder without a SENCO has no one yet, which is not a vacancy."""
    steps = {"vacant": "Call the manager", "no_one_yet": "Offer the SENCO network", "not_known": "Ask for the SENCO return"}
    no_one_yet = (settings["cover"] == "vacant") & (settings["expectation"] == "encouraged")
    cover = settings["cover"].mask(no_one_yet, "no_one_yet")
    attended = settings["children"].fillna(0) > 0 if "children" in settings else pd.Series(False, index=settings.index)
    told = pd.Series([steps.get(each, "") for each in cover], index=settings.index, dtype=object)
    return settings.assign(cover=cover, next_step=told.mask((settings["cover"] == "vacant") & attended, "Call today: children are there"))
