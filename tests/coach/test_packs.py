"""Names of packs: what they may mean, and that nothing in them is lost."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcoach.coach.limits import Medicine
from backcoach.coach.packs import Found, Pack, Part, Salt, counted_mg, expand, find_pack, hidden_in
from backcoach.handbook.loading import load_handbook

BOOK = load_handbook().packs
SALT = Salt(Medicine.NAPROXEN, "naproxen sodium 220 mg", 220, 200, 5, ("S",))


def pack(id_: str, *parts: Part, regions: tuple[str, ...] = ("NZ",), also: tuple[str, ...] = ()) -> Pack:
    return Pack(id_, id_.replace("_", " "), "tablet", regions, parts, ("S",), also)


TEN, TWENTY = Part("ibuprofen", 10), Part("ibuprofen", 20)
units = st.floats(min_value=0.25, max_value=40) | st.integers(1, 40)


@given(st.sampled_from(BOOK.packs), units)
def test_no_ingredient_is_lost_and_no_amount_is_too_small(known: Pack, swallowed: float) -> None:
    amounts = expand(known, swallowed)

    assert [one.name for one in amounts] == [part.name for part in known.parts]
    for one, part in zip(amounts, known.parts, strict=True):
        assert (one.mg is None) == (part.mg is None)
        assert one.medicine is part.medicine
        if one.mg is not None and part.mg is not None:
            assert part.mg * swallowed <= one.mg + 1e-5
            assert one.mg < part.mg * swallowed + 1


@given(st.sampled_from(BOOK.packs), st.sampled_from(("NZ", "AU", "UK", "US", "CA", "NL", "DE", "other")))
def test_every_name_leads_to_its_pack_or_is_asked(known: Pack, code: str) -> None:
    for name in (known.name, *known.also, known.name.upper()):
        found = find_pack(name, code, BOOK.packs)

        contents = [(set(one.parts), one.is_slow) for one in found.packs]
        assert (set(known.parts), known.is_slow) in contents
        assert found.pack is None or contents == [(set(known.parts), known.is_slow)]
        assert found.pack is None or code in {region for one in BOOK.packs for region in one.regions}


@given(st.integers(1, 20_000), st.sampled_from(Medicine))
def test_typed_mg_are_counted_as_less_only_for_a_salt_and_never_twice(mg: int, medicine: Medicine) -> None:
    counted = counted_mg(medicine, mg, BOOK.salts)

    assert counted_mg(medicine, counted, BOOK.salts) == counted
    assert counted == mg or (medicine is Medicine.NAPROXEN and mg * 10 // 11 == counted)
    if any(mg % strength_mg == 0 for strength_mg in (200, 250, 375, 500)):
        assert counted == mg


@pytest.mark.parametrize(("mg", "counts_as"), [(220, 200), (1100, 1000), (1320, 1320), (219, 219), (0, 0)])
def test_only_whole_units_of_a_salt_and_not_many_are_taken_for_it(mg: int, counts_as: int) -> None:
    assert counted_mg(Medicine.NAPROXEN, mg, [SALT]) == counts_as
    assert counted_mg(Medicine.IBUPROFEN, mg, [SALT]) == mg


@pytest.mark.parametrize("swallowed", [0, -1, math.nan, math.inf])
def test_units_that_are_none_are_refused(swallowed: float) -> None:
    with pytest.raises(ValueError, match="units must be above 0"):
        expand(pack("one", TEN), swallowed)


def test_a_name_with_one_meaning_is_known_in_its_region_only() -> None:
    known = (pack("one", TEN, also=("One Forte",)),)

    assert find_pack(" ONE-forte! ", "NZ", known).pack is known[0]
    assert find_pack("one", "UK", known) == Found(known)
    assert find_pack("one", "UK", known).pack is None


def test_a_name_that_means_other_things_elsewhere_is_asked_those_of_the_region_first() -> None:
    here = pack("one_here", TEN, regions=("NZ",), also=("One",))
    there = pack("one_there", TWENTY, regions=("UK",), also=("One",))

    found = find_pack("one", "UK", (here, there))

    assert (found.packs, found.pack, found.is_local) == ((there, here), None, True)
    assert found.medicine is Medicine.IBUPROFEN


def test_packs_of_one_name_and_content_are_one_meaning() -> None:
    here = pack("one_here", TEN, regions=("NZ",), also=("One",))
    there = pack("one_there", TEN, regions=("UK",), also=("One",))

    assert find_pack("one", "NZ", (there, here)).pack is here


def test_a_name_of_a_mix_is_no_name_of_one_medicine() -> None:
    mix = pack("mix", TEN, Part("caffeine"))

    assert find_pack("mix", "NZ", (mix,)).medicine is None
    assert find_pack("nothing", "NZ", (mix,)).medicine is None
    both = (pack("a", TEN, also=("x",)), pack("b", Part("aspirin", 10), also=("x",)))
    assert find_pack("x", "NZ", both).medicine is None
    assert find_pack("x", "NZ", (pack("c", Part("codeine"), also=("x",)),)).medicine is None


@pytest.mark.parametrize(
    ("typed", "near"),
    [("panadl", "Panadol"), ("nurofen pl", "Nurofen Plus"), ("lemsipp", "Lemsip"), ("tylenol extra", None)],
)
def test_an_unknown_name_is_answered_with_near_ones(typed: str, near: str | None) -> None:
    found = find_pack(typed, "NZ", BOOK.packs)

    assert (found.packs, found.pack) == ((), None)
    assert near is None or near in found.near
    assert 0 < len(found.near) <= 4


@pytest.mark.parametrize("typed", ["", "x", "zz", "tramadol", "codeine", "qqqqqqqqqqqq", "\x1b[2J"])
def test_what_is_like_nothing_has_no_near_name(typed: str) -> None:
    assert find_pack(typed, "NZ", BOOK.packs) == Found(())


def test_what_cannot_be_counted_by_units_says_so() -> None:
    assert pack("a", TEN, Part("codeine")).unknown_amounts == ()
    assert pack("a", Part("paracetamol"), TEN).unknown_amounts == ("paracetamol",)


def test_a_medicine_hides_in_mixes_of_the_region_and_an_nsaid_in_those_with_any() -> None:
    alone, mix = pack("alone", TEN), pack("mix", TEN, Part("paracetamol", 500))
    elsewhere = pack("elsewhere", TEN, Part("paracetamol"), regions=("UK",))
    known = (alone, mix, elsewhere)

    assert hidden_in(Medicine.PARACETAMOL, "NZ", known) == (mix,)
    assert hidden_in(Medicine.NAPROXEN, "NZ", known) == (mix,)
    assert hidden_in(Medicine.PARACETAMOL, "US", known) == ()
    assert not pack("codeine", Part("codeine")).holds(Medicine.PARACETAMOL)


def test_other_substances_never_have_an_amount() -> None:
    with pytest.raises(ValueError, match="no amounts are given for codeine"):
        Part("codeine", 8)
    assert all(part.mg is None for one in BOOK.packs for part in one.parts if part.medicine is None)


@pytest.mark.parametrize("mg", [0, -1])
def test_an_amount_is_above_0(mg: int) -> None:
    with pytest.raises(ValueError, match="mg must be above 0"):
        Part("ibuprofen", mg)


@pytest.mark.parametrize("parts", [(), (TEN, TWENTY)])
def test_a_pack_holds_something_and_each_thing_once(parts: tuple[Part, ...]) -> None:
    with pytest.raises(ValueError, match="each only once"):
        pack("one", *parts)


@pytest.mark.parametrize(("salt_mg", "mg", "most"), [(200, 220, 5), (220, 0, 5), (220, 200, 0)])
def test_a_salt_never_holds_more_than_it_weighs(salt_mg: int, mg: int, most: int) -> None:
    with pytest.raises(ValueError, match="holds less than it weighs"):
        Salt(Medicine.NAPROXEN, "salt", salt_mg, mg, most, ())
