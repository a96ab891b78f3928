"""A build holds what its audience may read, and not a byte more."""

from __future__ import annotations

import pytest
from tests.site.project import EXTENSIONS, build, postmortem, run, write
from tests.site.web import Site

PUBLIC = "publiccanary"
INTERNAL = "internalcanary"
RESTRICTED = "restrictedcanary"
BROKEN = "brokencanary"


def _body(word: str) -> str:
    return (
        f"## Summary\n\nThe {word} of a summary. ![picture](picture-{word}.png)\n\n"
        f"## Timeline\n\n- 10:00 {word} begins\n\n"
        f"## What went wrong\n\n- [rollback] The {word} went wrong.\n\n"
        f"## Where we got lucky\n\n- [timing] The {word} was lucky.\n\n"
        f"## Action items\n\n| Id | Action | Owner |\n|---|---|---|\n| A1 | {word} | {word} |\n"
    )


def _told(word: str, visibility: str, day: str) -> str:
    return postmortem(
        _body(word),
        title=f"Title {word}",
        visibility=visibility,
        started_at=f"{day}T10:00:00+00:00",
        resolved_at=None,
        owner=word,
        tags=[word],
        impact={"summary": f"Impact {word}", "customers": word},
    )


FILES = {
    "postmortems/2024/2024-01-01-for-all.md": _told(PUBLIC, "public", "2024-01-01"),
    f"postmortems/2024/picture-{PUBLIC}.png": f"{PUBLIC} pixels",
    "postmortems/2024/2024-02-02-for-us.md": _told(INTERNAL, "internal", "2024-02-02"),
    f"postmortems/2024/picture-{INTERNAL}.png": f"{INTERNAL} pixels",
    "postmortems/2024/2024-03-03-for-few/index.md": _told(RESTRICTED, "restricted", "2024-03-03"),
    f"postmortems/2024/2024-03-03-for-few/picture-{RESTRICTED}.png": f"{RESTRICTED} pixels",
    "postmortems/2024/2024-03-03-for-few/notes.txt": f"{RESTRICTED} notes",
    "postmortems/2024/2024-04-04-yaml.md": (
        f"---\ntitle: '{BROKEN}\nvisibility: public\nowner: {BROKEN}\n---\n\n{_body(BROKEN)}"
    ),
    f"postmortems/2024/picture-{BROKEN}.png": f"{BROKEN} pixels",
    "postmortems/2024/2024-05-05-value.md": _told(BROKEN, "publik", "2024-05-05"),
    "postmortems/2024/2024-06-06-fence.md": f"---\ntitle: {BROKEN}\n\n{_body(BROKEN)}",
    "postmortems/2024/2024-07-07-bytes.md": b"---\ntitle: \xff " + BROKEN.encode() + b"\n---\n",
    "postmortems/2024/2024-08-08-wrong.md": (
        f"---\ntitle: [{BROKEN}]\nvisibility: restricted\n{BROKEN}: 1\nseverity: {BROKEN}\n"
        f"services: [{BROKEN}]\nstarted_at: {BROKEN}\n---\n\n{_body(BROKEN)}"
    ),
}


@pytest.fixture(scope="module", params=["public", "internal", "restricted"])
def built(request, tmp_path_factory) -> tuple[str, Site, str]:
    """The audience, its site, and all that MkDocs said, at its most talkative."""
    files = FILES | {"postmortems/settings.yml": f"version: 1\naudience: {request.param}\n"}
    root = write(
        tmp_path_factory.mktemp("audience"),
        files,
        markdown_extensions=EXTENSIONS,
        plugins=["search", "postmortems", "macros"],
        theme={"name": "material", "font": False},
    )
    (root / "docs/index.md").write_text(
        "# Home\n\n{{ postmortem_count() }} told\n\n{{ postmortem_newest(limit=99) }}\n\n"
        "{{ postmortem_table(limit=99) }}\n\n{{ postmortem_luck(limit=99) }}\n"
    )
    done = run(root, "build", "--verbose")
    assert done.returncode == 0, done.stdout
    return request.param, Site(root / "site"), done.stdout


def _hidden(audience: str) -> tuple[str, ...]:
    return {"public": (INTERNAL, RESTRICTED, BROKEN), "internal": (RESTRICTED, BROKEN)}.get(
        audience, ()
    )


def test_no_byte_of_a_hidden_document_is_on_the_site(built):
    """Neither names nor contents of the site's files hold a word that the audience may not read."""
    audience, site, _ = built
    for word in _hidden(audience):
        found = [
            path
            for path, data in site.bytes_of.items()
            if word.encode() in data or word in path or word.encode() in path.encode()
        ]
        assert found == []


def test_no_word_of_a_hidden_document_is_in_the_log(built):
    """Findings of a hidden document name a code and a line, and quote nothing."""
    audience, _, said = built
    for word in _hidden(audience):
        assert [line for line in said.splitlines() if word in line] == []
    if audience != "restricted":
        assert "postmortems/2024/2024-04-04-yaml.md:" in said


def test_counts_hold_only_what_the_audience_may_read(built):
    """A hidden document is in no number."""
    audience, site, _ = built
    expected = {"public": 1, "internal": 2, "restricted": 4}[audience]  # 2024-05-05 is readable
    answer = site.page("incidents").main.all(of="pm-answer")[0].text

    assert answer.startswith(f"{expected} incident")
    assert site.page("").main.text.startswith(f"Home {expected} told")


