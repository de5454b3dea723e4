from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from backcoach.handbook.faults import ContentError, find_content
from backcoach.handbook.handbook import Handbook
from backcoach.handbook.loading import load_handbook


@pytest.fixture(scope="module")
def book() -> Handbook:
    return load_handbook()


def test_the_shipped_content_is_a_draft_until_a_clinician_has_checked_all_of_it(book: Handbook) -> None:
    checked = replace(
        book,
        medicine=replace(book.medicine, is_draft=False),
        prescribed=replace(book.prescribed, is_draft=False),
        packs=replace(book.packs, is_draft=False),
        without_pills=replace(book.without_pills, is_draft=False),
        activity=replace(book.activity, is_draft=False),
        lessons=replace(book.lessons, is_draft=False),
        flare_sheet=replace(book.flare_sheet, is_draft=False),
        work=replace(book.work, is_draft=False),
        lighter=replace(book.lighter, is_draft=False),
        guided=replace(book.guided, is_draft=False),
        recovery=replace(book.recovery, is_draft=False),
        trajectories=replace(book.trajectories, is_draft=False),
        measures=replace(book.measures, is_draft=False),
        options=replace(book.options, is_draft=False),
        goals=replace(book.goals, is_draft=False),
        visit=replace(book.visit, is_draft=False),
        screening=replace(book.screening, reviews=()),
    )

    assert book.is_draft
    assert not checked.is_draft
    assert replace(checked, medicine=book.medicine).is_draft
    assert replace(checked, packs=book.packs).is_draft
    assert replace(checked, work=book.work).is_draft
    assert replace(checked, lighter=book.lighter).is_draft
    assert replace(checked, lessons=book.lessons).is_draft
    assert replace(checked, flare_sheet=book.flare_sheet).is_draft
    assert replace(checked, guided=book.guided).is_draft
    assert replace(checked, measures=book.measures).is_draft
    assert replace(checked, trajectories=book.trajectories).is_draft
    assert replace(checked, options=book.options).is_draft
    assert replace(checked, goals=book.goals).is_draft
    assert replace(checked, visit=book.visit).is_draft
    assert replace(checked, without_pills=book.without_pills).is_draft
    assert replace(checked, screening=book.screening).is_draft


def test_a_region_is_found_by_its_code_and_no_other_word(book: Handbook) -> None:
    assert book.region("NZ").name == "New Zealand"
    with pytest.raises(KeyError):
        book.region("Atlantis")


def test_the_digest_names_exactly_this_content(book: Handbook, tmp_path: Path) -> None:
    copy = tmp_path / "content"
    shutil.copytree(find_content(), copy)

    assert load_handbook(copy).digest == book.digest
    with (copy / "welcome.toml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    assert load_handbook(copy).digest != book.digest


def test_one_faulty_file_keeps_the_whole_handbook_from_being_used(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        load_handbook(tmp_path)

    assert "welcome.toml: the file is missing" in str(caught.value)
    assert "intake.toml: the file is missing" in str(caught.value)


@pytest.mark.parametrize("text", ["", "name = ", 'id = "a"\n', "review = 1\n"])
def test_a_file_with_a_wrong_name_stops_the_program(tmp_path: Path, text: str) -> None:
    copy = Path(shutil.copytree(find_content(), tmp_path / "content"))
    (copy / "medicine" / "medicnes.toml").write_text(text, encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_handbook(copy)

    assert str(caught.value) == "medicine/medicnes.toml: no part of the handbook has this name"
