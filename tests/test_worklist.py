"""What changed since last term, in order and by name: newly red, new vacancies, who stopped coming, what is better."""

from __future__ import annotations

import pandas as pd

from analytics.support import moved
from analytics.worklist import since_last_term


def frame(columns: str, *rows: str) -> pd.DataFrame:
    cells = [[None if cell == "-" else cell for cell in row.split()] for row in rows]
    drawn = pd.DataFrame(cells, columns=columns.split())
    return drawn.assign(missed_in_a_row=drawn["missed_in_a_row"].astype("Int64")) if "missed_in_a_row" in drawn else drawn


def told(**rows: tuple[str, ...]) -> list[tuple[str, str, str, str]]:
    """Each change as (kind, title, names, address), from drawn rows; what is left out is empty."""
    covers = [frame("setting name expectation cover", *rows.get(name, ())) for name in ("now", "before")]
    missed = [frame("setting name missed_in_a_row", *rows.get(name, ())) for name in ("missed", "missed_before")]
    ratings = [frame("setting name cluster rating", *rows.get(name, ())) for name in ("rated_before", "rated")]
    gaps = frame("setting vacant_since", *rows.get("gaps", ()))
    changes = since_last_term(covers[0], covers[1], gaps, *missed, moved(*ratings))
    return [(change.kind, change.title, change.detail.replace("\N{NO-BREAK SPACE}", " "), change.page) for change in changes]


def test_nothing_changed_is_nothing_to_say():
    assert (
        told(now=("a Ash expected vacant",), before=("a Ash expected vacant",), rated=("a Ash X red",), rated_before=("a Ash X red",)) == []
    )


def test_each_change_is_named_in_its_order_and_leads_to_its_list():
    changes = told(
        rated_before=("a Ash X green", "b Bay X red", "c Cob X amber", "d Dell X grey"),
        rated=("a Ash X red", "b Bay X amber", "c Cob X green", "d Dell X green"),
        before=("a Ash expected in_post", "b Bay must vacant"),
        now=("a Ash expected vacant", "b Bay must shared"),
        gaps=("a 2026-11-03",),
        missed_before=("a Ash 1", "b Bay 2"),
        missed=("a Ash 2", "b Bay 3"),
    )
    assert changes == [
        ("worse", "Newly red", "Ash", "settings-needing-support"),
        ("watch", "New vacancy", "Ash, from 3 Nov 2026", "senco-coverage"),
        ("watch", "Missed two meetings", "Ash", "clusters-and-training"),
        ("better", "Improved", "Bay and Cob", "settings-needing-support"),
        ("better", "Found a SENCO", "Bay", "senco-coverage"),
    ]


def test_a_childminder_is_never_a_new_vacancy_and_is_not_counted_for_meetings():
    changes = told(
        before=("a Ash encouraged in_post", "b Bay encouraged vacant"),
        now=("a Ash encouraged vacant", "b Bay encouraged in_post"),
        missed=("a Ash 2",),
    )
    assert [(title, names) for _, title, names, _ in changes] == [("Found a SENCO", "Bay")]


def test_at_most_three_names_are_said_and_how_many_more_there_are():
    before, now = (tuple(f"{letter} {letter.upper()} X {rating}" for letter in "abcde") for rating in ("green", "red"))
    assert told(rated_before=before, rated=now)[0][2] == "A, B, C and two more"
    assert told(rated_before=before[:4], rated=now[:4])[0][2] == "A, B, C and D"


def test_a_setting_that_was_not_open_then_is_not_newly_red():
    assert told(rated=("a Ash X red",)) == []
