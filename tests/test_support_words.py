"""The words of settings needing support: exact, plural-safe, with figure and day."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.support import RULES, Rule, by_cluster, changed_line, improved, in_short, moved, newly_red, next_step, said, support_answer

ON = date(2026, 10, 4)


def rule(name: str, state: str = "fires", figure=None, of_all=None, on_day=ON, detail="", limit=None) -> Rule:
    return Rule(name, state, figure, of_all, on_day, detail, limit)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (rule("no_cover_with_children", figure=1), "1 child with SEN and no SENCO since 4 Oct 2026"),
        (rule("no_cover_with_children", figure=4, on_day=None), "4 children with SEN and no SENCO"),
        (rule("standard_not_met", detail="not_a_teacher"), "The SENCO is not a qualified teacher, as a school must have, since 4 Oct 2026"),
        (rule("standard_not_met", detail="vacant", on_day=None), "No SENCO, as a school must have"),
        (rule("reviews_long_overdue", figure=3, of_all=8), "3 of 8 reviews over 6 weeks late (38 %), the oldest since 4 Oct 2026"),
        (rule("reviews_overdue", figure=2, of_all=4), "2 of 4 reviews late, the oldest since 4 Oct 2026"),
        (rule("safeguarding_expired", figure=1), "Safeguarding training ran out on 4 Oct 2026 (1 day ago)"),
        (rule("long_vacancy", figure=31), "No SENCO for 31 days, since 4 Oct 2026"),
        (rule("long_interim", figure=141), "Interim SENCO for 141 days, since 4 Oct 2026"),
        (rule("not_inducted", figure=130), "New SENCO came to no induction; in post since 4 Oct 2026 (130 days)"),
        (rule("missed_meetings", figure=2, of_all=2, on_day=None), "Missed 2 meetings in a row; never came"),
        (
            rule("return_late_or_missing", figure=2, of_all=3, detail="senco_posts late; referrals missing"),
            "Returns late or missing: SENCO posts late and referrals missing (due 4 Oct 2026)",
        ),
        (rule("practice_gaps", figure=3, of_all=20), "3 of 20 practice items answered no (4 Oct 2026)"),
        (rule("no_contact", on_day=None), "No contact for two terms; none is recorded"),
        (rule("ofsted_concern", detail="judgement: Inadequate"), "Ofsted’s judgement: Inadequate"),
        (rule("no_cover_with_children", "nearly", 0), "No SENCO; one child with SEN counts"),
        (rule("no_cover_with_children", "nearly", 2), "The SENCO’s last day is 4 Oct 2026, with 2 children with SEN"),
        (rule("not_inducted", "nearly", 110, limit=120), "Induction of the new SENCO by 1 Feb 2027"),
        (rule("long_vacancy", "nearly", 25, limit=30), "No SENCO for 25 days; counts after 30"),
        (rule("missed_meetings", "nearly", 1), "Missed 1 meeting in a row; one more counts"),
        (rule("return_late_or_missing", "nearly", 1), "One return still to come, due 4 Oct 2026"),
    ],
)
def test_a_rule_is_said_with_its_figure_and_its_day(told, words):
    assert said(told).replace("\N{NO-BREAK SPACE}", " ") == words


def test_every_rule_has_words_for_applying_and_all_but_ofsteds_for_nearly():
    for name in RULES:
        assert said(rule(name, figure=6, of_all=8, detail="vacant" if name == "standard_not_met" else "x late", limit=3))
        assert name == "ofsted_concern" or said(rule(name, "nearly", figure=6, of_all=8, limit=3))


def ratings(*rows: str) -> pd.DataFrame:
    cells = [dict(zip(("setting", "cluster", "rating"), row.split(), strict=True)) for row in rows]
    return pd.DataFrame([{**cell, "name": cell["setting"]} for cell in cells], columns=["setting", "name", "cluster", "rating"])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "No open setting is chosen."),
        (["a X green"], "No setting is red or amber."),
        (["a X grey"], "No setting is red or amber, but of one setting not enough is known."),
        (["a X amber"], "No setting is red; one setting is amber."),
        (["a X red"], "One setting is red, none amber."),
        (["a X red", "b X red", "c Y red", "d Y amber"], "Three settings are red and one amber. Two of the three red settings are in X."),
        (["a X red", "b X red", "c Y red", "d Y red"], "Four settings are red, none amber."),
    ],
)
def test_the_answer_counts_red_and_amber_and_names_a_cluster_only_with_most_of_them(rows, words):
    assert support_answer(ratings(*rows)) == words


def test_who_moved_is_worse_better_or_only_known_anew():
    before = ratings("a X green", "b X red", "c X grey", "d X grey", "e X green", "f X red")
    now = ratings("a X red", "b X amber", "c X red", "d X green", "e X grey", "f X red", "g X red")
    told = moved(before, now)
    assert dict(zip(told["setting"], told["way"], strict=True)) == {"a": "worse", "c": "worse", "b": "better", "d": "other", "e": "other"}
    assert changed_line(told) == "Two settings are newly red and one better"
    assert changed_line(moved(ratings("a X green"), ratings("a X amber"))) == "One setting is newly amber"
    assert changed_line(told.iloc[:0]) == "No setting is newly red or amber, and none is better"
    assert [list(newly_red(told)["setting"]), list(improved(told)["setting"])] == [["a", "c"], ["b"]]


def test_clusters_are_counted_in_name_order_with_noughts():
    counted = by_cluster(ratings("a Y red", "b X green", "c Y grey"))
    assert counted.to_numpy().tolist() == [["X", 0, 0, 1, 0], ["Y", 1, 0, 0, 1]]


def test_what_comes_next_says_when_nothing_is_set():
    assert next_step(None, None, None) == "Next: none set. Last contact: none recorded."
    assert next_step("Call.", ON, ON).replace("\N{NO-BREAK SPACE}", " ") == "Next: Call, 4 Oct 2026. Last contact: 4 Oct 2026."


def test_what_comes_next_in_the_year_asked_about_leaves_the_year_out_and_says_what_is_late():
    said_next = next_step("Call", date(2026, 10, 4), date(2025, 9, 3), date(2026, 10, 5)).replace("\N{NO-BREAK SPACE}", " ")
    assert said_next == "Next: Call, was due 4 Oct. Last contact: 3 Sep 2025."
    assert next_step("Call", ON, None, ON).replace("\N{NO-BREAK SPACE}", " ") == "Next: Call, 4 Oct. Last contact: none recorded."


def short(*rules: Rule) -> str:
    told, more = in_short(rules)
    return ". ".join("".join(each) for each in told).replace("\N{NO-BREAK SPACE}", " ") + (f", {more} more" if more else "")


def test_one_vacancy_is_said_once_however_many_rules_name_it():
    children, standard = rule("no_cover_with_children", figure=3), rule("standard_not_met", detail="vacant")
    long, gaps = rule("long_vacancy", figure=31), rule("practice_gaps", figure=6, of_all=21)
    vacancy = "3 children with SEN and no SENCO, as a school must have, since 4 Oct 2026 (31 days)"
    assert short(children, standard, long, gaps) == f"{vacancy}. 6 of 21 practice items answered no (4 Oct 2026)"
    assert short(children, long) == "3 children with SEN and no SENCO since 4 Oct 2026 (31 days)"
    assert short(standard, long) == "No SENCO, as a school must have, since 4 Oct 2026 (31 days)"
    assert short(long) == "No SENCO for 31 days, since 4 Oct 2026"
    assert short(children) == "3 children with SEN and no SENCO since 4 Oct 2026"


def test_three_reasons_are_said_and_the_others_counted():
    many = [rule(name, figure=3, of_all=9) for name in ("safeguarding_expired", "long_interim", "missed_meetings", "reviews_overdue")]
    assert short(*many).endswith("Missed 3 meetings in a row; last came on 4 Oct 2026, 1 more")
    assert short(*many[:3]) == short(*many)[: -len(", 1 more")]


def test_a_day_of_the_year_asked_about_is_said_without_it():
    row = {"rule": "long_vacancy", "state": "fires", "figure": 31, "of_all": None, "on_day": ON, "detail": None, "limit_value": 30}
    assert said(Rule.of(row, 2026)).replace("\N{NO-BREAK SPACE}", " ") == "No SENCO for 31 days, since 4 Oct"
    assert said(Rule.of(row, 2027)).replace("\N{NO-BREAK SPACE}", " ") == "No SENCO for 31 days, since 4 Oct 2026"
