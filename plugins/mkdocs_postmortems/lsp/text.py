"""A text as an editor counts its lines."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from pygls.workspace import TextDocument


class Text(TextDocument):
    """Lines end where the protocol says: at `\\n`, `\\r\\n` and `\\r`.

    pygls splits at U+2028, form feeds and more, which arrive with pasted words: behind one, an edit
    would fall into another line than the author's, and a fix of the whole file would write it back.
    """

    @property
    def lines(self) -> Sequence[str]:
        return tuple(StringIO(self.source, newline=""))
