"""`postmortems new`: by options, from each kind of source; what it writes is a sound draft."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from helpers import DATA, good, write_tree
from mkdocs_postmortems.knowledge_base import KnowledgeBase
from mkdocs_postmortems.read.shipped import shipped_templates

FOREIGN = DATA / "foreign"
NOW = "1714658400"  # 2024-05-02 14:00 UTC
SETTINGS = "version: 1\ntime_zone: Europe/Berlin\n"
SERVICES = (
    "- id: checkout\n  name: Checkout\n- id: booking-api\n  name: Booking API\n- id: search\n"
)


@pytest.fixture(autouse=True)
def _base(_outside_of_ci, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)
    write_tree(Path("postmortems"), {"settings.yml": SETTINGS, "services.yml": SERVICES})


@pytest.fixture
def new(run):
    """Run it; the text of the file that it names on stdout."""

    def started(*arguments):
        ran = run("new", *arguments)
        assert ran.code == 0, ran.err
        (path,) = ran.out.splitlines()
        return Path(path), Path(path).read_text("utf-8"), ran.err

    return started


def codes(path: Path) -> set[str]:
    """What `check` says of it as a draft, deadlines aside."""
    today = date(2024, 5, 2)
    base = KnowledgeBase(Path("postmortems").absolute(), Path.cwd(), today, "restricted")
    return {one.code for one in base.check_file(path.absolute())} - {"PM206"}


def test_options_answer_everything(new):
    """Each stands in its field, times with their offset; the path is all that stdout has."""
    path, text, err = new(
        *(
            "--title",
            "Checkout refused orders",
            "--severity",
            "P2",
            "--services",
            "checkout,search",
        ),
        *("--started", "yesterday 23:10", "--detected", "+7m", "--acknowledged", "23:20"),
        *("--mitigated", "00:40", "--resolved", "2024-05-02T01:00+02:00", "--owner", "Ada"),
    )
    assert path == Path("postmortems/2024/2024-05-01-checkout-refused-orders.md")
    head = text.split("---")[1]
    for line in (
        "title: Checkout refused orders",
        "severity: sev-2",
        "services: [checkout, search]",
        "started_at: 2024-05-01T23:10:00+02:00",
        "detected_at: 2024-05-01T23:17:00+02:00",
        "acknowledged_at: 2024-05-01T23:20:00+02:00",
        "mitigated_at: 2024-05-02T00:40:00+02:00",
        "resolved_at: 2024-05-02T01:00:00+02:00",
        "time_zone: Europe/Berlin",
        "owner: Ada",
    ):
        assert f"\n{line}\n" in head
    assert "| 23:10 | [started] |\n| 23:17 | [detected] |" in text
    assert "| 2024-05-02 00:40 | [mitigated] |\n| 01:00 | [resolved] |" in text
    assert codes(path) == set()
    assert err == ""


def test_a_title_is_enough_and_what_is_not_known_stays_empty(new):
    """No severity and no service is made up; the day in the name is told as an assumption."""
    path, text, err = new("--title", "Something odd")

    assert path == Path("postmortems/2024/2024-05-02-something-odd.md")
    assert "\nseverity:\n" in text
    assert "\nservices: []                # ids of services.yml\n" in text
    assert "\nstarted_at: 2024-05-02\n" in text
    assert "| 14:05 | [detected] |" in text  # as the template has it
    assert "no start is known, so the file is named for today, 2024-05-02" in err
    assert codes(path) == set()


@pytest.mark.parametrize(
    ("options", "template"),
    [
        ([], "template.md"),
        (["--severity", "sev-1"], "template.md"),
        (["--severity", "sev-4"], "template-short.md"),
        (["--severity", "low", "--kind", "incident"], "template-short.md"),
        (["--kind", "near-miss"], "template-near-miss.md"),
        (["--kind", "false-alarm", "--severity", "sev-1"], "template-false-alarm.md"),
    ],
)
def test_the_template_fits_kind_and_severity(options, template, new):
    """Its guidance stays word by word, and the field of the kind says what was asked for."""
    path, text, _ = new("--title", "T", "--started", "14:00", *options)
    body = shipped_templates()[template].split("---\n", 2)[2]
    guidance = [line for line in body.split("\n") if line and not line.startswith("|")]

    assert [line for line in guidance if line not in text.split("\n")] == []
    assert ("kind: " in text) == template.endswith(("miss.md", "alarm.md"))
    assert "postmortems new" not in text
    assert codes(path) == set()


def test_an_own_template_goes_first(new):
    """What the organisation has changed is what its people get, fields and comments kept."""
    own = (
        "---\ntitle: T\nseverity: sev-3 # scale\nteam: [ops]\n---\n\n## What went wrong\n\nOurs.\n"
    )
    write_tree(Path("postmortems"), {"template.md": own})
    _, text, _ = new("--title", "Own", "--severity", "sev-1", "--started", "today")

    assert text == (
        "---\ntitle: Own\nseverity: sev-1\nservices: []\nstarted_at: 2024-05-02\nteam: [ops]\n---\n\n"
        "## What went wrong\n\nOurs.\n"
    )


def test_two_of_one_name_are_two_files(new):
    """The first stays as it is."""
    first, text, _ = new("--title", "Disk full", "--started", "today")
    second, _, _ = new("--title", "Disk full!", "--started", "today")

    assert second.name == "2024-05-02-disk-full-2.md"
    assert first.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], '--title "What happened, in one line"'),
        (["--title", "  "], "a title is needed"),
        (["--title", "T", "--severity", "sev-9"], "write one of sev-1, sev-2, sev-3, sev-4"),
        (["--title", "T", "--services", "chekout"], "did you mean `checkout`?"),
        (["--title", "T", "--services", "zebra"], "search, or add it to services.yml"),
        (
            ["--title", "T", "--started", "14:02 tomorow"],
            "`14:02 tomorow` is not a time; write e.g.",
        ),
        (["--title", "T", "--started", "17:00 today"], "lies in the future"),
        (["--title", "T", "--detected", "+5m"], "counts from the start, which is not known"),
        (["--title", "T", "--zone", "Mars"], "write e.g. Europe/Berlin"),
        (["--from", "settings.yml"], "does not exist"),
    ],
)
def test_a_wrong_option_is_told_and_nothing_is_written(options, words, run):
    """Exit code 2, with what to write instead."""
    ran = run("new", *options)

    assert ran.code == 2
    assert words in " ".join(ran.err.split())
    assert ran.out == ""
    assert not list(Path("postmortems").glob("*/*.md"))


def test_without_a_knowledge_base_it_says_how_to_get_one(run, tmp_path, monkeypatch):
    """`init` makes one."""
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    ran = run("new", "--title", "T")
    assert ran.code == 2
    assert "run `postmortems init`" in ran.err


def test_from_a_pagerduty_incident_with_its_log(new):
    """Fields, times and log entries come over; what was concluded is said behind the value."""
    path, text, _ = new("--from", str(FOREIGN / "pagerduty/Q4TIDE9C3M.json"))

    assert path.name == "2024-05-02-ticket-scanner-certificate-expired.md"
    assert "\nseverity: sev-1\nservices: [booking-api]\nstatus: draft " in text
    assert "\nstarted_at: 2024-05-02T06:01:00+02:00   # concluded from the timeline's line" in text
    assert "\nresolved_at: 2024-05-02T07:20:00+02:00\n" in text
    assert '\ntracker_ids: ["455"]\nlinks:\n  - label: Source\n    url: "https://' in text
    assert "| 06:01 | Triggered through the website by Ana Ruiz" in text
    assert "| 14:05 | [detected] |" not in text
    assert "imported_from" not in text
    assert codes(path) == set()


def test_options_go_before_what_the_record_says(new):
    """And then nothing is concluded any more."""
    source = str(FOREIGN / "pagerduty/Q4TIDE9C3M.json")
    _, text, _ = new(
        "--from", source, "--title", "Gates refused", "--started", "05:55", "--severity", "2"
    )

    assert "\ntitle: Gates refused\nseverity: sev-2\n" in text
    assert "\nstarted_at: 2024-05-02T05:55:00+02:00\n" in text


def test_from_a_jira_issue(new):
    """Its sections stand behind the template's guidance, unknown ones at the end."""
    path, text, err = new("--from", str(FOREIGN / "jira/search-v3.json"), "--pick", "INC-231")
    summary = text.split("## Summary")[1].split("## ")[0]

    assert path == Path("postmortems/2024/2024-03-10-parcels-sorted-to-the-wrong-depot/index.md")
    assert path.with_name("belts.png").read_bytes() == (FOREIGN / "jira/belts.png").read_bytes()
    assert "Three sentences for somebody who was not there" in summary
    assert "Parcels were sorted to the wrong depot for **52 minutes**." in summary
    assert "- The depot noticed within 20 minutes" in text
    assert "not in services.yml, so left out: Sorting belts" in err
    assert codes(path) == set()


