"""What many questions read, worked out once: a standing relation of a day and a moment is kept while the store does not change.

A question's SQL says `FROM standing.cover($as_of, $known_at)`. Planning and running that takes ten times as long as the rest of the
question, and the next filter and the next question ask for the same rows. So each such call whose arguments are inputs or words is
asked by itself, its rows are kept with the store, and the statement reads them under a name of their own. What a relation holds
is still said in `standing.sql` alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from data.store import Cursor, Store

_CALL = re.compile(r"\b(FROM|JOIN)(\s+)(standing\.(\w+)\(\s*((?:\$\w+|'\w+')(?:\s*,\s*(?:\$\w+|'\w+'))*)\s*\))")


def with_kept_relations(store: Store, cursor: Cursor, statement: str, values: Mapping[str, object], *, told: object) -> str:
    """The statement reading kept relations, which are registered on the cursor; `values` are what it may bind.

    `told` is what the relations depend on beside their arguments and the store: what the cursor was told before.
    """
    version = store.version
    names: dict[str, str] = {}

    def kept(call: re.Match[str]) -> str:
        before, space, relation, name, arguments = call.groups()
        if relation not in names:
            bound = {each: values[each] for each in re.findall(r"\$(\w+)", arguments)}
            asked = f"{name}({' '.join(arguments.split())}) {bound!r} {told!r}"
            rows = store.kept.value(version, asked, lambda: cursor.execute(f"FROM {relation}", bound).to_arrow_table())
            names[relation] = f"kept_{len(names) + 1}_{name}"
            cursor.register(names[relation], rows)
        return f"{before}{space}{names[relation]}"

    return _CALL.sub(kept, statement)
