"""Where the knowledge base may lie, and what is said when it does not lie there."""

from __future__ import annotations

import pytest

from tests.site.project import RefusedError, build, postmortem, write
from tests.site.web import Site

ONE = postmortem("## Summary\n\nquokkaflush of the cache.\n")

_RULES = ("reference/rules/", "search/")


def _published(site: Site) -> list[str]:
    """The pages, data files and feeds excepted, that hold the words of the postmortem."""
    return [
        path
        for path, data in site.bytes_of.items()
        if b"quokkaflush" in data and path.endswith(".html")
    ]


def test_a_knowledge_base_inside_docs_is_published_once_and_by_us(tmp_path):
    """MkDocs neither prints its YAML nor makes a second page of it."""
    root = write(
        tmp_path,
        {
            "docs/postmortems/2024/2024-05-02-flush.md": ONE,
            "docs/postmortems/services.yml": "- id: shop\n  name: Shop\n",
            "docs/postmortems/README.md": "# Read me\n",
            "docs/postmortems/template.md": "---\ntitle: T\n---\n",
            "docs/index.md": "# Home\n\n[it](postmortems/2024/2024-05-02-flush.md)\n",
        },
        plugins=["search", {"postmortems": {"folder": "docs/postmortems"}}],
    )
    site = Site(build(root))

    assert _published(site) == ["postmortems/2024-05-02-flush/index.html"]
    # The pages of the rules show front matter as examples; no other page does.
    own = "postmortems/2024-05-02-flush/index.md"
    others = (
        data for path, data in site.bytes_of.items() if not path.startswith(_RULES) and path != own
    )
    assert b"started_at:" not in b"".join(others)
    assert [path for path in site.bytes_of if path.endswith((".yml", ".md"))] == [own]
    assert site.broken_links() == []


@pytest.mark.parametrize("folder", ["records", "teams/web/incidents-of-ours"])
def test_the_folder_is_an_option(tmp_path, folder):
    """A knowledge base of any name, at any depth, keeps its addresses."""
    root = write(
        tmp_path,
        {
            f"{folder}/2024/2024-05-02-flush.md": ONE,
            f"{folder}/services.yml": "- id: shop\n  name: Shop\n",
            "docs/index.md": f"# Home\n\n[it](../{folder}/2024/2024-05-02-flush.md)\n",
        },
        plugins=["search", {"postmortems": {"folder": folder}}],
        repo_url="https://example.org/repo/",
        edit_uri="edit/main/docs/",
    )
    site = Site(build(root))
    page = site.page("postmortems/2024-05-02-flush")

    assert _published(site) == [page.path]
    assert site.broken_links() == []


def test_a_folder_that_is_not_there_is_named(tmp_path):
    """The message says which folder is missing, and where it was looked for."""
    root = write(tmp_path, {}, plugins=[{"postmortems": {"folder": "recrods"}}])

    with pytest.raises(RefusedError, match=r"no folder `recrods` beside mkdocs\.yml"):
        build(root, strict=False)


def test_an_empty_knowledge_base_builds(tmp_path):
    """Before the first postmortem every overview says what to do, and no link is broken."""
    site = Site(build(write(tmp_path, {"postmortems/services.yml": ""})))

    assert "No incident is told here yet" in site.page("incidents").main.text
    assert site.broken_links() == []


@pytest.mark.parametrize(
    "path",
    ["incidents/index.md", "incidents/notes.md", "trends/luck.md", "trends/own.md", "trends.md"],
)
def test_a_hand_written_page_under_a_generated_address_is_an_error(tmp_path, path):
    """Nobody's page is overwritten in silence."""
    root = write(tmp_path, {f"docs/{path}": "# Mine\n"})

    with pytest.raises(RefusedError, match=f"{path} stands where generated pages go"):
        build(root, strict=False)


def test_a_hand_written_page_under_the_address_of_a_postmortem_is_an_error(tmp_path):
    """A page of the docs cannot take the address of a postmortem."""
    root = write(
        tmp_path,
        {
            "docs/postmortems/2024-05-02-flush.md": "# Mine\n",
            "postmortems/2024/2024-05-02-flush.md": ONE,
        },
    )

    with pytest.raises(RefusedError, match=r"postmortems/2024-05-02-flush\.md"):
        build(root)


def test_the_build_does_not_depend_on_the_folder_it_is_started_in(tmp_path, monkeypatch):
    """Paths are relative to mkdocs.yml, wherever the command runs."""
    root = write(tmp_path / "project", {"postmortems/2024/2024-05-02-flush.md": ONE})
    monkeypatch.chdir("/")

    assert _published(Site(build(root))) == ["postmortems/2024-05-02-flush/index.html"]


def test_what_is_no_postmortem_is_not_published(tmp_path):
    """Templates, read-mes, hidden and ignored files have no page and no bytes on the site."""
    canary = "canaryword in a file that is no postmortem\n"
    root = write(
        tmp_path,
        {
            "postmortems/2024/2024-05-02-flush.md": ONE,
            "postmortems/settings.yml": f"version: 1\nexclude: [old/*]  # {canary}",
            **{
                f"postmortems/{name}": canary
                for name in ("README.md", "template.md", "_drafts/x.md", ".x.md", "old/y.md")
            },
        },
    )
    site = Site(build(root))

    assert not [path for path, data in site.bytes_of.items() if b"canaryword" in data]
