"""A sample authority: invented settings, SENCOs, children and referrals, as the files that would have come in.

Everything is made from a seed and a day, and is the same each time. Nothing in it is real.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from data.contracts import CONTRACTS
from data.errors import ToolError
from data.examples import children, optional, places, posts, referrals, story, training
from data.examples.days import Diary, dice
from data.examples.returns import Returns, World
from data.examples.written import ExampleFile, export
from data.terms import Term

__all__ = ["ExampleFile", "authority", "write"]

FEWEST_SETTINGS, MOST_SETTINGS, MOST_TERMS = 12, 2000, 30


def authority(*, settings: int = 120, terms: int = 6, seed: int = 7, today: date) -> list[ExampleFile]:
    """Every file of the sample in the order in which it is accepted; the last term is the term of `today`.

    ToolError when the sample would be too small or too large to be one.
    """
    if not FEWEST_SETTINGS <= settings <= MOST_SETTINGS:
        raise ToolError(f"The sample can have {FEWEST_SETTINGS} to {MOST_SETTINGS} settings.")
    if not 1 <= terms <= MOST_TERMS:
        raise ToolError(f"The sample can have 1 to {MOST_TERMS} terms.")
    diary = Diary.up_to(today, terms)
    everyone = places.settings(settings, diary, dice(seed, "settings"))
    parts = story.parts(everyone, diary, dice(seed, "parts"))
    luck = dice(seed, "posts")
    people = posts.People(diary, luck)
    spells = {setting.key: posts.spells(setting, parts[setting.key], people, diary, luck) for setting in everyone}
    lateness = children.Lateness()
    known = {
        setting.key: children.children(setting, parts[setting.key], diary, dice(seed, f"children {setting.key}"), lateness)
        for setting in everyone
    }
    referred = referrals.referrals(everyone, parts, known, diary, dice(seed, "referrals"))
    world = World(diary, everyone, places.loads(diary), parts, spells, known, referred)
    files = [*_registers(world), *Returns(world).files(), *_training(world, seed), *optional.files(world, seed)]
    return sorted(files, key=lambda file: file.accepted_at)


def _registers(world: World) -> list[ExampleFile]:
    """The register’s loads; one that would say nothing new (in a small sample) is left out."""
    files: list[ExampleFile] = []
    for number, load in enumerate(world.loads):
        content = export(CONTRACTS["settings"], places.register_rows(world.settings, number))
        if files and content == files[-1].content:
            continue
        files.append(
            ExampleFile(
                name=f"register-{load.accepted_on:%Y-%m-%d}.csv",
                content=content,
                accepted_at=world.diary.moment(load.accepted_on, 0),
                term=Term.of(load.accepted_on),
                effective_on=load.effective_on,
                confirm_closures=load.confirm_closures,
            )
        )
    return files


def _training(world: World, seed: int) -> list[ExampleFile]:
    """The booking system’s two exports a term: events, then who booked and came."""
    planned = training.events(world.settings, world.diary, dice(seed, "events"))
    bookings = training.Bookings(
        world.settings, world.parts, world.posts, places.moved_on(world.diary), world.diary, dice(seed, "bookings")
    )
    files = []
    for days in world.diary.terms:
        listed = training.exported(planned, world.diary, days)
        registered = {
            setting.written
            for setting in world.settings
            if world.loads[min(setting.listed_from, len(world.loads) - 1)].accepted_on <= days.booked_on
        }
        booked = [row for event in listed for row in bookings.rows(event, days.booked_on) if row["setting_urn"] in registered]
        for minute, (name, rows) in enumerate((("training_events", training.event_rows(listed)), ("training_attendance", booked))):
            moment = world.diary.moment(days.booked_on, 50 + minute)
            files.append(ExampleFile(f"{days.term.name}-{name.replace('_', '-')}.csv", export(CONTRACTS[name], rows), moment, days.term))
    return files


def write(directory: str | Path, files: Sequence[ExampleFile]) -> Path:
    """Write the files, one folder a term, and `loading.csv`, which says how and in which order they are loaded."""
    place = Path(directory)
    out = io.StringIO()
    listing = csv.writer(out, lineterminator="\r\n")
    listing.writerow(["file", "accepted_at", "term", "effective_on", "source", "confirm_closures", "accept_good_rows", "undo_file"])
    for file in files:
        (place / file.term.name).mkdir(parents=True, exist_ok=True)
        if not file.undo:
            (place / file.path).write_bytes(file.content)
        listing.writerow(
            [
                "" if file.undo else file.path,
                file.accepted_at.isoformat(),
                file.term.name,
                file.effective_on or "",
                file.source or "",
                "yes" if file.confirm_closures else "no",
                "yes" if file.accept_good_rows else "no",
                file.path if file.undo else "",
            ]
        )
    (place / "loading.csv").write_bytes(out.getvalue().encode("utf-8"))
    return place
