"""An officer's caseload and a setting's change of SENCO, in counts and in words.

Pure functions from frames of `caseload` (one row a setting), `settings_needing_support` and `senco_changes`. Texts are plain, not escaped.
"""

from __future__ import annotations

import pandas as pd

from analytics.charts.style import counted, opening, part_of, plain, plural, sentence, spelled

NO_OFFICER = "No officer"
RATINGS = ("red", "amber", "green", "grey")
SUMMED = ("children", "overdue_reviews", "contact_gaps", "open_actions", "overdue_actions")
_INDUCTION = {"inducted": "been to one", "in_time": "still in time", "late": "not in time", "not_known": "not known"}


def with_ratings(caseload: pd.DataFrame, ratings: pd.DataFrame) -> pd.DataFrame:
    """Each setting of a caseload with its `rating`, its `officer` by name and its `next_step`: the first thing that waits. Red first."""
    told = dict(zip(ratings["setting"], ratings["rating"], strict=True))
    rated = caseload.assign(
        rating=[told.get(setting) for setting in caseload["setting"]],
        officer=[plain(officer) or NO_OFFICER for officer in caseload["area_senco"]],
    )
    rated = rated.assign(next_step=[_next_step(row) for row in rated.itertuples(index=False)])
    return rated.sort_values("rating", key=lambda each: each.map({rating: place for place, rating in enumerate(RATINGS)}), kind="stable")


def by_officer(settings: pd.DataFrame) -> pd.DataFrame:
    """One row an officer, by name, settings without one last. `without_senco` leaves childminders out.

    A count is blank where no setting of the officer has told it.

    Columns: officer, settings, red, amber, green, grey, without_senco, children, overdue_reviews, contact_gaps, open_actions,
    overdue_actions, next_meeting_on.
    """
    rows = []
    for officer, own in settings.groupby("officer", sort=True):
        row: dict[str, object] = {"officer": officer, "settings": len(own)}
        row |= {rating: int((own["rating"] == rating).sum()) for rating in RATINGS}
        row["without_senco"] = sum(map(_needs_senco, own["cover"], own["expectation"]))
        sums = own.assign(contact_gaps=own["contact_gap"].astype("Int64"))
        row |= {name: sums[name].sum(min_count=1) for name in SUMMED}
        meetings = own["next_meeting_on"].dropna()
        row["next_meeting_on"] = min(meetings) if len(meetings) else None
        rows.append(row)
    columns = ["officer", "settings", *RATINGS, "without_senco", *SUMMED, "next_meeting_on"]
    table = pd.DataFrame(sorted(rows, key=lambda row: row["officer"] == NO_OFFICER), columns=columns)
    return table.astype({name: "Int64" for name in columns if name not in ("officer", "next_meeting_on")})


def caseloads_found(officers: pd.DataFrame) -> str:
    """The title of the table of officers: how many look after how many settings."""
    named = officers[officers["officer"] != NO_OFFICER]
    alone = int(officers.loc[officers["officer"] == NO_OFFICER, "settings"].sum())
    if officers.empty:
        return "No setting is open"
    if named.empty:
        return f"No setting has an officer: {counted(alone, 'setting')}"
    least, most = int(named["settings"].min()), int(named["settings"].max())
    rest = f"; {counted(alone, 'setting')} {plural(alone, 'has', 'have')} none" if alone else ""
    if len(named) == 1:
        return f"{plain(named['officer'].iloc[0])} looks after {counted(most, 'setting')}{rest}"
    each = f"{counted(most, 'setting')} each" if least == most else f"between {spelled(least)} and {counted(most, 'setting')}"
    return f"{opening(len(named))} officers look after {each}{rest}"


def settings_found(own: pd.DataFrame, officer: str) -> str:
    """The title of the list of settings: how many need something now."""
    total, waiting = len(own), int((own["next_step"] != "Nothing now").sum())
    whose = "with no officer" if officer == NO_OFFICER else f"of {plain(officer)}" if officer else "of all officers"
    if total == 0:
        return f"No setting {whose} is open"
    if waiting == 0:
        return f"Nothing waits at the {counted(total, 'setting')} {whose}"
    if total == 1:
        return f"The one setting {whose} needs something now"
    return sentence(f"{part_of(waiting, total)} settings {whose} {plural(waiting, 'needs', 'need')} something now")


def _next_step(row: object) -> str:
    if plain(row.area_senco) == "":
        return "Give it an officer"
    if _count(row.overdue_actions):
        return "Do what was agreed" if row.overdue_actions == 1 else f"Do the {spelled(int(row.overdue_actions))} things agreed"
    if _needs_senco(row.cover, row.expectation):
        return "Ask who will be SENCO"
    if _count(row.overdue_reviews):
        return f"Ask about {counted(int(row.overdue_reviews), 'late review')}"
    if row.cover == "not_known":
        return "Ask for its SENCO return"
    if not pd.isna(row.contact_gap) and row.contact_gap:
        return "Call: no contact for two terms"
    return "See why it needs support" if row.rating in ("red", "amber") else "Nothing now"


def _needs_senco(cover: str, expectation: str) -> bool:
    """Without a SENCO where one is a must or expected; a childminder is encouraged, and never fails."""
    return cover == "vacant" and expectation in ("must", "expected")


def _count(value: object) -> int:
    return 0 if pd.isna(value) else int(value)


def changes_found(changes: pd.DataFrame) -> str:
    """What is still to come of the SENCOs who left, from `senco_changes`; blank of none."""
    total = len(changes)
    if total == 0:
        return ""
    nobody = int((changes["handover_state"] == "no_successor").sum())
    waiting = int((changes["due_on"].notna() & (changes["handover_state"] != "no_successor")).sum())
    if not nobody and not waiting:
        return f"Of {counted(total, 'post')} that ended, nobody is still to be found or inducted"
    parts = [f"{counted(nobody, 'post')} {plural(nobody, 'has', 'have')} nobody since"] if nobody else []
    parts += [f"{counted(waiting, 'follower')} {plural(waiting, 'is', 'are')} still to come to an induction"] if waiting else []
    return sentence("; ".join(parts))


def change_steps(changes: pd.DataFrame) -> list[str]:
    """What to do next for each change: somebody to follow, the hand-over, then the induction."""
    return [_change_step(row.handover_state, row.induction_state, row.inducted_on) for row in changes.itertuples(index=False)]


def _change_step(handover: str, induction: object, inducted_on: object) -> str:
    if handover == "no_successor":
        return "Call the manager"
    if induction == "late" and pd.isna(inducted_on):
        return "Book the next induction"
    if handover == "not_done":
        return "Visit the new SENCO"
    if handover == "not_known":
        return "Ask whether it was handed over"
    if induction == "in_time":
        return "Invite to the next induction"
    return "Ask the booking team" if induction == "not_known" else "Nothing now"


def induction_words(changes: pd.DataFrame) -> list[str]:
    """The state of each follower's induction: blank where nobody followed or the follower has left too."""
    return [_INDUCTION.get(state, "") for state in changes["induction_state"]]


def days_left_words(changes: pd.DataFrame) -> list[str]:
    """`12 days left`, `due today`, `3 days late`; blank where nothing is due."""
    return ["" if pd.isna(days) else _days(int(days)) for days in changes["days_left"]]


def _days(days: int) -> str:
    if days == 0:
        return "due today"
    return f"{abs(days)} {plural(abs(days), 'day')} {'left' if days > 0 else 'late'}"
