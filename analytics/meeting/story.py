"""The screens of a cluster meeting, one idea each: a headline, the bars behind it, who told us, and what is hidden.

Made from safe tables alone (`Shown`), so a headline never says, orders or scales by a count that is hidden. The screens, the
slides and the handout all draw these. All texts are plain: names are not escaped here.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.charts.referrals import said_in_sentence, service_name
from analytics.charts.style import counted, number, opening, plain, plural, short_day, spelled
from analytics.disclosure.offered import COVERED, EXPECTATIONS, HIDDEN, OTHER_SERVICES, STATES
from analytics.meeting.bars import Bar, Group, Screen, is_hidden, note_of, share_bar, shown_count, summed
from analytics.meeting.shown import TITLES, Shown
from data.contracts.settings import PROVIDER_TYPES

_EXPECTATIONS = {"must": "Must have one", "expected": "Expected to have one", "encouraged": "Childminders, encouraged"}
_WHO = {
    "expected": ("setting", "settings", " expected to have a SENCO"),
    "must": ("setting", "settings", " that must have a SENCO"),
    "encouraged": ("childminder", "childminders", ""),
}
_RETURNS = {"coverage": ("senco_posts", "SENCO posts"), "reviews": ("sen_reviews", "SEN reviews"), "waits": ("referrals", "referrals")}


def story(
    shown: Shown, before: Sequence[Shown], cluster: str | None, *, coming: Sequence[str] = (), named: Sequence[str] = ()
) -> list[Screen]:
    """The screens of a day for one cluster (None: for all together). `before` are the ends of earlier terms, oldest first.

    `coming` are the sentences of what comes next, `named` those about settings that agreed to be named.
    """
    return [
        _coverage(shown, cluster),
        _reviews(shown, cluster),
        _waits(shown),
        _attendance(shown, cluster, named),
        _trend([*before, shown], cluster),
        _next(coming),
    ]


def clusters_of(shown: Shown) -> list[str]:
    """The clusters a meeting can be about, in name order: those with an open setting, or where none is known of, with a meeting."""
    open_ones = {*shown.tables["senco_coverage_by_cluster"]["group"], *shown.tables["reviews_by_cluster"]["cluster"]}
    attendance = shown.tables["cluster_attendance"]
    return sorted(open_ones or set(attendance.loc[attendance["term"] == shown.term.name, "cluster"]))


def told_us(shown: Shown, screen: str) -> str:
    """`76 of 85 returns of SENCO posts are in for Autumn 2026.` Of the whole authority; empty where none is asked for."""
    if screen not in _RETURNS:
        return ""
    name, words = _RETURNS[screen]
    returns = shown.tables["returns_received"]
    row = returns[(returns["term"] == shown.term.name) & (returns["return"] == name)]
    if row.empty or not row.iloc[0]["expected"]:
        return ""
    received, expected = (int(row.iloc[0][column]) for column in ("received", "expected"))
    return f"{number(received)} of {number(expected)} returns of {words} {plural(received, 'is', 'are')} in for {shown.term.label}."


def _note(shown: Shown, groups: Sequence[Group], *questions: str) -> str:
    return note_of(groups, is_unproved=bool(set(questions) & set(shown.unproved)))


def _in(cluster: str | None) -> str:
    return f" in {plain(cluster)}" if cluster else ""


# Coverage


def _coverage(shown: Shown, cluster: str | None) -> Screen:
    by_cluster, by_type = (shown.tables[f"senco_coverage_by_{each}"] for each in ("cluster", "provider_type"))
    if by_cluster.empty and by_type.empty:
        return Screen("coverage", "No SENCO posts are loaded for this day")
    question = "senco_coverage_by_cluster" if cluster else "senco_coverage_by_provider_type"
    rows = by_cluster[by_cluster["group"] == cluster].to_dict("records") if cluster else by_type.to_dict("records")
    rows = sorted(rows, key=lambda row: EXPECTATIONS.index(row["expectation"]))
    bars = tuple(_covered(row, _EXPECTATIONS[row["expectation"]] if cluster else PROVIDER_TYPES[row["group"]]) for row in rows)
    groups = (Group("", "settings", bars),)
    tables = {TITLES["senco_coverage_by_cluster"]: by_cluster, TITLES["senco_coverage_by_provider_type"]: by_type}
    return Screen(
        "coverage", _coverage_headline(rows, cluster), groups, told_us(shown, "coverage"), _note(shown, groups, question), tables=tables
    )


def _covered(row: dict, label: str) -> Bar:
    return share_bar(label, row["covered"], row["settings"], least=[row[each] for each in COVERED], share=row["covered_share"])


def _coverage_headline(rows: Sequence[dict], cluster: str | None) -> str:
    for expectation in ("expected", "must", "encouraged"):
        ours = summed("", [_covered(row, "") for row in rows if row["expectation"] == expectation])
        if ours.whole:
            one, many, asked = _WHO[expectation]
            have = "a SENCO" if expectation == "encouraged" else "one"
            return f"{_some_of(ours, one, many, _in(cluster) + asked, 'has', 'have')} {have}"
    if not any(shown_count(row["settings"]) != 0 for row in rows):
        return f"No setting{_in(cluster)} is on the register"
    return f"How many settings{_in(cluster)} have a SENCO is not shown: it could give a small number away"


def _some_of(bar: Bar, one: str, many: str, which: str, is_one: str, are_many: str) -> str:
    """`Eight of the 13 settings in Damson have`, `At least eight of the 13 settings have`, `All 13 settings have`, `None of the 13…`."""
    part, whole = bar.part, bar.whole
    if bar.is_hidden:
        return f"At least {spelled(part)} of the {spelled(whole)} {many}{which} {plural(part, is_one, are_many)}"
    if part == whole:
        every = "The one" if whole == 1 else "Both" if whole == 2 else f"All {spelled(whole)}"
        return f"{every} {plural(whole, one, many)}{which} {plural(whole, is_one, are_many)}"
    if part == 0:
        return f"{'Neither' if whole == 2 else 'None'} of the {spelled(whole)} {plural(whole, one, many)}{which} {is_one}"
    return f"{opening(part)} of the {spelled(whole)} {many}{which} {plural(part, is_one, are_many)}"


# Reviews


def _reviews(shown: Shown, cluster: str | None) -> Screen:
    table = shown.tables["reviews_by_cluster"]
    if table.empty:
        return Screen("reviews", "No SEN reviews are loaded for this day")
    bars = tuple(_on_time(row, is_ours=row["cluster"] == cluster) for row in table.to_dict("records"))
    groups = (Group("", "children", bars),)
    return Screen(
        "reviews",
        _reviews_headline(bars, cluster),
        groups,
        told_us(shown, "reviews"),
        _note(shown, groups, "reviews_by_cluster"),
        tables={TITLES["reviews_by_cluster"]: table},
    )


def _on_time(row: dict, *, label: str | None = None, is_ours: bool = False) -> Bar:
    """The children of a row whose review is not late, those without a date among them as the share of late ones has them."""
    children, overdue = shown_count(row["children"]), shown_count(row["overdue"])
    on_time = HIDDEN if is_hidden(row["children"], row["overdue"]) else None if children is None else children - (overdue or 0)
    least = [row[each] for each in STATES if each != "overdue"]
    return share_bar(label or row["cluster"], on_time, row["children"], least=least, share=row["overdue_share"], is_ours=is_ours)


def _reviews_headline(bars: Sequence[Bar], cluster: str | None) -> str:
    ours = next((bar for bar in bars if bar.is_ours), None) if cluster else summed("", bars)
    if ours and ours.whole:
        return f"{_some_of(ours, 'child', 'children', f' with SEN{_in(cluster)}', 'has', 'have')} no late review"
    if ours and ours.whole == 0:
        return f"No child with SEN is known of{_in(cluster)}"
    if ours is None or not ours.is_hidden:
        return f"No setting{_in(cluster)} has told us of its children’s reviews"
    return f"How many reviews are late{_in(cluster)} is not shown: it could give a small number away"


# Waits


def _waits(shown: Shown) -> Screen:
    table = shown.tables["referral_waits_by_service"]
    if table.empty:
        return Screen("waits", "No referrals are loaded for this day")
    rows = table.to_dict("records")
    most = max((shown_count(row["waiting"]) or 0 for row in rows), default=0)
    bars = tuple(_wait(row, most) for row in rows)
    groups = (Group("", "referrals waiting", bars),)
    return Screen(
        "waits",
        _waits_headline(rows),
        groups,
        told_us(shown, "waits"),
        _note(shown, groups, "referral_waits_by_service"),
        tables={TITLES["referral_waits_by_service"]: table},
    )


def _service(code: str) -> str:
    return "Other services" if code == OTHER_SERVICES else service_name(code)


def _wait(row: dict, most: int) -> Bar:
    """Those waiting, drawn against the most that is shown; `part` are those over 18 weeks."""
    label = _service(row["service"])
    waiting = shown_count(row["waiting"])
    if waiting is None:
        return Bar(label, value=HIDDEN, is_hidden=is_hidden(row["waiting"]))
    over = shown_count(row["waiting_over_18_weeks"])
    said = HIDDEN if over is None else number(over)
    counts = f"{said} over 18 weeks" if waiting and (over is None or over > 0) else ""
    return Bar(label, over, waiting, waiting / most if most else 0.0, number(waiting), counts, is_hidden=over is None)


def _waits_headline(rows: Sequence[dict]) -> str:
    told = [(shown_count(row["waiting_over_18_weeks"]), shown_count(row["waiting"]), row["service"]) for row in rows]
    named = [(over, waiting, service) for over, waiting, service in told if over is not None and waiting and service != OTHER_SERVICES]
    if named and max(named)[0] > 0:
        over, waiting, service = max(named, key=lambda one: (one[0], one[1]))
        which = f" waiting for {said_in_sentence(service)}"
        return f"{_some_of(Bar('', over, waiting), 'referral', 'referrals', which, 'has', 'have')} waited over 18 weeks"
    known = [(waiting, service) for _, waiting, service in told if waiting and service != OTHER_SERVICES]
    if known:
        waiting, service = max(known, key=lambda one: one[0])
        return f"Most wait for {said_in_sentence(service)}: {counted(waiting, 'referral')}"
    if all(waiting == 0 for _, waiting, _ in told):
        return "No referral is waiting for a service"
    return "How many referrals wait is not shown: it could give a small number away"


# Attendance


def _attendance(shown: Shown, cluster: str | None, named: Sequence[str]) -> Screen:
    table = shown.tables["cluster_attendance"]
    if table.empty:
        return Screen("attendance", "No meetings with their attendance are loaded for this day", lines=tuple(named))
    rows = table[table["term"] == shown.term.name].to_dict("records")
    bars = tuple(
        share_bar(row["cluster"], row["settings_attended"], row["settings_invited"], is_ours=row["cluster"] == cluster) for row in rows
    )
    return Screen(
        "attendance",
        _attendance_headline(rows, cluster),
        (Group("", "settings invited", bars),),
        lines=tuple(named),
        tables={TITLES["cluster_attendance"]: table},
    )


def _attendance_headline(rows: Sequence[dict], cluster: str | None) -> str:
    of_them = [row for row in rows if cluster is None or row["cluster"] == cluster]
    came, invited = (sum(int(row[each]) for row in of_them) for each in ("settings_attended", "settings_invited"))
    if not invited:
        return f"No cluster meeting was held{_in(cluster)} this term so far"
    if came == invited and invited > 1:
        return f"{'Both' if invited == 2 else f'All {spelled(invited)}'} settings{_in(cluster)} came to a meeting this term"
    if not came:
        return f"None of the {counted(invited, 'setting')} invited{_in(cluster)} came to a meeting this term"
    return f"{opening(came)} of the {counted(invited, 'setting')}{_in(cluster)} came to a meeting this term"


# Term by term


def _trend(days: Sequence[Shown], cluster: str | None) -> Screen:
    groups = tuple(
        Group(title, unit, tuple(bar(day, cluster) for day in days))
        for title, unit, bar in (
            ("SENCO coverage of settings expected to have one", "settings", _covered_then),
            ("Reviews that are not late", "children", _on_time_then),
            ("Settings that came to a meeting", "settings invited", _came_then),
        )
    )
    hidden = next((day for day in reversed(days) if day.unproved), days[-1])
    note = _note(hidden, groups, "senco_coverage_by_cluster", "senco_coverage_by_provider_type", "reviews_by_cluster")
    return Screen("trend", _trend_headline(groups, cluster), groups, note=note, tables={"Term by term": _as_table(groups, days)})


def _day_label(day: Shown) -> str:
    return day.term.label if day.as_of == day.term.ends_on else f"{day.term.label}, {short_day(day.as_of)}"


def _covered_then(day: Shown, cluster: str | None) -> Bar:
    table = day.tables["senco_coverage_by_cluster" if cluster else "senco_coverage_by_provider_type"]
    rows = table[(table["expectation"] == "expected") & ((table["group"] == cluster) if cluster else True)].to_dict("records")
    return _of_day(day, [_covered(row, _day_label(day)) for row in rows])


def _on_time_then(day: Shown, cluster: str | None) -> Bar:
    table = day.tables["reviews_by_cluster"]
    rows = (table[table["cluster"] == cluster] if cluster else table).to_dict("records")
    return _of_day(day, [_on_time(row, label=_day_label(day)) for row in rows])


def _came_then(day: Shown, cluster: str | None) -> Bar:
    table = day.tables["cluster_attendance"]
    rows = table[(table["term"] == day.term.name) & ((table["cluster"] == cluster) if cluster else True)].to_dict("records")
    return _of_day(day, [share_bar(_day_label(day), row["settings_attended"], row["settings_invited"]) for row in rows])


def _of_day(day: Shown, bars: Sequence[Bar]) -> Bar:
    """The one bar of a day as it is, or several added up."""
    return bars[0] if len(bars) == 1 else summed(_day_label(day), bars)


def _trend_headline(groups: Sequence[Group], cluster: str | None) -> str:
    """Whether more settings came to a meeting than in the term before: nothing of that is ever hidden."""
    *_, then, now = (Bar(""), *groups[-1].bars)
    if not now.whole or not then.whole:
        return f"How it has gone{_in(cluster)}, term by term"
    what, after = ("As many", "as") if now.part == then.part else ("More" if now.part > then.part else "Fewer", "than")
    return f"{what} settings{_in(cluster)} came to a meeting {after} last term: {now.counts}, after {then.counts}"


def _as_table(groups: Sequence[Group], days: Sequence[Shown]) -> pd.DataFrame:
    """A row a figure a day, as the screen shows it: figure, as_of, part, whole and share, with `c` where hidden."""
    rows = [
        {
            "figure": group.title,
            "as_of": day.as_of,
            "part": HIDDEN if bar.is_hidden else bar.part,
            "whole": HIDDEN if bar.is_hidden and bar.whole is None else bar.whole,
            "shown": bar.value,
        }
        for group in groups
        for day, bar in zip(days, group.bars, strict=True)
    ]
    return pd.DataFrame(rows, columns=["figure", "as_of", "part", "whole", "shown"], dtype=object)


def _next(coming: Sequence[str]) -> Screen:
    return Screen("next", "What we do next", lines=tuple(coming) or ("Nothing is written down yet.",))
