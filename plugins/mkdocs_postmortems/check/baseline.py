"""Old debt, written down once, so that only new findings count."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence

from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.fingerprint import fingerprints
from mkdocs_postmortems.model.span import Lines

VERSION = 1


class BaselineError(ValueError):
    """A text that is no baseline; the message says what is wrong with it."""


def write_baseline(findings: Sequence[Finding], lines_of: Callable[[str], Lines]) -> str:
    """A baseline of these findings as JSON, one line each, so that a diff shows what was paid.

    A secret is no debt that can wait, and is left out.
    """
    entries = [
        {"path": finding.path, "code": finding.code, "fingerprint": mark}
        for finding, mark in fingerprints(findings, lines_of)
        if not finding.is_secret
    ]
    rows = ",\n".join(f"  {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
    text = f'{{"version": {VERSION}, "findings": [\n{rows}\n]}}\n'
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")


def read_baseline(text: str) -> Counter[str]:
    """The fingerprints of a baseline. Raises `BaselineError`."""
    try:
        raw = json.loads(text)
        if raw["version"] != VERSION:
            message = f"version {raw['version']} is not known"
            raise BaselineError(message)
        return Counter(str(entry["fingerprint"]) for entry in raw["findings"])
    except (json.JSONDecodeError, KeyError, TypeError, RecursionError) as error:
        message = "it is not what `--write-baseline` writes"
        raise BaselineError(message) from error


def without_baseline(
    findings: Sequence[Finding], baseline: Counter[str], lines_of: Callable[[str], Lines]
) -> tuple[Finding, ...]:
    """The findings that are not in the baseline."""
    left = Counter(baseline)
    kept: list[Finding] = []
    for finding, mark in fingerprints(findings, lines_of):
        if left[mark] > 0:
            left[mark] -= 1
        else:
            kept.append(finding)
    return tuple(kept)