def test_from_a_slack_export(new):
    """Marked messages are the timeline, in the zone that is asked for, across midnight."""
    source = str(FOREIGN / "slack/export")
    path, text, err = new(
        "--from", source, "--pick", "inc-1042-boards-dark", "--zone", "Europe/Berlin"
    )

    assert path.name == "2024-05-02-inc-1042-boards-dark.md"
    assert "the title is the source's name" in err
    assert "| 15:02 | Ana: Boards at pier 3 are dark" in text
    assert "| 2024-05-03 00:15 | monitor: @here all boards answer |" in text
    assert "\ntime_zone: Europe/Berlin\n" in text
    assert codes(path) == set()


@pytest.mark.parametrize("name", ["timeline.json", "timeline.csv"])
def test_from_entries(name, new):
    """A list of times and words is a timeline."""
    path, text, _ = new("--from", str(FOREIGN / "entries" / name), "--title", "Boards dark")

    assert path.name == "2024-05-02-boards-dark.md"
    assert "Ana: Boards at pier 3 are dark |" in text
    assert codes(path) == set()


def test_a_short_template_has_a_place_for_a_timeline_that_is_known(new):
    """Before the factors, as in the long one."""
    source = str(FOREIGN / "entries/timeline.json")
    _, text, _ = new("--from", source, "--severity", "sev-4")

    assert text.index("## Summary") < text.index("## Timeline") < text.index("## Contributing")


