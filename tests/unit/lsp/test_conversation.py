"""A whole session of editing, spoken with a real client to the real server over stdin and stdout."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from helpers import write_tree

NAME = "2024-05-02-cache-flush"
BROKEN = """---
title: Cache flush emptied the shop 🚨
severity: SEV2
services: [chekout]
status: published
started_at: 2024-05-02T10:00:00+02:00

---

## What went wrong

- [monitoring-covrage] No alert knew 🚨 → A1

## Action items

| Id | Action |
|----|--------|
| A1 | Add an alert |
"""
FILES = {
    "settings.yml": "version: 1\n",
    "services.yml": "- id: checkout\n  name: Checkout\n",
    f"2024/{NAME}.md": "---\ntitle: being written\n---\n",
    "README.md": "# No postmortem\n",
}


class Editor:
    """One client with one file open, and what it was told last of every file."""

    def __init__(self, path: Path) -> None:
        self.client = LanguageClient("editor", "1")
        self.uri = path.as_uri()
        self.this = types.TextDocumentIdentifier(self.uri)
        self.text = ""
        self.version = 1
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.watched: list[str] = []
        self._news = asyncio.Event()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def take(params: types.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = list(params.diagnostics)
            self._news.set()

        @self.client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def watch(params: types.RegistrationParams) -> None:
            self.watched += [one.method for one in params.registrations]
            self._news.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not holds():
                self._news.clear()
                await self._news.wait()

    def open(self, uri: str, text: str) -> None:
        document = types.TextDocumentItem(uri, "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        if uri == self.uri:
            self.text = text

    def tell(self, event: types.TextDocumentContentChangeEvent) -> None:
        self.version += 1
        this = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(this, [event]))

    def type(self, at: types.Position, words: str) -> None:
        here = types.Range(at, at)
        self.tell(types.TextDocumentContentChangePartial(range=here, text=words))
        self.text = change(self.text, [types.TextEdit(here, words)])

    def changed(self, path: Path) -> None:
        event = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

    def write(self, text: str) -> None:
        self.tell(types.TextDocumentContentChangeWholeDocument(text))
        self.text = text

    async def fixes(self, kind: types.CodeActionKind) -> list[types.CodeAction]:
        everywhere = types.Range(types.Position(0, 0), types.Position(40, 0))
        context = types.CodeActionContext([], [kind])
        asked = types.CodeActionParams(self.this, everywhere, context)
        return list(await self.client.text_document_code_action_async(asked) or ())


def change(text: str, edits: list[types.TextEdit]) -> str:
    """As an editor applies edits: positions count UTF-16 units."""
    lines = list(StringIO(text, newline="")) or [""]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(at: types.Position) -> int:
        line = lines[at.line] if at.line < len(lines) else ""
        units = line.encode("utf-16-le")[: at.character * 2]
        return starts[min(at.line, len(lines))] + len(units.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda one: offset(one.range.start), reverse=True):
        start, end = offset(edit.range.start), offset(edit.range.end)
        text = text[:start] + edit.new_text + text[end:]
    return text


async def greet(
    editor: Editor, root: Path, able: types.ClientCapabilities | None = None
) -> types.ServerCapabilities:
    await editor.client.start_io(sys.executable, "-m", "mkdocs_postmortems", "lsp")
    asked = types.InitializeParams(able or types.ClientCapabilities(), root_uri=root.as_uri())
    offers = (await editor.client.initialize_async(asked)).capabilities
    editor.client.initialized(types.InitializedParams())
    return offers


async def leave(editor: Editor) -> None:
    await editor.client.shutdown_async(None)
    editor.client.exit(None)
    await editor.client.stop()


def hold(session: Coroutine[Any, Any, None]) -> None:
    """In a thread: a browser of other tests may have a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, session).result(60)


async def begin(editor: Editor, root: Path) -> None:
    """The server says what it can do, and what is wrong with the text, not with the file."""
    offers = await greet(editor, root)
    assert offers.completion_provider
    assert offers.hover_provider
    assert offers.code_action_provider

    editor.open(editor.uri, BROKEN)
    await editor.until(lambda: editor.uri in editor.told)
    lesson = next(one for one in editor.told[editor.uri] if "monitoring-covrage" in one.message)
    assert lesson.range.start == types.Position(11, 3)
    assert lesson.source == "postmortems"
    assert lesson.code_description is not None
    assert lesson.code_description.href == f"https://kb.example/reference/rules/{lesson.code}/"


async def write_a_field(editor: Editor) -> None:
    """A new line is begun, and a field completed in it; words lead where they mean."""
    editor.type(types.Position(6, 0), "trig")
    asked = types.CompletionParams(editor.this, types.Position(6, 4))
    offered = await editor.client.text_document_completion_async(asked)
    trigger = next(one for one in offered if one.label == "trigger")
    assert "severity" not in {one.label for one in offered}
    editor.write(change(editor.text, [trigger.text_edit]))
    assert "\ntrigger: \n" in editor.text
    editor.write(editor.text.replace("trigger: \n", "trigger: config-push\n"))

    hovered = types.HoverParams(editor.this, types.Position(6, 3))
    told = await editor.client.text_document_hover_async(hovered)
    assert "set it off" in told.contents.value
    # Behind two units of one sign.
    tie = types.DefinitionParams(editor.this, types.Position(11, 43))
    where = await editor.client.text_document_definition_async(tie)
    assert where.range.start.line == 17
    asked = types.DocumentSymbolParams(editor.this)
    outline = await editor.client.text_document_document_symbol_async(asked)
    assert [one.name for one in outline] == ["What went wrong", "Action items"]


