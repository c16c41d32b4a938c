"""Every sentence a person can meet about a file, word for word, in one place: `messages.txt`, beside this file.

The sentences are collected from the code: what reading refuses, the faults of cells, the rules, what was told before, how a file was
read, and what cannot be done. What is filled in while the dashboard runs stands there as {…}. A sentence that is changed or added is
written into the list too, where it is read beside the others; `python -m tests.test_messages` does the writing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
CATALOGUE = Path(__file__).with_name("messages.txt")
FILLED_IN = "{…}"
# A sentence, or the end of one: a word before a full stop, and a blank or nothing after it.
SENTENCE = re.compile(r"[\w’”)}!]\.(\s|$)")
SQL = re.compile(r"\b(SELECT|CREATE|INSERT|UPDATE|DELETE|FROM|UNION)\b")
LITERAL = re.compile(r"'((?:[^']|'')*)'")


def texts_of(tree: ast.AST) -> Iterator[str]:
    """Every text of a module but its docstrings, put together where it is added up, with {…} for what is filled in."""
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant):
        return
    text = _text(tree)
    if text is not None:
        yield text
        for inner in ast.walk(tree):
            if isinstance(inner, ast.FormattedValue):
                yield from texts_of(inner.value)
        return
    for child in ast.iter_child_nodes(tree):
        yield from texts_of(child)


def _text(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else FILLED_IN for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _text(left), _text(right)
            return None if first is None and second is None else (first or FILLED_IN) + (second or FILLED_IN)
    return None


def sentences_of(text: str) -> Iterator[str]:
    """The sentences in a text: itself, or, in a statement of SQL, what stands in quotation marks and has a blank in it."""
    if SQL.search(text) or re.search(r"'\s*\|\|", text):
        for literal in LITERAL.findall(text):
            if re.search(r"[a-z]{2} |[a-z] [a-z]", literal) and not SQL.search(literal):
                yield literal.replace("''", "'").strip()
    elif SENTENCE.search(text) and len(text.split()) >= 3 and "regexp_" not in text:
        yield " ".join(re.sub(r"\{(?!…\})[^{}]*\}", FILLED_IN, text).split())


def collected() -> dict[str, set[str]]:
    """Module or rule → its sentences."""
    found: dict[str, set[str]] = {}
    for path in (*sorted((PROJECT / "data").glob("*.py")), PROJECT / "data" / "contracts" / "__init__.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = {sentence for text in texts_of(tree) for sentence in sentences_of(text)}
        said |= {
            text
            for node in ast.walk(tree)
            if isinstance(node, ast.keyword) and node.arg in ("title", "nil_means") and (text := _text(node.value)) and " " in text
        }
        found[str(path.relative_to(PROJECT))] = said
    for path in sorted((PROJECT / "data" / "rules").glob("*/*.sql")):
        lines = path.read_text(encoding="utf-8").splitlines()
        said = {line.partition("says: ")[2] for line in lines if line.startswith("-- says: ")}
        body = "\n".join(line for line in lines if not line.startswith("--"))
        found[str(path.relative_to(PROJECT))] = said | set(sentences_of(body))
    return {name: said for name, said in found.items() if said}


def as_text(found: dict[str, set[str]]) -> str:
    """The catalogue as it stands in its file: a line with # and a name, then a line a sentence."""
    return "\n".join(f"# {name}\n" + "".join(f"{sentence}\n" for sentence in sorted(said)) for name, said in found.items())


def catalogue() -> dict[str, set[str]]:
    """The file, as `collected` gives the code."""
    found: dict[str, set[str]] = {}
    for line in CATALOGUE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            said = found.setdefault(line[2:], set())
        elif line:
            said.add(line)
    return found


FOUND = collected()


@pytest.mark.parametrize("name", sorted(FOUND.keys() | catalogue().keys()))
def test_every_sentence_of_the_code_is_in_the_catalogue_and_no_other(name: str) -> None:
    said, listed = FOUND.get(name, set()), catalogue().get(name, set())
    assert {"to add to messages.txt": sorted(said - listed), "to take out": sorted(listed - said)} == {
        "to add to messages.txt": [],
        "to take out": [],
    }


# Words that blame or that only programmers use; a spreadsheet’s own error is called so on its screen.
BLUNT = re.compile(
    r"\b(invalid|illegal|failed|failure|fatal|abort\w*|exception|null|parse\w*|bytes|string|boolean|integer|schema|delimiter|please|sorry|oops"
    r"|must not be null|forbidden|you (forgot|did not)|your mistake|breach)\b|(?<!spreadsheet )\berrors?\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_sentence_is_plain_english(name: str) -> None:
    odd = {said: found[0] for said in FOUND[name] if (found := BLUNT.search(said))}
    long = {part for said in FOUND[name] for part in re.split(r"(?<=[.:;]) ", said) if len(part.split()) > 36}
    straight = {said for said in FOUND[name] if re.search(r"(?<=\w)'(?=\w)|\"", said)}
    assert (odd, long, straight) == ({}, set(), set())


def test_a_sentence_that_is_not_in_the_catalogue_is_found() -> None:
    planted = ast.parse('"""Docstring. Not said."""\nraise UnreadableFile(f"Row {number} is new. " + "Send it again.", "new")')
    assert [said for text in texts_of(planted) for said in sentences_of(text)] == [f"Row {FILLED_IN} is new. Send it again."]
    assert list(sentences_of("SELECT 'The day of ' || said || ' is here' AS message FROM typed")) == ["The day of", "is here"]


if __name__ == "__main__":
    CATALOGUE.write_text(as_text(FOUND), encoding="utf-8")
