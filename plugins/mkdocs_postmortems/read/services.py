"""The services: services.yml, and the Backstage catalogues that it points to."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.finding import Problem
from mkdocs_postmortems.model.node import Mapping, Node, Scalar, Sequence
from mkdocs_postmortems.model.settings_field import SERVICE
from mkdocs_postmortems.model.vocabulary import Service, Vocabulary
from mkdocs_postmortems.read.backstage import read_catalogue
from mkdocs_postmortems.read.fields import Decoder
from mkdocs_postmortems.read.yaml_file import ConfigFile, read_yaml_file, recode

_NO_LISTS: dict[str, Vocabulary[Service]] = {}


def read_services(path: Path, shown: str) -> tuple[Vocabulary[Service], ConfigFile]:
    """The services in their order; an id that stands twice is a problem.

    An entry `backstage: GLOB` stands for the components and systems of the catalogue files that
    the glob finds from the folder of services.yml; what services.yml says itself goes before.
    """
    node, file = read_yaml_file(path, shown)
    empty: Vocabulary[Service] = Vocabulary((), "service")
    if node is None:
        return empty, file
    if not isinstance(node, Sequence):
        problem = Problem("PM903", node.span, "must be a list", "write lines of `- id: …`")
        return empty, file.having(problem)
    services: dict[str, Service] = {}
    catalogued: list[Service] = []
    problems: list[Problem] = []
    for item in node.items:
        pattern = item.get("backstage") if isinstance(item, Mapping) else None
        if pattern is not None:
            catalogued += _catalogued(pattern, path.parent, problems)
            continue
        service = _service(item, problems)
        if service is None:
            continue
        if service.id in services:
            message = f"the service `{service.id}` stands twice"
            problems.append(Problem("PM903", item.span, message, "keep one of the two"))
        services.setdefault(service.id, service)
    for service in catalogued:
        services.setdefault(service.id, service)
    return Vocabulary(tuple(services.values()), "service"), file.having(*problems)


def _catalogued(pattern: Node, folder: Path, problems: list[Problem]) -> list[Service]:
    if not isinstance(pattern, Scalar) or not pattern.text or pattern.text.startswith("/"):
        message = "`backstage` takes a glob from the folder of services.yml"
        problems.append(Problem("PM903", pattern.span, message, "write `../**/catalog-info.yaml`"))
        return []
    try:
        paths = sorted(folder.glob(pattern.text))
    except (ValueError, IndexError, NotImplementedError, OSError):  # as pathlib says it
        message = f"`{pattern.text}` is no glob"
        problems.append(Problem("PM903", pattern.span, message, "write `../**/catalog-info.yaml`"))
        return []
    if not paths:
        message = f"`{pattern.text}` finds no catalogue file"
        problems.append(Problem("PM903", pattern.span, message, "correct the glob"))
    found: list[Service] = []
    for path in paths:
        services, unreadable = read_catalogue(path)
        found += services
        if unreadable:
            message = f"{path.name} in {path.parent.name}/ cannot be read: {unreadable}"
            problems.append(Problem("PM901", pattern.span, message))
    return found


def _service(item: Node, problems: list[Problem]) -> Service | None:
    if not isinstance(item, Mapping):
        problems.append(Problem("PM903", item.span, "a service is lines of `id: …`, `name: …`"))
        return None
    decoded = Decoder(_NO_LISTS.__getitem__, ZoneInfo("UTC")).decode(item, SERVICE)
    problems += [recode(one) for one in decoded.problems]
    values = decoded.values
    if "id" not in values:
        problems.append(Problem("PM903", item.span, "a service needs an `id`"))
        return None
    return Service(
        id=values["id"],
        name=values.get("name", values["id"]),
        group=values.get("group", ""),
        owner=values.get("owner", ""),
        aliases=values.get("aliases", ()),
    )
