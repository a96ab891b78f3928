"""Lists of action items as tables, with owner, day, state and ticket where the words name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_postmortems.model.document import Block, BlockKind, Section
from mkdocs_postmortems.model.settings import Vocabularies
from mkdocs_postmortems.model.span import Span
from mkdocs_postmortems.read.placing.loose import read_loose
from mkdocs_postmortems.read.placing.sheet import Row, Sheet

_ID = re.compile(r"\[?(?P<id>(?:AI|A|R|F)[- ]?\d{1,3})\]?\s*[:.)–-]\s+")
_MARKER = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_CHECKBOX = re.compile(r"^(?:\\?\[[ xX]?\\?\]|☐|☑|✅|✓|✔|❌)\s*")
_LINK = re.compile(r"\[(?P<words>[^\]\n]+)\]\((?P<url>https?://[^)\s]+)[^)\n]*\)")
_URL = re.compile(r"https?://[^\s<>)\]|]+")
_KEY = re.compile(r"(?<![\w/-])(?:[A-Z][A-Z0-9]{1,9}-\d+|(?:[\w.-]+/[\w.-]+)?[#!]\d+)(?![\w-])")
_TRACKER = re.compile(
    r"/(?:issues?|pull|merge_requests|browse|tickets?|T\d+|work_items|projects?)/"
    r"|jira|linear\.app|trello|asana|bugs?\b",
    re.IGNORECASE,
)
_WORD = r"(?:(?:[A-Z]|Dr|Mr|Ms|Mrs|Prof)\.|[A-Z][\w'’-]*)"
_NAME = rf"@?{_WORD}(?:[ ]{_WORD}){{0,2}}|@[\w./-]+"
_OWNED = re.compile(
    r"\b(?:[Oo]wner|[Aa]ssignee|[Aa]ssigned to|DRI|[Ww]ho|[Rr]esponsible|[Rr]esp\.?)"
    rf"\s*[:=]?\s*\**\s*(?P<named>{_NAME}|[a-z][\w./-]*)"
)
_BOLD = re.compile(rf"^\*\*(?P<named>{_NAME})\*\*\s*[–—-]\s")
_ARROW = re.compile(rf"^(?P<named>{_NAME})\s*(?:→|->|⇒)\s")
_WIKI = re.compile(r"\[\[(?P<named>[^\]|]+)(?:\|[^\]]*)?\]\]")
_BRACKETED = re.compile(rf"^\\?\[(?P<named>{_NAME}|[a-z][\w.-]{{1,24}})\\?\](?![(\[:])\s+")
_AT = re.compile(r"(?<![\w.@/])(?P<named>@[A-Za-z][\w./-]*\w)")
_LED = re.compile(rf"^(?P<named>{_NAME}):\s+(?=\S)")
_TRAILING = re.compile(rf"\s[–—-]\s(?P<named>{_NAME})(?=\s*(?:$|[,;(]|\s[–—-]\s))")
_CLOSING = re.compile(r"\((?P<named>[A-Z][a-z]+(?:[ ][A-Z][\w'’-]+)?)(?:,[^()]*)?\)\s*$")
_DUE = re.compile(
    r"(?:\b(?:due|by|eta|until|deadline|target(?: date)?|before)\b|📅)"
    r"\s*(?:date)?\s*[:=]?\s*(?:on\s+)?(?P<day>\d[\w/-]{5,}|\w+\.?\s+\w+,?\s+\d{4})",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"{_WORD}(?: {_WORD}){{0,2}}|@[\w-]+")
_STATES = re.compile(
    r"(?:done|open|closed|todo|to do|in progress|wip|fixed|no date)", re.IGNORECASE
)
_STATE = re.compile(
    r"(?:\(|\[|\*{1,2}|_|\s[–—-]{1,2}\s|:\s*|\bstatus\s*[:=]\s*)\s*(?:already\s+|is\s+)?(?P<state>"
    r"done|completed?|paid|shipped|live|fixed|resolved|closed|in[- ]progress|ongoing|wip|open"
    r"|to-?do|planned|not started|won'?t ?(?:do|fix)|dropped|cancell?ed)\b",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\W*$")
_PARTS = re.compile(r"\s(?:--|[–—])\s")
_ENDS_DONE = re.compile(r"(?:✅|☑|✔|\bDONE)\W*$")
_TYPES = (
    ("prevent", "prevent"),
    ("detect", "detect"),
    ("mitigat", "mitigate"),
    ("process", "process"),
    ("monitor", "detect"),
)
_PICTURE = re.compile(r"!\[[^\]\n]*\](?:\([^()\n]*\)|\[[^\]\n]*\])|")
_LEADS = re.compile(r":\s*$|^(?:no|none|nothing)\b", re.IGNORECASE)
_HEAD = ("Id", "Action", "Type", "Owner", "Due", "Status", "Ticket")


@dataclass(frozen=True, slots=True)
class Task:
    """One item as it reads, and what its words name."""

    text: str
    line: int
    id: str = ""
    type: str = ""
    owner: str = ""
    due: str = ""
    status: str = ""
    ticket: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.text, self.type, self.owner, self.due, self.status, self.ticket)


def place_tasks(sheet: Sheet, sections: tuple[Section, ...], vocabularies: Vocabularies) -> Sheet:
    """Flat lists under the action items' headings as tables; lists with more in them stay lists."""
    edits: list[tuple[int, int, list[Row]]] = []
    taken = _written_ids(sheet, sections)
    given: set[str] = set()
    number = 0
    for section in sections:
        if section.kind != "action-items":
            continue
        for items in _groups(sheet, section):
            tasks = [
                task
                for item in items
                if (task := read_task(sheet, item, section, vocabularies)) is not None
            ]
            if not tasks or len(tasks) != len(items):
                continue
            first, last = sheet.rows_of(Span(items[0].span.start, items[-1].span.end))
            while last > first and not sheet.rows[last - 1].text.strip():
                last -= 1
            rows = [Row(_cells(_HEAD), tasks[0].line), Row("|---" * len(_HEAD) + "|", 0)]
            for task in tasks:
                id, cells = task.id, task.cells
                if id in given:
                    # Two items of one id: the second keeps it in its words.
                    id, cells = "", (f"{id}: {cells[0]}", *cells[1:])
                while not id or (id in taken and id != task.id):
                    number += 1
                    id = f"A{number}" if f"A{number}" not in taken | given else ""
                given.add(id)
                rows.append(Row(_cells((id, *cells)), task.line))
            if first and sheet.rows[first - 1].text.strip():
                rows.insert(0, Row("", 0))
            edits.append((first, last, [*rows, Row("", 0)]))
    return sheet.replaced(edits)


