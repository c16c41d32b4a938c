"""Frames of nothing but counts, for testing sentences."""

from __future__ import annotations

import pandas as pd


def said(text: str) -> str:
    """With plain spaces, as a test is easier to read."""
    return text.replace("\u00a0", " ")


def settings(*rows: str) -> pd.DataFrame:
    """`expected Alder ivn`: three settings of Alder, one in post, one vacant, one not known."""
    covers = {"i": "in_post", "s": "shared", "t": "interim", "v": "vacant", "n": "not_known"}
    types = {"must": "school_nursery_class", "expected": "group_full_day", "encouraged": "childminder", "none": "childminder_agency"}
    made = [
        {"provider_type": types[expectation], "cluster": cluster, "expectation": expectation, "cover": covers[letter]}
        for expectation, cluster, letters in (row.split() for row in rows)
        for letter in letters
    ]
    return pd.DataFrame(made, columns=["provider_type", "cluster", "expectation", "cover"])


SIXTY_NINE = settings(
    f"expected Alder {'i' * 11}sv", f"expected Birch {'i' * 14}vn", f"expected Cherry {'i' * 11}n", f"expected Damson {'i' * 10}vvvnn",
    f"expected Elm {'i' * 12}v", "must Alder iv", "encouraged Alder vvnn", "none Alder n",
)  # fmt: skip


def waiting(**services: list[int]) -> pd.DataFrame:
    """Days waited by service; a negative figure is a referral sent back to its setting."""
    rows = [(service, "setting" if days < 0 else "service", abs(days)) for service, waits in services.items() for days in waits]
    return pd.DataFrame(rows, columns=["service", "waiting", "wait_days"])


def missed(*counts: int | None) -> pd.DataFrame:
    rows = [
        {"setting": f"s{n}", "name": f"Nursery {n}", "missed_in_a_row": count, "invited": 0 if count is None else 7}
        for n, count in enumerate(counts)
    ]
    made = pd.DataFrame(rows, columns=["setting", "name", "missed_in_a_row", "invited"])
    return made.astype({"missed_in_a_row": "Int64", "invited": "Int64"})


def attendance(**terms: tuple[int, int]) -> pd.DataFrame:
    """`Alder__2026_autumn=(16, 20)`: sixteen of twenty came."""
    rows = []
    for place, (came, invited) in terms.items():
        cluster, term = place.split("__")
        rows.append((cluster, term.replace("_", "-"), invited, came, came / invited if invited else None))
    return pd.DataFrame(rows, columns=["cluster", "term", "settings_invited", "settings_attended", "attendance_share"])
