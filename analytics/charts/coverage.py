"""SENCO coverage drawn: one square a setting, in three panels that are never added up.

Every function takes the frame of the question `senco_coverage` (one row an open setting) and the grouping `by`, which is
"cluster" or "provider_type". Settings of which no SENCO is asked (expectation none) are not drawn.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style
from data.contracts.settings import PROVIDER_TYPES

PANELS = {"must": "Must", "expected": "Expected", "encouraged": "Encouraged"}
COVERED = ("in_post", "shared", "interim")
MOST_SQUARES = 25
MEANINGS = {
    "in_post": "in post",
    "shared": "shared",
    "interim": "interim",
    "vacant": "vacant",
    "no_one_yet": "no one yet",
    "not_known": "not known",
}

_PITCH = 48
_TOP = 62
_SQUARE = 14.4  # width of one square and its gap where the panels stand side by side
_NAME_AT_MOST = 120  # a longer name stands on a line above its row
_GAP = 22  # between panels in one figure
_DESIGN = 852


def squares(frame: pd.DataFrame, *, by: str = "cluster", expectation: str | None = None, dark: bool = False) -> go.Figure:
    """The panels side by side, or one of them alone (to stand in a column of `widths`, which stack on a phone).

    A square is a setting; where a row would hold more than 25, every row is a bar of counts instead. customdata of
    each mark: [group, expectation, cover, setting], with setting "" on a bar; group is the cluster or provider type as
    in the frame.
    """
    asked = _asked(frame)
    panels = [each for each in _panels(asked) if expectation in (None, each)]
    if not panels:
        return style.blank_figure("No settings to show.", dark=dark)
    above = _names_above(asked, by)
    bars = any(_longest(asked, by, each) > MOST_SQUARES for each in _panels(asked))
    gutter = 0.0 if above else _name_gutter(asked, by)
    ends = {each: 0.0 if above else _end_gutter(asked, by, each) for each in panels}
    rows = max(len(_groups(asked, by, each)) for each in panels)
    drawn = style.Drawing(dark=dark, height=_TOP + rows * _PITCH + 6, left=gutter, right=ends[panels[-1]])
    wide = _pixels(asked, by)
    square = min(wide[each] / _longest(asked, by, each) for each in wide)
    room = sum(wide[each] for each in panels) + _GAP * (len(panels) - 1) - gutter - ends[panels[-1]]
    left = -gutter
    for place, each in enumerate(panels, start=1):
        axis = "x" if place == 1 else f"x{place}"
        domain = [(left + gutter) / room, min((left + wide[each] - ends[each]) / room, 1)]
        reach = wide[each] / square if above else _longest(asked, by, each)
        unit = (wide[each] - gutter - ends[each]) / reach if bars else 0.0
        drawn.axis(axis.replace("x", "xaxis"), domain=domain, range=[0, reach])
        _draw_panel(drawn, asked, by=by, expectation=each, axis=axis, gutter=gutter, above=above, unit=unit, dark=dark)
        left += wide[each] + _GAP
    return drawn.figure()


def widths(frame: pd.DataFrame, *, by: str = "cluster") -> dict[str, float]:
    """The panels that have settings, each with the share of the page's width that keeps all squares equal."""
    asked = _asked(frame)
    wide = _pixels(asked, by)
    return {each: round(pixels / sum(wide.values()), 4) for each, pixels in wide.items()}


