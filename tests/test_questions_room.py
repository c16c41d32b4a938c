"""What a room is shown where other settings sit in it: nothing small can be worked out, and no more is hidden than must be."""

from __future__ import annotations

import itertools
import random
import shutil
from datetime import date

import pandas as pd
import pytest

from analytics.disclosure.cells import Cell, Relation, adds_up, connected, no_more_than, sum_at_most
from analytics.disclosure.offered import OFFERED, STATES, TYPES, cells_of, safe
from analytics.disclosure.protect import left_open, protected
from analytics.disclosure.release import freeze, room_days
from analytics.queries import QUESTIONS, Inputs, answer
from analytics.thresholds import THRESHOLDS
from data import releases
from data.errors import ToolError
from data.store import Store
from data.terms import Calendar, Term, parse_moment
from tests.attacker import COVERS, Place, Puzzle, given_away, naively_hidden
from tests.drawn import answers, drawn

ROOM = date(2025, 11, 30)
LATER = parse_moment("2039-12-31")
HIDING = [question for question in OFFERED if question not in ("cluster_attendance", "returns_received")]
COUNTED = ("settings", "covered", *COVERS, "children", *STATES, "made", "completed", "waiting", "waiting_over_18_weeks")


def shown(store: Store, question: str, as_of: date = ROOM, **inputs: object) -> pd.DataFrame:
    return answer(store, question, Inputs(as_of, LATER, audience="cluster_meeting", **inputs))


def truth_of(frames: dict[str, pd.DataFrame]) -> dict[Place, int]:
    """Every count of unhidden tables by its place."""
    places = {}
    for question in HIDING:
        for row in frames[question].to_dict("records"):
            name = row.get("cluster") or row.get("service") or f"{row['expectation']}: {row['group']}"
            places |= {(question, name, column): int(row[column]) for column in row if column in COUNTED and not pd.isna(row[column])}
    return places


def own_of(contributions: pd.DataFrame) -> dict[Place, dict[str, int]]:
    own: dict[Place, dict[str, int]] = {}
    for row in contributions.itertuples():
        own.setdefault((row.question, row.row, row.column), {})[row.setting] = int(row.own)
    return own


DUE = "2025-autumn"


