"""themes.yml: an organisation's themes over the packaged ones."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.finding import Problem
from mkdocs_postmortems.model.nearest import meant
from mkdocs_postmortems.model.node import Mapping, Node, Scalar, Sequence
from mkdocs_postmortems.model.settings import Group
from mkdocs_postmortems.model.settings_field import THEME
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.model.vocabulary import Theme, Vocabulary, normal_form
from mkdocs_postmortems.read.fields import Decoder
from mkdocs_postmortems.read.yaml_file import ConfigFile, read_yaml_file, recode


def read_themes(
    path: Path, shown: str, packaged: Vocabulary[Theme], groups: tuple[Group, ...]
) -> tuple[Vocabulary[Theme], ConfigFile]:
    """The themes in force, in the packaged order, new ones at the end.

    An entry with a packaged id changes that theme; `off: true` takes it away; `renames: OLD` gives
    it a new id and keeps the old one as an alias, so that old tags stay valid; any other is new.
    """
    node, file = read_yaml_file(path, shown)
    if node is None:
        return packaged, file
    if not isinstance(node, Sequence):
        problem = Problem("PM903", node.span, "must be a list", "write lines of `- id: …`")
        return packaged, file.having(problem)
    merge = _Merge(packaged, tuple(group.id for group in groups))
    for item in node.items:
        merge.take(item)
    merge.check_counterparts()
    merge.check_aliases()
    return Vocabulary(tuple(merge.themes.values()), packaged.noun), file.having(*merge.problems)


_NO_LISTS: dict[str, Vocabulary[Any]] = {}
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{2,}")


class _Merge:
    def __init__(self, packaged: Vocabulary[Theme], groups: tuple[str, ...]) -> None:
        self.themes = {theme.id: theme for theme in packaged}
        self.groups = groups
        self.problems: list[Problem] = []
        self.named: list[tuple[str, Span]] = []
        self.aliases: list[tuple[str, str, Span]] = []

    def take(self, item: Node) -> None:
        if not isinstance(item, Mapping):
            self.say(item.span, "a theme is lines of `id: …`, `name: …`")
            return
        decoded = Decoder(_NO_LISTS.__getitem__, ZoneInfo("UTC")).decode(item, THEME)
        self.problems += [recode(one) for one in decoded.problems]
        values = decoded.values
        id, old = values.get("id"), values.get("renames")
        help: str | None
        if not id:
            self.say(item.span, "a theme needs an `id`")
        elif not _SLUG.fullmatch(id):
            help = "write lower-case letters, digits and hyphens, three or more"
            self.say(_at(item, "id"), f"`{id}` is no slug, so no lesson can carry it", help)
        elif old is not None and old not in self.themes:
            help = meant(old, self.themes) or None
            self.say(_at(item, "renames"), f"`{old}` is no theme", help)
        elif old is not None and id in self.themes and id != old:
            help = "choose another id, or take that theme away first"
            message = f"`{id}` is a theme already, so `{old}` cannot become it"
            self.say(_at(item, "id"), message, help)
        elif values.get("off") == "true":
            self.switch_off(id, values, item)
        else:
            self.put(id, old, values, item)

    def switch_off(self, id: str, values: dict[str, Any], item: Mapping) -> None:
        if self.themes.pop(id, None) is None:
            self.say(_at(item, "id"), f"`{id}` is no theme, so it cannot be switched off")
        for name in values:
            if name not in {"id", "off"}:
                message = f"`{id}` is switched off, so its `{name}` says nothing"
                self.say(_at(item, name), message, f"take `{name}` away, or `off: true`")

    def put(self, id: str, old: str | None, values: dict[str, Any], item: Mapping) -> None:
        before = self.themes.get(old or id)
        group = values.get("group", before.group if before else "")
        if not group:
            help = f"add `group:` with one of {', '.join(self.groups)}"
            self.say(_at(item, "id"), f"the new theme `{id}` needs a `group`", help)
        elif group not in self.groups:
            help = meant(group, self.groups, f"write one of {', '.join(self.groups)}")
            self.say(_at(item, "group"), f"`{group}` is no group of themes", help)
        own = {
            name: values[name]
            for name in ("name", "description", "aliases", "counterparts")
            if name in values
        }
        self.named += [(other, _at(item, "counterparts")) for other in own.get("counterparts", ())]
        words = item.get("aliases")
        for word in words.items if isinstance(words, Sequence) else ():
            if isinstance(word, Scalar):
                self.aliases.append((id, word.text, word.span))
        theme = replace(before or Theme(id=id, name=id), id=id, group=group, **own)
        if old:
            theme = replace(theme, aliases=(*theme.aliases, old))
            self.themes = {
                (id if key == old else key): (theme if key == old else one)
                for key, one in self.themes.items()
            }
        else:
            self.themes[id] = theme

    def check_counterparts(self) -> None:
        for other, span in self.named:
            if other not in self.themes:
                self.say(span, f"`{other}` is no theme")

    def check_aliases(self) -> None:
        """An alias that another theme has: lessons that carry it stay with the earlier one."""
        for id, alias, span in self.aliases:
            word = normal_form(alias)
            for other in self.themes.values():
                words = map(normal_form, (other.id, *other.aliases))
                if id in self.themes and other.id != id and word in words:
                    is_id = word == normal_form(other.id)
                    what = "a theme itself" if is_id else f"an alias of `{other.id}` already"
                    help = "keep it on one of the two, or switch the other off"
                    self.say(span, f"`{alias}` is {what}, so it cannot mean `{id}`", help)
                    break

    def say(self, span: Span, message: str, help: str | None = None) -> None:
        self.problems.append(Problem("PM903", span, message, help))


def _at(item: Mapping, name: str) -> Span:
    value = item.get(name)
    return value.span if value is not None else item.span
