"""Files as settings send them, drawn as small tables, and a store they are loaded into.

`sent(table)` turns a drawn table (first line headings, cells between `|`) into the bytes of a CSV file.
`given(store, table, at=…)` loads one and says what became of it.
"""

from __future__ import annotations

from data.drafts import drafts
from data.store import Store
from data.submission import Submission, accept
from data.terms import Term, parse_moment

REGISTER = """
    urn      | urn_scheme | name            | provider_type            | cluster | funded
    EY100001 |            | Acorn Lane      | group_full_day           | Alder   |
    EY100002 |            | Childminder B02 | childminder              | Alder   | yes
    100003   |            | Cherry School   | school_nursery_class     | Birch   |
    100003   | ofsted     | Cherry Playtime | group_sessional          | Birch   |
    0012345  | la         | Drum Lane       | maintained_nursery_school| Birch   |
"""


def sent(table: str) -> bytes:
    """The bytes of a CSV file drawn as a table."""
    lines = [line.strip() for line in table.strip().splitlines()]
    return "\r\n".join(",".join(cell.strip() for cell in line.split("|")) for line in lines).encode()


def given(store: Store, table: str, *, at: str = "2025-10-03T09:00:00", name: str = "return.csv", term: str | None = None,
          source: str | None = None, **choices) -> Submission:  # fmt: skip
    """Load one drawn file as if accepted at a local moment; its single outcome."""
    (draft,) = drafts(name, sent(table), term=Term.parse(term) if term else None, source=source)
    return accept(store, draft, by="A. Analyst", at=parse_moment(at), **choices)


def rows(store: Store, sql: str) -> list[tuple]:
    """The rows of a query, for looking at what the store holds."""
    with store.cursor() as cursor:
        return cursor.execute(sql).fetchall()
