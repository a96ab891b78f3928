"""The command `postmortems`: one module a command."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

COMMANDS = {
    "actions": "actions:actions",
    "agenda": "agenda:agenda",
    "announce": "announce:announce",
    "check": "check:check",
    "explain": "explain:explain",
    "import": "import_:import_",
    "init": "init:init",
    "lessons": "lessons:lessons",
    "list": "listing:list_",
    "lsp": "lsp:lsp",
    "new": "new:new",
    "review": "review:review",
    "schema": "schema:schema",
    "similar": "similar:similar",
    "suggest": "suggest:suggest",
    "sync": "sync:sync",
    "trends": "trends:trends",
    "try": "try_:try_",
}
"""Module and function of each command; a check of one file should not wait for the others."""


class LazyGroup(click.Group):
    """Imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"{__name__}.{module}"), name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-postmortems", message="%(version)s")
def postmortems() -> None:
    """A knowledge base of incident postmortems, in git.

    \b
    postmortems check                    check every postmortem here
    postmortems check --format github    annotate a pull request
    postmortems similar "disk full"      what was like this, and what helped
    """


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
