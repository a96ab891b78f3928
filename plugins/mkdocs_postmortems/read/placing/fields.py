"""What is stated, to fields: certain where key and value are both known, else guessed or left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mkdocs_postmortems.model.field import FRONT_MATTER, Field, Form
from mkdocs_postmortems.model.foreign import Stated
from mkdocs_postmortems.model.imported import Placed, Unplaced
from mkdocs_postmortems.model.postmortem import MOMENTS
from mkdocs_postmortems.model.vocabulary import normal_form
from mkdocs_postmortems.read.context import Context
from mkdocs_postmortems.read.placing.dates import Order
from mkdocs_postmortems.read.placing.keys import key_of, plain
from mkdocs_postmortems.read.placing.loose import Loose, read_loose

HINTS = (
    "date",
    "created",
    "closed",
    "time_to_detect",
    "time_to_mitigate",
    "time_to_resolve",
    "duration",
)
"""Known keys that are no field, and say something of one."""

_OURS = frozenset({"status", "related", "recurrence_of", "aliases", "late_because"})
"""An imported document is in review, whatever it was; ids and old addresses are of another base."""

_NOTHING = re.compile(r"(?:tbd|tbc|todo|n/?a|none|unknown|not known)\b", re.IGNORECASE)
_SERVICE = re.compile(r"\w[\w .:()+@/-]{1,39}")
"""What may be the name of a service; `<script>` is none."""
_SEPARATORS = re.compile(r"\s*(?:[,;&]|\s/\s|\band\b|\s[|·]\s)\s*")
_PEOPLE = frozenset({"owner", "incident_commander", "authors", "responders", "teams"})
_TICKET = re.compile(r"\b[A-Z][A-Z0-9]{1,9}-\d[\d-]*\b|#\d+\b")
_URL = re.compile(r"https?://[^\s<>)\]]+")
_SEV = re.compile(
    r"\b(?:sev(?:erity)?|p|s|priority|level)[-:\s]{0,2}([0-5])\b(?!\.)", re.IGNORECASE
)

_SEV_ALONE = re.compile(
    r"~?\"?(?:severity:*)?(?:sev(?:erity)?|p|s|priority)[-: ]*[0-5]\"?"
    r"(?:\s*[-–—:(/]?\s*[\w ]+\)?)?",
    re.IGNORECASE,
)


@dataclass
class Fields:
    """What has been placed so far, by field."""

    context: Context
    known: Mapping[str, str]
    order: Order | None = None
    """How the document writes dates with slashes."""
    placed: dict[str, Placed] = field(default_factory=dict)
    hints: dict[str, Stated] = field(default_factory=dict)
    moments: dict[str, tuple[Loose, Stated]] = field(default_factory=dict)
    left: list[Stated] = field(default_factory=list)
    """Outside of the text and without a place: it must be written somewhere."""
    unplaced: list[Unplaced] = field(default_factory=list)
    unknown_services: list[str] = field(default_factory=list)

    def take(self, stated: Iterable[Stated], *, in_text: bool) -> None:
        """Place what can be; of two the first holds. What stands in the text stays there."""
        for one in stated:
            if not self._take(one):
                self.unplaced.append(Unplaced(text=f"{one.name}: {_joined(one)}", line=one.line))
                if not in_text:
                    self.left.append(one)
            elif not in_text and not self._is_whole(one):
                self.left.append(one)

    def put(self, placed: Placed) -> None:
        self.placed.setdefault(placed.name, placed)

    def _is_whole(self, one: Stated) -> bool:
        """Whether the front matter has every word of it, so that it need not stand elsewhere."""
        name = self._name(one)
        if name is None or name not in self.placed:
            return False
        value = self.placed[name].value
        values = value if isinstance(value, tuple) else (value,)
        return {plain(text) for text in one.values} == set(values)

    def _name(self, one: Stated) -> str | None:
        key = one.name.rsplit(".", 1)[-1] if one.name not in _FIELDS else one.name
        return one.name if one.name in _FIELDS else key_of(key, self.known)

    def _take(self, one: Stated) -> bool:
        if not any(text.strip() for text in one.values) or _NOTHING.match(_joined(one)):
            return False
        name = self._name(one)
        own = next(
            (
                it
                for it in self.context.settings.extra_fields
                if normal_form(it.name) == normal_form(one.name)
            ),
            None,
        )
        if own is not None:
            return self._own(own, one)
        if name is None:
            return False
        if name in HINTS:
            self.hints.setdefault(name, one)
            return True
        if name in MOMENTS:
            loose = read_loose(_joined(one), self.order)
            if loose is None:
                return False
            self.moments.setdefault(name, (loose, one))
            return True
        place = _PLACES.get(name, _text)
        values = tuple(place(self, name, one))
        if not values:
            # What is not in the catalogue has been told one by one.
            return name == "services" and bool(self.unknown_services)
        value = values if _FIELDS[name].many else values[0]
        self.put(
            Placed(
                name=name,
                value=value,
                said=f"{one.name}: {_joined(one)}",
                line=one.line,
                is_guess=name == "severity" and not self._is_said(one),
            )
        )
        return True

    def _own(self, own: Field, one: Stated) -> bool:
        """A field that the organisation has declared, where its values allow what is said."""
        if own.values and any(text not in own.values for text in one.values):
            return False
        if own.form is not Form.TEXT and not own.values:
            return False
        value = one.values if own.many else one.values[0]
        self.put(Placed(name=own.name, value=value, said=one.name, line=one.line))
        return True

    def _is_said(self, one: Stated) -> bool:
        """Whether a severity is all that is said, perhaps with its name: `SEV-2 (Major)`."""
        text = plain(_joined(one))
        scale = self.context.vocabularies["severities"]
        return scale.find(text) is not None or _SEV_ALONE.fullmatch(text) is not None


def find_severity(text: str, context: Context) -> str | None:
    """The severity that words such as `SEV-2`, `P1 - Critical` or `severity::2` name."""
    scale = context.vocabularies["severities"]
    words = plain(text)
    term = scale.find(words)
    if term is not None:
        return term.id
    # A number says more than a name beside it, which may be of another scale: `SEV-2 (Major)`.
    if match := _SEV.search(words):
        forms = (f"sev-{match[1]}", f"P{match[1]}", f"SEV{match[1]}")
        return next((term.id for form in forms if (term := scale.find(form)) is not None), None)
    for part in re.split(r"[\s,;:()/–—|-]+", words):
        if len(part) > 1 and (term := scale.find(part)) is not None:
            return term.id
    return None


def _severity(fields: Fields, name: str, one: Stated) -> Iterator[str]:
    """Of several that are named, as in “was SEV-1, now SEV-3”, the last."""
    text = plain(_joined(one))
    several = _SEV.findall(text)
    last = f"sev-{several[-1]}" if len(set(several)) > 1 else text
    found = find_severity(last, fields.context)
    if found is None and re.match(r"[0-5](?!\S)", text):
        term = fields.context.vocabularies["severities"].find(f"sev-{text[0]}")
        found = term.id if term else None
    if found:
        yield found


def _services(fields: Fields, name: str, one: Stated) -> Iterator[str]:
    """Ids of the catalogue. Where one is not in it, the whole is told as not placed."""
    found: dict[str, None] = {}
    for text in one.values:
        whole = fields.context.services.find(plain(text))
        parts = [plain(text)] if whole else _SEPARATORS.split(plain(text))
        for part in filter(None, parts):
            words = re.sub(r'^~|"|Service::', "", part).strip(" `()")
            term = fields.context.services.find(words)
            if term is not None:
                found[term.id] = None
            else:
                if _SERVICE.fullmatch(words):
                    fields.unknown_services.append(words)
                message = f"{one.name}: {words} (not in services.yml)"
                fields.unplaced.append(Unplaced(text=message, line=one.line))
    yield from found


def _people(fields: Fields, name: str, one: Stated) -> Iterator[str]:
    if not _FIELDS[name].many:
        yield plain(_joined(one))
        return
    for text in one.values:
        yield from (part.strip() for part in _SEPARATORS.split(plain(text)) if part.strip())


def _tickets(fields: Fields, name: str, one: Stated) -> Iterator[str]:
    for text in one.values:
        found = _TICKET.findall(text)
        if found:
            yield from dict.fromkeys(found)
        elif len(text.split()) == 1 and re.search(r"\d", text) and "://" not in text:
            yield plain(text)


def _choice(fields: Fields, name: str, one: Stated) -> Iterator[str]:
    vocabulary = fields.context.vocabularies[_FIELDS[name].vocabulary]
    text = plain(_joined(one))
    term = vocabulary.find(text)
    if term is not None:
        yield term.id


def _visibility(fields: Fields, name: str, one: Stated) -> Iterator[str]:
    """Who may read it: what is not understood is for the fewest."""
    yield from tuple(_choice(fields, name, one)) or ("restricted",)


def _tags(fields: Fields, name: str, one: Stated) -> Iterator[str]:
    for text in one.values:
        yield from (part for part in re.split(r"\s*[,;]\s*", plain(text)) if part)


def _day(fields: Fields, name: str, one: Stated) -> Iterator[str]:
    loose = read_loose(_joined(one), fields.order)
    if loose is not None and loose.clock.day:
        yield loose.clock.day.isoformat()


def _zone(fields: Fields, name: str, one: Stated) -> Iterator[str]:
    """Read with the other words of zones, since an abbreviation is a guess."""
    yield from ()


def _address(fields: Fields, name: str, one: Stated) -> Iterator[str]:
    yield from _URL.findall(" ".join(one.values))[:1]


def _text(fields: Fields, name: str, one: Stated) -> Iterator[str]:
    text = plain(_joined(one))
    if text:
        yield text


def _joined(one: Stated) -> str:
    return ", ".join(one.values)


_PLACES: dict[str, Callable[[Fields, str, Stated], Iterator[str]]] = {
    "severity": _severity,
    "services": _services,
    **dict.fromkeys(_PEOPLE, _people),
    "tracker_ids": _tickets,
    "tags": _tags,
    "trigger": _choice,
    "detected_by": _choice,
    "mitigated_by": _choice,
    "kind": _choice,
    "account": _choice,
    "confidence": _choice,
    "visibility": _visibility,
    "published_at": _day,
    "time_zone": _zone,
    "url": _address,
}

_FIELDS: dict[str, Field] = {
    **{
        one.name: one
        for one in FRONT_MATTER
        if one.form is not Form.MAPPING and one.name not in _OURS
    },
    **{
        f"impact.{one.name}": one for it in FRONT_MATTER if it.name == "impact" for one in it.fields
    },
    "url": next(one for one in FRONT_MATTER if one.name == "title"),
}
