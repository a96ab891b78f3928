"""What secrets look like: a word that the text must hold, and the pattern that then is run."""

from __future__ import annotations

import re
from dataclasses import dataclass

_W = r"[A-Za-z0-9_-]"
_END = r"(?![A-Za-z0-9_-])"


@dataclass(frozen=True, slots=True)
class SecretKind:
    """`hints` stand in every text that the pattern can match; its group 1 is the secret."""

    name: str
    hints: tuple[str, ...]
    pattern: re.Pattern[str]


def _kind(name: str, hints: str, pattern: str) -> SecretKind:
    return SecretKind(name, tuple(hints.split()), re.compile(f"({pattern}){_END}"))


PREFIXED = (
    _kind("an AWS access key", "AKIA ASIA", r"A[KS]IA[A-Z0-9]{16}"),
    _kind("a GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[opsur]_[A-Za-z0-9]{30,}"),
    _kind("a GitHub token", "github_pat_", r"github_pat_[A-Za-z0-9_]{22,}"),
    _kind(
        "a GitLab token",
        "glpat- gldt- glrt- glptt- glcbt-",
        rf"gl(?:pat|dt|rt|ptt|cbt)-{_W}{{20,}}",
    ),
    _kind("a Slack token", "xox", r"xox[abeoprs]-[A-Za-z0-9-]{10,300}"),
    _kind("a Slack app token", "xapp-", r"xapp-[A-Za-z0-9-]{20,300}"),
    _kind(
        "a Slack webhook",
        "hooks.slack.com",
        r"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/]{20,}",
    ),
    _kind("a Discord webhook", "api/webhooks/", rf"api/webhooks/\d{{15,}}/{_W}{{40,}}"),
    _kind("a Stripe key", "sk_live_ rk_live_", r"[rs]k_live_[A-Za-z0-9]{16,}"),
    _kind("a webhook's signing secret", "whsec_", r"whsec_[A-Za-z0-9+/=]{24,}"),
    _kind("a Google API key", "AIza", rf"AIza{_W}{{35}}"),
    _kind("a Google access token", "ya29.", rf"ya29\.{_W}{{20,}}"),
    _kind("a Google client secret", "GOCSPX-", rf"GOCSPX-{_W}{{28}}"),
    _kind("a SendGrid key", "SG.", rf"SG\.{_W}{{16,}}\.{_W}{{30,}}"),
    _kind("a Twilio key", "SK", r"SK[0-9a-f]{32}"),
    _kind("a Mailgun key", "key-", r"key-[0-9a-f]{32}"),
    _kind("an npm token", "npm_", r"npm_[A-Za-z0-9]{36}"),
    _kind("a PyPI token", "pypi-", rf"pypi-{_W}{{50,}}"),
    _kind("a Docker Hub token", "dckr_pat_", rf"dckr_pat_{_W}{{20,}}"),
    _kind("an Anthropic key", "sk-ant-", rf"sk-ant-{_W}{{20,}}"),
    _kind("an OpenAI key", "T3BlbkFJ", rf"sk-{_W}{{10,200}}T3BlbkFJ{_W}{{10,}}"),
    _kind("a Hugging Face token", "hf_", r"hf_[A-Za-z]{34}"),
    _kind("a Vault token", "hvs. hvb. hvr.", rf"hv[bsr]\.{_W}{{20,}}"),
    _kind("a Terraform Cloud token", ".atlasv1.", rf"[A-Za-z0-9]{{14}}\.atlasv1\.{_W}{{50,}}"),
    _kind("a DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    _kind("a Shopify token", "shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    _kind("a Grafana token", "glsa_ glc_", rf"(?:glsa|glc)_{_W}{{30,}}"),
    _kind("a New Relic key", "NRAK-", r"NRAK-[A-Z0-9]{27}"),
    _kind("a Databricks token", "dapi", r"dapi[0-9a-f]{32}"),
    _kind("a Telegram bot token", ":AA", rf"\d{{8,10}}:AA{_W}{{32,}}"),
    _kind("an Azure storage key", "AccountKey=", r"(?<=AccountKey=)[A-Za-z0-9+/]{80,}={0,2}"),
    _kind("a JSON web token", "eyJ", rf"eyJ{_W}{{10,999}}\.eyJ{_W}{{10,9999}}\.{_W}{{10,}}"),
    _kind("an age key", "AGE-SECRET-KEY-1", r"AGE-SECRET-KEY-1[A-Z0-9]{50,}"),
    SecretKind(
        "a private key",
        ("-----BEGIN",),
        re.compile(
            r"(-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----END).)*(?:-----END [A-Z ]*-----)?)",
            re.DOTALL,
        ),
    ),
)
"""Issuers that begin their secrets with a word of their own; that word may be shown."""

TAILS = {
    "_": re.compile(r"_[A-Za-z0-9_+/=-]{16}"),
    "-": re.compile(r"-[a-z_]{0,20}[A-Z0-9][A-Za-z0-9_]{5}"),
    ".": re.compile(r"\.[A-Za-z0-9_-]{16}"),
}
"""What follows a hint that ends so; without one in the text, none of its kind is looked for."""

SHOWN = 4
"""Characters of such a secret that a message gives away, so that it can be looked for."""

_IN_HEADER = r"(?:token=)?[\"'`]?([a-z0-9][\w.~+/-]{11,}={0,2})"
HEADERS = tuple(
    SecretKind("credentials in a header", (hint,), re.compile(pattern + _IN_HEADER))
    for hint, pattern in (
        (
            "authorization",
            r"authorization[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?:(?:basic|bearer|token|digest)\s+)?",
        ),
        ("bearer ", r"bearer\s+(?=[\w.~+/-]{20})"),
    )
)
"""Looked for in lower case, as what follows."""

ASSIGNED = SecretKind(
    "a password or key",
    ("passw", "passp", "pwd", "secret", "token", "key", "credential"),
    re.compile(r"[:=]>?[ \t]{0,2}[\"'`]?(?=([^\s\"'`,;|<>()\[\]{}&]{8,160}))"),
)
VALUE = re.compile(r"[^\s\"'`,;|<>()\[\]{}&]+")
"""The whole of it, where it is longer than a look ahead."""

ASSIGNED_TO = re.compile(
    r"(?:(?P<password>password|passwd|passphrase|pwd)|secret|token|credentials?|"
    r"(?:access|account|api|app|auth|client|encryption|integration|license|master|private|routing|"
    r"secret|service|shared|signing)[_-]?key)[\"'`]{0,2}[ \t]{0,2}:?\Z"
)
"""What stands before such a value, in lower case."""

URL_CREDENTIALS = SecretKind(
    "a password in a URL",
    ("://",),
    re.compile(r"://[^\s/:@\"'`<>()|?#]*:([^\s/@\"'`<>()|]{3,})@([\w.-]+)"),
)

PLACEHOLDER = re.compile(
    r"\*\*\*|\.\.\.|…|█|•••|<|>|\$\{?[a-z_]|\{\{|%[({]|xxx|1password|censored|change-?me|dummy|"
    r"example|fake|hidden|mask|my[-_]?(?:pass|secret|token)|not[-_]?real|placeholder|redact|"
    r"removed|sample|your[-_]"
)
"""In lower case: what people write where a secret was."""
