"""Times as somebody says them at a prompt: `14:02 today`, `yesterday 23:10`, `2h ago`, `+7m`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from mkdocs_postmortems.model.moment import Moment
from mkdocs_postmortems.read.clock import Clock, read_clock
from mkdocs_postmortems.read.moments import MomentError, offset_of, parse_moment

HELP = "write e.g. `14:02 today`, `yesterday 23:10`, `2h ago` or `2024-05-02T14:02+02:00`"

_AGO = re.compile(
    r"(?P<amounts>(?:(?:\d{1,4}|an?)\s*[a-z]+[\s,]*(?:and\s+)?)+)\bago", re.IGNORECASE
)
_AMOUNT = re.compile(r"(?P<number>\d{1,4}|an?)\s*(?P<unit>[a-z]+)", re.IGNORECASE)
_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), timedelta(hours=1)),
    **dict.fromkeys(("d", "day", "days"), timedelta(days=1)),
    **dict.fromkeys(("w", "week", "weeks"), timedelta(weeks=1)),
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORD = re.compile(
    r"\b(?P<word>today|yesterday|(?P<last>last\s+)?(?P<day>mon|tue|wed|thu|fri|sat|sun)"
    r"(?:day|sday|nesday|rsday|urday)?)\b(?!\s+\d{1,2}\s+[a-z]{3})",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\s+(?:in\s+)?(?P<zone>[A-Z]\w+(?:/[\w+-]+)+)$")
_OFFSET = re.compile(r"(?<=\d)\s*(?P<offset>Z|[+-]\d{2}:?\d{2})$")
_ISO = re.compile(r"\d{4}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}[\d:.]*)?)?$")
"""What can only be meant as ISO, so that its mistakes are told as those of ISO."""
_SLACK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """From where a time is said: the instant, and the zone of clocks that name none."""

    at: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()


def read_said_time(text: str, now: Now, since: Moment | None = None) -> Moment:
    """The moment that is meant, with the offset that its zone has then, or only the day.

    A clock without a day is the first at or after `since`, else the last one before now. What
    cannot be, or may be two things, raises `MomentError`: the hour that a zone leaves out or has
    twice, a date that is either of two days, the future.
    """
    text = " ".join(text.split())
    moment = _read(text, now, since)
    is_ahead = moment.at > now.at + _SLACK if moment.at else (moment.date or now.today) > now.today
    if is_ahead:
        raise MomentError("PM104", f"`{text}` lies in the future", HELP)
    return moment


def _read(text: str, now: Now, since: Moment | None) -> Moment:
    if text.lower() == "now":
        return _to_the_minute(now.at.astimezone(now.zone))
    if match := _AGO.fullmatch(text):
        return _ago(text, match["amounts"], now)
    try:
        return parse_moment(text, now.zone)
    except MomentError as error:
        if _ISO.match(text) and error.code == "PM104":
            raise
    zone, rest = _zone(text, now.zone)
    day, rest = _day(rest, now)
    rest, offset = _offset(rest)
    if not rest and day:
        return Moment(day.year, day.month, day.day)
    clock = _clock(text, rest)
    if clock.relative is not None:
        return _after(text, clock.relative, since)
    clock = clock if offset is None else replace(clock, offset=offset)
    return _placed(text, clock, day or _written_day(text, clock, now), zone, now, since)


def _placed(
    text: str, clock: Clock, day: date | None, zone: ZoneInfo, now: Now, since: Moment | None
) -> Moment:
    """A clock, a day or both as the moment that they mean."""
    if clock.seconds is not None and day is not None:
        return _local(text, clock, day, zone)
    if clock.seconds is not None:
        if since is not None and since.at is not None:
            return _next(text, clock, zone, since.at)
        return _last(text, clock, zone, now)
    if day is None:
        raise MomentError("PM104", f"`{text}` is not a time", HELP)
    return Moment(day.year, day.month, day.day)


def _to_the_minute(at: datetime) -> Moment:
    local = at.replace(second=0, microsecond=0)
    return Moment.of(local.replace(tzinfo=timezone(local.utcoffset() or timedelta())))


def _ago(text: str, amounts: str, now: Now) -> Moment:
    passed = timedelta()
    units = set()
    for match in _AMOUNT.finditer(re.sub(r"\band\b", " ", amounts)):
        unit = _UNITS.get(match["unit"].lower())
        if unit is None:
            raise MomentError("PM104", f"`{match['unit']}` is no unit of time", "write m, h or d")
        units.add(unit)
        passed += unit * (int(match["number"]) if match["number"].isdigit() else 1)
    try:
        at = (now.at - passed).astimezone(now.zone)
    except OverflowError:
        raise MomentError("PM104", f"`{text}` is before all years", HELP) from None
    if min(units, default=timedelta()) >= timedelta(days=1):
        return Moment(at.year, at.month, at.day)  # nobody means the minute
    return _to_the_minute(at)


def _zone(text: str, zone: ZoneInfo) -> tuple[ZoneInfo, str]:
    match = _ZONE.search(text)
    if match is None:
        return zone, text
    try:
        return ZoneInfo(match["zone"]), text[: match.start()]
    except (KeyError, ValueError, OSError):
        message = f"`{match['zone']}` is not a time zone"
        raise MomentError("PM104", message, "write e.g. Europe/Berlin") from None


def _offset(text: str) -> tuple[str, timedelta | None]:
    match = _OFFSET.search(text)
    if match is None or ":" not in text[: match.start()]:
        return text, None
    if match["offset"] == "Z":
        return text[: match.start()], timedelta()
    digits = match["offset"].replace(":", "")
    offset = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:]))
    return text[: match.start()], -offset if digits[0] == "-" else offset


def _day(text: str, now: Now) -> tuple[date | None, str]:
    """The day that a word says, and the text without it."""
    match = _WORD.search(text)
    if match is None:
        return None, text
    rest = " ".join((text[: match.start()] + " " + text[match.end() :]).split())
    rest = re.sub(r"^(?:at|on|,)\s*|\s*(?:at|on|,)$", "", rest)
    word = match["word"].lower()
    if word in {"today", "yesterday"}:
        return now.today - timedelta(days=word == "yesterday"), rest
    wanted = next(at for at, one in enumerate(_DAYS) if one.startswith(match["day"].lower()))
    back = (now.today.weekday() - wanted) % 7
    return now.today - timedelta(days=back or (7 if match["last"] else 0)), rest


def _clock(text: str, rest: str) -> Clock:
    found = read_clock(rest)
    if found is None or rest[found[1] :].strip():
        raise MomentError("PM104", f"`{text}` is not a time", HELP)
    return found[0]


def _written_day(text: str, clock: Clock, now: Now) -> date | None:
    if clock.either:
        one, other = clock.either
        message = f"`{text}` is {one.isoformat()} or {other.isoformat()}"
        raise MomentError("PM104", message, "write the day as 2024-05-02")
    if clock.month_day is None:
        return clock.day
    for year in (now.today.year, now.today.year - 1):
        try:
            day = date(year, *clock.month_day)
        except ValueError:
            continue
        if day <= now.today:
            return day
    raise MomentError("PM104", f"`{text}` is no day of the last two years", HELP)


def _after(text: str, relative: timedelta, since: Moment | None) -> Moment:
    if since is None or since.at is None:
        raise MomentError("PM104", f"`{text}` counts from the start, which is not known", HELP)
    return Moment.of(since.at + relative)


def _next(text: str, clock: Clock, zone: ZoneInfo, since: datetime) -> Moment:
    """The first such clock at or after an instant, to the minute."""
    start = since.astimezone(_zone_of(clock, zone))
    moment = _local(text, clock, start.date(), zone)
    if moment.at and moment.at < since.replace(second=0, microsecond=0):
        moment = _local(text, clock, start.date() + timedelta(days=1), zone)
    return moment


def _last(text: str, clock: Clock, zone: ZoneInfo, now: Now) -> Moment:
    """The last such clock before now."""
    today = now.at.astimezone(_zone_of(clock, zone)).date()
    moment = _local(text, clock, today, zone)
    if moment.at and moment.at > now.at + _SLACK:
        moment = _local(text, clock, today - timedelta(days=1), zone)
    return moment


def _zone_of(clock: Clock, zone: ZoneInfo) -> ZoneInfo | timezone:
    return timezone(clock.offset) if clock.offset is not None else zone


def _local(text: str, clock: Clock, day: date, zone: ZoneInfo) -> Moment:
    """A clock on a day, with its zone's offset then; an hour that is not, or is twice, is told."""
    try:
        if clock.offset is not None:
            return Moment.of(clock.at(day, zone))
        naive = datetime(day.year, day.month, day.day) + timedelta(seconds=clock.seconds or 0)
        first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        back = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    except (OverflowError, ValueError):
        raise MomentError("PM104", f"`{text}` is not a time", HELP) from None
    shown = f"{naive:%H:%M} on {day.isoformat()}"
    if back != naive:
        message = f"there was no {shown} in {zone.key}: the clocks went forward"
        help = f"the clocks had {back:%H:%M} then; write an offset if you mean another zone"
        raise MomentError("PM104", message, help)
    if first.utcoffset() != second.utcoffset():
        before, after = (f"{naive:%H:%M}{_shown(one)}" for one in (first, second))
        message = f"{shown} was twice in {zone.key}: the clocks went back"
        raise MomentError("PM104", message, f"write `{before}` or `{after}`")
    return Moment.of(first.replace(tzinfo=timezone(first.utcoffset() or timedelta())))


def _shown(at: datetime) -> str:
    offset = at.utcoffset() or timedelta()
    shown = offset_of(at.replace(tzinfo=None), ZoneInfo("UTC")) if not offset else f"{at:%z}"
    return shown if shown == "Z" else f"{shown[:3]}:{shown[3:5]}"
