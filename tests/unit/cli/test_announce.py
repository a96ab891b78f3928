"""`announce`: what is told to whom, in which words; nothing is sent."""

from __future__ import annotations

import email
import email.policy
import html
from pathlib import Path

import pytest

from helpers import good, read, write_tree
from mkdocs_postmortems.publish.announcement import impact_of

ID = "2024-03-08-checkout-refused-orders"
BODY = """
## Summary

One order in five was refused. The rest is for engineers.

## What went well

- [rollback] The old version was there.

## What went wrong

- [timing] It was late.
- [monitoring-coverage] @here <!channel> nobody *watched* a & b.

## Where we got lucky

- [timing] It was night.
"""
MESSAGE = "\n## External message\n\nFrom 14:05 UTC some orders were refused.\n\nThey are safe.\n"
SITE = ("--site", "https://example.org/kb/")


@pytest.fixture
def announce(run, tmp_path):
    def announced(*arguments, body=BODY, **fields):
        told = {"owner": "Ada", **fields}
        tree = {"services.yml": "- id: checkout\n", f"2024/{ID}.md": good(body, **told)}
        write_tree(tmp_path / "postmortems", tree)
        return run("announce", ID, "--today", "2024-06-01", *arguments)

    return announced


def test_opened_names_owner_deadline_and_link(announce):
    """Five business days after resolution, for a sev-2."""
    day = ("--today", "2024-03-11")
    out = announce("--stage", "opened", "--format", "slack", *day, *SITE, status="draft").out
    assert "Ada brings it together. It is to be published by 2024-03-15." in out
    assert f"<https://example.org/kb/postmortems/{ID}/>" in out


def test_published_has_the_impact_and_three_lessons(announce):
    """The impact in one sentence; luck without an action first, then what hurt, then what held."""
    out = announce("--format", "email", *SITE).out
    mail = email.message_from_string(out, policy=email.policy.default)
    text = mail.get_content()

    assert mail["Subject"] == "Postmortem: Checkout refused orders"
    assert "One order in five was refused.\n" in text
    assert "engineers" not in text
    lessons = [line for line in text.splitlines() if line.startswith("- ")]
    assert lessons[0] == "- It was night."
    assert lessons[2] == "- The old version was there."
    assert "Ada" not in text


def test_a_reminder_names_nobody(announce):
    """The deadline, and no person beside it."""
    out = announce("--stage", "reminder", *SITE, status="draft").out
    assert "2024" in out
    assert "Ada" not in out


@pytest.mark.parametrize("form", ["slack", "markdown"])
def test_nobody_is_called(announce, form):
    """What an author wrote is words, in every format."""
    body = BODY.replace("- [timing] It was late.\n", "")
    out = announce("--format", form, *SITE, body=body).out
    assert "nobody" in out
    assert "&amp;#" not in out
    assert "@here" not in out
    assert "<!channel>" not in out


@pytest.mark.parametrize("form", ["slack", "email", "markdown"])
def test_customers_read_the_external_message_alone(announce, form):
    """Neither title nor link nor summary, and no address of the site is needed."""
    out = announce("--audience", "customers", "--format", form, body=BODY + MESSAGE).out
    assert "orders were refused" in out
    assert "They are safe" in out
    assert not any(
        word in out for word in ("Checkout", "engineers", "night", "Ada", "postmortems/")
    )


@pytest.mark.parametrize("form", ["slack", "email", "markdown"])
def test_an_external_message_keeps_its_form(announce, form):
    """Lists, numbers, headings, and where a link leads; a comment and a link inside stay here."""
    body = """
## External message

See [the status](https://status.example.org/1) or mail [us](mailto:help@example.org), and
[not this](../x.md).

<!-- not for them -->

- First
  - Inside

### What we do

3. Third
4. Fourth, with <b>words</b>
"""
    written = announce("--audience", "customers", "--format", form, body=body).out
    out = html.unescape(written)
    if form == "email":
        out = email.message_from_string(out, policy=email.policy.default).get_content()
    assert " ".join(out.split("\n\n")[0].split()) == (
        "See the status (https://status.example.org/1) or mail us (help@example.org), and not this."
    )
    assert out.split("\n\n", 1)[1].rstrip() == (
        "- First\n    - Inside\n\nWhat we do\n\n3. Third\n4. Fourth, with words"
    )