def random_tables(seed: int, clusters: int = 5, many: int = 60) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """The tables of a made-up authority, and each setting's part in its counts."""
    chance = random.Random(seed)  # noqa: S311 - made-up authorities, the same every time
    settings = [
        (f"s{number}", f"cluster {number % clusters}", *chance.choice([(e, t) for e, types in TYPES.items() for t in types]))
        for number in range(many)
    ]
    cover = {setting: chance.choices(COVERS, [60, 7, 4, 10, 12])[0] for setting, *_ in settings}
    parts: list[tuple[str, str, str, str, int]] = []
    for setting, cluster, *_ in settings:
        counts = {state: chance.choice([0, 0, 0, 1, 1, 2, 3]) for state in STATES} if chance.random() < 0.5 else {}
        parts += [("reviews_by_cluster", cluster, state, setting, n) for state, n in counts.items() if n]
        parts += [("reviews_by_cluster", cluster, "children", setting, sum(counts.values()))] if sum(counts.values()) else []
        for service in chance.sample(["hearing", "portage", "vision", "speech_language"], chance.randint(0, 3)):
            waiting, completed = chance.randint(0, 3), chance.randint(0, 3)
            counts = {"made": chance.randint(0, 3), "completed": completed, "within_18_weeks": chance.randint(0, completed)}
            counts |= {"waiting": waiting, "waiting_over_18_weeks": chance.randint(0, waiting)}
            parts += [("referral_waits_by_service", service, column, setting, n) for column, n in counts.items() if n]
    contributions = pd.DataFrame(parts, columns=["question", "row", "column", "setting", "own"])
    sums = contributions.groupby(["question", "row", "column"])["own"].sum().to_dict()

    def summed(question: str, row: str, columns: tuple[str, ...]) -> dict[str, int]:
        return {column: int(sums.get((question, row, column), 0)) for column in columns}

    def coverage(question: str, groups: list[tuple[str, str]]) -> pd.DataFrame:
        rows = []
        for group, expectation in groups:
            here = [cover[s] for s, c, e, t in settings if e == expectation and group in (c, t)]
            counts = {each: here.count(each) for each in COVERS}
            covered = sum(counts[each] for each in COVERS[:3])
            rows.append(
                {"group": group, "expectation": expectation, "settings": len(here), **counts, "covered": covered, "covered_share": None}
            )
        return pd.DataFrame(rows)

    names = [f"cluster {number}" for number in range(clusters)]
    waits = ("made", "completed", "within_18_weeks", "waiting", "waiting_over_18_weeks")
    frames = {
        "reviews_by_cluster": pd.DataFrame(
            [{"cluster": name, **summed("reviews_by_cluster", name, ("children", *STATES)), "overdue_share": None} for name in names]
        ),
        "referral_waits_by_service": pd.DataFrame(
            [
                {"service": name, **summed("referral_waits_by_service", name, waits), "median_days": 30.0, "p90_days": 60.0}
                for name in ("hearing", "portage", "speech_language", "vision")
            ]
        ),
        "senco_coverage_by_cluster": coverage("cluster", [(name, each) for name in names for each in TYPES]),
        "senco_coverage_by_provider_type": coverage("type", [(code, each) for each, types in TYPES.items() for code in types]),
    }
    owing = [setting for setting, _, expectation, _ in settings if expectation != "encouraged" or chance.random() < 0.3]
    sent = sum(cover[setting] != "not_known" for setting in owing)
    rows = [{"term": DUE, "return": name, "expected": len(owing), "received": sent} for name in ("senco_posts", "sen_reviews", "referrals")]
    met = [
        {"cluster": name, "term": DUE, "meetings_held": 1, "settings_invited": sum(cluster == name for _, cluster, *_ in settings)}
        for name in names
    ]
    return frames | {"returns_received": pd.DataFrame(rows), "cluster_attendance": pd.DataFrame(met)}, contributions


@pytest.mark.parametrize(("seed", "meetings"), [(0, 0), (1, 0), (2, 1)])
def test_no_attacker_narrows_a_hidden_cell_of_a_random_authority_beyond_the_protection(seed, meetings):
    frames, contributions = random_tables(seed)
    today = dict.fromkeys(frames["cluster_attendance"]["cluster"], meetings)
    cells, relations = cells_of(frames, contributions, of_children=6, of_settings=3, term=DUE, is_due=True, meetings=today)
    pattern = protected(cells, relations, seconds=600)
    hidden = {question: safe(question, frames[question], pattern.hidden) for question in OFFERED}
    met = (DUE, True) if meetings else None
    assert given_away(hidden, truth_of(frames), own_of(contributions), term_due=DUE, met=met) == []
    assert pattern.unproved == frozenset()
    assert left_open(cells, relations, pattern.hidden) == []


def test_the_same_attack_succeeds_on_hiding_the_small_and_the_next_smallest():
    frames, contributions = random_tables(0)
    cells, relations = cells_of(frames, contributions, of_children=6, of_settings=3, term=DUE)
    hidden = naively_hidden(cells)
    tables = {question: safe(question, frames[question], hidden) for question in HIDING}
    found = given_away(tables, truth_of(frames), own_of(contributions))
    assert any("can only be" in line for line in found)
    assert any("is one of" in line for line in found)
    assert left_open(cells, relations, hidden)


