"""`python -m mkdocs_postmortems`."""

from mkdocs_postmortems.cli import run

run()
