import pytest

from worker.threads.slug import LONGEST, slugify

NAMES = {
    "plain words": ("Harbour Standards Alliance", "harbour-standards-alliance"),
    "an ampersand and a sharp s": ("Straße & Söhne GmbH", "strasse-and-sohne-gmbh"),
    "a letter Unicode does not decompose": ("Łódź Fisheries", "lodz-fisheries"),
    "brackets and points": ("Sysco (U.S.)", "sysco-u-s"),
    "an apostrophe is no gap": ("Lund's Fisheries", "lunds-fisheries"),
    "a Turkish capital": ("İstanbul Balık", "istanbul-balik"),
    "Chinese keeps its letters": ("舟山 海洋渔业", "舟山-海洋渔业"),
    "Cyrillic is lowered": ("ООО «Рыба»", "ооо-рыба"),
    "Hindi keeps its vowels": ("हिन्दी समाचार", "हिन्दी-समाचार"),
    "nothing to spell": ("!!!", "record"),
}


@pytest.mark.parametrize(("name", "slug"), NAMES.values(), ids=NAMES)
def test_a_name_becomes_a_slug(name, slug):
    assert slugify(name) == slug


def test_a_taken_slug_gets_the_next_free_number():
    assert slugify("Harbour", {"harbour", "harbour-2"}) == "harbour-3"


def test_a_long_name_is_cut_between_words():
    slug = slugify("ministry of " * 20)

    assert len(slug) <= LONGEST
    assert slug.endswith(("ministry", "of"))


def test_a_long_word_is_cut_where_it_must():
    assert slugify("a" * 100) == "a" * LONGEST