def test_no_attacker_narrows_a_hidden_cell_of_the_sample_authority_in_any_view_nor_with_both_days_of_a_term(sample, tmp_path):
    place = tmp_path / "store.duckdb"
    shutil.copy(sample, place)
    store = Store.open(place)
    try:
        term = Term.of(store.latest_change().date()).before
        due_on, ends_on = room_days(Calendar(), term)
        told, views = {}, {}
        for as_of in (due_on, ends_on):
            team = Inputs(as_of, LATER)
            whole = {question: answer(store, question, team) for question in HIDING if question.startswith(("senco", "reviews"))}
            whole["referral_waits_by_service"] = answer(store, "room_referrals", team)
            views[as_of] = {question: shown(store, question, as_of) for question in (*HIDING, "returns_received")}
            truth = dict.fromkeys(truth_of_shown(views[as_of]), 0) | truth_of(whole)
            told[as_of] = (truth, own_of(answer(store, "room_contributions", team)))
            due = term.name if as_of == due_on else None
            assert given_away(views[as_of], *told[as_of], term_due=due) == []
            for cluster in views[as_of]["reviews_by_cluster"]["cluster"]:
                for question, column in (("reviews_by_cluster", "cluster"), ("senco_coverage_by_cluster", "group")):
                    of_all = views[as_of][question]
                    one = shown(store, question, as_of, clusters=(cluster,))
                    assert one.to_dict("records") == of_all[of_all[column] == cluster].to_dict("records")
        both = Puzzle.read(views[due_on], term.name).later(views[ends_on])
        assert given_away(views[due_on], *told[due_on], puzzle=both) == []
    finally:
        store.close()


def truth_of_shown(frames: dict[str, pd.DataFrame]) -> set[Place]:
    return set(truth_of({name: frame.replace("c", 0) for name, frame in frames.items()}))


@pytest.mark.parametrize("seed", range(12))
def test_no_cheaper_set_of_cells_would_be_safe(seed):
    chance = random.Random(seed)  # noqa: S311 - made-up authorities, the same every time
    cells, relations = small_group(chance)
    pattern = protected(cells, relations, seconds=600)
    cost = {cell.name: cell.cost for cell in cells}
    free = [cell.name for cell in cells if cell.count > 0]
    spent = sum(cost[name] for name in pattern.hidden)
    sets = (set(some) for size in range(len(free) + 1) for some in itertools.combinations(free, size))
    cheaper = [some for some in sets if sum(cost[name] for name in some) < spent and holds_all_small(cells, some)]
    assert [some for some in cheaper if not left_open(cells, relations, some)] == []


def holds_all_small(cells: list[Cell], some: set) -> bool:
    left_with_few = {cell.name for cell in cells if any(cell.count - own in (1, 2) for own in cell.own.values())}
    return {cell.name for cell in cells if cell.is_small} | left_with_few <= some


def small_group(chance: random.Random) -> tuple[list[Cell], list[Relation]]:
    """Two rows of three counts and their totals, both ways."""
    cells, relations = [], []
    for row in "ab":
        counts = [chance.choice([0, 1, 2, 4, 7, 12]) for _ in range(3)]
        own = [{"s1": chance.randint(1, count)} if count and chance.random() < 0.5 else {} for count in counts]
        cells += [Cell(("q", row, str(n)), count, 6, 1, part) for n, (count, part) in enumerate(zip(counts, own, strict=True))]
        whole = {"s1": sum(part.get("s1", 0) for part in own)} if any(own) else {}
        cells.append(Cell(("q", row, "all"), sum(counts), 6, 3, whole))
        relations.append(adds_up(("q", row, "all"), [("q", row, str(n)) for n in range(3)]))
    return cells, relations


def test_the_pattern_does_not_depend_on_the_order_of_the_cells():
    cells, relations = cells_of(*random_tables(5), of_children=6, of_settings=3, term=DUE)
    turned = random.Random(1)  # noqa: S311 - an order, the same every time
    first = protected(cells, relations, seconds=600).hidden
    turned.shuffle(cells)
    turned.shuffle(relations)
    assert protected(cells, relations, seconds=600).hidden == first


def test_without_time_for_a_proof_every_count_of_the_table_is_hidden_and_named():
    cells, relations = cells_of(*random_tables(0), of_children=6, of_settings=3, term=DUE, is_due=True)
    pattern = protected(cells, relations, seconds=0)
    assert {"reviews_by_cluster", "senco_coverage_by_cluster", "senco_coverage_by_provider_type"} <= pattern.unproved
    assert pattern.hidden == {cell.name for cell in cells if cell.count and cell.name[0] in pattern.unproved}
    assert "returns_received" not in pattern.unproved


