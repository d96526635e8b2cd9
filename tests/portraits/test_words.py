"""What templates, faults and gradings are called on the pages: nothing appears as a bare key."""

import pytest

from portraits.engine.quality import ADVICE, OVERALL, VOCABULARY, complete_card
from portraits.models import Template
from portraits.starter.catalogue import read_catalogue
from portraits.templatetags.portrait_words import CATEGORIES, category_name
from portraits.templatetags.quality_words import (
    quality_advice,
    quality_lines,
    quality_overall,
)
from portraits.views.home import SHELF_PRINTS, _mixed


def test_every_category_of_the_catalogue_has_a_name() -> None:
    used = {piece.category for piece in read_catalogue()}

    assert used <= set(CATEGORIES)
    assert category_name("id") == "ID photos"
    assert category_name("summer-party") == "Summer party"


@pytest.mark.parametrize("aspect", VOCABULARY)
def test_every_word_of_the_quality_card_has_a_sentence(aspect: str) -> None:
    for word in VOCABULARY[aspect]:
        (line,) = quality_lines({aspect: word})
        assert str(line["words"])

    assert quality_lines({aspect: VOCABULARY[aspect][0]})[0]["is_good"]
    assert not quality_lines({aspect: VOCABULARY[aspect][-1]})[0]["is_good"]


def test_every_advice_and_every_sum_has_a_sentence() -> None:
    assert all(quality_advice({"advice": advice}) for advice in ADVICE.values())
    assert all(quality_overall({"overall": overall}) for overall in OVERALL)


def test_a_card_of_the_engine_is_told_whole() -> None:
    card = complete_card({"size": "small", "light": "even"})

    assert [line["name"] for line in quality_lines(card)] == ["Size of the face", "Light"]
    assert quality_advice(card) == "Come closer to the camera."
    assert quality_lines(None) == []


def test_the_first_page_shows_every_kind_at_a_glance() -> None:
    catalog = [
        Template(slug=one.slug, kind=one.kind, category=one.category) for one in read_catalogue()
    ]

    shelf = _mixed(catalog)

    assert {one.kind for one in shelf[:4]} == {"scene", "studio", "look"}
    assert len({(one.kind, one.category) for one in shelf[:SHELF_PRINTS]}) == SHELF_PRINTS
    assert sorted(one.slug for one in shelf) == sorted(one.slug for one in catalog)
