"""Every fact names a document that is known, or it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcoach.handbook.content import ContentReader
from backcoach.handbook.faults import find_content
from backcoach.handbook.sources import SEEN, Source, read_sources
from tests.handbook.museum import Damage, break_it, copy_of, faults_of

RED_FLAGS = "sources/red_flags.toml"
MIND = "screening/rules_mind.toml"
DAILY = "screening/daily.toml"
HEAD = '[review]\nstatus = "draft"\nreviewed_on = 2026-11-22\nreview_by = 2027-05-22\n'


def source(name: str, seen: str = "design") -> str:
    return f'\n[[source]]\nid = "{name}"\ntitle = "A title"\nwhere = "here"\nseen = "{seen}"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The real screening content with all sources."""
    copy_of("sources", tmp_path)
    return copy_of("screening", tmp_path)


def faults_after(root: Path, *damages: Damage) -> list[str]:
    break_it(root, *damages)
    reader = ContentReader(root)
    read_sources(reader)
    return faults_of(reader)


def test_all_real_content_names_known_sources() -> None:
    reader = ContentReader(find_content())
    sources = read_sources(reader)

    assert faults_of(reader) == []
    assert sources["S-GIRFT"].seen == "abstract"
    assert {one.seen for one in sources.values()} <= set(SEEN)
    assert all(one.id == name and one.title and one.where for name, one in sources.items())


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (
            Damage(MIND, 'sources = ["S-MH"]', 'sources = ["S-HM"]'),
            f"{MIND}: R86_MH_TODAY: unknown source 'S-HM'",
        ),
        (
            Damage(MIND, 'sources = ["S-MH"]', "sources = []"),
            f"{MIND}: R86_MH_TODAY: needs at least one source",
        ),
        (
            Damage(MIND, "", "[extra]\nsources = []\n"),
            f"{MIND}: extra: needs at least one source",
        ),
        (
            Damage(MIND, "", "[[rows]]\n[[rows]]\nlist = [{sources = [1]}]\n"),
            f"{MIND}: rows[1].list[0]: unknown source '1'",
        ),
        (
            Damage(RED_FLAGS, "", source("S-MH")),
            "sources: S-MH: this id stands more than once",
        ),
    ],
    ids=["unknown", "none", "none in a table without an id", "unknown deep inside", "a source twice"],
)
def test_a_fact_without_a_known_source_is_named(damage: Damage, fault: str, root: Path) -> None:
    assert faults_after(root, damage) == [fault]


def test_several_unknown_sources_are_named_one_by_one(root: Path) -> None:
    damage = Damage(
        DAILY, 'sources = ["SEED4", "S-SEA", "S-SEPSIS", "S-MEN", "D"]', 'sources = ["X2", "D", "X1"]'
    )

    assert faults_after(root, damage) == [
        f"{DAILY}: daily_infection: unknown source 'X1'",
        f"{DAILY}: daily_infection: unknown source 'X2'",
    ]


def test_a_file_that_cannot_be_read_is_left_to_whoever_reads_it(root: Path) -> None:
    (root / MIND).write_bytes(b"\xff")

    assert faults_after(root, Damage(DAILY, "[review]", "[review")) == []


def test_without_a_sources_file_every_fact_is_without_one(tmp_path: Path) -> None:
    (tmp_path / "intake.toml").write_text('sources = ["D"]\n', encoding="utf-8")
    reader = ContentReader(tmp_path)

    assert read_sources(reader) == {}
    assert faults_of(reader) == ["sources: no file found", "intake.toml: unknown source 'D'"]


@pytest.mark.parametrize("seen", SEEN)
def test_a_source_says_how_much_of_it_was_seen(seen: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "one.toml").write_text(HEAD + source("D", seen), encoding="utf-8")

    assert read_sources(ContentReader(tmp_path)) == {"D": Source("D", "A title", "here", seen)}


def test_a_source_cannot_say_anything_else(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "one.toml").write_text(HEAD + source("D", "read"), encoding="utf-8")
    reader = ContentReader(tmp_path)

    read_sources(reader)

    assert faults_of(reader) == [
        (
            "sources/one.toml: source[0]: seen must be one of "
            "abstract, partial, mirror, heading, not_seen, design, recalled"
        )
    ]
