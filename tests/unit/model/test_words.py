"""Vocabularies, nearest words, and places in a text."""

from __future__ import annotations

import pytest

from mkdocs_postmortems.model.nearest import listing, nearest
from mkdocs_postmortems.model.settings import Settings
from mkdocs_postmortems.model.span import Lines, Place, Span
from mkdocs_postmortems.model.vocabulary import Term, Vocabulary
from mkdocs_postmortems.read import packaged

SCALE = ("sev-1", "sev-2", "sev-3", "sev-4")


@pytest.mark.parametrize(
    ("word", "words", "found"),
    [
        ("chekout", ("checkout", "payments"), "checkout"),
        ("CHECK-OUT", ("checkout", "payments"), "checkout"),
        ("sev-l", SCALE, None),
        ("sev", SCALE, None),
        ("sev-11", SCALE, "sev-1"),
        ("zzz", ("checkout",), None),
        ("", ("checkout",), None),
        ("--", ("checkout",), None),
        ("checkout", (), None),
        ("checkout", ("checkout", "checkout"), "checkout"),
        ("monitoring-coverge", ("monitoring-coverage", "test-coverage"), "monitoring-coverage"),
    ],
)
def test_the_nearest_word_is_the_one_best_or_none(
    word: str, words: tuple[str, ...], found: str | None
) -> None:
    assert nearest(word, words) == found
    assert nearest(word, reversed(words)) == found


def test_a_long_list_is_cut() -> None:
    assert listing("abc") == "a, b, c"
    assert listing(map(str, range(10)), 3) == "0, 1, 2 and 7 more"


def test_a_term_is_found_by_id_name_and_alias_and_the_first_one_holds() -> None:
    words = Vocabulary(
        (
            Term(id="sev-1", name="Critical", aliases=("P1",)),
            Term(id="sev-2", name="High", aliases=("P1", "critical")),
        )
    )

    for text in ("sev-1", "SEV1", "Sev 1", "critical", "CRITICAL", "p-1"):
        found = words.find(text)
        assert found
        assert found.id == "sev-1", text
    assert words.find("sev-3") is None
    assert words.find("") is None
    assert words.get("SEV1") is None


def test_no_alias_of_a_packaged_list_belongs_to_two_terms() -> None:
    """An alias that two terms share would be read as the first of them, silently."""
    vocabularies = packaged.vocabularies(Settings())
    for name, words in {**vocabularies.lists, "themes": vocabularies.themes}.items():
        assert len(set(words.ids)) == len(words), name
        for term in words:
            for alias in (term.id, term.name, *term.aliases):
                assert words.find(alias) == term, f"{name}: {alias}"


def test_no_heading_belongs_to_two_sections() -> None:
    headings = [heading for heading, _ in packaged.vocabularies(Settings()).sections.items()]

    assert len(headings) == len(set(headings))
    assert set(packaged.vocabularies(Settings()).sections.values()) == set(packaged.section_kinds())


def test_counterparts_and_groups_of_themes_exist() -> None:
    vocabularies = packaged.vocabularies(Settings())
    groups = {one.id for one in vocabularies.theme_groups}
    for theme in vocabularies.themes:
        assert theme.group in groups, theme.id
        assert theme.description, theme.id
        for other in theme.counterparts:
            found = vocabularies.themes.get(other)
            assert found, f"{theme.id}: {other}"
            assert theme.id in found.counterparts, f"{other} does not name {theme.id} back"


def test_a_theme_can_be_written_in_brackets() -> None:
    for theme in packaged.vocabularies(Settings()).themes:
        assert len(theme.id) >= 3
        assert theme.id != "none"
        assert set(theme.id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("text", "span", "place"),
    [
        ("ab\ncd", Span(0, 1), Place(1, 1, 1, 2)),
        ("ab\ncd", Span(1, 4), Place(1, 2, 2, 2)),
        ("ab\ncd", Span(2, 3), Place(1, 3, 2, 1)),
        ("ab\ncd", Span(5, 5), Place(2, 3, 2, 3)),
        ("é😀漢x", Span(3, 4), Place(1, 4, 1, 5)),
        ("", Span(0, 0), Place(1, 1, 1, 1)),
        ("\n\n", Span(2, 2), Place(3, 1, 3, 1)),
        ("ab", Span(1, 0), Place(1, 2, 1, 2)),
    ],
)
def test_places_count_lines_and_code_points_from_one(text: str, span: Span, place: Place) -> None:
    assert Lines(text).place(span) == place


def test_a_line_is_given_without_its_end() -> None:
    lines = Lines("ab\n\ncd")

    assert [lines.line(number) for number in (1, 2, 3)] == ["ab", "", "cd"]


@pytest.mark.parametrize(
    ("audience", "readable"),
    [
        ("public", ["public"]),
        ("internal", ["public", "internal"]),
        ("restricted", ["public", "internal", "restricted", "unheard-of", None]),
    ],
)
def test_an_audience_reads_its_own_and_all_wider_circles(
    audience: str, readable: list[str | None]
) -> None:
    settings = Settings(audience=audience)
    every = ["public", "internal", "restricted", "unheard-of", None]

    assert [one for one in every if settings.may_read(one)] == readable
