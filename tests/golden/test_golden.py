"""Every generated page of a small knowledge base, word for word.

`pytest tests/golden --update-golden` writes the files anew; the diff is what readers will see.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from helpers import DATA, TODAY, open_base
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.publish.site import Sources, publish_site
from rendering import render, see

HERE = Path(__file__).parent
REST = "trends/themes/without-lessons.md"


def pages_of(base: KnowledgeBase) -> dict[str, str]:
    """Markdown by source path; theme pages without a lesson, which differ in little, in one."""
    uris = {id: f"postmortems/{id}.md" for id in (one.postmortem.id for one in base.documents)}
    site = publish_site(base.learned, Sources(documents=base.documents, uris=uris))
    pages = {one.uri: one.page.markdown for one in site.postmortems}
    rest: list[str] = []
    for page in site.pages:
        assert page.uri not in pages, f"two pages at {page.uri}"
        if page.uri.startswith("trends/themes/") and "pm-quotes" not in page.markdown:
            rest.append(f"<!-- {page.uri} -->\n\n{page.markdown}")
        else:
            pages[page.uri] = page.markdown
    return {**pages, REST: "\n".join(sorted(rest))}


def _small() -> dict[str, str]:
    base = KnowledgeBase(DATA / "knowledge-base", DATA, TODAY)
    assert base.config_findings == ()
    assert base.findings == ()
    return pages_of(base)


@pytest.fixture(scope="module")
def small() -> dict[str, str]:
    return _small()


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return pages_of(open_base(tmp_path_factory.mktemp("empty"), {"settings.yml": "version: 1\n"}))


@pytest.mark.parametrize("name", ["small", "empty"])
def test_every_page_is_as_it_was_read_and_found_good(
    name: str, request: pytest.FixtureRequest, updates_golden: bool
) -> None:
    pages: dict[str, str] = request.getfixturevalue(name)
    folder = HERE / name
    kept = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.md")}
    if updates_golden:
        for uri in kept.keys() - pages.keys():
            kept[uri].unlink()
        for uri, markdown in pages.items():
            path = folder / uri
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(markdown, encoding="utf-8", newline="\n")
        return

    assert sorted(kept) == sorted(pages), "run with --update-golden and read the diff"
    for uri, markdown in pages.items():
        assert markdown == kept[uri].read_text("utf-8"), uri


def test_the_same_knowledge_base_gives_the_same_bytes(small: dict[str, str]) -> None:
    assert _small() == small


def test_no_page_has_an_element_of_an_author_s_title(small: dict[str, str]) -> None:
    for uri, markdown in small.items():
        seen = see(render(markdown))
        assert "script" not in seen.tags, uri
        assert "b" not in seen.tags, uri
        assert not [value for _, value in seen.attributes if value.startswith("javascript:")], uri
        if uri != "postmortems/2024-03-08-checkout-refused-orders.md":
            assert "{{" not in markdown, uri


def test_the_draft_has_a_page_and_is_in_no_count(small: dict[str, str]) -> None:
    assert "postmortems/2024-06-01-being-written.md" in small
    for uri, markdown in small.items():
        if "being-written" in markdown:
            # A review names what is still being written; no number counts it.
            assert uri in {
                "incidents/index.md",
                "postmortems/2024-06-01-being-written.md",
                "trends/reviews/2024-q2.md",
            }, uri


def test_a_part_is_never_more_than_its_whole(small: dict[str, str]) -> None:
    for uri, markdown in small.items():
        text = see(render(markdown)).text
        for part, whole in re.findall(r"\b(\d+) of (?:the )?(\d+)\b", text):
            assert int(part) <= int(whole), f"{uri}: {part} of {whole}"


def test_a_sentence_never_says_of_more_than_it_names(small: dict[str, str]) -> None:
    """`1 incident began in 2024 Q1; luck helped in 2 of the 2`: near misses are named or left out."""
    told = re.compile(r"(\d+) incidents? began in ([^.]*luck helped in \d+ of the (\d+)[^.]*)")
    found = [
        (uri, match)
        for uri, text in small.items()
        for match in told.finditer(see(render(text)).text)
    ]

    assert found
    for uri, match in found:
        assert int(match[3]) <= int(match[1]) or "near miss" in match[2], f"{uri}: {match[0]}"


def test_every_link_to_a_lesson_names_an_anchor_of_its_page(small: dict[str, str]) -> None:
    ids = {uri: set(see(render(markdown)).ids) for uri, markdown in small.items() if uri != REST}
    checked = 0
    for uri, markdown in small.items():
        if uri == REST:
            continue
        for name, value in see(render(markdown)).attributes:
            path, _, anchor = value.partition("#")
            if name != "href" or value.startswith("http") or not anchor:
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(uri), unquote(path)))
                if path
                else uri
            )
            if target in ids:
                checked += 1
                assert unquote(anchor) in ids[target], f"{uri} → {value}"
    assert checked > 20


@pytest.mark.parametrize(
    "services",
    [
        "- id: a b\n- id: a-b\n",
        "- id: index\n- id: checkout\n",
        "- id: a/b\n- id: a|b\n",
    ],
)
def test_services_of_like_ids_have_pages_of_their_own(tmp_path: Path, services: str) -> None:
    ids = [line.removeprefix("- id: ") for line in services.splitlines()]
    text = "---\ntitle: A\nseverity: sev-1\nservices: [{}]\nstatus: published\nstarted_at: 2024-03-08\n---\n"
    quoted = ", ".join(f'"{id}"' for id in ids)
    files = {"services.yml": services, "2024-03-08-a.md": text.format(quoted)}

    pages = pages_of(open_base(tmp_path, files))

    assert len([uri for uri in pages if uri.startswith("incidents/services/")]) == 3


def test_a_source_with_a_broken_address_does_not_stop_the_site(tmp_path: Path) -> None:
    text = (
        "---\ntitle: A\nseverity: sev-1\nservices: [a]\nstatus: published\nstarted_at: 2024-03-08\n"
        "account: retold\nconfidence: low\nsources: [{title: T, url: 'https://[x', read: excerpt}]\n---\n"
    )

    pages = pages_of(open_base(tmp_path, {"services.yml": "- id: a\n", "2024-03-08-a.md": text}))

    assert "T" in pages["postmortems/2024-03-08-a.md"]