def test_the_number_of_returns_owed_gives_no_count_of_settings_away():
    """Two schools that must have a SENCO, nine groups and no childminder: 11 settings owe returns, and 11 less nine is two."""
    cells = [Cell(("type", row, "settings"), count, 3, 3) for row, count in (("must", 2), ("expected", 9), ("encouraged", 0))]
    owed = Cell(("returns_received", DUE, "expected"), 11, 1, public=True)
    names = [cell.name for cell in cells]
    relations = [sum_at_most(names[:2], [owed.name]), sum_at_most([owed.name], names)]
    assert protected(cells, []).hidden == {names[0]}
    assert left_open([*cells, owed], relations, {names[0]})
    assert protected([*cells, owed], relations).hidden == set(names[:2])


def test_where_returns_that_are_always_shown_would_give_a_count_away_every_count_is_hidden():
    """Three settings, and two of the three returns owed are in: one setting is not known, whatever else is hidden."""
    settings, not_known = Cell(("type", "all", "settings"), 3, 3, 10), Cell(("type", "all", "not_known"), 1, 3)
    owed, received = (Cell(("returns_received", DUE, each), count, 1, public=True) for each, count in (("expected", 3), ("received", 2)))
    relations = [
        no_more_than(not_known.name, settings.name),
        sum_at_most([owed.name], [settings.name]),
        sum_at_most([settings.name], [owed.name]),
        sum_at_most([received.name, not_known.name], [settings.name]),
    ]
    pattern = protected([settings, not_known, owed, received], relations)
    assert pattern.unproved == {"type"}
    assert pattern.hidden == {settings.name, not_known.name}


def authority_of(store: Store, *groups: tuple[str, str, int, int]) -> None:
    """So many settings of a cluster and a provider type, and a SENCO in post at as many of them."""
    settings, posts = ["setting | cluster | provider_type"], ["setting | senco_ref | started_on"]
    for cluster, provider_type, count, told in groups:
        names = [f"{cluster}{provider_type}{number}" for number in range(count)]
        settings += [f"{name} | {cluster} | {provider_type}" for name in names]
        posts += [f"{name} | s1 | 2024-09-01" for name in names[:told]]
    drawn(store, "settings", "\n".join(settings))
    drawn(store, "senco_posts", "\n".join(posts))


def puzzle_of(store: Store, term: str, met: tuple[str, bool] | None = None) -> tuple[dict, Puzzle]:
    frames = {question: shown(store, question) for question in OFFERED}
    return frames, Puzzle.read(frames, term, met)


def test_the_returns_that_are_missing_do_not_say_how_many_settings_are_not_known(store):
    """One of 28 groups sent nothing and two of its cluster have no SENCO: with one return missing, one is not known."""
    authority_of(
        store,
        ("Ash", "group_full_day", 13, 11),
        ("Ash", "childminder", 5, 5),
        ("Bay", "group_sessional", 14, 14),
        ("Bay", "childminder", 5, 5),
    )
    drawn(store, "settings", "setting | cluster | provider_type\nsilent | Ash | group_full_day", accepted_at="2025-09-02")
    drawn(store, "senco_posts", "setting | senco_ref\nAshgroup_full_day11 | NIL\nAshgroup_full_day12 | NIL")
    frames, puzzle = puzzle_of(store, DUE)
    returns = frames["returns_received"].set_index("return").loc["senco_posts"]
    assert (returns["expected"], returns["received"]) == (28, 27)
    vacant = ("senco_coverage_by_cluster", "expected: Ash", "vacant")
    assert puzzle.said[vacant] is None
    assert len(puzzle.possible(vacant, 2)) == 2
    assert releases.in_force(store, ROOM).unproved


