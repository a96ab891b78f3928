"""Where a knowledge base's site stands, read off mkdocs.yml without MkDocs."""

from __future__ import annotations

import re
from pathlib import Path

_SITE = re.compile(r"^site_url:\s*[\"']?(https?://[^\s\"'#]+)", re.MULTILINE)


def site_address(root: Path) -> str:
    """`site_url` of the nearest mkdocs.yml upwards, without a slash at its end; else empty.

    Only that line is read: the file may have tags that nobody but MkDocs understands.
    """
    for folder in root.absolute().parents:
        path = folder / "mkdocs.yml"
        if path.is_file():
            match = _SITE.search(path.read_text("utf-8", errors="replace"))
            return match[1].rstrip("/") if match else ""
    return ""
