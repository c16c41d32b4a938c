"""Whether a store adds up, asked each time one is opened: a submission's rows are all there, or it is named.

A submission's rows in the file are those loaded, held and left out; the loaded ones are in its return's
table, but for nil rows, which `submission_settings` keeps. Everything is written in one transaction, so a
difference means that something other than this dashboard changed the file.
"""

from __future__ import annotations

import duckdb

from data.contracts import CONTRACTS


def unsound(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """One sentence for each submission whose rows do not add up, and for rows that belong to none; in order of number."""
    kept = " UNION ALL ".join(f'SELECT submission, count(*) AS rows FROM main."{name}" GROUP BY submission' for name in CONTRACTS)
    found = cursor.execute(f"""
        WITH kept AS (SELECT submission, sum(rows) AS rows FROM ({kept}) GROUP BY submission),
        nils AS (SELECT submission, count(*) FILTER (nil) AS rows FROM main.submission_settings GROUP BY submission),
        waiting AS (SELECT submission, count(*) AS rows FROM main.held_rows GROUP BY submission)
        SELECT coalesce(b.id, kept.submission, nils.submission, waiting.submission), b.file_name, b.id IS NULL,
               b.row_count, b.loaded, b.held, b.ignored,
               (coalesce(kept.rows, 0) + coalesce(nils.rows, 0))::INTEGER, coalesce(waiting.rows, 0)::INTEGER
        FROM main.submissions b
        FULL JOIN kept ON kept.submission = b.id
        FULL JOIN nils ON nils.submission = coalesce(b.id, kept.submission)
        FULL JOIN waiting ON waiting.submission = coalesce(b.id, kept.submission, nils.submission)
        WHERE b.id IS NULL OR b.row_count <> b.loaded + b.held + b.ignored
              OR b.loaded <> coalesce(kept.rows, 0) + coalesce(nils.rows, 0) OR b.held <> coalesce(waiting.rows, 0)
        ORDER BY 1""").fetchall()
    return [_sentence(*row) for row in found]


def _sentence(
    number: int, file_name: str | None, unknown: bool, rows: int, loaded: int, held: int, ignored: int, loaded_kept: int, held_kept: int
) -> str:
    if unknown:
        return f"There are rows of a submission {number}, which is not in the log."
    called = f"Submission {number} ({file_name})"
    if loaded != loaded_kept:
        return f"{called} loaded {_rows(loaded)}, and {loaded_kept} are here."
    if held != held_kept:
        return f"{called} held {_rows(held)}, and {held_kept} are here."
    return f"{called} had {_rows(rows)}, which is not {loaded} loaded + {held} held + {ignored} left out."


def _rows(number: int) -> str:
    return f"{number} row{'' if number == 1 else 's'}"