def test_the_settings_invited_to_a_meeting_of_the_day_do_not_say_what_is_hidden_of_its_cluster(store):
    """Ash has one school without a SENCO, 12 groups and four childminders, and all 17 are invited on the very day."""
    authority_of(
        store,
        *(("Ash", "group_full_day", 12, 12), ("Ash", "childminder", 4, 4), ("Ash", "maintained_nursery_school", 1, 0)),
        *(("Bay", "group_full_day", 14, 14), ("Bay", "childminder", 4, 4), ("Bay", "maintained_nursery_school", 2, 2)),
        *(("Cob", "group_full_day", 11, 11), ("Cob", "childminder", 4, 4), ("Cob", "maintained_nursery_school", 2, 2)),
    )
    drawn(store, "senco_posts", "setting | senco_ref\nAshmaintained_nursery_school0 | NIL")
    drawn(store, "training_events", f"event_ref | kind | cluster | held_on\ne1 | cluster_meeting | | {ROOM}")
    drawn(store, "training_attendance", "event_ref | setting | attendee_ref\ne1 | Ashgroup_full_day0 | p1")
    _, puzzle = puzzle_of(store, DUE, (DUE, True))
    for column in ("settings", "vacant"):
        hidden = ("senco_coverage_by_cluster", "must: Ash", column)
        assert puzzle.said[hidden] is None
        assert len(puzzle.possible(hidden, 2)) == 2


def test_only_cells_that_relations_join_are_looked_at_together():
    cells = [Cell(("q", row, "n"), 3, 6) for row in "abc"]
    groups = connected(cells, [no_more_than(("q", "c", "n"), ("q", "a", "n"))])
    assert [[cell.name[1] for cell in group] for group, _ in groups] == [["a", "c"], ["b"]]


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        # a small count takes the cheapest count of its row with it: not the total, not a nought
        ({"overdue": 2, "due_soon": 9, "on_track": 30, "no_date": 0}, {"overdue", "due_soon"}),
        # five and below is small, six is not
        ({"overdue": 6, "due_soon": 0, "on_track": 30, "no_date": 0}, set()),
        ({"overdue": 5, "due_soon": 0, "on_track": 30, "no_date": 0}, {"overdue", "on_track"}),
        # two small ones that cannot both reach five take a third
        ({"overdue": 1, "due_soon": 1, "on_track": 30, "no_date": 8}, {"overdue", "due_soon", "no_date"}),
        # two that can protect each other
        ({"overdue": 4, "due_soon": 4, "on_track": 30, "no_date": 8}, {"overdue", "due_soon"}),
    ],
)
def test_a_small_count_is_hidden_with_as_little_else_as_keeps_it_between_one_and_five(counts, hidden):
    names = {each: ("reviews_by_cluster", "Alder", each) for each in (*counts, "children")}
    cells = [Cell(names[each], count, 6) for each, count in counts.items()] + [Cell(names["children"], sum(counts.values()), 6, 3)]
    found = protected(cells, [adds_up(names["children"], [names[each] for each in counts])]).hidden
    assert {name[2] for name in found} == hidden


def test_a_count_that_a_setting_could_subtract_its_own_from_is_hidden():
    waiting = Cell(("q", "portage", "waiting"), 20, 6, 1, {"a": 18, "b": 2})
    assert protected([waiting], []).hidden == {waiting.name}
    nearly = Cell(("q", "portage", "waiting"), 20, 6, 1, {"a": 17, "b": 3})
    assert protected([nearly], []).hidden == frozenset()


@pytest.fixture
def authority(store):
    """Two clusters; Alder has many children, Birch two; a setting that was never heard of."""
    drawn(
        store,
        "settings",
        """
        setting | cluster | provider_type
        a       | Alder   | group_full_day
        b       | Alder   | group_full_day
        m       | Birch   | maintained_nursery_school
        """,
    )
    rows = "\n".join(f"a | child{n} | 2025-09-02 | {'2025-11-01' if n < 2 else '2025-12-24'}" for n in range(20))
    rows += "\n" + "\n".join(f"b | other{n} | 2025-09-02 | {'2025-12-05' if n < 3 else '2026-01-20'}" for n in range(9))
    drawn(store, "sen_reviews", f"setting | child | plan_started_on | review_due_on\n{rows}\nm | one | 2025-09-02 | 2025-10-01")
    drawn(store, "senco_posts", "setting | senco_ref | started_on\na | s1 | 2024-09-01\nm | s2 | 2024-09-01")
    return store


