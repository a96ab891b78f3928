"""All incidents, explored: what is counted, shared, sorted and reached by keys, in a real browser."""

from __future__ import annotations

import csv
import functools
import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date

import pytest

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from tests.browser.conftest import REPOSITORY, _Handler, _Server
from tests.site.project import EPOCH, EXTENSIONS, QUIET, build, config, postmortem

pytestmark = pytest.mark.browser

ORGANISATION = REPOSITORY / "tests" / "data" / "organisation" / "postmortems"
ROW = ".pm-explore-table tbody tr[role=row]"
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The fictional organisation and one title that a spreadsheet would compute."""
    root = tmp_path_factory.mktemp("explore")
    shutil.copytree(ORGANISATION, root / "postmortems")
    (root / "docs").mkdir()
    home = "# Home\n\n[All](incidents/index.md)\n[Ledger](incidents/index.md?service=ledger)\n"
    (root / "docs" / "index.md").write_text(home, "utf-8")
    one = postmortem(
        title=FORMULA, services=["ledger"], started_at="2024-01-02T10:00:00+00:00", resolved_at=None
    )
    (root / "postmortems" / "2024" / "2024-01-02-formula.md").write_text(one, "utf-8")
    return root


@pytest.fixture(scope="module")
def site_url(project) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(project / "site"))
    with _Server(("127.0.0.1", 0), handler) as server, pytest.MonkeyPatch.context() as patch:
        for name, value in {**QUIET, "SOURCE_DATE_EPOCH": EPOCH}.items():
            patch.setenv(name, value)
        # Instant navigation follows only what the sitemap has, port included.
        url = f"http://127.0.0.1:{server.server_address[1]}"
        features = ["navigation.instant", "navigation.tabs"]
        theme = {"name": "material", "font": False, "features": features}
        text = config(theme=theme, markdown_extensions=EXTENSIONS, site_url=f"{url}/")
        (project / "mkdocs.yml").write_text(text, "utf-8")
        build(project, strict=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield url
        server.shutdown()


@pytest.fixture(scope="module")
def incidents(project):
    base = KnowledgeBase(project / "postmortems", project, date(2026, 3, 1))
    return [one for one in base.corpus.counted if one.kind == "incident"]


@pytest.fixture
def explore(visit):
    """Opens the page on a query and waits for its rows."""

    def go(query: str = ""):
        visit.go(f"incidents/{query}")
        visit.page.locator(".pm-explore").wait_for()
        return visit.page

    yield go
    assert visit.complaints == []
    assert visit.strangers == []


def count(page) -> str:
    return page.locator(".pm-explore-count").inner_text()


def rows(page) -> list[list[str]]:
    return page.eval_on_selector_all(
        ROW, "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    )


def query(page) -> str:
    return page.evaluate("location.search")


def until(page, text: str, told: str = "", view: str = "table") -> None:
    """Waits for a view: after a full load, the theme fetches the page again on the first way back."""
    page.wait_for_function(
        """([text, told, view]) => document.querySelector('.pm-explore:not([hidden])')
            && document.querySelector('[name=text]').value === text
            && document.querySelector('.pm-explore-count').textContent.includes(told)
            && document.querySelector('[aria-pressed=true]').dataset.view === view""",
        arg=[text, told, view],
        timeout=10_000,
    )


def facet(page, id: str) -> dict[str, int]:
    """The counts by value, hidden values too."""
    return page.eval_on_selector_all(
        f"[data-facet='{id}'] label",
        """all => Object.fromEntries(all.map(one =>
            [one.querySelector('input').value, Number(one.querySelector('.pm-facet-count').textContent)]))""",
    )


def choose(page, id: str, value: str) -> None:
    box = page.locator(f"[data-facet='{id}']")
    if not box.evaluate("one => one.open"):
        box.locator("summary").click()
    box.locator(f"input[value='{value}']").click()


def test_every_row_is_that_of_the_plain_table(explore):
    """Days, severities, titles and durations read as they are written without the script."""
    page = explore()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    plain = page.eval_on_selector_all(
        ".pm-explore-plain .pm-table",
        "all => [...all[0].querySelectorAll('tbody tr')].map(row => "
        "[...row.cells].map(cell => cell.textContent.trim()))",
    )

    assert [[*one[:3], one[4]] for one in rows(page)] == [[*one[:3], one[4]] for one in plain]
    assert len(plain) > 30


def test_a_count_is_what_a_choice_then_shows(explore, incidents):
    """A facet's numbers stand under the choices of the others, and come true when chosen."""
    page = explore("?severity=sev-2")
    told = facet(page, "service")
    mine = [one for one in incidents if one.severity == "sev-2"]

    assert told == {id: sum(id in one.services for one in mine) for id in told}
    assert facet(page, "severity")["sev-1"] == sum(one.severity == "sev-1" for one in incidents)

    service = next(id for id, number in told.items() if number > 1)
    choose(page, "service", service)
    assert count(page) == f"{told[service]} of {len(incidents)} incidents"
    assert len(rows(page)) == told[service]
    assert query(page) == f"?service={service}&severity=sev-2"

    other = next(id for id, number in told.items() if number and id != service)
    choose(page, "service", other)
    either = [one for one in mine if {service, other} & {*one.services}]
    assert count(page) == f"{len(either)} of {len(incidents)} incidents"


