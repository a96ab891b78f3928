"""What a new postmortem may begin with: the record of one incident, or what was said meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs_postmortems.model.foreign import Foreign, Read, Refused
from mkdocs_postmortems.read.foreign import entries, jira, pagerduty
from mkdocs_postmortems.read.foreign.files import RefusedError
from mkdocs_postmortems.read.foreign.kinds import opened, read_sources
from mkdocs_postmortems.read.foreign.slack import is_slack, read_channels

KINDS = (pagerduty.KIND, jira.KIND, entries.KIND)
"""Asked in this order; a Slack export is many files and is asked for before."""

_WHAT = "a PagerDuty incident, a Jira issue, a Slack export, or entries as JSON or CSV"


def read_beginning(path: Path, pick: str | None, *, all_messages: bool) -> Foreign:
    """The one incident of a file, a folder or a zip file; of several the one that `pick` names.

    Raises `RefusedError` where there is none, or more than one.
    """
    read = list(_read(path, all_messages=all_messages))
    found = [one for one in read if isinstance(one, Foreign)]
    if pick is not None:
        chosen = [one for one in found if one.source == pick]
        found = chosen or [one for one in found if pick in one.source]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        listed = ", ".join(one.source for one in found[:8])
        more = " …" if len(found) > 8 else ""
        message = f"it holds {len(found)} incidents: {listed}{more}"
        raise RefusedError(message, "say which with --pick")
    if pick is not None and any(isinstance(one, Foreign) for one in read):
        listed = ", ".join(one.source for one in read[:8])
        message = f"it holds no `{pick}`"
        raise RefusedError(message, f"it holds {listed}")
    refused = next((one for one in read if isinstance(one, Refused)), None)
    if refused is None or refused.help == "say it with --from":
        raise RefusedError(f"it is not {_WHAT}", "for old documents there is `postmortems import`")
    raise RefusedError(refused.reason, refused.help)


def _read(path: Path, *, all_messages: bool) -> Iterator[Read]:
    files, names, _ = opened(path)
    if is_slack(files, names):
        yield from read_channels(files, names, all_messages=all_messages)
        return
    yield from read_sources(path, kinds=KINDS)
