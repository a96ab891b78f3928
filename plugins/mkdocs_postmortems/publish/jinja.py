"""How every template is read: nothing undefined, no blank line for a tag, everything escaped."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def make_environment(escape: Callable[[object], Markup] | None = None) -> Environment:
    """The templates, whose values go through `escape`, else through Jinja's own for HTML.

    What is markup already is printed as it is.
    """
    made = Environment(
        loader=PackageLoader("mkdocs_postmortems.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    if escape is not None:
        made.finalize = lambda value: value if isinstance(value, Markup) else escape(value)
    return made
