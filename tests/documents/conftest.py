"""The child processes that rebuild papers end with the tests."""

from collections.abc import Iterator

import pytest

from firstcheck.intake import guard


@pytest.fixture(scope="session", autouse=True)
def children_end_with_the_tests() -> Iterator[None]:
    yield
    guard.close()
