"""`--fix` and `--diff`: the edits themselves are made in `write`."""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import click

from mkdocs_postmortems.cli.output import guarded
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.read.source import read_bytes
from mkdocs_postmortems.report.summary import plural
from mkdocs_postmortems.report.text import masked
from mkdocs_postmortems.write.files import write_atomically
from mkdocs_postmortems.write.fix import fix_bytes


def fix_files(
    chosen: Iterable[tuple[KnowledgeBase, tuple[Path, ...]]],
    *,
    unsafe: bool,
    diff: bool,
    cache: bool = True,
) -> int:
    """Mend files in place, or print what would change; the number of files that change."""
    changed = settled = 0
    diffs: list[str] = []
    for base, paths in chosen:
        broken = {one.path for one in base.check(paths, cache=cache) if one.fix}
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
                diffs.append(_diff(base, path, data, fixed.data))
            else:
                write_atomically(path, fixed.data)
    if diffs:
        click.echo(guarded("".join(diffs)), nl=False)
    if not diff and changed:
        click.echo(f"mended {plural(settled, 'problem')} in {plural(changed, 'file')}", err=True)
    return changed


def _diff(base: KnowledgeBase, path: Path, old: bytes, new: bytes) -> str:
    """A unified diff; a secret beside a change is covered in it."""
    shown = base.shown(path)
    secrets = [one.place for one in base.check_file(path, old) if one.is_secret]
    lines = base.read(path, old).lines
    before, after = (_lines(masked(lines, secrets, one.decode("utf-8"))) for one in (old, new))
    rows = difflib.unified_diff(before, after, f"a/{shown}", f"b/{shown}")
    end = "\n\\ No newline at end of file\n"
    return "".join(row if row.endswith("\n") else row + end for row in rows)


def _lines(text: str) -> list[str]:
    """Lines as `patch` has them: what ends one is a line feed and nothing else."""
    return list(io.StringIO(text, newline="\n"))
