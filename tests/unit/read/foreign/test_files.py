"""Folders and archives, read with limits."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from exported import zipped
from mkdocs_postmortems.read.foreign import files
from mkdocs_postmortems.read.foreign.files import Archive, Folder, RefusedError, beside


def with_entry(name, data=b"x", mode=0):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, data)
    return stream.getvalue()


def encrypted(data):
    """The same archive with the flag that its entries have a password."""
    changed = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(mark)
        changed[start + at] |= 1
    return bytes(changed)


def test_an_archive_has_its_files_in_order_and_no_hidden_ones():
    """What a Mac or an editor left in it is not part of the export."""
    found = Archive(
        zipped({"b/c.md": b"c", "a.md": b"a", "__MACOSX/a.md": b"", ".git/x": b"", "b/": b""})
    )

    assert found.names == ("a.md", "b/c.md")
    assert found.read("b/c.md") == b"c"


def test_an_archive_in_an_archive_is_a_folder_of_it():
    """Notion splits large exports so; one level is enough."""
    inner = zipped({"page.md": b"p", "more.zip": zipped({"deep.md": b"d"})})
    found = Archive(zipped({"part-1.zip": inner, "a.md": b"a"}))

    assert found.names == ("a.md", "more.zip", "page.md")
    assert found.read("page.md") == b"p"


@pytest.mark.parametrize(
    "name",
    ["../../evil", "a/../../evil", "/etc/cron.d/evil", "\\\\host\\evil", "C:/evil", "..\\evil"],
)
def test_an_entry_that_leads_out_is_refused(name):
    """Even though nothing is ever unpacked to disk: no export has such an entry."""
    with pytest.raises(RefusedError, match="leads out of the archive"):
        Archive(with_entry(name))


def test_names_with_dots_in_them_are_fine():
    """Two dots are a way out only where they are the whole name."""
    assert Archive(with_entry("a..b/...c.md")).names == ("a..b/...c.md",) or Archive(
        with_entry("a..b/c...md")
    ).names == ("a..b/c...md",)


def test_a_link_in_an_archive_is_refused():
    """It could lead anywhere when somebody unpacks it."""
    with pytest.raises(RefusedError, match="is a link"):
        Archive(with_entry("a.md", b"/etc/passwd", stat.S_IFLNK | 0o777))


def test_a_bomb_is_refused_before_it_is_unpacked():
    """Ten megabytes of nothing in ten kilobytes are no document."""
    with pytest.raises(RefusedError, match=r"grows 1,0\d\d-fold"):
        Archive(zipped({"a.md": bytes(10_000_000)}))


def test_a_bomb_in_an_archive_in_the_archive_is_refused():
    """The way of the one that is 42 kB big."""
    with pytest.raises(RefusedError, match="grows 1,") as refused:
        Archive(zipped({"part-1.zip": zipped({"a.md": bytes(10_000_000)})}))

    assert refused.value.help.startswith("it looks like a zip bomb")


def test_a_big_file_of_words_is_no_bomb():
    """Logs shrink to a hundredth and are read all the same."""
    log = b"".join(
        b"2024-03-01T08:%02d:%02dZ GET /checkout 503 %d\n" % (n // 60 % 60, n % 60, n * 7919)
        for n in range(40_000)
    )

    assert Archive(zipped({"log.txt": log})).read("log.txt") == log


def test_an_entry_that_lies_about_its_size_is_refused():
    """The directory of an archive is only what somebody wrote there."""
    data = bytearray(zipped({"a.md": b"x" * 5_000}))
    at = data.find(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")

    with pytest.raises(RefusedError, match="damaged"):
        Archive(bytes(data)).read("a.md")


def test_too_many_entries_and_too_much_are_refused(monkeypatch):
    """There is a limit to what one import reads."""
    monkeypatch.setattr(files, "MAX_ENTRIES", 2)
    with pytest.raises(RefusedError, match="3 entries; at most 2"):
        Archive(zipped({"a": b"", "b": b"", "c": b""}))
    monkeypatch.setattr(files, "MAX_TOTAL", 3)
    with pytest.raises(RefusedError, match="holds more than"):
        Archive(zipped({"a": b"1234"}))


def test_an_encrypted_archive_is_refused_with_what_to_do():
    """Nobody can be asked for a password here."""
    archive = Archive(encrypted(with_entry("a.md")))

    with pytest.raises(RefusedError, match="damaged or encrypted") as refused:
        archive.read("a.md")

    assert refused.value.help == "export it again, without a password"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + bytes(50), b"plain text"])
def test_what_is_no_archive_is_refused(data):
    """An interrupted download is the common case."""
    with pytest.raises(RefusedError, match="no zip file"):
        Archive(data)


def test_a_folder_has_its_files_and_no_hidden_ones(tmp_path):
    """The folder's own structure, with forward slashes."""
    for name in ("b/c.md", "a.md", ".git/config", "b/.DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)

    found = Folder(tmp_path)

    assert found.names == ("a.md", "b/c.md")
    assert found.read("b/c.md") == b"b/c.md"


def test_a_link_out_of_a_folder_is_not_followed(tmp_path):
    """A link in an unpacked export reads no file of this machine."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "a.md").symlink_to(tmp_path / "secret.txt")

    for name in ("a.md", "../secret.txt"):
        with pytest.raises(RefusedError, match="leads out of the folder"):
            Folder(tmp_path / "export").read(name)


def test_a_file_too_big_for_a_document_is_refused(tmp_path, monkeypatch):
    """Nobody wrote a hundred megabytes about an incident."""
    monkeypatch.setattr(files, "MAX_FILE", 3)
    (tmp_path / "a.md").write_text("1234")

    with pytest.raises(RefusedError, match="more than"):
        Folder(tmp_path).read("a.md")


@pytest.mark.parametrize(
    ("name", "target", "path"),
    [
        ("a/b.html", "c.png", "a/c.png"),
        ("a/b.html", "../c.png", "c.png"),
        ("b.html", "./x/y", "x/y"),
    ],
)
def test_a_relative_link_leads_beside_its_file(name, target, path):
    """As a browser would follow it."""
    assert beside(name, target) == path


@holds_for(st.binary(max_size=200), st.integers(0, 400))
def test_any_bytes_are_an_archive_or_refused(data, at):
    """Overwritten anywhere, an archive gives its files or a reason, and no other error."""
    whole = zipped({"a.md": b"# a", "b/c.md": b"# c" * 40})
    for broken in (data, whole[: at % len(whole)] + data + whole[at % len(whole) + len(data) :]):
        try:
            archive = Archive(broken)
            for name in archive.names:
                archive.read(name)
        except RefusedError:
            pass