def test_a_room_sees_c_for_what_is_hidden_and_noughts_as_they_are(authority):
    assert shown(authority, "reviews_by_cluster").to_dict("records") == [
        {"cluster": "Alder", "children": 29, "overdue": "c", "due_soon": "c", "on_track": "c", "no_date": 0, "overdue_share": "c"},
        {"cluster": "Birch", "children": "c", "overdue": "c", "due_soon": 0, "on_track": 0, "no_date": 0, "overdue_share": "c"},
    ]


def test_a_room_gets_a_row_for_each_cluster_and_expectation_noughts_included(authority):
    coverage = shown(authority, "senco_coverage_by_cluster")
    assert list(zip(coverage["group"], coverage["expectation"], strict=True)) == [
        (cluster, each) for cluster in ("Alder", "Birch") for each in ("must", "expected", "encouraged")
    ]
    assert coverage.loc[0, ["settings", "in_post", "covered", "covered_share"]].tolist() == [0, 0, 0, None]


def test_a_service_whose_referrals_lie_back_is_among_the_others_and_the_others_always_have_a_row(store):
    drawn(store, "settings", "setting | cluster\na | Alder")
    rows = [
        f"a | {service}{n} | {service} | {made_on} | {seen_on}"
        for service, made_on, seen_on, many in (
            ("hearing", "2025-03-01", "2025-04-01", 30),  # seen before the term: none of these counts on the day
            ("vision", "2025-03-01", "2025-09-01", 4),  # seen on the first day of the term
            ("vision", "2025-09-01", "", 6),  # made on it
            ("portage", "2025-03-01", "", 10),  # waiting still
        )
        for n in range(many)
    ]
    for number, row in enumerate(rows):
        rows[number] = row.replace(" | ", f" | r{number}-", 1)
    drawn(store, "referrals", "setting | referral_ref | service | made_on | first_contact_on\n" + "\n".join(rows))
    told = "service | made | completed | waiting\nother_services | 0 | 0 | 0\nportage | 0 | 0 | 10\nvision | 6 | 4 | 6"
    answers(store, "room_referrals", "2025-11-30", told)


def test_services_with_few_referrals_and_social_care_are_told_together(store):
    drawn(store, "settings", "setting | cluster\na | Alder\nb | Birch")
    rows = [("hearing", 10), ("portage", 9), ("social_care", 30)]
    made = "\n".join(f"{'ab'[n % 2]} | {service}{n} | {service} | 2025-10-01" for service, many in rows for n in range(many))
    drawn(store, "referrals", f"setting | referral_ref | service | made_on\n{made}")
    answers(store, "room_referrals", "2025-11-30", "service | made | waiting\nhearing | 10 | 10\nother_services | 39 | 39")
    answers(
        store,
        "room_contributions",
        "2025-11-30",
        """
        question                  | row            | column  | setting | own
        referral_waits_by_service | hearing        | made    | a       | 5
        referral_waits_by_service | hearing        | made    | b       | 5
        referral_waits_by_service | hearing        | waiting | a       | 5
        referral_waits_by_service | hearing        | waiting | b       | 5
        referral_waits_by_service | other_services | made    | a       | 20
        referral_waits_by_service | other_services | made    | b       | 19
        referral_waits_by_service | other_services | waiting | a       | 20
        referral_waits_by_service | other_services | waiting | b       | 19
        """,
    )
    waits = shown(store, "referral_waits_by_service")
    assert list(waits["service"]) == ["hearing", "other_services"]
    assert {"longest_days", "waiting_over_52_weeks"} & set(waits.columns) == set()


@pytest.mark.parametrize(("completed", "median", "ninetieth"), [(9, "c", "c"), (10, 28, "c"), (49, 28, "c"), (50, 28, 28)])
def test_a_median_needs_ten_and_a_90th_percentile_fifty_both_in_whole_weeks(store, completed, median, ninetieth):
    drawn(store, "settings", "setting | cluster\n" + "\n".join(f"s{n} | Alder" for n in range(10)))
    rows = "\n".join(f"s{n % 10} | r{n} | portage | 2025-09-05 | 2025-10-04" for n in range(max(completed, 10)) if n < completed)
    open_still = "s0 | last | portage | 2025-09-05 |" if completed < 10 else ""
    drawn(store, "referrals", f"setting | referral_ref | service | made_on | first_contact_on\n{rows}\n{open_still}")
    row = shown(store, "referral_waits_by_service").iloc[0]
    assert (row["completed"], row["median_days"], row["p90_days"]) == (completed, median, ninetieth)


