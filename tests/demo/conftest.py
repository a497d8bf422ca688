"""The demo, run once for all the tests that look at what came of it."""

from __future__ import annotations

import pytest

from worker.demo.demonstration import demonstrate


@pytest.fixture(scope="session")
def kept(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "kept"


@pytest.fixture(scope="session")
def done(kept):
    return demonstrate(kept)
