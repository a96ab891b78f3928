"""The front matter of a postmortem: one table that reading, checking, docs and schema share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How the raw text of a value is read."""

    TEXT = "text"
    CHOICE = "choice"
    MOMENT = "moment"
    DATE = "date"
    URL = "url"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    ZONE = "zone"
    MAPPING = "mapping"
    TABLE = "table"
    """A mapping with free keys; `fields` holds one field, the form of every value."""


OWN_FORMS = (
    Form.TEXT,
    Form.CHOICE,
    Form.MOMENT,
    Form.DATE,
    Form.URL,
    Form.INTEGER,
    Form.BOOLEAN,
)
"""What an organisation's own fields may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One key. `many` means a list of the form; `vocabulary` names the list a choice is from."""

    name: str
    form: Form = Form.TEXT
    about: str
    many: bool = False
    vocabulary: str = ""
    fields: tuple[Field, ...] = ()
    values: tuple[str, ...] = ()
    """The closed list of an organisation's own choice."""
    example: str = ""


def _text(name: str, about: str, example: str = "", *, many: bool = False) -> Field:
    return Field(name=name, about=about, example=example, many=many)


def _choice(name: str, vocabulary: str, about: str, example: str, *, many: bool = False) -> Field:
    return Field(
        name=name,
        form=Form.CHOICE,
        vocabulary=vocabulary,
        about=about,
        example=example,
        many=many,
    )


def _moment(name: str, about: str) -> Field:
    example = "2024-05-02T14:05:00+02:00"
    return Field(name=name, form=Form.MOMENT, about=about, example=example)


IMPACT = (
    _text(
        "summary",
        "Who felt what, in one sentence.",
        "Checkout refused one order in five.",
    ),
    _choice("nature", "natures", "What it was like from outside.", "degradation"),
    _choice("pattern", "patterns", "Whether it came and went.", "sustained"),
    _text("customers", "Customers affected, as a figure or in words.", "about 12,000"),
    _text("requests", "Requests that failed or were slow.", "21 % for 38 min"),
    _text("slo", "What it cost of an objective.", "64 % of the month's budget"),
    _text("revenue", "What it cost in money.", "not known"),
    _text("data_loss", "yes, no, unknown, or what was lost.", "no"),
    _text("regions", "Where.", "eu-west-1", many=True),
    _text("operational", "What it cost the people who run it.", "three teams for two days"),
)

LINK = (
    _text("label", "What the link leads to.", "Dashboard"),
    Field(
        name="url",
        form=Form.URL,
        about="Its address.",
        example="https://example.com/d/1",
    ),
)

SOURCE = (
    _text("title", "The source's title.", "Summary of the disruption"),
    Field(
        name="url",
        form=Form.URL,
        about="Its address.",
        example="https://example.com/report",
    ),
    _choice("read", "reads", "How much of it was read.", "full-text"),
)

IMPORTED = (
    _text("source", "Where the document came from.", "confluence"),
    _text("sha256", "The hash of what was imported.", "0f3c…"),
    _text("written", "The hash of this file without this line: who edits it, keeps it.", "9b1e…"),
    _text(
        "guessed",
        "What nobody has confirmed yet; remove a line once it is right.",
        "severity: “P1” in the title",
        many=True,
    ),
)

FRONT_MATTER: tuple[Field, ...] = (
    _text(
        "title",
        "What happened, in one line.",
        "Checkout refused orders after a cache flush",
    ),
    _choice(
        "severity",
        "severities",
        "How bad it was, by the organisation's scale.",
        "sev-2",
    ),
    _choice(
        "services",
        "services",
        "What broke, by id of services.yml.",
        "checkout",
        many=True,
    ),
    _choice("status", "statuses", "draft, in-review or published.", "published"),
    _choice("kind", "kinds", "incident, near-miss or false-alarm.", "incident"),
    _choice("account", "accounts", "own, or retold from the public record.", "own"),
    _choice("confidence", "confidences", "How well a retold account is founded.", "high"),
    _moment("started_at", "When the impact began."),
    _moment("detected_at", "When somebody or something noticed."),
    _moment("acknowledged_at", "When a responder took it."),
    _moment("mitigated_at", "When the impact ended or became bearable."),
    _moment("resolved_at", "When everything was back as it was."),
    Field(
        name="time_zone",
        form=Form.ZONE,
        about="The zone of clock times in the body that name none.",
        example="Europe/Berlin",
    ),
    Field(
        name="published_at",
        form=Form.DATE,
        about="The day the postmortem was published.",
        example="2024-05-06",
    ),
    _text(
        "late_because",
        "Why it was published after its deadline.",
        "waited for the vendor",
    ),
    Field(
        name="imported_from",
        form=Form.MAPPING,
        fields=IMPORTED,
        about="Where an imported document came from.",
    ),
    _text("owner", "Who owns the postmortem.", "Ada"),
    _text("incident_commander", "Who led the response.", "Grace"),
    _text("authors", "Who wrote it.", "Ada", many=True),
    _text("responders", "Who responded.", "Grace", many=True),
    _text("teams", "Teams that took part.", "payments", many=True),
    _choice("trigger", "triggers", "The one change or event that set it off.", "config-push"),
    _choice("detected_by", "detections", "How it was noticed.", "alert"),
    _choice("mitigated_by", "mitigations", "What ended the impact.", "rollback"),
    Field(
        name="impact",
        form=Form.MAPPING,
        fields=IMPACT,
        about="What it meant, in figures.",
    ),
    _text("related", "Ids of related postmortems.", "2024-03-01-cache-flush", many=True),
    _text("recurrence_of", "Ids of earlier incidents that came back.", "2023-…", many=True),
    _text("tracker_ids", "Ids in the incident tracker.", "INC-1042", many=True),
    Field(name="links", form=Form.MAPPING, many=True, fields=LINK, about="Further links."),
    Field(
        name="sources",
        form=Form.MAPPING,
        many=True,
        fields=SOURCE,
        about="What a retold account is told from.",
    ),
    _text("aliases", "Old addresses that lead here.", "old-name", many=True),
    _choice("visibility", "visibilities", "Who may read it.", "internal"),
    _text("tags", "Free words for search; never counted.", "dns", many=True),
)