@pytest.mark.parametrize("question", sorted(set(QUESTIONS) - set(OFFERED)))
def test_what_is_not_for_a_room_is_refused_by_name(store, question):
    with pytest.raises(ToolError, match=f"^{question} is not offered to a cluster meeting. Offered are: cluster_attendance, "):
        shown(store, question)


@pytest.mark.parametrize("day", ["2025-11-29", "2025-12-01", "2025-10-31", "2026-03-01"])
def test_only_room_days_are_shown_and_the_refusal_lists_them(authority, day):
    with pytest.raises(ToolError, match=r"is not a day for a cluster meeting. Choose one of these: .*31 "):
        shown(authority, "reviews_by_cluster", date.fromisoformat(day))


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("reviews_by_cluster", {"provider_types": ("childminder",)}),
        ("reviews_by_cluster", {"officers": ("A. Officer",)}),
        ("reviews_by_cluster", {"scope": ("a",)}),
        ("reviews_by_cluster", {"clusters": ("Alder", "Birch")}),
        ("referral_waits_by_service", {"clusters": ("Alder",)}),
        ("senco_coverage_by_provider_type", {"clusters": ("Alder",)}),
        ("returns_received", {"clusters": ("Alder",)}),
    ],
)
def test_no_other_filter_is_offered_to_a_room(authority, question, filters):
    with pytest.raises(ToolError, match="cannot be filtered like that for a cluster meeting"):
        shown(authority, question, **filters)


def test_the_first_showing_freezes_the_day_and_later_corrections_do_not_change_it(authority):
    before = shown(authority, "reviews_by_cluster")
    drawn(
        authority,
        "sen_reviews",
        "setting | child | plan_started_on | review_due_on\nm | one | 2025-09-02 | 2026-01-01",
        accepted_at="2025-12-02T09:00:00",
        term="2025-autumn",
    )
    answers(authority, "reviews_by_cluster", "2025-11-30", "cluster | overdue\nAlder | 2\nBirch | 0")
    assert shown(authority, "reviews_by_cluster").equals(before)
    frozen = releases.in_force(authority, ROOM)
    assert frozen.made_by == "analyst"
    with pytest.raises(ToolError, match="was frozen as known on"):
        answer(authority, "reviews_by_cluster", Inputs(ROOM, parse_moment("2025-11-30"), audience="cluster_meeting"))


def test_an_analyst_replaces_what_was_shown_with_a_reason_and_the_second_of_two_is_told(authority):
    shown(authority, "reviews_by_cluster")
    first = releases.in_force(authority, ROOM)
    drawn(
        authority,
        "sen_reviews",
        "setting | child | plan_started_on | review_due_on\nm | NIL | |",
        accepted_at="2025-12-02T09:00:00",
        term="2025-autumn",
    )

    def replaced(reason: str) -> releases.Release:
        ask = lambda question: answer(authority, question, Inputs(ROOM, LATER))  # noqa: E731 - the very call a page makes
        return freeze(authority, ask, as_of=ROOM, known_at=LATER, least=THRESHOLDS, by="B. Analyst", reason=reason, instead_of=first.id)

    with pytest.raises(ToolError, match="Say why"):
        replaced(" ")
    assert replaced("A return was corrected.").reason == "A return was corrected."
    assert shown(authority, "reviews_by_cluster").loc[1, "children"] == 0
    with pytest.raises(ToolError, match="Someone replaced what is shown"):
        replaced("Again.")


def test_no_hidden_count_is_kept_with_what_was_frozen(authority):
    shown(authority, "reviews_by_cluster")
    with authority.cursor() as cursor:
        (kept,) = cursor.execute("SELECT tables FROM releases").fetchone()
    assert '"overdue": ["c", "c"]' in kept
