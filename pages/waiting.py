"""The files that wait to be accepted, and the sentence that sums them up."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.charts.style import counted, listed, plural, sentence, spelled
from data.drafts import Checked
from data.uploads import Upload


@dataclass(frozen=True)
class Waiting:
    """An upload with what was found in it, one `Checked` a return."""

    upload: Upload
    checks: tuple[Checked, ...]

    @property
    def outcome(self) -> str:
        """ready, blocked, unreadable or duplicate, for the file as a whole."""
        outcomes = {check.outcome for check in self.checks}
        if outcomes <= {"duplicate"}:
            return "duplicate"
        if "unreadable" in outcomes:
            return "unreadable"
        return "blocked" if "blocked" in outcomes else "ready"

    @property
    def is_register(self) -> bool:
        return any(check.contract and check.contract.replaces == "register" for check in self.checks)

    @property
    def by_memory(self) -> bool:
        """Whether something in it was read as was said about an earlier file."""
        return any(meaning.remembered for check in self.checks if check.asked for meaning in check.asked.meant)

    @property
    def to_put_right(self) -> int:
        return sum(len(check.blocking) for check in self.checks)

    @property
    def rows(self) -> int:
        return sum(check.rows for check in self.checks)

    @property
    def what(self) -> str:
        """The returns in the file and their term."""
        titles = list(dict.fromkeys(check.contract.title for check in self.checks if check.contract))
        termly = [check for check in self.checks if check.contract and check.contract.replaces == "setting"]
        terms = list(dict.fromkeys(check.term.label for check in termly if check.term))
        return " · ".join(part for part in (listed(titles), listed(terms)) if part) or "Not recognised"


def answer(files: list[Waiting], has_register: bool) -> str:
    """The page's h1: how many files are ready and what the others need."""
    if not files:
        return "Drop your files here. Nothing changes until you accept." if has_register else "Begin with the register of settings."
    ready = sum(one.outcome == "ready" for one in files)
    cells = sum(one.to_put_right for one in files if one.outcome == "blocked")
    unread = sum(one.outcome == "unreadable" for one in files)
    whole = {1: "Your file is ready"}.get(len(files), f"All {spelled(len(files))} files are ready")
    said = [
        whole
        if ready == len(files)
        else f"{sentence(spelled(ready))} of your {spelled(len(files))} files {plural(ready, 'is', 'are')} ready"
        if ready
        else ""
    ]
    if cells:
        said.append(f"{sentence(counted(cells, 'thing needs', 'things need'))} to be put right before everything can be accepted")
    if unread:
        said.append(f"{sentence(counted(unread, 'file', 'files'))} could not be read")
    if len(said) == 1 and not said[0]:
        said.append("Your file is already loaded" if len(files) == 1 else "These files are already loaded")
    return ". ".join(part for part in said if part) + "."