def test_what_was_similar_is_shown_with_what_is_open(new):
    """On stderr, before the path; not with --quiet."""
    body = (
        "\n## Summary\n\nThe flush emptied the session cache and the database could not keep up.\n"
        "\n## Action items\n\n| Id | Action | Owner | Due | Status |\n|---|---|---|---|---|\n"
        "| A1 | Warm the cache before a flush | Ada | 2024-06-01 | open |\n"
    )
    others = {
        f"2023/2023-0{n}-01-other.md": good("\nWords of something else.\n") for n in (1, 2, 3)
    }
    flush = good(body, title="Checkout refused orders after a session cache flush")
    write_tree(Path("postmortems"), {"2024/2024-03-08-checkout.md": flush, **others})
    title = ("--title", "Orders refused after a cache flush", "--started", "today")
    _, _, err = new(*title)

    assert "before you write, these were like it" in err
    assert "2024-03-08-checkout" in err
    assert "still open: A1 Warm the cache before a flush" in err
    assert new("--quiet", *title)[2] == ""


def test_findings_of_the_new_file_are_told(new):
    """A secret in a channel is not passed over in silence, and not repeated."""
    shutil.copytree(FOREIGN / "slack/export/general", "channel")
    day = Path("channel/2024-05-02.json")
    secret = "AKIA" + "QZ3XPL7MNB2RTVWY"
    day.write_text(day.read_text().replace("good morning", f"key {secret}"))
    _, _, err = new("--from", "channel", "--all-messages", "--title", "Keys")

    assert "PM7" in err
    assert secret not in err


def test_bad_settings_stop_it(run):
    """As every command."""
    write_tree(Path("postmortems"), {"settings.yml": "version: 7\n"})
    assert run("new", "--title", "T").code == 2
