"""PM0xx: the file and its YAML, as the readers report them."""

from __future__ import annotations

from mkdocs_postmortems.check.rule import Rule
from mkdocs_postmortems.model.finding import Level

RULES = (
    Rule(code="PM001", name="unreadable-file", level=Level.ERROR),
    Rule(code="PM002", name="byte-order-mark", level=Level.INFO),
    Rule(code="PM003", name="empty-file", level=Level.ERROR),
    Rule(code="PM004", name="front-matter-fence", level=Level.ERROR),
    Rule(code="PM005", name="yaml-syntax", level=Level.ERROR),
    Rule(code="PM006", name="duplicate-key", level=Level.ERROR),
    Rule(code="PM007", name="front-matter-not-mapping", level=Level.ERROR),
    Rule(code="PM008", name="yaml-alias-tag-or-size", level=Level.ERROR),
)