def key(*, dark: bool = False, meanings: Mapping[str, str] = MEANINGS) -> go.Figure:
    """What each mark means (cover → words), three to a line, to stand beside the title. No customdata."""
    ink = style.palette(dark)
    drawn = style.Drawing(dark=dark, height=26 * ((len(meanings) + 2) // 3))
    drawn.axis("xaxis", range=[0, 3])
    for place, (cover, words) in enumerate(meanings.items()):
        column, y = place % 3, 13 + 26 * (place // 3)
        drawn.add_bar(orientation="h", base=[column], x=[0.12], y=[y], width=15, marker=marker(cover, dark), hoverinfo="skip")
        drawn.write(words, x=column + 0.12, y=y, xshift=6, font={"size": style.SMALL, "color": ink.text})
    return drawn.figure()


def finding(frame: pd.DataFrame, *, by: str = "cluster") -> str:
    """The title: where the vacancies are. Plain text."""
    asked = _asked(frame)
    panel = next((each for each in ("expected", "must", "encouraged") if (asked["expectation"] == each).any()), None)
    if panel is None:
        return "No settings to show"
    of_panel = asked[asked["expectation"] == panel]
    gaps = of_panel[of_panel["cover"] == "vacant"]
    where = {"must": "where there must be a SENCO", "expected": "where a SENCO is expected", "encouraged": "where one is encouraged"}[panel]
    one, many = ("childminder with no one yet", "childminders with no one yet") if panel == "encouraged" else ("vacancy", "vacancies")
    where = "" if panel == "encouraged" else f" {where}"
    if gaps.empty:
        unknown = int((of_panel["cover"] == "not_known").sum())
        if unknown == len(of_panel):
            return f"Cover is not known for any setting{where}" if where else "Cover is not known for any childminder"
        noun = "setting" if where else "childminder"
        if unknown:
            return f"No {one}{where} is known of; {style.counted(unknown, noun)} {style.plural(unknown, 'has', 'have')} not told us"
        return f"Every {noun}{where} has one"
    count = len(gaps)
    names = {_group_name(group, by): 0 for group in of_panel[by].unique()}
    names |= style.counts_by(_group_name(group, by) for group in gaps[by])
    first = style.foremost(names)
    if len(names) == 1:
        return style.sentence(f"{next(iter(names))} has {style.counted(count, one, many)}{where}")
    if count == 1 and first:
        return f"The one {one}{where} is in {first[0]}" if by == "cluster" else f"The one {one}{where} is: {first[0]}"
    if first and first[1] == count and by == "cluster":
        return style.sentence(f"{style.part_of(count, count)} {many}{where} are in {first[0]}")
    if first and first[1] >= 2:
        share = style.part_of(first[1], count)
        return style.sentence(f"{first[0]} has {share} {many}{where}")
    holders = sum(1 for value in names.values() if value)
    return f"The {style.spelled(count, 12)} {many}{where} are spread over {_group_words(holders, by)}"


def alt(frame: pd.DataFrame, *, by: str = "cluster") -> str:
    """The finding and each panel's figures, for a person who does not see the picture. Plain text."""
    asked = _asked(frame)
    said = [finding(frame, by=by) + "."]
    for panel in _panels(asked):
        covers = style.counts_by(asked.loc[asked["expectation"] == panel, "cover"])
        figures = [_covered(covers)]
        if covers.get("vacant"):
            figures.append(f"{covers['vacant']} {_vacant_word(panel)}")
        if covers.get("not_known"):
            figures.append(f"{covers['not_known']} not known")
        said.append(f"{PANELS[panel]}: {', '.join(figures)}.")
    return " ".join(said)


def _asked(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["expectation"].isin(list(PANELS))]


def _panels(asked: pd.DataFrame) -> list[str]:
    return [each for each in PANELS if (asked["expectation"] == each).any()]


def _groups(asked: pd.DataFrame, by: str, panel: str) -> list[str]:
    """The rows of a panel: every cluster in each panel, so that rows line up; only the provider types it is about."""
    if by == "cluster":
        return sorted(asked[by].unique(), key=style.plain)
    found = set(asked.loc[asked["expectation"] == panel, by])
    return [each for each in PROVIDER_TYPES if each in found] + sorted(found - set(PROVIDER_TYPES))


def _group_name(group: object, by: str) -> str:
    return style.plain(PROVIDER_TYPES.get(group, group) if by == "provider_type" else group)


def _group_words(count: int, by: str) -> str:
    return style.counted(count, "cluster") if by == "cluster" else style.counted(count, "type of provider", "types of provider")


def _longest(asked: pd.DataFrame, by: str, panel: str) -> int:
    return int(asked.loc[asked["expectation"] == panel, by].value_counts().max())


def _names_above(asked: pd.DataFrame, by: str) -> bool:
    return max((style.text_width(_group_name(group, by)) for group in asked[by].unique()), default=0) > _NAME_AT_MOST


def _name_gutter(asked: pd.DataFrame, by: str) -> float:
    return max(style.text_width(_group_name(group, by)) for group in asked[by].unique()) + 10


def _vacant_word(panel: str) -> str:
    return "no one yet" if panel == "encouraged" else "vacant"


def _covered(covers: dict[str, int]) -> str:
    return f"{sum(covers.get(each, 0) for each in COVERED)} of {sum(covers.values())} covered"


def _end_gutter(asked: pd.DataFrame, by: str, panel: str) -> float:
    """Room right of the longest row for the words that end a row."""
    of_panel = asked[asked["expectation"] == panel]
    word = f"22 {_vacant_word(panel)}" if (of_panel["cover"] == "vacant").any() else ""
    other = "22 not known" if (of_panel["cover"] == "not_known").any() else ""
    return max(style.text_width(word, style.SMALL), style.text_width(other, style.SMALL), 24) + 12


def _pixels(asked: pd.DataFrame, by: str) -> dict[str, float]:
    """Each panel's width where they share 852 pixels: its words first, then room in proportion to its longest row."""
    needs = {each: _words_need(asked, by, each) for each in _panels(asked)}
    longest = {each: _longest(asked, by, each) for each in needs}
    room = max(_DESIGN - _GAP * (len(needs) - 1) - sum(needs.values()), 0)
    unit = room / max(sum(longest.values()), 1)
    if max(longest.values(), default=0) <= MOST_SQUARES and not _names_above(asked, by):
        return {each: max(needs[each] + longest[each] * min(_SQUARE, unit), 108) for each in needs}
    return {each: needs[each] + longest[each] * unit for each in needs}


def _words_need(asked: pd.DataFrame, by: str, panel: str) -> float:
    """Pixels taken by the words of a panel: the line above a row, or the name before and the words after it."""
    if not _names_above(asked, by):
        return _name_gutter(asked, by) + _end_gutter(asked, by, panel)
    of_panel = asked[asked["expectation"] == panel]
    lines = [f"{_group_name(group, by)}  {_ends_plain(rows['cover'], panel)}" for group, rows in of_panel.groupby(by, observed=True)]
    return max(style.text_width(line) for line in lines) + 14


def marker(cover: str, dark: bool) -> dict:
    """How a mark of that cover is filled and outlined; a `gap` is a vacancy drawn hollow, between posts."""
    ink = style.palette(dark)
    if cover == "not_known":
        return style.hatch(dark)
    if cover == "gap":
        return {"color": ink.page, "line": {"color": ink.attention, "width": 1.6}}
    if cover == "no_one_yet":
        return {"color": ink.page, "line": {"color": ink.teal, "width": 1.4}}
    outline = {"color": ink.teal, "width": 1.2} if cover == "interim" else {"width": 0}
    return {"color": ink.cover[cover], "line": outline}


def _draw_panel(
    drawn: style.Drawing, asked: pd.DataFrame, *, by: str, expectation: str, axis: str, gutter: float, above: bool, unit: float, dark: bool
) -> None:
    ink = style.palette(dark)
    of_panel = asked[asked["expectation"] == expectation]
    heading = f"<b>{PANELS[expectation]}</b><br>{style.tinted(_covered(style.counts_by(of_panel['cover'])), ink.muted)}"
    drawn.write(heading, x=0, xref=axis, y=20, xshift=-gutter + (2 if gutter else 0))
    for place, group in enumerate(_groups(asked, by, expectation)):
        y = _TOP + place * _PITCH + (32 if above else 24)
        rows = of_panel[of_panel[by] == group]
        covers = style.counts_by(rows["cover"])
        name = style.label(_group_name(group, by))
        if above:
            line = f"<b>{name}</b>\u2002" + ", ".join(_ends(covers, expectation, ink))
            drawn.write(line, x=0, xref=axis, y=y - 22)
        else:
            drawn.write(name, x=0, xref=axis, y=y, anchor="right", xshift=-8)
            drawn.write(
                "<br>".join(_ends(covers, expectation, ink)),
                x=len(rows),
                xref=axis,
                y=y,
                xshift=6,
                font={"size": style.SMALL, "color": ink.text},
            )
        if rows.empty:
            drawn.write("·", x=0, xref=axis, y=y, font={"color": ink.muted}, xshift=4)
            continue
        start = 0
        for cover in style.COVERS:
            of_cover = rows[rows["cover"] == cover]
            if of_cover.empty:
                continue
            _draw_cover(drawn, of_cover, start=start, y=y, axis=axis, group=group, cover=cover, unit=unit, dark=dark)
            start += len(of_cover)


def _ends(covers: dict[str, int], expectation: str, ink: style.Palette) -> list[str]:
    """What the end of a row says: those who need someone, then those who have not told us."""
    ends = []
    if covers.get("vacant"):
        said = f"{covers['vacant']} {_vacant_word(expectation)}"
        ends.append(said if expectation == "encouraged" else style.tinted(said, ink.attention, bold=True))
    if covers.get("not_known"):
        ends.append(style.tinted(f"{covers['not_known']} not known", ink.muted))
    return ends


def _ends_plain(covers: pd.Series, expectation: str) -> str:
    vacant, unknown = int((covers == "vacant").sum()), int((covers == "not_known").sum())
    said = [f"{vacant} {_vacant_word(expectation)}"] * bool(vacant) + [f"{unknown} not known"] * bool(unknown)
    return ", ".join(said)


def _draw_cover(
    drawn: style.Drawing, settings: pd.DataFrame, *, start: int, y: float, axis: str, group: str, cover: str, unit: float, dark: bool
) -> None:
    """The settings of one row that share a cover: a trace of squares, or one bar with its count (`unit` pixels a setting)."""
    expectation = settings["expectation"].iloc[0]
    open_outline = cover == "vacant" and expectation == "encouraged"
    word = "no one yet" if open_outline else style.COVERS[cover]
    looks = {
        "orientation": "h",
        "width": 22,
        "xaxis": axis,
        "name": cover,
        "marker": marker("no_one_yet" if open_outline else cover, dark),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "unselected": {"marker": {"opacity": 0.4}},
    }
    if unit:
        ink = style.palette(dark)
        if looks["marker"]["line"]["width"] == 0:
            looks["marker"]["line"] = {"color": ink.page, "width": 2}
        drawn.add_bar(
            **looks,
            base=[start],
            x=[len(settings)],
            y=[y],
            customdata=[[group, expectation, cover, ""]],
            hovertext=[style.label(f"{_group_name(group, 'provider_type')}: {len(settings)} {word}")],
            text=[str(len(settings)) if unit * len(settings) >= 8 * len(str(len(settings))) + 2 and cover != "not_known" else ""],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": style.SMALL, "color": ink.text if open_outline else ink.cover_text[cover]},
        )
        return
    drawn.add_bar(
        **looks,
        base=[start + place for place in range(len(settings))],
        x=[0.84] * len(settings),
        y=[y] * len(settings),
        customdata=[[group, expectation, cover, setting] for setting in settings["setting"]],
        hovertext=[
            _hover(row.name, word, row.vacant_days) for row in settings[["name", "vacant_days"]].itertuples(index=False, name="Row")
        ],
    )


def _hover(name: object, word: str, vacant_days: object) -> str:
    days = style.whole(vacant_days)
    since = f" for {style.number(days)} {style.plural(days, 'day')}" if word != style.COVERS["not_known"] and days is not None else ""
    return f"{style.label(name)}<br>{word}{since if word in ('vacant', 'no one yet') else ''}"