@pytest.mark.parametrize(
    ("lost", "named"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "a table"),
        ("```\nx\n```\n", "a code block"),
        ("<div>x</div>\n", "HTML"),
        ("> | a |\n> |---|\n> | 1 |\n", "a table"),
    ],
)
def test_what_a_message_cannot_carry_is_refused(announce, lost, named):
    """Nothing is left out without a word; the place is told."""
    ran = announce("--audience", "customers", body=f"{MESSAGE}\n{lost}")
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert named in ran.err
    line = (MESSAGE + "\n").count("\n") + good("").count("\n") + 2  # and the owner's
    assert f"{ID}.md:{line}: " in ran.err


@pytest.mark.parametrize("audience", ["internal", "customers"])
def test_a_document_with_a_secret_is_not_announced(announce, audience):
    """Wherever in it the secret stands."""
    secret = "AKIA" + "QWERTYUIOPASDFGH"
    body = BODY.replace("It was late", f"It was {secret}") + MESSAGE
    ran = announce("--audience", audience, *SITE, body=body)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert "secret" in ran.err
    assert secret not in ran.err


@pytest.mark.parametrize(
    ("stage", "status", "is_told"),
    [
        ("opened", "draft", True),
        ("opened", "in-review", True),
        ("opened", "published", False),
        ("reminder", "in-review", True),
        ("reminder", "published", False),
        ("published", "published", True),
        ("published", "in-review", False),
    ],
)
def test_a_stage_that_is_not_true_is_refused(announce, stage, status, is_told):
    """Nothing is told as published that is not, and the other way round."""
    ran = announce("--stage", stage, *SITE, status=status)
    assert (ran.code, bool(ran.out)) == ((0, True) if is_told else (2, False))
    assert is_told or len(ran.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("stage", "today", "said", "kept"),
    [
        ("opened", "2024-03-15", "is to be published by 2024-03-15", "2024-03-15"),
        ("opened", "2024-03-16", "Ada brings it together.\n\n", ""),
        ("reminder", "2024-03-15", "It is to be published by 2024-03-15", "2024-03-15"),
        ("reminder", "2024-03-16", "It was to be published by 2024-03-15", "2024-03-15"),
    ],
)
def test_no_person_stands_beside_a_deadline_that_is_over(announce, stage, today, said, kept):
    """Where the owner is named, a day that is over is not; where it is, nobody is."""
    out = announce("--stage", stage, "--today", today, *SITE, status="draft").out
    assert said in out
    assert ("2024-03-15" in out) == bool(kept)


@pytest.mark.parametrize(
    ("summary", "sentence"),
    [
        ("Approx. 5 % failed, e.g. cards. The rest held.", "Approx. 5 % failed, e.g. cards."),
        ("All of v1.2 failed! Nobody saw it.", "All of v1.2 failed!"),
        ("Nobody saw it", "Nobody saw it"),
        ("It was slow (ca. 3 s). It is not.", "It was slow (ca. 3 s)."),
        ("Why? Nobody knew.", "Why?"),
    ],
)
def test_the_impact_is_one_whole_sentence(summary, sentence):
    """A point within a number or behind a shortened word ends none."""
    told = read(good(f"\n## Summary\n\n{summary}\n")).postmortem
    assert impact_of(told) == sentence


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--audience", "customers"), "## External message"),
        (("--audience", "customers", "--stage", "reminder"), "--audience"),
        ((), "site_url"),
    ],
    ids=["no message", "no reminder for customers", "no site"],
)
def test_what_is_missing_is_told_in_two_lines(announce, arguments, said):
    """Exit code 2, nothing on standard output, and what to write."""
    ran = announce(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert said in ran.err


def test_the_site_is_read_from_its_configuration(announce):
    """Tags of MkDocs' own do not hinder it."""
    Path("mkdocs.yml").write_text('x: !ENV X\nsite_url: "https://example.org/"\n', "utf-8")
    assert f"https://example.org/postmortems/{ID}/" in announce("--format", "email").out


def test_what_the_audience_may_not_read_is_not_announced(announce):
    """As if it did not exist."""
    ran = announce(*SITE, visibility="restricted")
    assert (ran.code, ran.out) == (2, "")
