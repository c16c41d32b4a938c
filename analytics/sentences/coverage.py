"""Does every setting have someone?"""

from __future__ import annotations

import pandas as pd

from analytics.charts import style
from analytics.charts.coverage import COVERED
from analytics.sentences.counts import most_of

_WHO = {
    "expected": ("setting", "expected to have a SENCO"),
    "must": ("setting", "that must have a SENCO"),
    "encouraged": ("childminder", "encouraged to have a SENCO"),
}


def coverage_answer(settings: pd.DataFrame, without: pd.DataFrame | None = None, *, loaded: bool = True) -> str:
    """Does every setting have someone? From `senco_coverage`; of those expected, else those that must, else the encouraged.

    `without` is the frame of `children_without_senco`: where children with SEN attend and nobody is in post, that comes first.
    """
    if without is None or without.empty or not loaded:
        return _cover_told(settings, loaded=loaded)
    count = len(without)
    who = "a child" if count == 1 and int(without["children"].iloc[0]) == 1 else "children"
    first = f"{style.opening(count)} {style.plural(count, 'setting')} with {who} with SEN {style.plural(count, 'has', 'have')} no SENCO."
    return f"{first} {_in_short(settings) or _cover_told(settings)}"


def _in_short(settings: pd.DataFrame) -> str:
    """`59 of the 69 expected to have one do, six do not and four have not told us.`; nothing where all or none are covered."""
    asked = next((each for each in _WHO if (settings["expectation"] == each).any()), None)
    covers = style.counts_by(settings.loc[settings["expectation"] == asked, "cover"])
    total, covered = sum(covers.values()), sum(covers.get(cover, 0) for cover in COVERED)
    if covered in (0, total):
        return ""
    who = {
        "expected": "expected to have one",
        "must": "that must have one",
        "encouraged": "childminders encouraged to have one",
    }[asked]
    ends = [(covers.get("vacant", 0), "does not", "do not"), (covers.get("not_known", 0), "has not told us", "have not told us")]
    told = [f"{style.opening(covered)} of the {style.spelled(total)} {who} {style.plural(covered, 'does', 'do')}"]
    told += [f"{style.spelled(count)} {style.plural(count, one, many)}" for count, one, many in ends if count]
    return f"{style.listed(told)}."


def _cover_told(settings: pd.DataFrame, *, loaded: bool = True) -> str:
    asked = next((each for each in _WHO if not settings.empty and (settings["expectation"] == each).any()), None)
    if asked is None:
        return "No setting on the register is asked to have a SENCO here." if len(settings) else "There are no settings to show."
    of_them = settings[settings["expectation"] == asked]
    noun, who = _WHO[asked]
    total = len(of_them)
    everyone = f"the {style.spelled(total)} {noun}s {who}" if total > 1 else f"the one {noun} {who}"
    if not loaded:
        return f"No SENCO return has been loaded, so cover is not known for {'any of ' if total > 1 else ''}{everyone}."
    covered = int(of_them["cover"].isin(COVERED).sum())
    gaps = of_them[of_them["cover"] == "vacant"]
    unknown = int((of_them["cover"] == "not_known").sum())
    if unknown == total:
        silent = "it has not told us" if total == 1 else "neither has told us" if total == 2 else "none has told us"
        return f"We do not know whether {'any of ' if total > 2 else 'either of ' if total == 2 else ''}{everyone} has one: {silent}."
    if covered == total:
        if total == 1:
            return f"The one {noun} {who} has one."
        return f"{'Both' if total == 2 else f'All {style.spelled(total)}'} {noun}s {who} have one."
    if total == 1:
        return f"The one {noun} {who} does not have one."
    if covered == 0:
        first = f"{'Neither' if total == 2 else 'None'} of {everyone} is known to have one."
        if not unknown:
            return first.replace("is known to have one", "has one")
    else:
        first = f"{style.opening(covered)} of {everyone} {style.plural(covered, 'has', 'have')} one."
    return f"{first} {_gaps_told(gaps, of_them, unknown)}"


def _gaps_told(gaps: pd.DataFrame, of_them: pd.DataFrame, unknown: int) -> str:
    """`Six do not, three of them in Damson, and four have not told us.`"""
    silent = f"{style.spelled(unknown)} {style.plural(unknown, 'has', 'have')} not told us"
    count = len(gaps)
    if count == 0:
        return style.sentence(f"{silent}.") if unknown <= 10 else f"{style.opening(unknown)} have not told us."
    told = f"{style.opening(count)} {style.plural(count, 'does', 'do')} not"
    lead = most_of(style.counts_by(gaps["cluster"]), count, every=of_them["cluster"].nunique())
    where = f", {lead[1]}in {lead[0]}" if lead else ""
    if unknown:
        return f"{told}{where}, and {silent}." if where else f"{told} and {silent}."
    return f"{told}{where}."
