"""The same ways in and out without a browser: check, load, examples, export, undo, rebuild.

Exit status: 0 done, 1 something blocks, 2 usage, an unreadable file or something that cannot be done.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from data.contract import Issue
from data.contracts import CONTRACTS, contract_named
from data.contracts.referrals import SERVICES
from data.drafts import Checked
from data.errors import ToolError
from data.loading import Options, groups, load
from data.meanings import how_read
from data.store import Store
from data.submission import Submission, check, undo
from data.terms import Term, local_day, now, parse_day, parse_moment

BY = "command line"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    asked = _parser().parse_args(arguments)
    try:
        return asked.run(asked)
    except BrokenPipeError:
        sys.stdout = None
        return 0
    except KeyboardInterrupt:
        _tell("Stopped. What was said to be done is done.", "stderr")
        return 130
    except ToolError as refused:
        print(f"{refused.title}: {refused.message}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data", description="Check, load and export returns.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--store", type=Path, help="the store to use (default: SENCO_STORE, else var/store.duckdb)")

    one = commands.add_parser("check", parents=[common], help="say what must be put right; load nothing")
    one.add_argument("files", nargs="+", type=Path, metavar="FILE")
    one.add_argument("--return", dest="return_name", metavar="NAME", help="the return the files must be: " + ", ".join(CONTRACTS))
    one.add_argument("--term", type=_term, metavar="2026-autumn")
    one.add_argument("--accepted-at", metavar="MOMENT", help="check as if accepted at this local moment")
    one.add_argument("--source", metavar="SERVICE", choices=list(SERVICES), help="the referrals are this service’s own export")
    one.add_argument("--format", choices=["text", "json", "csv"], default="text")
    one.set_defaults(run=_check)

    one = commands.add_parser("load", parents=[common], help="check files and put them in force")
    one.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    one.add_argument("--return", dest="return_name", metavar="NAME", help="the return the files must be")
    one.add_argument("--term", type=_term, metavar="2026-autumn", help="the term the returns are for (default: the term of the day)")
    one.add_argument("--accepted-at", metavar="MOMENT", help="as if accepted at this local moment, like 2025-10-03T09:00:00")
    one.add_argument("--effective-on", type=_day, metavar="DAY", help="the day a register takes effect")
    one.add_argument("--source", metavar="SERVICE", choices=list(SERVICES), help="the referrals are this service’s own export")
    one.add_argument("--confirm-closures", action="store_true", help="settings absent from the register closed on its day")
    one.add_argument("--accept-good-rows", action="store_true", help="load the rows that nothing blocks and hold the others")
    one.add_argument("--format", choices=["text", "json"], default="text")
    one.set_defaults(run=_load)

    one = commands.add_parser("examples", help="write the files of a fictional authority")
    one.add_argument("directory", type=Path)
    one.add_argument("--settings", type=int, default=150)
    one.add_argument("--terms", type=int, default=6)
    one.add_argument("--seed", type=int, default=7)
    one.add_argument("--today", type=_day, default=None, help="the day its history ends on (default: today)")
    one.set_defaults(run=_examples)

    one = commands.add_parser("export", parents=[common], help="print the rows in force as CSV")
    one.add_argument("return_name", metavar="RETURN", help=", ".join(CONTRACTS))
    one.add_argument("--term", type=_term, metavar="2026-autumn", help="one term only (default: each setting’s latest)")
    one.add_argument("--known-at", metavar="MOMENT")
    one.set_defaults(run=_export)

    one = commands.add_parser("undo", parents=[common], help="withdraw a submission; what it replaced counts again")
    one.add_argument("id", type=int)
    one.add_argument("--at", metavar="MOMENT", help="as if withdrawn at this local moment")
    one.set_defaults(run=_undo)

    one = commands.add_parser("rebuild", parents=[common], help="build a store from the originals and the log, and compare the two")
    one.add_argument("--check", action="store_true", help="build it in memory, and keep nothing (as without --into)")
    one.add_argument("--into", type=Path, metavar="PATH", help="keep what is built as a new store")
    one.set_defaults(run=_rebuild)
    return parser


def _opened(asked: argparse.Namespace, **options: bool) -> Store:
    store = Store.open(asked.store, **options)
    for note in store.notes:
        _tell(note, "stderr")
    return store


def _tell(text: str, stream: str = "stdout", end: str = "\n") -> None:
    """Print at once; when nobody reads any more, go on in silence, because work must not stop half way for that."""
    if getattr(sys, stream) is None:
        return
    try:
        print(text, file=getattr(sys, stream), end=end, flush=True)
    except OSError:
        setattr(sys, stream, None)


def _term(text: str) -> Term:
    try:
        return Term.parse(text)
    except ToolError as wrong:
        raise argparse.ArgumentTypeError(wrong.message) from wrong


def _day(text: str):
    try:
        return parse_day(text)
    except ToolError as wrong:
        raise argparse.ArgumentTypeError(wrong.message) from wrong


def _check(asked: argparse.Namespace) -> int:
    for path in asked.files:
        if not path.is_file():
            raise ToolError(f"There is no file “{path}”.")
    return_name = contract_named(asked.return_name).name if asked.return_name else None
    at = parse_moment(asked.accepted_at) if asked.accepted_at else None
    store = Store.open(asked.store) if (asked.store or Store.default_path()).exists() else Store.memory()
    checks: list[Checked] = []
    for path in asked.files:
        checks += check(store, path.name, path.read_bytes(), return_name=return_name, term=asked.term, at=at, source=asked.source)
    store.close()
    _say_checks(checks, asked.format)
    outcomes = {one.outcome for one in checks}
    return 2 if "unreadable" in outcomes else 1 if "blocked" in outcomes else 0


def _say_checks(checks: Sequence[Checked], wanted: str) -> None:
    if wanted == "json":
        print(json.dumps([_check_json(one) for one in checks], ensure_ascii=False, indent=2))
    elif wanted == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(["file", "row", "column", "value", "code", "severity", "message"])
        writer.writerows(
            [one.file, issue.row, issue.column, issue.value, issue.code, issue.severity, issue.message]
            for one in checks
            for issue in one.issues
        )
    else:
        for one in checks:
            print(_headline(one, one.outcome), *_issue_lines(one), sep="\n")


def _check_json(one: Checked) -> dict:
    return {
        "file": one.file,
        "return": one.contract.name if one.contract else None,
        "outcome": one.outcome,
        "rows": one.rows,
        "read_as": [{"column": m.column, "written": m.written, "means": m.means} for m in (one.asked.meant if one.asked else ())],
        "issues": [
            {"row": i.row, "column": i.column, "value": i.value, "code": i.code, "severity": i.severity, "message": i.message}
            for i in one.issues
        ],
        "not_run": list(one.not_run),
    }


_OUTCOMES = {
    "accepted": "nothing blocks",
    "blocked": "not loaded: put the marked cells right first",
    "unreadable": "not loaded",
    "duplicate": "already loaded; nothing changes",
}


def _headline(one: Checked, outcome: str) -> str:
    known = [one.contract.title] if one.contract else []
    known += [one.term.label] if one.term else []
    known += [f"{one.rows} row{'s' if one.rows != 1 else ''}"] if one.reading else []
    return f"{one.file}: " + ", ".join([*known, _OUTCOMES.get(outcome, outcome)]) + "."


def _issue_lines(one: Checked) -> Iterator[str]:
    for note in one.reading.notes if one.reading else ():
        yield f"  {note}"
    for meaning in one.asked.meant if one.asked else ():
        yield f"  {how_read(one.contract, meaning)}"
    for note in one.not_used:
        yield f"  {note}"
    if one.duplicate_of:
        yield f"  {one.duplicate_of}"
    for issue in sorted(one.issues, key=lambda i: i.severity):
        yield f"  {_where(issue)}{'' if issue.severity == 'blocks' else '(warning) '}{issue.message}"
    for ignored in one.reading.ignored if one.reading else ():
        yield f"  Row {ignored.number} left out: {ignored.why}"
    for check_name in one.not_run:
        yield f"  Could not be checked. {check_name}"


def _where(issue: Issue) -> str:
    place = f"Row {issue.row}" if issue.row else ""
    place += f", {issue.column}" if issue.column and place else issue.column or ""
    return f"{place}: " if place else ""


def _load(asked: argparse.Namespace) -> int:
    return_name = contract_named(asked.return_name).name if asked.return_name else None
    options = Options(
        at=parse_moment(asked.accepted_at) if asked.accepted_at else None,
        term=asked.term,
        effective_on=asked.effective_on,
        source=asked.source,
        confirm_closures=asked.confirm_closures,
        accept_good_rows=asked.accept_good_rows,
        return_name=return_name,
    )
    wanted = list(groups(asked.paths, options))
    store = _opened(asked)
    say = _JsonList() if asked.format == "json" else _Sentences()
    outcomes = set()
    try:
        for group in wanted:
            for outcome in load(store, group, by=BY):
                outcomes.add(outcome.outcome)
                say.one(outcome)
    finally:
        store.close()
        say.end()
    return 2 if "unreadable" in outcomes else 1 if "blocked" in outcomes else 0


class _Sentences:
    """Says each outcome once it is in the store."""

    def one(self, outcome: Submission) -> None:
        _tell("\n".join(_loaded_lines(outcome)))

    def end(self) -> None:
        """Nothing is left to say."""


class _JsonList:
    """Writes a list of JSON objects one by one, each once it is in the store."""

    def __init__(self) -> None:
        self.written = 0

    def one(self, outcome: Submission) -> None:
        text = json.dumps(_load_json(outcome), ensure_ascii=False, indent=2).replace("\n", "\n  ")
        _tell(("," if self.written else "[") + f"\n  {text}", end="")
        self.written += 1
        _tell(f"{self.written} done: {outcome.file}", "stderr")

    def end(self) -> None:
        _tell("\n]" if self.written else "[]")


def _load_json(one: Submission) -> dict:
    return {
        "file": one.file,
        "return": one.return_name,
        "term": one.term.name if one.term else None,
        "outcome": one.outcome,
        "submission": one.id,
        "rows": one.rows,
        "loaded": one.loaded,
        "held": one.held,
        "ignored": one.ignored,
    }


def _loaded_lines(one: Submission) -> Iterator[str]:
    if one.outcome != "accepted":
        yield _headline(one.checked, one.outcome)
        yield from _issue_lines(one.checked)
        return
    counts = f"{one.rows} rows = {one.loaded} loaded + {one.held} held + {one.ignored} left out"
    yield f"{one.file}: {one.checked.contract.title}, {one.term.label}, submission {one.id}. {counts}."
    if one.held or one.ignored or one.checked.issues or one.checked.asked.meant:
        yield from _issue_lines(one.checked)
    closing = one.checked.difference.closing
    if closing and not one.closures_confirmed:
        settings = "1 setting is" if len(closing) == 1 else f"{len(closing)} settings are"
        yield f"  {settings} not on this register. Until --confirm-closures says that they closed, they keep their last entry:"
        yield from (f"    {name}" for name in closing)


def _examples(asked: argparse.Namespace) -> int:
    from data import examples

    today = asked.today or local_day(now())
    files = examples.authority(settings=asked.settings, terms=asked.terms, seed=asked.seed, today=today)
    examples.write(asked.directory, files)
    print(f"{len(files)} steps written to {asked.directory}. Load them all with: python -m data load {asked.directory}")
    return 0


def _export(asked: argparse.Namespace) -> int:
    from data.export import canonical_csv

    contract = contract_named(asked.return_name)
    known_at = parse_moment(asked.known_at) if asked.known_at else now()
    store = _opened(asked)
    sys.stdout.write(canonical_csv(store, contract, term=asked.term, known_at=known_at, on=local_day(known_at)))
    store.close()
    return 0


def _undo(asked: argparse.Namespace) -> int:
    store = _opened(asked)
    print(undo(store, asked.id, by=BY, at=parse_moment(asked.at) if asked.at else None))
    store.close()
    return 0


def _rebuild(asked: argparse.Namespace) -> int:
    from data.rebuild import built_in_memory, built_into

    if not (asked.store or Store.default_path()).exists():
        raise ToolError(f"There is no store “{asked.store or Store.default_path()}”.")
    store = _opened(asked, must_add_up=False)
    try:
        built = built_into(store, asked.into) if asked.into else built_in_memory(store)
    finally:
        store.close()
    if built.differences:
        print("The store is not what its originals and log give:", *built.differences, sep="\n")
    else:
        print(f"The store equals what its originals and log give: {built.submissions} submissions, {built.rows} rows.")
    if asked.into:
        print(f"The new store is {asked.into}, with its originals beside it.")
    return 1 if built.differences else 0


if __name__ == "__main__":
    sys.exit(main())
