"""Settings or posts drawn by the state they are in: one square each, a row a cluster, so that the clusters compare at a glance.

A state says its words and its look: done (teal), soon (pale, outlined), late (orange), attention (terracotta) and unknown (hatched).
What is not done is counted in words at the end of its row, so no figure rests on colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts import style

MOST_SQUARES = 25

_PITCH = 48
_CLOSE = 30  # lines of counts, which need one line of words
_SQUARE = 14.4
_NAME_AT_MOST = 120  # a longer name stands on a line above its row
_HIGH = 22
_LINE = 19


@dataclass(frozen=True)
class State:
    """The words of a state and its look: done, soon, late, attention or unknown."""

    words: str
    look: str


def marker(look: str, dark: bool) -> dict[str, Any]:
    """How a mark of that look is filled and outlined."""
    ink = style.palette(dark)
    if look == "unknown":
        return style.hatch(dark)
    fill = {"done": ink.teal, "soon": ink.cover["interim"], "late": ink.late[1], "attention": ink.attention}[look]
    return {"color": fill, "line": {"color": ink.teal, "width": 1.2} if look == "soon" else {"color": ink.page, "width": 0}}


def state_rows(
    frame: pd.DataFrame,
    states: Mapping[str, State],
    *,
    state: str = "state",
    group: str = "cluster",
    groups: Mapping[str, str] | None = None,
    wide: float = 400,
    dark: bool = False,
) -> go.Figure:
    """A square a row of the frame, a line of them a group, in the order of `states`; bars of counts where a line would pass 25.

    The frame has the columns of `group` and `state`, setting and name. `groups` (code → words) says which lines there are, empty ones
    too, in its order; each then ends with its count. Without it every group found is a line that ends with what is not done.
    `wide` is about how many pixels the figure will have. customdata of each mark: [group, state, setting], the setting "" on a bar.
    """
    if frame.empty:
        return style.blank_figure("Nothing to show.", dark=dark)
    ink = style.palette(dark)
    names = groups or {each: each for each in sorted(frame[group].unique(), key=style.plain)}
    found = {each: frame[frame[group] == each] for each in names}
    widest = max(style.text_width(style.plain(words)) for words in names.values())
    above = widest > _NAME_AT_MOST
    gutter = 0.0 if above else widest + 10
    longest = max([1, *(len(rows) for rows in found.values())])
    bars = longest > MOST_SQUARES
    ends = {each: [(str(len(rows)), "count")] if groups and len(rows) else _ends(rows[state], states) for each, rows in found.items()}
    after = 0.0 if above else max(style.text_width(word, style.SMALL) for words in ends.values() for word, _ in [*words, ("", "")]) + 14
    pitch = _CLOSE if groups and not above else _PITCH if above else max(_PITCH, 8 + _LINE * max(len(words) for words in ends.values()))
    room = max(wide - gutter - after, 60)
    reach = float(longest) if bars else max(room / _SQUARE, longest)
    drawn = style.Drawing(dark=dark, height=len(names) * pitch + 6, left=gutter, right=after)
    drawn.axis("xaxis", range=[0, reach])
    for place, (each, rows) in enumerate(found.items()):
        y = place * pitch + (32 if above else pitch / 2)
        said = [
            style.tinted(word, ink.attention, bold=True) if look == "attention" else style.tinted(word, ink.muted)
            for word, look in ends[each]
        ]
        if above:
            drawn.write(f"<b>{style.label(names[each])}</b>\u2002" + ", ".join(said), x=0, y=y - 22)
        else:
            drawn.write(style.label(names[each]), x=0, y=y, anchor="right", xshift=-8)
            if said:
                drawn.write("<br>".join(said), x=len(rows), y=y, xshift=6, font={"size": style.SMALL, "color": ink.text})
        if rows.empty:
            drawn.write("·", x=0, y=y, font={"color": ink.muted}, xshift=4)
        start = 0
        for code, meaning in states.items():
            of_state = rows[rows[state] == code]
            if len(of_state):
                marks = {"group": each, "words": names[each], "high": min(_HIGH, pitch - 8)}
                _draw(drawn, of_state, code, meaning, **marks, start=start, y=y, unit=room / reach if bars else 0, dark=dark)
                start += len(of_state)
    return drawn.figure()


def key(states: Mapping[str, State], *, dark: bool = False) -> go.Figure:
    """What each mark means, two to a line. No customdata."""
    ink = style.palette(dark)
    drawn = style.Drawing(dark=dark, height=26 * ((len(states) + 1) // 2))
    drawn.axis("xaxis", range=[0, 2])
    for place, meaning in enumerate(states.values()):
        column, y = place % 2, 13 + 26 * (place // 2)
        drawn.add_bar(orientation="h", base=[column], x=[0.08], y=[y], width=15, marker=marker(meaning.look, dark), hoverinfo="skip")
        drawn.write(meaning.words, x=column + 0.08, y=y, xshift=6, font={"size": style.SMALL, "color": ink.text})
    return drawn.figure()


def alt(
    frame: pd.DataFrame,
    states: Mapping[str, State],
    *,
    state: str = "state",
    group: str = "cluster",
    groups: Mapping[str, str] | None = None,
) -> str:
    """Each group’s counts, for a person who does not see the picture. Plain text."""
    names = groups or {each: each for each in sorted(frame[group].unique(), key=style.plain)}
    said = []
    for each, words in names.items():
        counts = style.counts_by(frame.loc[frame[group] == each, state])
        told = ", ".join(f"{counts[code]} {known.words}" for code, known in states.items() if code in counts)
        said.append(f"{style.plain(words)}: {told or 'none'}")
    return ". ".join(said) + "." if said else "Nothing to show."


def behind(frame: pd.DataFrame, clicked: Sequence[Sequence[str]], *, state: str = "state", group: str = "cluster") -> pd.DataFrame:
    """The rows behind the marks that were clicked: one setting’s, or all of a bar’s."""
    chosen = pd.Series(False, index=frame.index)
    for of_group, of_state, setting in clicked:
        chosen |= (frame[group] == of_group) & (frame[state] == of_state) & ((frame["setting"] == setting) if setting else True)
    return frame[chosen]


def _ends(found: pd.Series, states: Mapping[str, State]) -> list[tuple[str, str]]:
    """What the end of a row says, each with its look: everything that is not done."""
    counts = style.counts_by(found)
    return [(f"{counts[code]} {known.words}", known.look) for code, known in states.items() if code in counts and known.look != "done"]


def _draw(
    drawn: style.Drawing,
    rows: pd.DataFrame,
    code: str,
    meaning: State,
    *,
    group: str,
    words: str,
    high: float,
    start: int,
    y: float,
    unit: float,
    dark: bool,
) -> None:
    """The marks of one row that share a state: squares, or one bar with its count (`unit` pixels for each)."""
    ink = style.palette(dark)
    looks = {
        "orientation": "h",
        "width": high,
        "name": code,
        "marker": marker(meaning.look, dark),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "unselected": {"marker": {"opacity": 0.4}},
    }
    if not unit:
        drawn.add_bar(
            **looks,
            base=[start + place for place in range(len(rows))],
            x=[0.84] * len(rows),
            y=[y] * len(rows),
            customdata=[[group, code, setting] for setting in rows["setting"]],
            hovertext=[f"{style.label(name)}<br>{meaning.words}" for name in rows["name"]],
        )
        return
    count = str(len(rows))
    texts = {"done": "in_post", "soon": "interim", "attention": "vacant", "unknown": "not_known"}
    if meaning.look in ("done", "late", "attention"):
        looks["marker"]["line"] = {"color": ink.page, "width": 2}
    drawn.add_bar(
        **looks,
        base=[start],
        x=[len(rows)],
        y=[y],
        customdata=[[group, code, ""]],
        hovertext=[style.label(f"{words}: {count} {meaning.words}")],
        text=[count if meaning.look != "unknown" and unit * len(rows) >= 8 * len(count) + 2 else ""],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"size": style.SMALL, "color": ink.late_text[1] if meaning.look == "late" else ink.cover_text[texts[meaning.look]]},
    )
