"""`postmortems schema`: JSON Schema of what the reader accepts, with the organisation's words."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mkdocs_postmortems.cli.common import open_folder, resolve_today
from mkdocs_postmortems.cli.reading import folder_option
from mkdocs_postmortems.knowledge_base import SCHEMAS, schema_of


@click.command(epilog="Exit codes: 0; 2 where there is no knowledge base.")
@click.argument("what", type=click.Choice(SCHEMAS), default="front-matter")
@folder_option
def schema(what: str, folder: Path | None) -> int:
    """Print the JSON Schema of the front matter, or of a file of settings.

    \b
    Examples:
      postmortems schema > .vscode/postmortem.schema.json
      postmortems schema settings
    """
    base = open_folder(folder, resolve_today(None))
    click.echo(json.dumps(schema_of(base, what), indent=2, ensure_ascii=False))
    return 0
