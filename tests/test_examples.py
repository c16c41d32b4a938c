"""The sample authority: the same each time, loads as it is, and tells a story an Area SENCO can believe."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from time import process_time

import pytest

from analytics.queries import Inputs, answer
from data import examples, loading
from data.contracts import CONTRACTS
from data.errors import ToolError
from data.examples import ExampleFile, authority
from data.store import Store
from data.submission import Submission
from data.terms import Term, end_of

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def files() -> list[ExampleFile]:
    return authority(today=TODAY)


class Loaded:
    """The whole sample in a store, and what happened to each file."""

    def __init__(self, files: list[ExampleFile]) -> None:
        self.store = Store.memory()
        self.outcomes = list(loading.load(self.store, loading.example_group(files), by="the sample"))

    def ask(self, question: str, as_of: date = TODAY, known_on: date = TODAY):
        return answer(self.store, question, Inputs(as_of, end_of(known_on)))

    def rows(self, sql: str) -> list[tuple]:
        with self.store.cursor() as cursor:
            return cursor.execute(sql).fetchall()


@pytest.fixture(scope="module")
def sample(files: list[ExampleFile]) -> Iterator[Loaded]:
    loaded = Loaded(files)
    yield loaded
    loaded.store.close()


def cells(file: ExampleFile) -> list[dict[str, str]]:
    """The rows of an export."""
    return list(csv.DictReader(io.StringIO(file.content.decode("utf-8"))))


def bulk(files: list[ExampleFile], name: str) -> list[ExampleFile]:
    """The bulk files of a return, one a term."""
    return [file for file in files if re.fullmatch(rf"\d{{4}}-[a-z]+-{name.replace('_', '-')}\.csv", file.name)]


def blocked(outcomes: list[Submission]) -> dict[str, list[tuple[str | None, str]]]:
    """What could not load, by file: the columns and codes of its issues."""
    found = {}
    for one in outcomes:
        wrong = [(issue.column, issue.code) for issue in one.checked.issues if issue.severity == "blocks"]
        if wrong or one.outcome != "accepted":
            found[one.file] = wrong
    return found


# the files


def test_the_same_seed_and_day_give_the_same_bytes(files: list[ExampleFile]) -> None:
    assert authority(today=TODAY) == files


def test_another_seed_gives_another_authority(files: list[ExampleFile]) -> None:
    other = authority(today=TODAY, seed=8)
    assert [file.content for file in other] != [file.content for file in files]


def test_files_come_in_order_and_none_after_the_morning_of_the_day(files: list[ExampleFile]) -> None:
    moments = [file.accepted_at for file in files]
    assert moments == sorted(moments)
    assert moments[-1].date() < TODAY
    assert all(file.term <= Term.of(file.accepted_at.date()) for file in files)
    assert sorted({file.term for file in files}) == [Term(Term.of(TODAY).number - back) for back in range(5, -1, -1)]


def test_on_the_first_day_of_a_term_nothing_is_later_than_just_after_midnight() -> None:
    latest = authority(settings=24, terms=2, today=date(2026, 9, 1))[-1]
    assert latest.accepted_at.date() == date(2026, 9, 1)
    assert latest.accepted_at.time() < time(0, 2)


def test_no_more_files_than_load_in_a_moment(files: list[ExampleFile]) -> None:
    assert len(files) <= 58
    assert sum(len(file.content) for file in files) < 2_000_000


def test_it_is_made_in_under_two_seconds() -> None:
    def seconds() -> float:
        began = process_time()
        authority(today=TODAY)
        return process_time() - began

    assert min(seconds() for _ in range(2)) < 2


@pytest.mark.parametrize(("settings", "terms"), [(11, 6), (2001, 6), (120, 0), (120, 31)])
def test_a_sample_too_small_or_too_large_is_refused_with_the_range(settings: int, terms: int) -> None:
    with pytest.raises(ToolError, match=r"The sample can have \d+ to \d+"):
        authority(settings=settings, terms=terms, today=TODAY)


def test_nothing_in_it_can_be_a_real_place_or_address(files: list[ExampleFile]) -> None:
    registers = [file for file in files if file.name.startswith("register-")]
    rows = [row for file in registers for row in cells(file)]
    assert len(registers) == 3
    assert all(row["postcode"].startswith("ZZ") for row in rows)
    assert all(row["contact_email"].endswith(".example") for row in rows)
    assert {row["area_senco"] for row in rows} == {"J. Okafor", "S. Lindqvist", "A. Mehta"}
    assert all(re.fullmatch(r"Childminder [A-E]\d\d", row["name"]) for row in rows if row["provider_type"] == "childminder")
    for file in bulk(files, "senco_posts"):
        assert {row["senco_name"] + row["senco_email"] for row in cells(file)} == {""}


def test_the_register_has_every_provider_type_five_clusters_and_three_numberings(files: list[ExampleFile]) -> None:
    rows = cells(files[0])
    types = Counter(row["provider_type"] for row in rows)
    assert types["maintained_nursery_school"] == 3
    assert types["school_nursery_class"] == 9
    assert types["childminder_agency"] == 1
    assert 50 <= types["group_full_day"] + types["group_sessional"] <= 58
    assert 40 <= types["childminder"] <= 47
    assert types["out_of_school"] >= 3
    assert {row["cluster"] for row in rows} == {"Alder", "Birch", "Cherry", "Damson", "Elm"}
    assert {row["urn_scheme"] for row in rows} == {"ofsted", "dfe", "la"}
    assert any(re.fullmatch(r"EY\d{6}", row["urn"]) for row in rows)
    assert any(re.fullmatch(r"\d{6}", row["urn"]) and row["urn_scheme"] == "ofsted" for row in rows)
    assert all(re.fullmatch(r"500\d{3}", row["urn"]) for row in rows if row["urn_scheme"] == "la")
    assert len({row["name"] for row in rows}) == len(rows)


def test_two_registers_share_a_number_and_returns_then_write_the_scheme(files: list[ExampleFile]) -> None:
    schemes = defaultdict(set)
    for row in cells(files[0]):
        schemes[row["urn"]].add(row["urn_scheme"])
    (shared,) = [urn for urn, found in schemes.items() if len(found) > 1]
    written = {row["setting_urn"] for file in bulk(files, "senco_posts") for row in cells(file)}
    assert {f"ofsted:{shared}", f"dfe:{shared}"} <= written
    assert shared not in written


def test_a_date_agreed_at_a_review_stays_the_date_of_the_next_plan(files: list[ExampleFile]) -> None:
    agreed, kept = {}, 0
    for file in bulk(files, "sen_reviews"):
        for row in cells(file):
            if row["child_ref"] == "NIL":
                continue
            key = (row["setting_urn"], row["child_ref"])
            before = agreed.get((*key, int(row["cycle_no"]) - 1))
            if before is not None:
                assert row["review_due_on"] == before
                kept += 1
            if row["review_held_on"]:
                agreed[(*key, int(row["cycle_no"]))] = row["next_review_due_on"]
    assert kept > 1000


def test_a_child_keeps_the_birth_month_and_cycles_only_advance(files: list[ExampleFile]) -> None:
    born, cycle, seen = {}, {}, Counter()
    for file in bulk(files, "sen_reviews"):
        latest: dict[tuple[str, str], int] = {}
        for row in cells(file):
            if row["child_ref"] != "NIL":
                key = (row["setting_urn"], row["child_ref"])
                assert born.setdefault(key, row["birth_month"]) == row["birth_month"]
                latest[key] = max(latest.get(key, 0), int(row["cycle_no"]))
        for key, number in latest.items():
            assert number >= cycle.get(key, 0)
            cycle[key] = number
            seen[key] += 1
    assert sum(terms >= 4 for terms in seen.values()) > 50


def test_a_referral_never_loses_or_changes_a_date_it_had(files: list[ExampleFile]) -> None:
    known: dict[tuple[str, str], dict[str, str]] = {}
    grown = 0
    for file in bulk(files, "referrals"):
        for row in cells(file):
            if row["referral_ref"] == "NIL":
                continue
            dates = {name: value for name, value in row.items() if name.endswith("_on") and value}
            before = known.get((row["setting_urn"], row["referral_ref"]), {})
            assert before.items() <= dates.items()
            grown += bool(before) and len(dates) > len(before)
            known[row["setting_urn"], row["referral_ref"]] = dates
    assert grown > 100


def test_the_optional_returns_come_in_the_last_two_terms_and_moves_to_school_in_the_summer(files: list[ExampleFile]) -> None:
    optional = {contract.name.replace("_", "-") for contract in CONTRACTS.values() if contract.is_optional}
    names = [file.name for file in files if any(file.name.endswith(f"-{name}.csv") for name in optional)]
    assert sorted(names) == [
        *(f"2026-autumn-{name}.csv" for name in ("contacts", "ehc-timeline", "funding", "send-practice")),
        *(f"2026-summer-{name}.csv" for name in ("contacts", "ehc-timeline", "funding", "send-practice", "transitions")),
    ]


def test_each_child_of_an_optional_return_is_one_of_the_reviews_of_that_term(files: list[ExampleFile]) -> None:
    everyone = {(row["setting_urn"], row["child_ref"]) for file in bulk(files, "sen_reviews") for row in cells(file)}
    told = [
        (row["setting_urn"], row["child_ref"])
        for name in ("transitions", "funding", "ehc_timeline")
        for file in bulk(files, name)
        for row in cells(file)
    ]
    assert len(told) > 60
    assert sum(child in everyone for child in told) > 0.9 * len(told)


def test_the_team_s_log_keeps_its_contacts_and_gains_the_actions_done(files: list[ExampleFile]) -> None:
    before, now = ({row["contact_ref"]: row for row in cells(file)} for file in bulk(files, "contacts"))
    assert before.keys() < now.keys()
    changed = [ref for ref in before if before[ref] != now[ref]]
    assert changed
    assert {name for ref in changed for name in before[ref] if before[ref][name] != now[ref][name]} == {"action_done_on"}


# loading it


def test_everything_loads_but_the_rows_planted_to_be_held(sample: Loaded) -> None:
    assert blocked(sample.outcomes) == {
        "2026-spring-sen-reviews-held-rows.csv": [
            ("review_due_on", "no_such_date"),
            ("sen_status", "not_a_code"),
            ("cycle_no", "not_a_number"),
        ]
    }
    assert sum(one.held for one in sample.outcomes) == 3
    assert all(one.rows == one.loaded + one.held for one in sample.outcomes)


@pytest.mark.parametrize(
    ("today", "settings", "terms", "seed"),
    [
        (date(2024, 9, 1), 30, 3, 1),
        (date(2025, 1, 1), 24, 2, 2),
        (date(2025, 8, 31), 12, 2, 4),
        (date(2026, 2, 28), 60, 1, 6),
    ],
)
def test_it_loads_whatever_the_day_the_size_and_the_seed(today: date, settings: int, terms: int, seed: int) -> None:
    made = authority(settings=settings, terms=terms, seed=seed, today=today)
    loaded = Loaded(made)
    assert set(blocked(loaded.outcomes)) <= {file.name for file in made if file.accept_good_rows}
    figures = loaded.ask("headline_figures", today, today).iloc[0]
    assert 0 < figures.overdue < figures.children / 4
    assert figures.returns_expected * 0.8 < figures.returns_received < figures.returns_expected
    loaded.store.close()


def test_written_to_a_folder_it_loads_the_same(tmp_path: Path) -> None:
    made = authority(settings=60, terms=3, today=TODAY)
    folder = examples.write(tmp_path / "sample", made)
    assert {path.name for path in folder.iterdir()} == {*(file.term.name for file in made), "loading.csv"}
    (group,) = loading.groups([folder], loading.Options())
    from_folder, direct = Store.memory(), Loaded(made)
    list(loading.load(from_folder, group, by="the sample"))
    log = (
        "SELECT id, return_name, term, file_name, sha256, accepted_at, source, effective_on, confirm_closures, loaded, held, withdrawn_at "
        "FROM submissions"
    )
    with from_folder.cursor() as cursor:
        assert cursor.execute(log).fetchall() == direct.rows(log)
    assert any(file.undo for file in made)
    from_folder.close()
    direct.store.close()


def test_a_file_sent_by_mistake_is_withdrawn_again(sample: Loaded) -> None:
    assert sample.rows("SELECT file_name, withdrawn_at - accepted_at < INTERVAL 4 DAY FROM submissions WHERE withdrawn_at IS NOT NULL") == [
        ("2026-summer-sen-reviews-sent-by-mistake.csv", True)
    ]


def test_there_are_late_nil_and_corrected_returns_a_workbook_and_a_service_s_own_export(sample: Loaded, files: list[ExampleFile]) -> None:
    names = " ".join(file.name for file in files)
    assert names.count("-nil-late") == 3
    assert names.count("-correction") == 2
    assert names.count(".xlsx") == 1
    assert [file.source for file in files if file.source] == ["speech_language"]
    late = [file for file in files if "late" in file.name]
    assert all(file.accepted_at.date() > file.term.due_on for file in late)
    nil = sample.rows(
        "SELECT return_name, count(*) FROM submissions b JOIN submission_settings p ON p.submission = b.id WHERE p.nil GROUP BY 1"
    )
    assert dict(nil).keys() == {"referrals", "sen_reviews", "senco_posts"}


def test_a_correction_shows_a_vacancy_that_the_first_file_did_not(sample: Loaded) -> None:
    (file,) = [one for one in sample.outcomes if one.file == "2026-autumn-senco-posts-correction.csv"]
    (setting,) = file.checked.settings
    before = sample.ask("senco_coverage", known_on=date(2026, 11, 17)).set_index("setting")["cover"]
    assert (before[setting], sample.ask("senco_coverage").set_index("setting")["cover"][setting]) == ("in_post", "vacant")


def test_settings_open_close_and_move_cluster_by_later_registers(sample: Loaded) -> None:
    then = sample.ask("register", date(2025, 6, 2)).set_index("setting")
    now = sample.ask("register").set_index("setting")
    both = then.join(now.add_suffix("_now"), how="inner")
    moved = both[both["cluster"] != both["cluster_now"]]
    assert len(moved) == 2
    assert (both["is_open"] & ~both["is_open_now"]).sum() == 3
    assert (~both["is_open"] & both["is_open_now"]).sum() + len(now.index.difference(then.index)) == 2
    assert (~now["is_open"] & (now["provider_type"] == "out_of_school")).sum() == 1


def test_the_sample_gives_little_to_look_at(sample: Loaded) -> None:
    """Warnings that are not planted, beside referrals without a day of consent: few enough to look at."""
    warned = Counter(issue.code for one in sample.outcomes for issue in one.checked.issues if issue.severity == "warns")
    assert warned.pop("consent") < 80
    assert sum(warned.values()) <= 6


def test_about_seven_settings_of_ten_answer_the_practice_audit_and_partly_is_an_answer(sample: Loaded) -> None:
    ((settings, items),) = sample.rows("SELECT count(DISTINCT setting), count(DISTINCT item) FROM send_practice")
    is_open = sample.ask("register")["is_open"].sum()
    assert 0.6 <= settings / is_open <= 0.8
    assert items == 21
    answers = Counter(dict(sample.rows("SELECT answer, count(*) FROM send_practice GROUP BY 1")))
    assert set(answers) == {"yes", "partly", "no", "not_applicable", "not_known"}
    assert answers.most_common(2) == [("yes", answers["yes"]), ("partly", answers["partly"])]


def test_some_assessments_take_longer_than_twenty_weeks_and_some_funds_are_declined(sample: Loaded) -> None:
    ((late, in_time, open_),) = sample.rows(
        "SELECT count(DISTINCT child) FILTER (WHERE final_on - requested_on > 140), "
        "count(DISTINCT child) FILTER (WHERE final_on - requested_on <= 140), count(DISTINCT child) FILTER (WHERE final_on IS NULL) "
        "FROM ehc_timeline"
    )
    assert min(late, in_time, open_) > 2
    assert {decision for (decision,) in sample.rows("SELECT DISTINCT decision FROM funding")} >= {"awarded", "declined", None}


# the story


def test_every_kind_of_cover_and_every_standard_occurs(sample: Loaded) -> None:
    coverage = sample.ask("senco_coverage")
    expected = coverage[coverage["expectation"] == "expected"]
    assert set(expected["cover"]) == {"in_post", "shared", "interim", "vacant", "not_known"}
    assert set(coverage[coverage["expectation"] == "must"]["standard"]) == {"met", "in_time", "not_met", "not_known"}
    assert {"in_post", "shared", "vacant", "not_known"} <= set(coverage[coverage["expectation"] == "encouraged"]["cover"])
    vacant = coverage[coverage["cover"] == "vacant"]
    assert vacant["vacant_days"].max() > 200
    assert vacant["vacant_days"].min() < 30
    assert Counter(expected[expected["cover"] == "vacant"]["cluster"]).most_common(1) == [("Damson", 3)]


def test_one_person_is_the_senco_of_several_settings(sample: Loaded) -> None:
    shared = sample.rows("SELECT senco_ref, count(DISTINCT setting) AS n FROM senco_posts WHERE role = 'shared' GROUP BY 1 HAVING n > 1")
    assert len(shared) == 3


def test_a_setting_with_only_a_deputy_is_vacant(sample: Loaded) -> None:
    deputies = sample.rows(
        "SELECT p.setting FROM standing.posts_on(DATE '2026-11-20', TIMESTAMP '2026-11-20 12:00:00') p "
        "GROUP BY p.setting HAVING bool_and(p.role = 'deputy')"
    )
    assert deputies
    cover = sample.ask("senco_coverage").set_index("setting")["cover"]
    assert {cover[setting] for (setting,) in deputies} == {"vacant"}


def test_the_headline_figures_are_believable(sample: Loaded) -> None:
    now, before = (sample.ask("headline_figures", day).iloc[0] for day in (TODAY, date(2026, 6, 30)))
    assert now.no_senco_children_settings == 3
    assert before.no_senco_children_settings == 4
    assert 5 <= now.no_senco_children <= 15
    assert 360 <= now.children <= 440
    assert 0.07 <= now.overdue / now.children <= 0.11
    assert 4 <= now.overdue_43_up <= 14
    assert 70 <= now.waiting <= 110
    assert 8 <= now.over_18_weeks <= 20
    assert 1 <= now.returned_to_setting <= 8
    assert 0.78 <= now.expected_covered / now.expected_settings <= 0.9


def test_returns_and_coverage_get_better_and_late_reviews_worse(sample: Loaded) -> None:
    days = [Term(Term.of(TODAY).number - back).due_on for back in range(5, 0, -1)] + [TODAY]
    figures = [sample.ask("headline_figures", day).iloc[0] for day in days]
    returned = [one.returns_received / one.returns_expected for one in figures]
    assert returned == sorted(returned)
    assert 0.85 <= returned[-1] <= 0.91
    assert figures[0].expected_covered / figures[0].expected_settings < figures[-1].expected_covered / figures[-1].expected_settings - 0.04
    assert (
        figures[-2].expected_covered / figures[-2].expected_settings < figures[-1].expected_covered / figures[-1].expected_settings - 0.02
    )
    assert max(one.overdue / one.children for one in figures[:-1]) < figures[-1].overdue / figures[-1].children + 0.005
    assert figures[0].overdue / figures[0].children < 0.06


def test_reviews_are_late_in_every_band_most_of_all_in_damson(sample: Loaded) -> None:
    bands = sample.ask("reviews_by_band").set_index("cluster")
    assert (bands[["days_1_14", "days_15_42", "days_43_up"]].sum() > 2).all()
    assert bands["no_date"].sum() > 4
    assert bands["overdue"].idxmax() == "Damson"
    assert bands["days_43_up"].idxmax() == "Damson"


def test_reviews_ahead_have_busy_weeks_and_none_at_christmas(sample: Loaded) -> None:
    ahead = sample.ask("reviews_due_by_week").groupby("week_starting")["children"].sum()
    assert ahead[date(2026, 12, 21)] == 0
    assert ahead[date(2026, 12, 28)] == 0
    assert ahead.idxmax() == date(2026, 12, 7)
    assert ahead.max() > 2 * ahead[ahead > 0].median()
    assert sample.ask("review_list")["state"].nunique() == 4


def test_children_are_of_nursery_age_and_of_every_status(sample: Loaded) -> None:
    ages = "date_diff('month', strptime(birth_month || '-01', '%Y-%m-%d'), b.accepted_at)"
    ((youngest, oldest, statuses, needs),) = sample.rows(
        f"SELECT min({ages}), max({ages}), count(DISTINCT sen_status), count(DISTINCT primary_need) "  # noqa: S608
        "FROM sen_reviews r JOIN submissions b ON b.id = r.submission"
    )
    assert youngest >= 4
    assert oldest < 72
    assert statuses == 4
    assert needs > 8


def test_referrals_end_in_every_way_and_some_wait_very_long(sample: Loaded) -> None:
    waits = sample.ask("referral_waits_by_service").set_index("service")
    assert len(waits) >= 14
    assert waits["waiting_over_18_weeks"].idxmax() == "speech_language"
    assert 1 <= waits["waiting_over_52_weeks"].sum() <= 4
    assert waits.loc["area_senco", "median_days"] < 14 < waits.loc["speech_language", "median_days"]
    stages = {
        stage
        for (stage,) in sample.rows("SELECT DISTINCT stage FROM standing.referrals(DATE '2026-11-20', TIMESTAMP '2026-11-20 12:00:00')")
    }
    assert {"returned_incomplete", "declined", "redirected", "withdrawn", "discharged", "assessment_complete", "accepted"} <= stages
    assert len(sample.rows("SELECT DISTINCT decline_reason FROM referrals WHERE decline_reason IS NOT NULL")) >= 5
    cohorts = sample.ask("referral_cohorts")
    assert 120 <= cohorts.loc[cohorts["term"] == cohorts["term"].iloc[0], "made"].sum() <= 190


@pytest.mark.parametrize("today", [date(2026, 11, 30), date(2026, 2, 20), date(2026, 6, 25)])
def test_a_cluster_meeting_is_always_ahead_and_booked(today: date) -> None:
    made = authority(settings=24, terms=2, today=today)
    ahead = {
        row["event_ref"]
        for row in cells(bulk(made, "training_events")[-1])
        if row["kind"] == "cluster_meeting" and row["cancelled"] == "no" and date.fromisoformat(row["held_on"]) > today
    }
    booked = {row["event_ref"] for row in cells(bulk(made, "training_attendance")[-1]) if row["status"] == "booked"}
    assert ahead
    assert ahead <= booked


def test_meetings_are_held_cancelled_and_planned_and_damson_comes_least(sample: Loaded) -> None:
    meetings = sample.ask("meetings")
    assert meetings["cancelled"].any()
    assert meetings["cluster"].isna().any()
    assert set(sample.ask("coming_events")["kind"]) >= {"cluster_meeting", "new_senco_induction"}
    shares = sample.ask("cluster_attendance").set_index(["term", "cluster"])["attendance_share"].astype(float)
    this_term = shares["2026-autumn"]
    assert this_term.idxmin() == "Damson"
    assert this_term["Damson"] < shares["2025-spring"]["Damson"]
    assert this_term.drop("Damson").mean() > shares["2025-spring"].drop("Damson").mean()
    assert 4 <= (sample.ask("missed_list")["missed_in_a_row"] >= 3).sum() <= 20
    kinds = {kind for (kind,) in sample.rows("SELECT DISTINCT kind FROM training_events")}
    assert kinds == {"cluster_meeting", "new_senco_induction", "course", "bespoke", "briefing"}
    assert {status for (status,) in sample.rows("SELECT DISTINCT status FROM training_attendance")} == {
        "attended", "part", "booked", "apologies", "no_show", "waitlist",
    }  # fmt: skip


def test_settings_of_every_rating_are_there_to_help(sample: Loaded) -> None:
    ratings = Counter(sample.ask("settings_needing_support")["rating"])
    assert set(ratings) == {"red", "amber", "green", "grey"}
    assert 3 <= ratings["red"] <= 15