def test_near_misses_and_drafts_stand_apart_until_asked_for(explore, incidents):
    """Nothing but incidents is counted; what else would match is offered, and says what it is."""
    page = explore()
    assert count(page) == f"{len(incidents)} incidents"
    also = page.locator(".pm-explore-also").inner_text()
    assert re.fullmatch(r"Besides: \d+ near misses, 1 false alarm, \d+ drafts?", also)

    page.get_by_role("button", name="near misses").click()
    number = int(re.search(r"(\d+) near", also)[1])
    assert count(page) == f"{len(incidents) + number} postmortems"
    assert query(page) == "?kind=incident&kind=near-miss"
    assert page.locator(".pm-explore-note", has_text="Near miss").count() > 0

    page = explore("?status=draft")
    assert {one.split()[-1] for one in page.locator(".pm-explore-note").all_inner_texts()} == {
        "Draft"
    }


@pytest.mark.parametrize(
    "address", ["?service=ledger&severity=SEV2", "?severity=sev-2&service=Ledger"]
)
def test_an_address_is_a_view_and_knows_other_ways_to_write_a_word(explore, incidents, address):
    """What an alert links to: ids, names and aliases, in any order."""
    page = explore(address)
    mine = [one for one in incidents if "ledger" in one.services and one.severity == "sev-2"]

    assert len(rows(page)) == len(mine) > 0
    chips = page.locator(".pm-explore-chip").all_inner_texts()
    assert chips == ["Service: Ledger", "Severity: sev-2"]


def test_a_word_that_is_no_value_matches_nothing_and_says_so(explore, incidents):
    """An alert of a service nobody wrote of gets no other service's incidents."""
    page = explore("?service=no-such-service")

    assert count(page) == f"None of {len(incidents)} incidents"
    assert page.locator(".pm-explore-chip").all_inner_texts() == ["Service: no-such-service"]
    assert page.locator(".pm-explore-empty").is_visible()


def test_back_and_forward_go_through_the_views(explore):
    """Each choice is a step, typing is one, and the fields follow."""
    page = explore()
    everything = count(page)
    choose(page, "service", "ledger")
    ledger = count(page)
    page.locator("[name=text]").click()
    page.keyboard.type("wrong", delay=120)
    page.wait_for_url("**text=wrong")
    page.locator("[data-view=timeline]").click()
    assert query(page) == "?service=ledger&text=wrong&view=timeline"

    page.go_back()
    page.wait_for_url("**text=wrong")
    until(page, "wrong", view="table")
    page.go_back()
    page.wait_for_url("**?service=ledger")
    until(page, "", ledger)
    page.go_back()
    page.wait_for_url("**/incidents/")
    until(page, "", everything)
    page.go_forward()
    page.wait_for_url("**?service=ledger")
    until(page, "", ledger)


def test_words_are_found_in_lessons_which_are_fetched_only_then(explore, visit, incidents):
    """The row shows the sentence, and the sentence leads to its own place."""
    asked = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = explore()
    assert not [url for url in asked if "explore-text" in url]

    one = next(one for one in incidents if one.lessons)
    lesson = one.lessons[0]
    words = re.findall(r"[\w-]+", lesson.text)[:4]
    page.locator("[name=text]").fill('"' + lesson.text[:30] + '" ' + words[0])
    quote = page.locator(".pm-explore-quote").first
    quote.wait_for()

    assert [url for url in asked if "explore-text" in url]
    assert f"{one.id}/#{lesson.address}" in quote.get_attribute("href")
    assert lesson.text[:30] in quote.inner_text()


