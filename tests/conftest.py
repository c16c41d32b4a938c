"""What every test can ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.register_assert_rewrite("tests.drawn")

from data.store import Store  # noqa: E402


@pytest.fixture
def store() -> Iterator[Store]:
    """A fresh, empty store that lives as long as the test."""
    opened = Store.memory()
    yield opened
    opened.close()
