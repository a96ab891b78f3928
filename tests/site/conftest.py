"""What the tests of whole sites share: a quiet host, a fixed day, one build of this project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.site.project import EPOCH, QUIET, build
from tests.site.web import Site

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session", autouse=True)
def _fixed_environment() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**QUIET, "SOURCE_DATE_EPOCH": EPOCH}.items():
            patch.setenv(name, value)
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """This project's own site, built once; one test builds it again, strictly."""
    return Site(build(REPOSITORY, strict=False, site=tmp_path_factory.mktemp("own")))