def test_columns_sort_by_the_keyboard_and_unknown_stays_last(explore):
    """Enter sorts up, then down, says so, and the order is part of the address."""
    page = explore()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    heading = page.locator("th", has=page.locator("[data-sort=title]"))
    heading.locator("button").focus()
    page.keyboard.press("Enter")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    up = [one[2] for one in rows(page)]
    assert heading.get_attribute("aria-sort") == "ascending"
    assert query(page) == "?sort=title"
    page.keyboard.press("Enter")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert [one[2] for one in rows(page)] == up[::-1] != up
    assert query(page) == "?sort=-title"

    for sort in ("lasted", "-lasted"):
        page = explore(f"?sort={sort}&status=draft&status=published&status=in-review")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        known = [one[4] != "unknown" for one in rows(page)]
        assert known == sorted(known, reverse=True)
        assert not all(known)


def test_only_rows_near_the_screen_are_there_and_all_are_counted(explore, visit):
    """The table says how many rows it has, and each which one it is."""
    visit.page.set_viewport_size({"width": 1280, "height": 300})
    page = explore()
    table = page.locator(".pm-explore-table")
    all_rows = int(table.get_attribute("aria-rowcount"))
    assert page.locator(ROW).count() < all_rows - 1
    height = table.evaluate("one => one.getBoundingClientRect().height")

    page.evaluate("document.querySelector('.pm-explore-table').scrollIntoView({block: 'end'})")
    page.locator(f"tr[aria-rowindex='{all_rows}']").wait_for()
    indexes = page.eval_on_selector_all(ROW, "all => all.map(one => one.ariaRowIndex)")
    assert indexes == sorted(indexes, key=int)
    assert table.evaluate("one => one.getBoundingClientRect().height") == pytest.approx(
        height, abs=2
    )


def test_a_row_is_reached_and_opened_with_keys_alone(explore):
    """From the field down into the rows, to the last one, up again, and Enter opens it."""
    page = explore()
    last = page.locator(".pm-explore-table").get_attribute("aria-rowcount")
    at = "document.activeElement.closest('tr')?.ariaRowIndex"
    page.locator("[name=text]").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(at) == "2"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(at) == "3"
    page.keyboard.press("End")
    assert page.evaluate(at) == last
    page.keyboard.press("Home")
    assert page.evaluate(at) == "2"
    page.keyboard.press("Enter")
    page.wait_for_url("**/postmortems/**")


def test_a_click_anywhere_in_a_row_opens_it(explore):
    page = explore()
    address = page.locator(f"{ROW} a").first.get_attribute("href")
    page.locator(f"{ROW} .pm-explore-lasted").first.click(force=True)
    page.wait_for_url(address)


def test_the_way_back_from_a_postmortem_is_the_same_view(explore):
    """With instant navigation too, which fetches the page again without loading it."""
    page = explore("?service=ledger&sort=title")
    page.evaluate("window.stillHere = true")
    before = rows(page)
    page.locator(f"{ROW} a").first.click()
    page.wait_for_url("**/postmortems/**")
    page.locator(".pm-explore").wait_for(state="detached")
    page.go_back()
    page.wait_for_url("**/incidents/?service=ledger&sort=title")
    page.locator(ROW).first.wait_for()

    assert rows(page) == before
    assert page.evaluate("window.stillHere") is True


def test_links_lead_to_views_from_other_pages_and_from_this_one(explore, visit):
    """A link with a query is one; a link to the page itself clears it; anchors of the plain tables work."""
    visit.go("")
    page = visit.page
    page.evaluate("window.stillHere = true")
    page.locator("article a", has_text="Ledger").click()
    page.locator(".pm-explore-chip").wait_for()
    assert page.evaluate("window.stillHere") is True

    page.locator(".md-tabs a", has_text="Incidents").click()
    page.wait_for_url("**/incidents/")
    page.wait_for_timeout(200)
    assert query(page) == ""
    assert page.locator(".pm-explore-chip").count() == 0

    page.locator(".pm-answer a", has_text="near miss").click()
    assert query(page) == "?kind=near-miss"
    page.go_back()
    page.wait_for_url("**/incidents/")
    page.locator(".pm-explore-chip").wait_for(state="hidden")
    assert explore("#near-misses").locator(".pm-explore-chip").inner_text() == "Kind: Near miss"


