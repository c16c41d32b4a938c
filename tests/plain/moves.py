"""Moves to school and funding: plain answers."""

from __future__ import annotations

from datetime import date, timedelta

from tests.plain.coverage import chosen, months_later, share
from tests.plain.filters import Filters
from tests.plain.holidays import working_day_after
from tests.plain.log import Known, Row, Setting, term_of
from tests.plain.pathways import in_term, registered
from tests.plain.reviews import active_children

AWARDED = ("awarded", "part")


def school_year_of(day: date) -> int:
    """The year in which the school year begins that a day belongs to."""
    return day.year if day.month >= 9 else day.year - 1


def leavers(known: Known, day: date) -> list[tuple[Setting, Row]]:
    """The children of open settings who start school in the coming school year."""
    coming = school_year_of(day - timedelta(1)) + 1
    told = known.told("transitions", ("child_ref",), term_of(day))
    return [(s, row) for s, row in told if s in known.open_settings(day) and school_year_of(row["starts_school_on"]) == coming]


def is_by(on: date | None, day: date) -> bool:
    return on is not None and on <= day


def transitions_by_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    cluster_of = {setting: row["cluster"] for setting, row, _ in chosen(known, day, filters)} if known.loaded("transitions") else {}
    rows = []
    for cluster in set(cluster_of.values()):
        moves = [row for setting, row in leavers(known, day) if cluster_of.get(setting) == cluster]
        met, shared = (sum(is_by(row[field], day) for row in moves) for field in ("meeting_on", "information_shared_on"))
        counts = {
            "leavers": len(moves),
            "meeting_held": met,
            "meeting_share": share(met, len(moves)),
            "information_shared": shared,
            "information_share": share(shared, len(moves)),
            "receiving_senco_known": sum(row["receiving_senco_known"] == "yes" for row in moves),
        }
        rows.append({"cluster": cluster} | (counts if moves else dict.fromkeys(counts)))
    return rows


def transition_list(known: Known, day: date, filters: Filters) -> list[Row]:
    rows = []
    for setting, move in leavers(known, day):
        row = known.open_settings(day)[setting]
        if not filters.has(row):
            continue
        is_done = is_by(move["meeting_on"], day) and is_by(move["information_shared_on"], day)
        is_in_time = day <= date(school_year_of(day - timedelta(1)) + 1, 7, 15)
        rows.append(
            {
                "setting": setting,
                "name": row["name"],
                "cluster": row["cluster"],
                "child": (setting, move["child_ref"]),
                "receiving_school_urn": move["receiving_school_urn"],
                "starts_school_on": move["starts_school_on"],
                "meeting_on": move["meeting_on"],
                "information_shared_on": move["information_shared_on"] if is_by(move["information_shared_on"], day) else None,
                "parents_agreed": move["parents_agreed"] or "not_known",
                "receiving_senco_known": move["receiving_senco_known"] or "not_known",
                "state": "done" if is_done else "in_time" if is_in_time else "late",
            }
        )
    return rows


def applications(known: Known, day: date, filters: Filters) -> list[tuple[Setting, Row]]:
    """The applications made by a day, with their settings, open or closed."""
    register = registered(known, day, filters)
    told = known.told("funding", ("child_ref", "fund", "applied_on"), term_of(day))
    return [(setting, row) for setting, row in told if setting in register and row["applied_on"] <= day]


def funding_decisions(known: Known, day: date, filters: Filters) -> list[Row]:
    made = [row for _, row in applications(known, day, filters)]
    rows = []
    for fund in {row["fund"] for row in made}:
        applied = [row for row in made if row["fund"] == fund and in_term(row["applied_on"], day)]
        decided = [row for row in made if row["fund"] == fund and in_term(row["decided_on"], day)]
        after_panel = [row for row in decided if is_by(row["panel_on"], day)]
        in_time = sum(row["decided_on"] <= working_day_after(row["panel_on"], 7) for row in after_panel)
        has_limit = fund == "inclusion_fund"
        if applied or decided:
            rows.append(
                {
                    "fund": fund,
                    "applied": len(applied),
                    "decided": len(decided),
                    **{name: sum(row["decision"] == name for row in decided) for name in (*AWARDED, "declined", "deferred")},
                    "in_time": in_time if has_limit else None,
                    "in_time_share": share(in_time, len(after_panel)) if has_limit else None,
                }
            )
    return rows


def awards(known: Known, day: date, filters: Filters) -> list[tuple[Setting, Row]]:
    """What open settings were awarded by a day."""
    settings = known.open_settings(day)
    made = applications(known, day, filters)
    return [(s, row) for s, row in made if s in settings and row["decision"] in AWARDED and is_by(row["decided_on"], day)]


def awards_ending(known: Known, day: date, filters: Filters) -> list[Row]:
    return [
        {
            "setting": setting,
            "name": known.register_on(day)[setting]["name"],
            "cluster": known.register_on(day)[setting]["cluster"],
            "child": (setting, award["child_ref"]),
            "fund": award["fund"],
            "ends_on": award["ends_on"],
            "days_left": (award["ends_on"] - day).days,
        }
        for setting, award in awards(known, day, filters)
        if award["ends_on"] is not None and 0 <= (award["ends_on"] - day).days <= 30
    ]


def disability_access_fund_by_cluster(known: Known, day: date, filters: Filters) -> list[Row]:
    cluster_of = {setting: row["cluster"] for setting, row, _ in chosen(known, day, filters)} if known.loaded("funding") else {}
    with_award = {
        (setting, award["child_ref"])
        for setting, award in awards(known, day, filters)
        if award["fund"] == "disability_access_fund"
        and (award["starts_on"] is None or award["starts_on"] <= day)
        and day <= (award["ends_on"] or months_later(award["decided_on"], 12))
    }
    rows = []
    for cluster in set(cluster_of.values()):
        here = [setting for setting, of in cluster_of.items() if of == cluster]
        told = [children for setting in here if (children := active_children(known, setting, day)) is not None]
        rows.append(
            {
                "cluster": cluster,
                "active_children": sum(map(len, told)) if told else None,
                "awarded": sum(setting in here for setting, _ in with_award),
            }
        )
    return rows
