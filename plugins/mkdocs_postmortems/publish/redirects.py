"""Old addresses: a small page each that leads to where the postmortem stands now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_postmortems.model.alias import alias_path
from mkdocs_postmortems.model.postmortem import Postmortem
from mkdocs_postmortems.publish.addresses import relative
from mkdocs_postmortems.publish.host import Host
from mkdocs_postmortems.publish.html import write_html
from mkdocs_postmortems.publish.page import Asset


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An old address with the postmortem that it leads to; `file` is its page on the site."""

    alias: str
    file: str
    postmortem: Postmortem


def redirects(postmortems: Iterable[Postmortem], host: Host) -> Iterator[Redirect]:
    """Of all aliases that are addresses, in the order of ids; one may be named more than once."""
    for one in sorted(postmortems, key=lambda one: one.id):
        for alias in dict.fromkeys(one.aliases):
            if path := alias_path(alias):
                yield Redirect(alias=alias, file=_file(path, host), postmortem=one)


def _file(path: str, host: Host) -> str:
    if path.endswith(".html"):
        return path
    return f"{path}index.html" if path.endswith("/") else host.file(f"{path}.md")


def publish(found: Iterable[Redirect], host: Host) -> Iterator[Asset]:
    """The first of an address holds, so that a page is written once."""
    first: dict[str, Redirect] = {}
    for one in found:
        first.setdefault(one.file, one)
    for file, one in first.items():
        target = host.postmortem(one.postmortem.id)
        path = relative(target, file)
        markup = write_html(
            "redirect",
            title=one.postmortem.title,
            target=f"{path}/" if target.endswith("/") else path,
            canonical=host.absolute(target) if host.url else "",
        )
        yield Asset(uri=file, data=markup.encode("utf-8", "replace"))
