"""The rules' own pages on the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from mkdocs_postmortems.model.rule_page import RuleInfo
from mkdocs_postmortems.publish import addresses
from mkdocs_postmortems.publish.environment import Writer
from mkdocs_postmortems.publish.page import Page

FAMILIES = {
    "PM0": "The file and its YAML",
    "PM1": "Fields",
    "PM2": "Consistency and deadlines",
    "PM3": "Action items",
    "PM4": "Sections, lessons and timeline",
    "PM5": "Links and images",
    "PM6": "Blameless language",
    "PM7": "Secrets and personal data",
    "PM9": "Settings and suppressions",
}


def publish(rules: Mapping[str, RuleInfo], writer: Writer) -> Iterator[Page]:
    """An overview by family, and a page a rule; what they say is the project's own Markdown."""
    families = {
        name: [rule for code, rule in rules.items() if code.startswith(prefix)]
        for prefix, name in FAMILIES.items()
    }
    yield Page(
        uri=addresses.RULES,
        title="Rules",
        markdown=writer.write(
            "rules",
            addresses.RULES,
            families=families,
            rules=tuple(rules.values()),
            own=Markup,
        ),
        is_searched=True,
        is_overview=True,
        is_wide=True,
    )
    for rule in rules.values():
        uri = addresses.rule(rule.code)
        yield Page(
            uri=uri,
            title=f"{rule.code} {rule.name}",
            markdown=writer.write("rule", uri, rule=rule, own=Markup),
            description=rule.summary,
            is_searched=True,
        )
