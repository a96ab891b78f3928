"""What every test may use."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# With importlib's import mode nothing is on the path; every kind of test shares `helpers`.
sys.path.insert(0, str(Path(__file__).parent))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files from what the code gives now; read the diff before committing",
    )


@pytest.fixture
def updates_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
