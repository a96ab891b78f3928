"""The server: what the protocol asks, handed to functions over one document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from mkdocs_postmortems.lsp.completion import complete
from mkdocs_postmortems.lsp.fixes import code_actions, diagnostics
from mkdocs_postmortems.lsp.hover import hover
from mkdocs_postmortems.lsp.links import definition, document_links, headings
from mkdocs_postmortems.lsp.positions import Positions, uri_of
from mkdocs_postmortems.lsp.session import Open, Session
from mkdocs_postmortems.lsp.text import Text

TRIGGERS = [":", " ", "[", ",", "-", "(", "→", ">"]
"""Behind these an editor asks by itself; elsewhere where a word begins, or when it is told to."""

_FILES = types.Registration(
    "files",
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
    types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*.{md,yml,yaml}")]),
)
"""Editors tell of files that change outside of them only when they are asked to."""


class Server(LanguageServer):
    """A language server for the files of any number of knowledge bases."""

    def __init__(self, today: date | None = None) -> None:
        super().__init__(
            "postmortems",
            version("mkdocs-postmortems"),
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
        )
        self.session = Session((lambda: today) if today else date.today)

    def hold(self, item: types.TextDocumentItem) -> None:
        """Keep what the editor has open as a text with the protocol's lines."""
        self.workspace.text_documents[unquote(item.uri)] = Text(
            item.uri,
            item.text,
            item.version,
            item.language_id,
            position_codec=self.workspace.position_codec,
        )

    def open(self, uri: str) -> tuple[Open, Positions] | None:
        """A file of a knowledge base as the editor has it; None for any other."""
        name = to_fs_path(uri)
        path = Path(name) if name else None
        base = self.session.base_of(path) if path else None
        if base is None or path is None:
            return None
        held = self.workspace.get_text_document(uri)
        try:
            text = held.source
        except OSError:
            return None  # never opened, and not on the disk
        opened = Open.read(base, path, text)
        return opened, self.positions(opened, held)

    def positions(self, opened: Open, held: TextDocument) -> Positions:
        end_of_line = "\r\n" if "\r\n" in held.source else "\n"
        return Positions(opened.document.lines, self.workspace.position_codec, end_of_line)

    def publish(self, uri: str) -> None:
        """Tell what is wrong with a file; nothing for one that is no postmortem."""
        found = self.open(uri)
        if found is None:
            return
        opened, positions = found
        told = diagnostics(opened, positions, uri, self.session.site_of(opened.base))
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, told))

    def publish_all(self) -> None:
        # The keys are unquoted; an editor knows a file by the address that it gave.
        for held in list(self.workspace.text_documents.values()):
            self.publish(held.uri)


def make_server(today: date | None = None) -> Server:
    """A server that waits for a client. `today` is for tests; else each day is the day."""
    server = Server(today)
    _watch(server)
    _answer(server)
    return server


def _watch(server: Server) -> None:
    """What the editor does to files."""

    @server.feature(types.INITIALIZED)
    def began(params: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        files = workspace and workspace.did_change_watched_files
        if files and files.dynamic_registration:
            server.client_register_capability(types.RegistrationParams([_FILES]))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.hold(params.text_document)
        server.publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        # Other files link to it, and settings hold for all.
        server.session.forget()
        server.publish_all()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        nothing = types.PublishDiagnosticsParams(params.text_document.uri, [])
        server.text_document_publish_diagnostics(nothing)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def moved(params: types.DidChangeWatchedFilesParams) -> None:
        server.session.forget()
        server.publish_all()


def _ask(
    server: Server, feature: str, answer: Callable[[Open, Positions, Any], Any], options: Any = None
) -> None:
    """Answer a request about one file; with nothing about a file of no knowledge base."""

    @server.feature(feature, options)
    def asked(params: Any) -> Any:
        found = server.open(params.text_document.uri)
        return answer(*found, params) if found else None


def _answer(server: Server) -> None:
    """What may be written, what it means, what mends it, and where words lead."""
    triggers = types.CompletionOptions(trigger_characters=TRIGGERS)
    kinds = types.CodeActionOptions(
        code_action_kinds=[types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]
    )
    _ask(server, types.TEXT_DOCUMENT_COMPLETION, _completion, triggers)
    _ask(server, types.TEXT_DOCUMENT_HOVER, _hover)
    _ask(server, types.TEXT_DOCUMENT_CODE_ACTION, _actions, kinds)
    _ask(server, types.TEXT_DOCUMENT_DEFINITION, _definition)
    _ask(server, types.TEXT_DOCUMENT_DOCUMENT_LINK, _links)
    _ask(server, types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols)


def _completion(
    opened: Open, positions: Positions, asked: types.CompletionParams
) -> list[types.CompletionItem]:
    return complete(opened, positions.offset(asked.position), positions)


def _hover(opened: Open, positions: Positions, asked: types.HoverParams) -> types.Hover | None:
    told = hover(opened, positions.offset(asked.position))
    if told is None:
        return None
    text, span = told
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), positions.span(span))


def _actions(
    opened: Open, positions: Positions, asked: types.CodeActionParams
) -> list[types.CodeAction]:
    uri, only = asked.text_document.uri, asked.context.only or ()
    return code_actions(opened, asked.range, positions, uri, only)


def _definition(
    opened: Open, positions: Positions, asked: types.DefinitionParams
) -> types.Location | None:
    place = definition(opened, positions.offset(asked.position))
    if place is None:
        return None
    path, line = place
    at = types.Position(line - 1, 0)
    return types.Location(uri_of(path), types.Range(at, at))


def _links(
    opened: Open, positions: Positions, asked: types.DocumentLinkParams
) -> list[types.DocumentLink]:
    return [
        types.DocumentLink(positions.span(span), uri_of(path))
        for span, path in document_links(opened)
    ]


def _symbols(
    opened: Open, positions: Positions, asked: types.DocumentSymbolParams
) -> list[types.DocumentSymbol]:
    return _nested(headings(opened), positions)


def _nested(
    found: list[tuple[str, int, Any, Any]], positions: Positions
) -> list[types.DocumentSymbol]:
    outer: list[types.DocumentSymbol] = []
    above: list[tuple[int, types.DocumentSymbol]] = []
    for text, level, whole, own in found:
        symbol = types.DocumentSymbol(
            text, types.SymbolKind.String, positions.span(whole), positions.span(own), children=[]
        )
        while above and above[-1][0] >= level:
            above.pop()
        siblings = above[-1][1].children if above else outer
        assert isinstance(siblings, list)
        siblings.append(symbol)
        above.append((level, symbol))
    return outer
