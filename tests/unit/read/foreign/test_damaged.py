"""Exports of which some values are gone or something else: read or refused, never a crash."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreign_reading import FOREIGN
from mkdocs_postmortems.model.foreign import Foreign
from mkdocs_postmortems.read.foreign import github, jira, pagerduty, wiki
from mkdocs_postmortems.read.foreign.files import Folder, RefusedError
from mkdocs_postmortems.read.foreign.given import Given

SOURCES = {
    "jira/search-v3.json": jira.KIND,
    "jira/issue-v2.json": jira.KIND,
    "github/gh/issues.json": github.KIND,
    "github/rest/issues.json": github.KIND,
    "pagerduty/incidents.json": pagerduty.KIND,
    "pagerduty/log_entries.json": pagerduty.KIND,
    "pagerduty/Q4TIDE9C3M.json": pagerduty.KIND,
}
ODD = (
    None, True, 0, -1.5, 10**30, "", "_", "x\n# y\n|a|", "\ud800\x00", "doc", [], {}, [None], [[1]],
    {"a": [{}]}, {"type": []}, {"type": "doc", "content": [3]}, {"name": {"name": ["x"]}},
)  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
@given(data=st.data())
def test_a_damaged_export_is_read_or_refused(name: str, data: st.DataObject) -> None:
    path = FOREIGN / name
    export = json.loads(path.read_text("utf-8"))
    for _ in range(3):
        places = list(_places(export))
        where, key = places[data.draw(st.integers(0, len(places) - 1))]
        where[key] = deepcopy(data.draw(st.sampled_from(ODD)))
    content = json.dumps(export).encode()
    source = Given(name=path.name, data=content, files=Folder(path.parent))

    # Pandoc takes a tenth of a second, and what it may be given is not what is tested here.
    with patch.object(wiki, "_converted", str), suppress(RefusedError):
        for one in SOURCES[name].read(source):
            assert not isinstance(one, Foreign) or one.text.encode("utf-8") is not None


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = value if isinstance(value, dict) else range(len(value) if isinstance(value, list) else 0)
    for key in keys:
        yield value, key
        yield from _places(value[key])
