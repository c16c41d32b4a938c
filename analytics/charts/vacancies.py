"""Who was in post when: a row a setting over two years, a bar a SENCO, and a gap where there was none.

Every function takes the frame of `senco_spells` (one row a spell of one cover by one person, the settings with a vacancy on the day
first). A gap is hollow and its days stand beside the setting’s name; what is not known is hatched.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import coverage, style
from data.terms import Term

MOST_ROWS = 20

_TOP = 34
_PITCH = 42
_FOOT = 26
_NAME_AT_MOST = 232
_SEASONS = {"autumn": "Aut", "spring": "Spring"}


def time_line(spells: pd.DataFrame, *, as_of: date, dark: bool = False) -> go.Figure:
    """The first 20 settings of the frame. customdata of each bar and gap: [setting]."""
    if spells.empty:
        return style.blank_figure("No setting has been without a SENCO.", dark=dark)
    ink = style.palette(dark)
    settings = list(dict.fromkeys(spells["setting"]))[:MOST_ROWS]
    first, last = two_years_before(as_of).toordinal(), as_of.toordinal() + 1
    drawn = style.Drawing(dark=dark, height=_TOP + len(settings) * _PITCH + _FOOT, right=2)
    drawn.axis("xaxis", range=[first, last])
    bottom = _TOP + len(settings) * _PITCH
    for number in range(Term.of(as_of).number - 5, Term.of(as_of).number + 1):
        term = Term(number)
        x, season = term.starts_on.toordinal(), term.name.partition("-")[2]
        drawn.add_line(x0=x, x1=x, y0=_TOP - 8, y1=bottom, line={"color": ink.line, "width": 1}, layer="below")
        if season in _SEASONS:
            words = f"{_SEASONS[season]} {term.starts_on:%y}"
            drawn.write(words, x=x, y=14, font={"size": style.SMALL, "color": ink.muted})
    drawn.add_line(x0=last, x1=last, y0=_TOP - 8, y1=bottom, line={"color": ink.text, "width": 1.5})
    drawn.write(style.day(as_of), x=last, y=bottom + 14, anchor="right", font={"size": style.SMALL, "color": ink.text})
    middle = {setting: _TOP + place * _PITCH + 31 for place, setting in enumerate(settings)}
    shown = spells[spells["setting"].isin(settings)]
    for setting, of_setting in shown.groupby("setting", sort=False):
        drawn.write(_line_above(of_setting, as_of, ink), x=first, y=middle[setting] - 18)
    for cover in style.COVERS:
        of_cover = shown[shown["cover"] == cover]
        if of_cover.empty:
            continue
        looks = coverage.marker("gap" if cover == "vacant" else cover, dark)
        if cover in ("in_post", "shared"):
            looks["line"] = {"color": ink.page, "width": 1}
        drawn.add_bar(
            orientation="h",
            width=13,
            name=cover,
            marker=looks,
            base=[style.as_day(value).toordinal() for value in of_cover["from_on"]],
            x=[int(days) for days in of_cover["days"]],
            y=[middle[setting] for setting in of_cover["setting"]],
            customdata=[[setting] for setting in of_cover["setting"]],
            hovertext=[_hover(spell) for spell in of_cover.itertuples(index=False)],
            hovertemplate="%{hovertext}<extra></extra>",
            unselected={"marker": {"opacity": 0.4}},
        )
    return drawn.figure()


def gaps(spells: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """One row a gap, those that last first, then the most recent; `to_on` is blank while it lasts."""
    vacant = spells[spells["cover"] == "vacant"].drop(columns=["cover", "senco_ref"])
    vacant = vacant.assign(lasts=vacant["to_on"] == as_of).sort_values(["to_on", "days"], ascending=False, kind="stable")
    return vacant.assign(to_on=vacant["to_on"].mask(vacant["lasts"], None).astype(object)).reset_index(drop=True)


def alt(spells: pd.DataFrame, as_of: date) -> str:
    """Each setting’s gaps, for a person who does not see the picture. Plain text."""
    said = [
        f"{style.plain(name)}: {_days(of_setting[of_setting['cover'] == 'vacant'], as_of)}"
        for (_, name), of_setting in spells.groupby(["setting", "name"], sort=False)
    ][:MOST_ROWS]
    return "Days without a SENCO. " + "; ".join(said) + "." if said else "No setting has been without a SENCO."


def two_years_before(as_of: date) -> date:
    """The first day that is looked at."""
    return (pd.Timestamp(as_of) - pd.DateOffset(months=24)).date()


def _line_above(of_setting: pd.DataFrame, as_of: date, ink: style.Palette) -> str:
    vacant = of_setting[of_setting["cover"] == "vacant"]
    name = style.shortened(style.plain(of_setting["name"].iloc[0]), _NAME_AT_MOST, bold=True)
    days, lasts = _days(vacant, as_of), bool((vacant["to_on"] == as_of).any())
    return f"<b>{style.label(name)}</b>\u2002" + (style.tinted(days, ink.attention, bold=True) if lasts else style.tinted(days, ink.muted))


def _days(vacant: pd.DataFrame, as_of: date) -> str:
    """`94 days`, `2 and 30 days`, `236 days so far`."""
    days = [int(value) for value in vacant["days"]]
    so_far = " so far" if (vacant["to_on"] == as_of).any() else ""
    return f"{style.listed([style.number(each) for each in days])} {style.plural(days[-1], 'day')}{so_far}"


def _hover(spell: object) -> str:
    who = {"vacant": "no SENCO", "not_known": "not known"}.get(spell.cover, f"{style.label(spell.senco_ref)}, {style.COVERS[spell.cover]}")
    long = f"{style.number(int(spell.days))} {style.plural(int(spell.days), 'day')}"
    return f"{style.label(spell.name)}<br>{who}<br>{style.day(spell.from_on)} to {style.day(spell.to_on)}, {long}"
