"""Every fix that a rule offers, on the failing examples of the rule pages."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.write.fix import apply_fixes, fix_bytes
from tests.unit.check.examples import TODAY
from tests.unit.check.test_rule_pages import example, examples

BOM = b"\xef\xbb\xbf"


FIXABLE = {
    *("PM002", "PM004", "PM005", "PM102", "PM105", "PM106", "PM107", "PM109", "PM110"),
    *("PM410", "PM411", "PM412", "PM418", "PM801", "PM910"),
}
"""Rules with a fix for at least one of their examples."""


def test_the_rules_with_fixes_are_these(tmp_path: Path) -> None:
    found = {
        code
        for code, number in examples("Fails")
        for one in example(code, "Fails", number).findings(tmp_path / f"{code}-{number}")
        if one.fix
    }

    assert found == FIXABLE


@pytest.fixture(
    params=[one for one in examples("Fails") if one[0] in FIXABLE],
    ids=lambda one: f"{one[0]}-{one[1]}",
)
def mended(request: pytest.FixtureRequest, tmp_path: Path):
    """A knowledge base, the file that an example is about, and its findings with fixes."""
    code, number = request.param
    failing = example(code, "Fails", number)
    found = [one for one in failing.findings(tmp_path) if one.fix and one.path == failing.main]
    base = KnowledgeBase(tmp_path / "postmortems", tmp_path, TODAY, audience="restricted")
    return base, tmp_path / failing.main, found


def test_a_fix_settles_its_finding_and_brings_about_no_other(mended) -> None:
    base, path, found = mended
    data = path.read_bytes()
    before = Counter(one.code for one in base.check_file(path, data))
    for one in found:
        after = Counter(left.code for left in base.check_file(path, apply_fixes(data, [one.fix])))
        assert before - after == Counter([one.code])
        assert after - before == Counter()


def test_a_fix_changes_its_own_spans_and_no_other_byte(mended) -> None:
    base, path, found = mended
    data = path.read_bytes()
    text = base.read(path, data).text
    for one in found:
        spans = [edit.span for edit in one.fix.edits]
        assert spans == sorted(spans)
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
        first, last = spans[0].start, spans[-1].end
        changed = apply_fixes(data, [one.fix]).removeprefix(BOM).decode()
        assert changed.startswith(text[:first])
        assert changed.endswith(text[last:])


def test_fixes_are_made_until_nothing_is_left_and_then_change_nothing(mended) -> None:
    base, path, found = mended
    check = partial(base.check_file, path)
    once = fix_bytes(path.read_bytes(), check, unsafe=True)

    assert bool(once.applied) == bool(found)
    assert not [one for one in check(once.data) if one.fix]
    assert fix_bytes(once.data, check, unsafe=True).data == once.data


def test_windows_line_ends_stay_and_the_fix_is_the_same(mended) -> None:
    base, path, _ = mended
    data = path.read_bytes().replace(b"\r\n", b"\n")
    check = partial(base.check_file, path)
    plain = fix_bytes(data, check, unsafe=True).data

    assert fix_bytes(data.replace(b"\n", b"\r\n"), check, unsafe=True).data == plain.replace(
        b"\n", b"\r\n"
    )


def test_without_leave_to_guess_only_safe_fixes_are_made(mended) -> None:
    base, path, _ = mended
    fixed = fix_bytes(path.read_bytes(), partial(base.check_file, path))

    assert all(one.fix and one.fix.safe for one in fixed.applied)
    assert fixed.applied or fixed.data == path.read_bytes()