def test_what_the_audience_may_read_is_there(built):
    """The test above would hold for an empty site too: this one does not."""
    audience, site, _ = built
    everything = b"".join(site.bytes_of.values())

    assert f"{PUBLIC} begins".encode() in everything
    assert f"{PUBLIC} pixels".encode() in everything
    assert (f"{INTERNAL} pixels".encode() in everything) == (audience != "public")
    assert (f"{RESTRICTED} notes".encode() in everything) == (audience == "restricted")


def _secret(word: str, line: str = "visibility: restricted") -> str:
    """A document that is to be restricted by a line of its front matter."""
    return _told(word, "public", "2024-01-01").replace("visibility: public", line)


UNCERTAIN = {
    "misspelt": _secret("uncertain", "visiblity: restricted"),
    "capital-key": _secret("uncertain", "Visibility: restricted"),
    "capital-value": _secret("uncertain", "visibility: Restricted"),
    "twice": _secret("uncertain", "visibility: restricted\nvisibility: public"),
    "twice-turned": _secret("uncertain", "visibility: public\nvisibility: restricted"),
    "list": _secret("uncertain", "visibility: [restricted]"),
    "indented": _secret("uncertain", " visibility: restricted"),
    "tab": _secret("uncertain", "visibility:\trestricted"),
    "utf-16": _secret("uncertain").encode("utf-16"),
    "odd-blank": _secret("uncertain", "visibility\xa0: restricted"),
    "latin-1": _secret("uncertain", "visibility: restricted\xa0").encode("latin-1"),
    "byte-order-mark": b"\xef\xbb\xbf" + _secret("uncertain").encode(),
    "windows-lines": _secret("uncertain").replace("\n", "\r\n"),
    "old-mac-lines": _secret("uncertain").replace("\n", "\r"),
    "blank-first": "\n" + _secret("uncertain"),
    "indented-fence": " " + _secret("uncertain"),
    "long-fence": "-" + _secret("uncertain"),
    "toml": '+++\nvisibility = "restricted"\n+++\n\nuncertain\n',
}


def test_a_visibility_that_is_written_oddly_opens_nothing(tmp_path):
    """Where it is not certain that a document is public, a public site has no word of it."""
    files = {f"postmortems/2024-01-01-{name}.md": text for name, text in UNCERTAIN.items()}
    files["postmortems/settings.yml"] = "version: 1\naudience: public\ndefault_visibility: public\n"
    site = Site(build(write(tmp_path, files), strict=False))
    everything = b"".join(site.bytes_of.values())

    assert b"uncertain" not in everything


def test_a_hidden_document_does_not_displace_a_public_one_of_its_name(tmp_path):
    """Where a restricted file has the id of a public one, the public page is published whole."""
    name = "2024-01-01-for-all.md"
    root = write(
        tmp_path,
        {
            f"postmortems/a/{name}": _told(RESTRICTED, "restricted", "2024-01-01"),
            f"postmortems/b/{name}": _told(PUBLIC, "public", "2024-01-01"),
            f"postmortems/b/picture-{PUBLIC}.png": "pixels",
            "postmortems/settings.yml": "version: 1\naudience: public\n",
        },
        repo_url="https://example.org/repo/",
        edit_uri="edit/main/docs/",
        theme={"name": "material", "font": False, "features": ["content.action.edit"]},
    )
    done = run(root, "build")
    site = Site(root / "site")
    page = site.page("postmortems/2024-01-01-for-all")

    assert done.returncode == 0, done.stdout
    assert f"The {PUBLIC} of a summary" in page.main.text
    assert "postmortems/b/" in page.html
    assert "postmortems/a/" not in page.html
    assert RESTRICTED not in page.html


def test_a_picture_of_a_restricted_document_is_not_copied_by_a_docs_build(tmp_path):
    """A knowledge base inside docs/ leaves nothing for MkDocs to copy on its own."""
    files = {path.replace("postmortems/", "docs/kb/", 1): text for path, text in FILES.items()}
    files["docs/kb/services.yml"] = "- id: shop\n  name: Shop\n"
    files["docs/kb/settings.yml"] = "version: 1\naudience: public\n"
    root = write(
        tmp_path,
        files,
        markdown_extensions=EXTENSIONS,
        plugins=["search", {"postmortems": {"folder": "docs/kb"}}],
    )
    done = run(root, "build", "--verbose")
    everything = b"".join(Site(root / "site").bytes_of.values())

    assert f"{PUBLIC} pixels".encode() in everything
    for word in (INTERNAL, RESTRICTED, BROKEN):
        assert word.encode() not in everything
        assert not [
            line for line in done.stdout.splitlines() if word in line and "picture" not in line
        ]


def test_a_draft_has_a_page_and_is_in_no_count(tmp_path):
    """A draft can be read by its address; no number, theme or list of incidents knows it."""
    draft = _told(PUBLIC, "public", "2024-01-01").replace("status: published", "status: draft")
    files = {"postmortems/2024/2024-01-01-for-all.md": draft}
    files[f"postmortems/2024/picture-{PUBLIC}.png"] = "pixels"
    root = write(tmp_path, files)
    done = run(root, "build")
    site = Site(root / "site")

    assert done.returncode == 0, done.stdout
    assert "Draft." in site.page("postmortems/2024-01-01-for-all").main.text
    assert "No incident is told here yet" in site.page("incidents").main.text
    for address in ("trends", "trends/luck", "trends/themes/rollback", "incidents/dates"):
        assert PUBLIC not in site.page(address).main.text
