"""Every link of a page leads to something, without looking at a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import ALL, ROOT, anchors, broken_links, links, name


@pytest.mark.parametrize("page", ALL, ids=name)
def test_every_link_of_a_page_leads_to_a_file_and_to_a_heading_in_it(page: Path) -> None:
    assert broken_links(page) == []


def test_the_pages_are_found_and_linked_from_the_first_one() -> None:
    linked = {
        (ROOT / one.partition("#")[0]).resolve() for one in links((ROOT / "README.md").read_text("utf-8"))
    }
    pages = {
        ROOT / "docs" / f"{one}.md" for one in ("guide", "faq", "privacy", "deciding", "authoring", "machine")
    }
    assert pages <= linked
    assert pages <= set(ALL)


@pytest.mark.parametrize(
    "link", ["nowhere.md", "README.md#nothing-of-this-name", "../../outside.md", "#no-heading"]
)
def test_a_link_that_leads_nowhere_is_found(
    link: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "README.md").write_text("# One\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text(f"# Two\n\n[good](README.md#one), [also](#two), [bad]({link})\n", encoding="utf-8")
    monkeypatch.setattr("tests.docs.pages.ROOT", tmp_path)
    assert broken_links(page) == [link]


def test_anchors_are_made_as_hosts_make_them() -> None:
    text = "# Medicine: what is open to whom\n## `plan --json`\n## Same\n## Same\n```\n# no heading\n```\n"
    assert anchors(text) == {"medicine-what-is-open-to-whom", "plan---json", "same", "same-1"}
