"""Old addresses of a postmortem, as its front matter names them."""

from __future__ import annotations

import re

_SEGMENT = re.compile(r"(?!\.)[\w.~-]+(?<!\.)")


def alias_path(alias: str) -> str | None:
    """The path below the site's root that an alias stands for; None for what is no address.

    A single word stands where postmortems do; more, or a slash before it, is a path from the root,
    as the old site had it. A slash at its end is kept: `wiki/42/` was a folder. Only letters,
    digits, `.`, `_`, `~` and `-`, so that nothing leads out of the site.
    """
    text = alias.removeprefix("/")
    is_folder = text.endswith("/")
    segments = text.removesuffix("/").split("/")
    if not all(_SEGMENT.fullmatch(one) for one in segments):
        return None
    if len(segments) == 1 and not alias.startswith("/"):
        segments = ["postmortems", *segments]
    return "/".join(segments) + ("/" if is_folder else "")
