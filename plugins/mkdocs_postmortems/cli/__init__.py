"""The command `postmortems`: one module a command."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from mkdocs_postmortems.cli.actions import actions
from mkdocs_postmortems.cli.check import check
from mkdocs_postmortems.cli.explain import explain
from mkdocs_postmortems.cli.lessons import lessons
from mkdocs_postmortems.cli.listing import list_
from mkdocs_postmortems.cli.schema import schema
from mkdocs_postmortems.cli.similar import similar
from mkdocs_postmortems.cli.suggest import suggest
from mkdocs_postmortems.cli.trends import trends


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-postmortems", message="%(version)s")
def postmortems() -> None:
    """A knowledge base of incident postmortems, in git.

    \b
    postmortems check                    check every postmortem here
    postmortems check --format github    annotate a pull request
    postmortems similar "disk full"      what was like this, and what helped
    """


for command in (check, explain, schema, list_, lessons, suggest, similar, trends, actions):
    postmortems.add_command(command)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command: 0 clean, 1 findings at the gate, 2 usage, settings or internal error."""
    try:
        code = postmortems.main(args=argv, prog_name="postmortems", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:  # noqa: BLE001  # a traceback helps nobody who writes postmortems
        click.echo(f"internal error: {type(error).__name__}: {error}", err=True)
        click.echo("please report this as a bug of the tool", err=True)
        return 2
    return code if isinstance(code, int) else 0


def run() -> None:
    """The console script."""
    sys.exit(main())
