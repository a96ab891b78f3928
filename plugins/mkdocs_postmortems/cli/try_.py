"""`postmortems try`: what a folder of old postmortems teaches, on a site that is thrown away."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import webbrowser
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click

from mkdocs_postmortems.cli.common import resolve_today
from mkdocs_postmortems.cli.import_ import read_zone
from mkdocs_postmortems.cli.progress import progress
from mkdocs_postmortems.cli.reading import today_option
from mkdocs_postmortems.cli.trial import build_site, write_trial
from mkdocs_postmortems.knowledge_base.importing import without_repeats
from mkdocs_postmortems.read.foreign.kinds import read_sources
from mkdocs_postmortems.report.imported import summary
from mkdocs_postmortems.report.text import visible


@click.command("try", epilog="Exit codes: 0; 1 nothing could be read; 2 usage.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Where it is served; any free one."
)
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option(
    "--site",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the site in this folder, and do not serve it.",
)
@click.option("--time-zone", "zone", metavar="ZONE", help="The zone of times that name none.")
@today_option
def try_(folder: Path, port: int, site: Path | None, **options: Any) -> int:
    """Read a folder of postmortems as it is, and show what they teach together.

    Markdown, Word and HTML, and what `import` reads. Nothing is written there: the site lies in a
    temporary folder and is gone when you press Ctrl-C.

    \b
    Examples:
      postmortems try ~/wiki/postmortems
      postmortems try export.zip --site /tmp/site
    """
    today, zone = resolve_today(options["today"]), read_zone(options["zone"])
    if site is not None and folder.resolve() in site.resolve().parents:
        message = f"{site} lies in {folder}, where nothing is written; name another folder"
        raise click.BadParameter(message, param_hint="--site")
    if site is not None and site.exists() and any(site.iterdir()):
        message = f"{site} is not empty; name a new folder"
        raise click.BadParameter(message, param_hint="--site")
    foreigns, refused = without_repeats(read_sources(folder))
    missing = [one for one in refused if not one.is_passed_over]
    if not foreigns:
        for one in missing:
            click.echo(visible(f"{one.source}: {one.told}"), err=True)
        click.echo("no document was found: nothing here is Markdown, Word or HTML", err=True)
        return 1
    with _workshop() as workshop:
        with progress(len(foreigns) + 1, "reading") as bar:
            shown = str(folder)
            trial = write_trial(
                workshop / "project",
                foreigns,
                refused,
                shown,
                today=today,
                zone=zone,
                tick=lambda _: bar.update(1),
            )
            click.echo("building the site …", err=True)
            built = site or workshop / "site"
            build_site(trial.project, built.absolute())
        click.echo(visible(summary(trial.reports, missing)))
        if site is not None:
            click.echo(visible(f"the site is in {site}: open {site / 'index.html'}"))
            return 0
        _serve(built, port, opens=not options["no_open"])
    return 0


@contextlib.contextmanager
def _workshop() -> Iterator[Path]:
    """A folder that is gone afterwards, whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="postmortems-try-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(site: Path, port: int, *, opens: bool) -> None:
    """To this machine only, until Ctrl-C."""
    handler = partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        click.echo(f"look at it: {address} (Ctrl-C ends it and removes it)")
        if opens:
            webbrowser.open(address)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads which image was asked for."""
