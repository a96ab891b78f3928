"""`announce`: what is told to whom, in which words; nothing is sent."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest

from helpers import good, write_tree

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
    out = announce("--stage", "opened", "--format", "slack", *SITE, status="draft").out
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
