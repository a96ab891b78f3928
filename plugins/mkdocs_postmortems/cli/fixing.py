"""`--fix` and `--diff`: the edits themselves are made in `write`."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.read.source import read_bytes
from mkdocs_postmortems.report.summary import plural
from mkdocs_postmortems.write.files import write_atomically
from mkdocs_postmortems.write.fix import fix_bytes


def fix_files(
    chosen: Iterable[tuple[KnowledgeBase, tuple[Path, ...]]], *, unsafe: bool, diff: bool
) -> int:
    """Mend files in place, or print what would change; the number of files that change."""
    changed = settled = 0
    for base, paths in chosen:
        broken = {one.path for one in base.check(paths) if one.fix}
        for path in paths:
            if base.shown(path) not in broken:
                continue
            data, problem = read_bytes(path)
            if problem is not None:
                continue
            fixed = fix_bytes(data, partial(base.check_file, path), unsafe=unsafe)
            if fixed.data == data:
                continue
            changed += 1
            settled += len(fixed.applied)
            if diff:
                click.echo(_diff(base.shown(path), data, fixed.data), nl=False)
            else:
                write_atomically(path, fixed.data)
    if not diff and changed:
        click.echo(f"mended {plural(settled, 'problem')} in {plural(changed, 'file')}", err=True)
    return changed


def _diff(path: str, old: bytes, new: bytes) -> str:
    before, after = (text.decode("utf-8").splitlines(keepends=True) for text in (old, new))
    lines = difflib.unified_diff(before, after, f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
