"""`postmortems lsp`: the language server that editors start."""

from __future__ import annotations

import click

MISSING = (
    "the language server needs the extra `lsp`\nrun `pip install 'mkdocs-postmortems[lsp]'` first"
)


@click.command(epilog="Exit codes: 0 when the editor has left; 2 usage, or the extra is missing.")
@click.option("--stdio", is_flag=True, help="Talk over stdin and stdout: what it does anyway.")
def lsp(stdio: bool) -> int:
    """Serve an editor over stdin and stdout: findings, completion, hover, fixes, links.

    \b
    Examples:
      postmortems lsp
      postmortems lsp --stdio
    """
    try:
        from mkdocs_postmortems.lsp.server import make_server  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise click.ClickException(MISSING) from error
    make_server().start_io()
    return 0