def _written_ids(sheet: Sheet, sections: tuple[Section, ...]) -> set[str]:
    """Ids that items have already: nobody else gets them."""
    blocks = (block for one in sections if one.kind == "action-items" for block in one.blocks)
    items = (item for block in blocks for item in (block.children or (block,)))
    found = (_ID.match(item.text) for item in items)
    return {match["id"].replace(" ", "") for match in found if match}


def _groups(sheet: Sheet, section: Section) -> Iterator[tuple[Block, ...]]:
    """Lists without anything below their items; paragraphs where there is no list and no table."""
    kinds = {block.kind for block in section.blocks}
    if not kinds & {BlockKind.LIST, BlockKind.TABLE}:
        paragraphs = tuple(one for one in section.blocks if one.kind is BlockKind.PARAGRAPH)
        is_run = len(paragraphs) == len(section.blocks) and not any(
            _PICTURE.fullmatch(sheet.text[slice(*one.words)].strip()) for one in paragraphs
        )
        if (
            is_run
            and len(paragraphs) > 1
            and not any(_LEADS.search(one.text) for one in paragraphs)
        ):
            yield paragraphs
        return
    for block in section.blocks:
        if block.kind is BlockKind.LIST and not any(one.children for one in block.children):
            yield block.children


def _cells(values: tuple[str, ...]) -> str:
    return "| " + " | ".join(_cell(one) for one in values) + " |"


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))


def read_task(
    sheet: Sheet, item: Block, section: Section, vocabularies: Vocabularies
) -> Task | None:
    """An item of a list, its words kept whole; what they name is told beside them."""
    written = " ".join(row.strip() for row in sheet.text[slice(*item.span)].strip().split("\n"))
    written = (
        _CHECKBOX.sub("", _MARKER.sub("", written, count=1), count=1)
        if item.checked is not None
        else _MARKER.sub("", written, count=1)
    )
    id = ""
    if match := _ID.match(written):
        id, written = match["id"].replace(" ", ""), written[match.end() :]
    if not item.text.strip():
        return None
    state = _status(written, item, vocabularies)
    return Task(
        text=written.strip(),
        line=sheet.line_at(item.span.start),
        id=id,
        type=next((type for word, type in _TYPES if word in section.title.lower()), ""),
        owner=_owner(written),
        due=_due(written),
        status=state,
        ticket=_ticket(written),
    )


def _owner(text: str) -> str:
    for pattern in (_OWNED, _BOLD, _ARROW, _BRACKETED, _AT, _WIKI, _TRAILING, _LED, _CLOSING):
        if (match := pattern.search(text)) and not _KEY.fullmatch(match["named"]):
            return match["named"].strip("*_ ")
    # `what -- who -- when -- state`: of the parts behind, the first that is nothing else.
    for part in _PARTS.split(text)[1:]:
        if _PERSON.fullmatch(part.strip("*_ .")) and not _STATES.fullmatch(part.strip()):
            return part.strip("*_ .")
    return ""


def _due(text: str) -> str:
    if last := _LAST_DAY.search(text):
        return last[1]
    match = _DUE.search(text)
    if match and (loose := read_loose(match["day"])) and loose.clock.day:
        return loose.clock.day.isoformat()
    return ""


def _status(text: str, item: Block, vocabularies: Vocabularies) -> str:
    if item.checked is not None:
        return "done" if item.checked else "open"
    if match := _STATE.search(text):
        term = vocabularies["action_statuses"].find(match["state"])
        if term is not None and term.id != "dropped":
            return term.id
    return "done" if _ENDS_DONE.search(text) else ""


def _ticket(text: str) -> str:
    """The first link to a tracker, else a key that is written without one."""
    for match in _LINK.finditer(text):
        words = match["words"].strip("`")
        if _KEY.fullmatch(words):
            return f"[{words}]({match['url']})"
        if _TRACKER.search(match["url"]):
            return f"<{match['url']}>"
    bare = _LINK.sub("", text)
    for match in _URL.finditer(bare):
        if _TRACKER.search(match[0]):
            return f"<{match[0].rstrip('.,;')}>"
    key = _KEY.search(_URL.sub("", bare))
    return key[0] if key else ""