def test_chips_are_taken_off_with_the_keyboard_and_the_focus_stays(explore):
    """After a chip the next one has the focus; after the last the field has it."""
    page = explore("?service=ledger&severity=sev-2")
    page.locator(".pm-explore-chip").first.focus()
    page.keyboard.press("Enter")
    assert query(page) == "?severity=sev-2"
    assert page.evaluate("document.activeElement.textContent") == "Severity: sev-2"
    page.keyboard.press("Enter")
    assert query(page) == ""
    assert page.evaluate("document.activeElement.name") == "text"


def test_the_csv_is_what_is_shown_and_computes_nothing(explore, incidents, tmp_path):
    """Rows in the order shown; a title that is a formula is text."""
    page = explore("?service=ledger&sort=day")
    with page.expect_download() as waiting:
        page.locator(".pm-explore-csv").click()
    waiting.value.save_as(tmp_path / "shown.csv")
    with (tmp_path / "shown.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))

    mine = [one for one in incidents if "ledger" in one.services]
    assert [one["id"] for one in read] == [one.id for one in mine]
    assert [one["severity"] for one in read] == [one.severity or "" for one in mine]
    assert read[0]["title"] == f"'{FORMULA}"
    assert {"field.cost_class", "theme", "trigger", "lasted_seconds"} <= read[0].keys()


def test_the_timeline_has_a_mark_an_incident_and_arrows_go_along_it(explore, incidents):
    """A lane a severity; each mark is a link to its incident."""
    page = explore("?view=timeline")
    marks = page.locator(".pm-lane-mark")
    assert marks.count() == len(incidents)
    assert page.locator(".pm-lane").count() == len({one.severity for one in incidents})

    lane = page.locator(".pm-lane-marks").first
    lane.locator("a[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert lane.locator("a").nth(1).evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/postmortems/**")


def test_on_a_phone_the_facets_are_in_a_drawer(explore, visit):
    """It opens, keeps the focus, counts, and closes with Escape; nothing scrolls sideways."""
    visit.page.set_viewport_size({"width": 320, "height": 640})
    page = explore()
    assert not page.locator("[data-facet=service] label").first.is_visible()
    page.locator(".pm-explore-open").click()
    choose(page, "service", "ledger")
    done = page.locator(".pm-explore-done")
    assert re.fullmatch(r"Show \d+ incidents", done.inner_text())
    done.click()
    assert query(page) == "?service=ledger"
    page.locator(".pm-explore-open").click()
    page.keyboard.press("Escape")
    assert not page.locator(".pm-explore-drawer").is_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    heights = page.eval_on_selector_all(ROW, "all => all.map(one => one.offsetHeight)")
    assert len(set(heights)) == 1


def test_without_javascript_the_newest_stand_there_with_links_by_year(chromium, site_url):
    """The plain tables are seen, and no field that would do nothing."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}/incidents/?service=ledger")

    assert page.locator(".pm-explore-plain tbody tr").count() > 30
    assert page.locator(".pm-explore-plain tbody tr").first.is_visible()
    assert page.locator(".pm-explore-plain a", has_text=re.compile(r"^20\d\d$")).count() > 1
    assert not page.locator(".pm-explore").is_visible()
    context.close()


def test_where_the_data_cannot_be_had_the_plain_tables_stay(visit):
    """A broken download leaves a page that can be read, and no error."""
    visit.page.route("**/data/explore.json", lambda route: route.fulfill(status=204, body=""))
    visit.go("incidents/")
    visit.page.locator(".pm-explore-settled").wait_for()

    assert visit.page.locator(".pm-explore-plain tbody tr").first.is_visible()
    assert not visit.page.locator(".pm-explore").is_visible()
    assert visit.complaints == []


def test_it_works_under_a_strict_content_security_policy(visit):
    """No inline script or style is needed by this page's own parts."""
    policy = "script-src 'self'; style-src 'self'; connect-src 'self'"
    said = []

    def answer(route) -> None:
        response = route.fetch()
        # The theme's own inline scripts are another page's matter.
        body = re.sub(r"<script>.*?</script>", "", response.text(), flags=re.DOTALL)
        headers = {**response.headers, "content-security-policy": policy}
        route.fulfill(response=response, body=body, headers=headers)

    visit.page.on("console", lambda message: said.append(message.text))
    visit.page.route("**/incidents/", answer)
    visit.page.route("**/assets/javascripts/bundle*", lambda route: route.abort())
    visit.go("incidents/")
    visit.page.locator(ROW).first.wait_for()
    choose(visit.page, "service", "ledger")

    assert query(visit.page) == "?service=ledger"
    assert not [one for one in said if "postmortems" in one and "Content Security" in one]
