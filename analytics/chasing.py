"""Whom to write to about the returns of a term, what to write, and how many that is before anything is sent.

Pure functions from frames of `returns_by_setting` and `returns_chased`. The words say nothing about any child: which
returns, the day they are due, how to send them and whom to ask.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.charts.style import counted, day, listed, number, opening, plural, sentence, short_day, spelled
from analytics.documents.letters import Letter, as_email
from data.chasing import Chased
from data.contracts import CONTRACTS
from data.templates import template_xlsx
from data.terms import Term, say_day

HELD = "held"


@dataclass(frozen=True)
class Addressee:
    """A setting to write to: which returns are missing, of which rows are held (return → rows), and when it was written to before.

    `missing` and `held` are in the order of the returns; `written_on` are the days of what is still open, the earliest first.
    """

    setting: str
    name: str
    cluster: str | None
    area_senco: str | None
    email: str | None
    missing: tuple[str, ...]
    held: dict[str, int]
    written_on: tuple[date, ...]

    @property
    def about(self) -> str:
        """What the letter is about, in words: `SEN reviews, referrals; rows held in SENCO posts`."""
        parts = [", ".join(CONTRACTS[name].title for name in self.missing)] if self.missing else []
        parts += [f"rows held in {listed([CONTRACTS[name].title for name in self.held])}"] if self.held else []
        return sentence("; ".join(parts))

    def chased(self, way: str) -> list[Chased]:
        """What to record when it was written to; a setting without an e-mail address gets a letter instead."""
        own = "letter" if way == "email" and not self.email else way
        return [Chased(self.setting, name, "missing", own) for name in self.missing] + [
            Chased(self.setting, name, HELD, own) for name in self.held
        ]


def addressees(returns: pd.DataFrame, chased: pd.DataFrame, about: Collection[str]) -> list[Addressee]:
    """The settings with a missing return named in `about`, or (HELD in `about`) with rows held; in the order of the frame."""
    open_still = chased[chased["is_open"]]
    written = open_still.groupby("setting")["sent_on"].agg(lambda days: tuple(sorted(set(days)))).to_dict() if len(open_still) else {}
    found = []
    for setting, own in returns.groupby("setting", sort=False):
        told = own.iloc[0]
        missing = tuple(own.loc[(own["state"] == "missing") & own["return"].isin(set(about)), "return"])
        waiting = own[own["held_rows"] > 0] if HELD in about else own.iloc[:0]
        held = {name: int(rows) for name, rows in zip(waiting["return"], waiting["held_rows"], strict=True)}
        if missing or held:
            texts = (_text(told[column]) for column in ("name", "cluster", "area_senco", "contact_email"))
            found.append(Addressee(setting, *texts, missing, held, written.get(setting, ())))
    return found


def lately(within_days: int) -> str:
    """`in the last 7 days`, as a sentence says it."""
    return f"in the last {number(within_days)} {plural(within_days, 'day')}"


def written_lately(addressee: Addressee, today: date, within_days: int) -> bool:
    """Whether the setting was written to so few days ago that it is left out unless somebody chooses otherwise."""
    within = timedelta(days=within_days)
    return any(today - within <= on <= today for on in addressee.written_on)


def dry_run(chosen: Sequence[Addressee], left_out: int, within_days: int) -> tuple[str, str]:
    """(what writing would come to, in one sentence; what else to know) before anything is written."""
    when = f"written to {lately(within_days)} and {plural(left_out, 'is', 'are')} left out"
    if not chosen:
        who = counted(left_out, "setting")
        rest = f"{sentence(who)} {plural(left_out, 'was', 'were')} {when}."
        return "There is nobody to write to.", rest if left_out else ""
    about = [counted_of("return", sum(len(each.missing) for each in chosen)), counted_of("return", sum(len(each.held) for each in chosen))]
    parts = [said for said, what in zip((about[0], f"rows held in {about[1]}"), about, strict=True) if what]
    first = f"This will write to {number(len(chosen))} {plural(len(chosen), 'setting')} about {listed(parts)}."
    rest = []
    if no_email := sum(not each.email for each in chosen):
        if no_email == len(chosen):
            who = "It has" if no_email == 1 else "None of them has"
            rest.append(
                f"{who} {'no' if no_email == 1 else 'an'} e-mail address, so {plural(no_email, 'there is a letter', 'all are letters')}."
            )
        else:
            lacking = f"{opening(no_email)} {plural(no_email, 'has', 'have')} no e-mail address"
            rest.append(f"{lacking}: {plural(no_email, 'a letter for that', 'letters for those')}.")
    if again := sum(bool(each.written_on) for each in chosen):
        rest.append(f"{opening(again)} of these {plural(again, 'was', 'were')} written to before.")
    if left_out:
        rest.append(f"{opening(left_out)} more {plural(left_out, 'was', 'were')} {when}.")
    return first, " ".join(rest)


def counted_of(noun: str, count: int) -> str:
    """`31 returns`, `1 return`, and nothing for none."""
    return f"{number(count)} {plural(count, noun)}" if count else ""


def as_frame(chosen: Sequence[Addressee]) -> pd.DataFrame:
    """The list a person looks through before writing: one row a setting."""
    rows = [(each.name, each.about, ", ".join(map(short_day, each.written_on)), each.cluster, each.email or "a letter") for each in chosen]
    listed_first = pd.DataFrame(rows, columns=["name", "about", "written_to", "cluster", "contact_email"], dtype="object")
    return listed_first if any(each.written_on for each in chosen) else listed_first.drop(columns="written_to")


def merge_list(chosen: Sequence[Addressee], term: Term) -> pd.DataFrame:
    """One row a setting with everything a mail merge needs."""
    rows = [
        {
            "number": each.setting.partition(":")[2],
            "name": each.name,
            "contact_email": each.email,
            "cluster": each.cluster,
            "area_senco": each.area_senco,
            "term": term.label,
            "due_on": term.due_on,
            "returns_missing": listed([CONTRACTS[name].title for name in each.missing]),
            "rows_to_put_right": listed([f"{CONTRACTS[name].title} ({rows})" for name, rows in each.held.items()]),
            "written_to_before": ", ".join(day(on) for on in each.written_on),
        }
        for each in chosen
    ]
    return pd.DataFrame(rows)


# The letter


def letter(to: Addressee, place: int, term: Term, *, on: date, attached: bool = False) -> Letter:
    """The words for one setting; `place` counts letters from 1, and `attached` says whether blank templates go with it."""
    count = len(to.missing)
    said = []
    if count and on > term.due_on:
        said.append(
            f"We have not had {counted(count, 'return')} from you for {term.label}. {plural(count, 'It was', 'They were')} due on "
            f"{say_day(term.due_on)}. If you have sent {plural(count, 'it', 'them')} in the last few days, thank you: there is nothing "
            "more to do."
        )
    elif count:
        said.append(
            f"We look forward to {counted(count, 'return')} from you for {term.label}. {plural(count, 'It is', 'They are')} due on "
            f"{say_day(term.due_on)}."
        )
    if to.held:
        said.append(
            f"{'Thank you for what you have sent.' if not count else 'Thank you also for what you have sent.'} Some rows of it are not "
            "clear to us and do not count yet. Please ask us which, put them right and send the whole file again."
        )
    rows = [(CONTRACTS[name].title, f"Send it: {_first_sentence(CONTRACTS[name].what)}") for name in to.missing]
    rows += [(CONTRACTS[name].title, f"Put {counted(held, 'row')} right and send it again.") for name, held in to.held.items()]
    blank = "The blank templates are attached." if attached else "Ask us for a blank template if you have none."
    how = [f"Fill in one template for each return and send the {plural(count, 'file')} to us. {blank}"] if count else []
    nil = ["If you have nothing to report, write NIL as the template shows. That is an answer too."] if count else []
    ask = f"{to.area_senco}, your Area SENCO," if to.area_senco else "the Early Years Team"
    return Letter(
        about=f"chaser-{place:03d}",
        to=to.email,
        addressee=to.name,
        subject=_subject(to, term),
        paragraphs=tuple(said),
        headings=("Return", "What to do"),
        rows=tuple(rows),
        closing=(*how, *nil, f"Please ask {ask} if we can help. Thank you for all you do for children with SEN."),
        written_on=on,
    )


def _subject(to: Addressee, term: Term) -> str:
    parts = [f"{counted(len(to.missing), 'return')} to send"] if to.missing else []
    parts += ["rows to put right"] if to.held else []
    return f"{term.label}: {' and '.join(parts)}"


def drafts_zip(chosen: Sequence[Addressee], term: Term, *, on: date) -> bytes:
    """A zip of e-mail drafts in the order of the list, each with the blank templates of the returns that are missing."""
    templates = {
        name: (f"{name.replace('_', '-')}-template.xlsx", template_xlsx(CONTRACTS[name])) for each in chosen for name in each.missing
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for place, each in enumerate(chosen, start=1):
            words = letter(each, place, term, on=on, attached=bool(each.missing))
            entry = zipfile.ZipInfo(f"{words.about}.eml", (on.year, on.month, on.day, 0, 0, 0))
            pack.writestr(entry, as_email(words, [templates[name] for name in each.missing]), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def answer_of(row: Any) -> str:
    """What has come of one row of `returns_chased`: `still open`, `came 9 Nov, after 6 days`, `put aside`."""
    if row.is_open:
        return "still open"
    if row.answered_on is None:
        return "put aside" if row.about == HELD else "came"
    after = "on the same day" if not row.answered_after_days else f"after {counted(row.answered_after_days, 'day')}"
    return f"{'put right' if row.about == HELD else 'came'} {short_day(row.answered_on)}, {after}"


def answered(chased: pd.DataFrame) -> str:
    """`31 returns written about, 12 answered since.` Counts a return of a setting once, however often it was written about."""
    each = chased.sort_values("is_open").drop_duplicates(["setting", "return", "about"])
    done = int((~each["is_open"]).sum())
    since = "all answered since" if done == len(each) else f"{spelled(done) if done else 'none'} answered since"
    return f"{sentence(counted(len(each), 'return'))} chased, {since}"


def _first_sentence(text: str) -> str:
    """The first sentence as it goes on after a colon."""
    first = text.partition(". ")[0].rstrip(".") + "."
    return first[:1].lower() + first[1:]


def _text(value: object) -> str | None:
    return None if value is None or pd.isna(value) else str(value)
