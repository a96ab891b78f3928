"""PM9xx: the files of settings, and the tool itself."""

from __future__ import annotations

from mkdocs_postmortems.check.rule import Rule
from mkdocs_postmortems.model.finding import Level

RULES = (
    Rule(code="PM901", name="unreadable-settings", level=Level.ERROR),
    Rule(code="PM902", name="unknown-setting", level=Level.ERROR),
    Rule(code="PM903", name="bad-setting", level=Level.ERROR),
    Rule(code="PM910", name="unused-suppression", level=Level.WARNING),
    Rule(code="PM911", name="unknown-rule-in-suppression", level=Level.WARNING),
    Rule(code="PM999", name="internal-error", level=Level.ERROR),
)