async def mend(editor: Editor) -> None:
    """What is safe is fixed at once, the rest one by one, until no finding offers a fix."""
    (everything,) = await editor.fixes(types.CodeActionKind.SourceFixAll)
    assert everything.kind == types.CodeActionKind.SourceFixAll
    editor.write(change(editor.text, everything.edit.changes[editor.uri]))
    assert "severity: sev-2\n" in editor.text
    for _ in range(9):
        fixes = await editor.fixes(types.CodeActionKind.QuickFix)
        if not fixes:
            break
        editor.write(change(editor.text, fixes[0].edit.changes[editor.uri]))
    assert "services: [checkout]\n" in editor.text
    assert "- [monitoring-coverage] No alert knew 🚨 → A1\n" in editor.text


async def outlast(editor: Editor, root: Path) -> None:
    """A list that changes on disk holds at once; other files are left alone; junk is survived."""
    readme = (root / "README.md").as_uri()
    editor.open(readme, "# No postmortem\n")
    (root / "services.yml").write_text("- id: other\n  name: Other\n", "utf-8")
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.this))
    await editor.until(lambda: any("checkout" in one.message for one in editor.told[editor.uri]))
    assert readme not in editor.told
    gone = types.TextDocumentIdentifier((root / "2024/2024-01-01-gone.md").as_uri())
    asked = types.HoverParams(gone, types.Position(0, 0))
    assert await editor.client.text_document_hover_async(asked) is None
    for junk in ("", "---\n", "---\n: [\n", "---\ntitle: [\n---\n\n- [x", "\r\n---\r\n", "\x00"):
        editor.write(junk)
        asked = types.CompletionParams(editor.this, types.Position(2, 9))
        await editor.client.text_document_completion_async(asked)
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.this))
    await editor.until(lambda: editor.told[editor.uri] == [])
    await leave(editor)


def test_a_session_from_a_broken_draft_to_a_clean_one(tmp_path: Path) -> None:
    """Findings, completion, hover, fixes, settings that change, junk, and a clean end."""
    root = write_tree(tmp_path / "postmortems", FILES)
    (tmp_path / "mkdocs.yml").write_text("site_url: https://kb.example/\n", "utf-8")

    async def session() -> None:
        editor = Editor(root / f"2024/{NAME}.md")
        await begin(editor, root)
        await write_a_field(editor)
        await mend(editor)
        await outlast(editor, root)

    hold(session())


ENDS = ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\n", "\r\n", "🚨"]
"""What Python splits lines at, of which the protocol knows two; and a sign of two units."""


def test_an_edit_behind_any_sign_falls_where_the_author_made_it(tmp_path: Path) -> None:
    """What is fixed at once comes back as the author's own text, fixed, and nothing else."""
    root = write_tree(tmp_path / "postmortems", FILES)

    async def session() -> None:
        editor = Editor(root / f"2024/{NAME}.md")
        await greet(editor, root)
        editor.open(editor.uri, BROKEN)
        for end in ENDS:
            editor.write(f"{BROKEN}\nPasted {end} words.\n\n## More\n\nTyped here.\n")
            line = list(StringIO(editor.text, newline="")).index("Typed here.\n")
            editor.type(types.Position(line, 6), "and kept ")
            assert editor.text.endswith("\n\nTyped and kept here.\n")
            (everything,) = await editor.fixes(types.CodeActionKind.SourceFixAll)
            fixed = change(editor.text, everything.edit.changes[editor.uri])
            assert "severity: sev-2" in fixed
            behind = fixed.partition("Pasted ")[2].replace("\r\n", "\n")
            own = end.replace("\r\n", "\n")
            assert behind == f"{own} words.\n\n## More\n\nTyped and kept here.\n", repr(end)
        await leave(editor)

    hold(session())


def test_what_changes_on_disk_is_told_without_a_word_typed(tmp_path: Path) -> None:
    """A list that another program writes, and a second file of one name, of which both are told."""
    root = write_tree(tmp_path / "post mortems", FILES)
    able = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
                dynamic_registration=True
            )
        )
    )

    async def session() -> None:
        editor = Editor(root / f"2024/{NAME}.md")
        await greet(editor, root, able)
        editor.open(editor.uri, BROKEN.replace("chekout", "checkout"))
        await editor.until(lambda: editor.uri in editor.told and bool(editor.watched))
        assert not any("checkout" in one.message for one in editor.told[editor.uri])

        (root / "services.yml").write_text("- id: other\n  name: Other\n", "utf-8")
        editor.changed(root / "services.yml")
        await editor.until(lambda: any("checkout" in x.message for x in editor.told[editor.uri]))

        twin = root / f"2025/{NAME}.md"
        write_tree(root, {f"2025/{NAME}.md": "🚨"})
        editor.changed(twin)
        await editor.until(lambda: any(one.code == "PM205" for one in editor.told[editor.uri]))
        (same,) = (one for one in editor.told[editor.uri] if one.code == "PM205")
        start = types.Position(0, 0)
        assert [one.location for one in same.related_information] == [
            types.Location(twin.as_uri(), types.Range(start, start))
        ]
        await leave(editor)

    hold(session())


def test_an_editor_that_cannot_watch_is_not_asked_to(tmp_path: Path) -> None:
    root = write_tree(tmp_path / "postmortems", FILES)

    async def session() -> None:
        editor = Editor(root / f"2024/{NAME}.md")
        await greet(editor, root)
        editor.open(editor.uri, BROKEN)
        await editor.until(lambda: editor.uri in editor.told)
        await leave(editor)
        assert editor.watched == []

    hold(session())


def test_without_the_extra_two_lines_say_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['pygls'] = None\n"
        "from mkdocs_postmortems.cli import main\nsys.exit(main(['lsp']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "pip install 'mkdocs-postmortems[lsp]'" in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 2
