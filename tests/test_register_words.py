"""What a register would change, word for word."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.charts.style import NBSP
from data.register_changes import Change, RegisterReview
from pages.register_words import as_table, to_know, what_happens


def found(kinds: str = "", *, same: int = 0, opened: tuple[int, int] = (9, 9), first: bool = False, **more) -> RegisterReview:
    """A review drawn as `new new renamed`: each word is one setting of that kind."""
    changes = tuple(Change(kind, f"ofsted:EY10000{place}", f"Setting {place}", "", "a", "b") for place, kind in enumerate(kinds.split()))
    rest = {"types_open": {}, "held": 0, "types": (), "alike": (), "next_on": None} | more
    return RegisterReview(
        on=date(2025, 11, 3), is_first=first, changes=changes, open_before=opened[0], open_after=opened[1], same=same, **rest
    )


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (found("new", same=2, opened=(9, 10)), "From 3 Nov 2025, one setting is new; two stay as they are. Open settings: 9 now, 10 then."),
        (found("new new renamed", same=1), "From 3 Nov 2025, two settings are new and one is renamed; one stays as it is."),
        (
            found("reopened closing moved"),
            "From 3 Nov 2025, one setting opens again, one has another closing date and one moves to another cluster.",
        ),
        (
            found("provider_type officer officer other"),
            "From 3 Nov 2025, one setting changes its type, two change officer and one has other changes.",
        ),
        (found("absent", same=12), "Nothing changes for the 12 settings of this register."),
        (
            found("new new new", first=True, opened=(0, 2), types_open={"group_full_day": 1, "childminder": 1}),
            "Two settings are open on this first register: 1 full day care setting and 1 childminder. One more is not counted as open.",
        ),
    ],
)  # fmt: skip
def test_what_happens(review: RegisterReview, words: str) -> None:
    assert what_happens(review).replace(NBSP, " ") == words


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (found(first=True), "The first register speaks for all earlier days too."),
        (found("absent"), "One setting on the register is not in this file. It stays open unless you close it."),
        (found("absent absent"), "Two settings on the register are not in this file. They stay open unless you close them."),
        (found(held=1), "One row must be put right first and is not counted here."),
        (found(held=3), "Three rows must be put right first and are not counted here."),
        (found(next_on=date(2026, 1, 5)), "A register that holds from 5 Jan 2026 is there already: from that day, what it says counts."),
        (found("not_spoken_for"), "A list of this kind does not speak for one setting on the register; it stays as it is."),
        (
            found("not_spoken_for not_spoken_for"),
            "A list of this kind does not speak for two settings on the register; they stay as they are.",
        ),
        (found("type_stays"), "One setting keeps its type, whatever the list says."),
        (found("type_stays type_stays"), "Two settings keep their types, whatever the list says."),
        (found("stays_closed"), "One setting of this list stays closed, as your register says."),
        (
            found(alike=("900101",)),
            "Two registers use this number: 900101. A return must write the register in front, like ofsted:900101.",
        ),
    ],
)
def test_what_else_to_know(review: RegisterReview, words: str) -> None:
    assert [said.replace(NBSP, " ") for said in to_know(review)] == [words]


def test_nothing_else_is_said_when_there_is_nothing_to_know() -> None:
    assert to_know(found("new renamed moved other")) == []


def test_the_table_holds_one_kind_and_the_settings_that_are_looked_for() -> None:
    review = found("new renamed renamed")
    assert list(as_table(review, None, "")["change"]) == ["New", "Renamed", "Renamed"]
    assert list(as_table(review, "renamed", " setting 2")["setting"]) == ["ofsted:EY100002"]
    assert as_table(review, "new", "Nobody").empty
