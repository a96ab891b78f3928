"""Secrets are found by what they look like, and are shown in no format."""

from __future__ import annotations

from datetime import date

import pytest

from mkdocs_postmortems.cli.output import FORMATS, render
from mkdocs_postmortems.knowledge_base import KnowledgeBase

LONG = "aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY" * 3
HEX = "0123456789abcdef" * 4
BEGINNINGS = {
    "an AWS access key": ("AKIA", "2E0A8F3B244C9986"),
    "a GitHub token": ("ghp_", LONG[:36]),
    "a GitLab token": ("glpat-", LONG[:20]),
    "a Slack token": ("xoxb-", "1234567890-" + LONG[:24]),
    "a Slack webhook": ("hooks.slack.com/services/", "T012AB3CD/B012AB3CD/" + LONG[:24]),
    "a Stripe key": ("sk_live_", LONG[:24]),
    "a Google API key": ("AIza", LONG[:35]),
    "a SendGrid key": ("SG.", f"{LONG[:22]}.{LONG[:43]}"),
    "a Twilio key": ("SK", HEX[:32]),
    "an npm token": ("npm_", LONG[:36]),
    "a PyPI token": ("pypi-", LONG[:60]),
    "a Vault token": ("hvs.", LONG[:30]),
    "a DigitalOcean token": ("dop_v1_", HEX),
    "a JSON web token": ("eyJ", f"{LONG[:20]}.eyJ{LONG[:30]}.{LONG[:20]}"),
    "a private key": ("-----BEGIN RSA PRIVATE KEY-----", f"\nMIIE{LONG}\n-----END"),
}
"""Put together when the tests run, so that no scanner takes this file for a leak."""

IN_LOGS = (
    f'curl -H "Authorization: Bearer {LONG[:30]}"',
    "Authorization: Basic YWRtaW46aHVudGVyMg==",
    f"X-Vault-Token: {LONG[:26]}",
    f"DD-API-KEY: {HEX[:32]}",
    f"AWS_SECRET_ACCESS_KEY={LONG[:40]}",
    "db connect user=app password=hunter2horse host=db1",
    '{"password": "Summer2024x"}',
    "error: password=h4ndover-Pony",
    "token: 7f3c2a1e-9b4d-4c1a-8e2f-1a2b3c4d5e6f",
    "postgres://app:s3cret@db.prod:5432/x",
    "redis://:p4ssw0rd@cache:6379",
)
HARMLESS = (
    "AKIAIOSFODNN7EXAMPLE",
    "ghp_" + "x" * 36,
    "password=<your password 1>",
    "password: ${DB_PASSWORD1}",
    "secret: checkout-tls-2",
    "kubectl get secret default-token-x7k2p",
    "routing_key=orders.v2.created",
    "api key rotation: 2024-05-02T14:05:00Z",
    "commit 5d8c72a5edda8d6a5edda8d6a3f4e5a1c3b2a190",
    "cache-key: v1-deps-20240502",
    "access_key: see 1Password item 12",
    "postgres://user:password@db.prod/x",
    "https://shop.io:8443/@ada",
)


@pytest.fixture
def base(tmp_path):
    root = tmp_path / "postmortems"
    root.mkdir()
    return KnowledgeBase(root, tmp_path, date(2024, 6, 1), audience="restricted")


def secrets_of(base, words, title="A cache flush"):
    path = base.root / "2024-05-02-cache-flush.md"
    path.write_text(f"---\ntitle: {title}\n---\n\n{words}\n", "utf-8")
    return [one for one in base.check_file(path) if one.code in {"PM701", "PM702"}]


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_what_an_issuer_begins_in_its_own_way_is_named_by_its_kind(base, kind):
    (found,) = secrets_of(base, "at 14:05 " + "".join(BEGINNINGS[kind]))
    assert kind in found.message
    assert BEGINNINGS[kind][1][2:] not in found.message


@pytest.mark.parametrize("line", IN_LOGS)
def test_a_pasted_line_with_a_secret_is_found_once(base, line):
    assert len(secrets_of(base, f"```\n{line}\n```")) == 1


@pytest.mark.parametrize("line", HARMLESS)
def test_names_placeholders_and_long_values_are_left_alone(base, line):
    assert secrets_of(base, f"```\n{line}\n```") == []


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_shows_a_secret_that_another_finding_is_about(base, form):
    secret = "q7" + LONG[:14]
    words = f"Error password={secret}, see [it](token={secret}.md) of jane@shop.io and {secret}"
    secrets_of(base, f"{words}\n\n```\n{BEGINNINGS['a private key'][1]}\n```", "password=" + secret)
    base = KnowledgeBase(base.root, base.shown_from, base.today, audience="restricted")
    assert {"PM501", "PM701", "PM703"} <= {one.code for one in base.findings}
    printed = render(form, base.findings, base.lines_of, colour=False)
    assert secret not in printed
    assert secret[:8] not in printed
