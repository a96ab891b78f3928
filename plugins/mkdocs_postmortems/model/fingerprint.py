"""What makes a finding the same one after lines have moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import sha256

from mkdocs_postmortems.model.finding import Finding
from mkdocs_postmortems.model.span import Lines


def fingerprints(
    findings: Iterable[Finding], lines_of: Callable[[str], Lines]
) -> list[tuple[Finding, str]]:
    """Each finding with a hash of its path, code and line, and of how often that stood before.

    The line number is no part of it, so that text added above changes nothing; two equal lines of
    one file still differ.
    """
    seen: Counter[str] = Counter()
    texts: dict[str, Lines] = {}
    found: list[tuple[Finding, str]] = []
    for finding in findings:
        if finding.path not in texts:
            texts[finding.path] = lines_of(finding.path)
        lines = texts[finding.path]
        number = finding.place.line
        row = lines.line(number) if 0 < number <= len(lines.starts) else ""
        key = "\0".join((finding.path, finding.code, " ".join(row.split())))
        seen[key] += 1
        digest = sha256(f"{key}\0{seen[key]}".encode("utf-8", errors="replace")).hexdigest()
        found.append((finding, digest[:32]))
    return found
