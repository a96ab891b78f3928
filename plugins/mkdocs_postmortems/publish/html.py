"""Templates of HTML: what no Markdown can say, escaped by Jinja's own rules of HTML."""

from __future__ import annotations

from functools import cache
from typing import Any

from mkdocs_postmortems.publish.jinja import make_environment

_environment = cache(make_environment)


def write_html(template: str, **values: Any) -> str:
    """A template's HTML; whatever it prints is escaped unless it is markup."""
    return _environment().get_template(f"{template}.html.jinja").render(**values).strip() + "\n"
