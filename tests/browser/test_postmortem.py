"""What only a browser can tell of one postmortem: the clipboard, zones, a figure, paper."""

from __future__ import annotations

import functools
import threading
import zlib
from collections.abc import Iterator
from struct import pack

import pytest

from tests.browser.conftest import _Handler, _Server
from tests.site.project import EPOCH, EXTENSIONS, QUIET, build, postmortem, write

pytestmark = pytest.mark.browser

ID = "2024-05-02-told"
ADDRESS = f"postmortems/{ID}/"
BODY = """
## Timeline

| Time (UTC) | What |
|:--|:--|
| 10:00 | [started] A deploy |
| 10:14 | [detected] Page |
| 10:16 | [acknowledged] Ada |
| 10:48 | [mitigated] Rollback |
| 11:00 | [resolved] Over |

![Open connections over the day](graph.png)

## What went wrong

- [rollback] Nobody could roll back. → A1

## Where we got lucky

A paragraph that was lucky.

## Action items

| Id | Action | Ticket |
|:--|:--|:--|
| A1 | Make it possible | PAY-7 |
"""


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def _picture(width: int, height: int) -> bytes:
    """A grey PNG."""
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = _chunk(b"IHDR", head), _chunk(b"IDAT", rows), _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture(scope="module", params=["material", "mkdocs"])
def url(request, tmp_path_factory) -> Iterator[str]:
    theme = {"name": request.param}
    if request.param == "material":
        theme |= {"font": False, "features": ["navigation.instant", "content.tooltips"]}
    else:
        theme |= {"highlightjs": False}
    fields = {
        f"{name}_at": f"2024-05-02T{clock}:00+00:00"
        for name, clock in (
            ("detected", "10:14"),
            ("acknowledged", "10:16"),
            ("mitigated", "10:48"),
        )
    }
    files = {
        "postmortems/settings.yml": "tickets: {PAY-: 'https://tracker.example/{id}'}\n",
        f"postmortems/2024/{ID}.md": postmortem(
            BODY, title="Told", tracker_ids=["PAY-8"], **fields
        ),
        "postmortems/2024/graph.png": _picture(900, 500),
    }
    root = write(
        tmp_path_factory.mktemp("told"),
        files,
        site_url="",
        theme=theme,
        markdown_extensions=EXTENSIONS,
    )
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**QUIET, "SOURCE_DATE_EPOCH": EPOCH}.items():
            patch.setenv(name, value)
        folder = build(root)
    handler = functools.partial(_Handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def open_page(chromium, url):
    """Opens the postmortem as a visitor with these circumstances; complaints fail the test."""
    contexts, complaints = [], []

    def visit(address: str = ADDRESS, **circumstances: object):
        context = chromium.new_context(
            viewport=circumstances.pop("viewport", {"width": 1280, "height": 800}), **circumstances
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{url}/{address}", wait_until="load")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


def test_a_lesson_s_mark_copies_its_full_address_and_says_so(open_page, url):
    """With the keyboard alone; the address bar has it too."""
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    mark = page.locator("a.pm-lesson").first
    mark.focus()
    assert mark.evaluate("one => getComputedStyle(one, '::before').opacity") == "1"
    page.keyboard.press("Enter")
    page.locator(".pm-said", has_text="Address copied").wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{url}/{ADDRESS}#{mark.get_attribute('id')}"
    assert page.url == copied
    assert page.locator(".pm-said").get_attribute("role") == "status"


def test_a_moment_is_told_in_the_reader_s_zone_on_hover_and_focus(open_page):
    """And goes away with Escape."""
    page = open_page(timezone_id="Asia/Kolkata")
    time = page.locator("time.pm-time").first
    shown = "one => getComputedStyle(one, '::after').content"

    assert time.inner_text() == "2024-05-02 10:00 UTC"
    assert time.evaluate(shown) == "none"
    time.focus()
    assert "2024-05-02 15:30 in your time zone" in time.evaluate("one => one.dataset.here")
    assert time.evaluate(shown) not in {"none", "normal"}
    page.keyboard.press("Escape")
    assert time.evaluate(shown) == "none"
    time.hover()
    assert time.evaluate(shown) not in {"none", "normal"}


def test_a_reader_in_the_author_s_zone_is_told_nothing_twice(open_page):
    """Nothing to hover, nothing to tab through."""
    time = open_page(timezone_id="UTC").locator("time.pm-time").first

    assert time.get_attribute("data-here") is None
    assert time.get_attribute("tabindex") is None


def test_a_figure_opens_and_closes_with_the_keyboard(open_page, url):
    """Enter opens it over the page, Escape closes it, and the focus is where it was."""
    page = open_page()
    link = page.locator("a.pm-zoom")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog.pm-lightbox[open]")
    dialog.wait_for()

    assert dialog.get_attribute("aria-label") == "Open connections over the day"
    assert page.evaluate("document.activeElement.textContent") == "Close"
    assert page.url == f"{url}/{ADDRESS}"

    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert page.evaluate("document.activeElement.matches('.pm-zoom')")

    page.keyboard.press("Enter")
    dialog.wait_for()
    page.keyboard.press("Enter")  # on its button
    dialog.wait_for(state="detached")


def test_without_script_everything_is_there(open_page, url):
    """The author's zone stands, marks are links, and a figure's link opens the image."""
    page = open_page(java_script_enabled=False)

    assert page.locator("time.pm-time").first.inner_text() == "2024-05-02 10:00 UTC"
    page.locator("a.pm-zoom").click()
    assert page.url.endswith("/postmortems/2024/graph.png")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_drawing_s_labels_never_meet(open_page, width):
    """Nor do they leave the page, whatever font the browser has."""
    page = open_page(viewport={"width": width, "height": 800})
    boxes = page.evaluate(
        "() => [...document.querySelectorAll('.pm-course text')].map(one => {"
        "  const box = one.getBoundingClientRect();"
        "  return [box.left, box.right, box.top, box.bottom, one.textContent]; })"
    )

    assert len(boxes) == 5
    for n, a in enumerate(boxes):
        assert a[0] >= 0, a
        assert a[1] <= width, a
        for b in boxes[n + 1 :]:
            apart = a[1] <= b[0] or b[1] <= a[0] or a[3] - 4 <= b[2] or b[3] - 4 <= a[2]
            assert apart, (a, b)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_a_mark_of_the_drawing_leads_to_its_line(open_page):
    """By keyboard, without a new page."""
    page = open_page()
    page.locator(".pm-course a", has_text="mitigated").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#at-mitigated")

    assert page.locator("#at-mitigated").is_visible()


def test_what_a_lesson_led_to_and_back(open_page):
    """From the lesson to the row, and from the row to the lesson."""
    page = open_page()
    page.locator("a", has_text="A1").first.click()
    page.wait_for_url("**#action-a1")
    back = page.locator("a.pm-back")
    back.click()
    page.wait_for_url("**#item-*")

    assert page.locator("a.pm-lesson:target").count() == 1


def test_scripts_work_after_changing_pages_without_a_load(open_page, url):
    """Instant navigation replaces the page under the scripts."""
    page = open_page("incidents/", permissions=["clipboard-read", "clipboard-write"])
    page.locator(f"a[href*='{ID}']").first.click()
    page.wait_for_url(f"**/{ADDRESS}")
    page.locator("a.pm-lesson").first.click()
    page.locator(".pm-said", has_text="Address copied").wait_for()

    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{url}/{ADDRESS}#item-")


def test_on_paper_there_are_words_and_drawings_and_no_way_around(open_page):
    """Key details, the drawing and the text stay; navigation, marks and the citation go."""
    page = open_page()
    page.emulate_media(media="print")

    for shown in (".pm-details", ".pm-course svg", "h2#timeline", ".pm-image img", ".pm-offset"):
        assert page.locator(shown).first.is_visible(), shown
    for hidden in (".pm-lesson", ".pm-back", ".pm-cite", ".md-header", ".navbar", ".md-sidebar"):
        assert not page.locator(f"{hidden}:visible").count(), hidden
    after = "one => getComputedStyle(one, '::after').content"
    assert page.locator(".pm-details a").first.evaluate(after) in {"none", "normal"}
    assert "https://tracker.example/PAY-8" in page.locator(".pm-out a").first.evaluate(after)
