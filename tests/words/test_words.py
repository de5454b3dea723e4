"""What the program says to somebody in pain: no promise, no scolding, no word that frightens."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import ROOT, prose
from tests.words.lint import Allowed, Rule, found, rules_and_allowed
from tests.words.shown import Shown, everything_shown, texts_of_code

RULES, ALLOWED = rules_and_allowed()


def test_no_sentence_of_the_program_holds_a_word_that_hurts() -> None:
    assert found(everything_shown(), RULES, ALLOWED) == []


@pytest.mark.parametrize("name", ["README.md", "docs/guide.md", "docs/faq.md", "docs/privacy.md"])
def test_no_page_for_the_person_holds_one_either(name: str) -> None:
    text = prose((ROOT / name).read_text(encoding="utf-8")).replace("![", "[")
    sentences = [Shown(name, "page", " ".join(one.split())) for one in re.split(r"(?<=[.?:])\s+", text)]
    denial = Allowed(
        "reassurance", "README.md", "does not rule out disease", "says that it rules nothing out"
    )
    assert len(sentences) > 20
    assert found(sentences, RULES, [denial] if name == "README.md" else []) == []


def test_everything_that_is_allowed_says_why() -> None:
    assert [one for one in ALLOWED if len(one.reason.split()) < 4 or not one.text] == []
    assert len({(one.rule, one.file, one.text) for one in ALLOWED}) == len(ALLOWED)
    assert {one.rule for one in ALLOWED} <= {one.id for one in RULES}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("This will cure your back.", "cure"),
        ("It will go away in a week.", "promise"),
        ("Serious disease is ruled out.", "reassurance"),
        ("Just do one more.", "just"),
        ("You failed to log yesterday.", "scolding"),
        ("You should have walked.", "scolding"),
        ("No excuses today.", "scolding"),
        ("A streak of 12 days", "contest"),
        ("You have a slipped disc.", "frightening"),
        ("Your spine is worn.", "frightening"),
        ("Lifting does damage.", "damage"),
        ("For diabetics", "label"),
        ("Call a doctor now!", "exclamation"),
    ],
)
@pytest.mark.parametrize("file", ["content/lessons/new.toml"])
def test_each_rule_finds_what_it_is_for(text: str, rule: str, file: str) -> None:
    (fault,) = found([Shown(file, "text", text)], RULES, ())
    assert fault.startswith(f"{rule}: {file}")


@pytest.mark.parametrize(("text", "rule"), [("We saved it.", "voice"), ("An invalid amount.", "computer")])
def test_the_rules_for_the_code_find_what_they_are_for(text: str, rule: str) -> None:
    file = "backcoach/terminal/screens/new.py"
    (shown,) = texts_of_code(f'"""We explain."""\nWORDS = "{text}"', file)
    (fault,) = found([shown], RULES, ())
    assert fault.startswith(f"{rule}: {file} 2")


@pytest.mark.parametrize(
    "text", ["Pain just before", "Very bad back pain came", "<!-- here -->", "A cured ham is food"]
)
def test_a_rule_leaves_alone_what_only_looks_like_it(text: str) -> None:
    faults = found([Shown("content/new.toml", "text", text)], RULES, ())
    assert bool(faults) is ("ham" in text)


def test_an_allowance_is_for_its_rule_its_file_and_its_words_and_one_that_is_not_needed_is_a_fault() -> None:
    rule = Rule("contest", r"\bstreaks?\b", "No contest.")
    said = Shown("content/a.toml", "help", "A streak of fresh blood")
    fits = Allowed("contest", "content/a.toml", "streak of fresh blood", "blood leaves a streak")
    assert found([said], [rule], [fits]) == []
    for wrong in (
        Allowed("cure", "content/a.toml", "streak of fresh blood", "another rule"),
        Allowed("contest", "content/b.toml", "streak of fresh blood", "another file"),
        Allowed("contest", "content/a.toml", "streak of ten days", "other words"),
    ):
        assert len(found([said], [rule], [wrong])) == 2


def test_the_search_sees_content_code_helps_options_and_the_page() -> None:
    by_file: dict[str, str] = {}
    for one in everything_shown():
        by_file[one.file] = f"{by_file.get(one.file, '')}\n{one.text}"
    assert "not a doctor" in by_file["content/welcome.toml"]
    assert "The record is damaged." in by_file["backcoach/terminal/screens/doctor.py"]
    assert "A self-care coach for low back pain." in by_file["backcoach/terminal/families/root.py"]
    assert "typed by mistake, never swallowed" in by_file["backcoach/terminal/families/correct.py"]
    assert "backcoach/terminal/report_page.html.j2" in by_file
    assert not any(file.startswith("content/sources/") for file in by_file)


def test_an_f_string_is_one_sentence_and_a_docstring_is_a_help_of_a_command_alone() -> None:
    body = '    """Said in a help."""\n    return f"Hello {name}, it is {time}."\n'
    source = f"@family.command()\ndef one():\n{body}"
    assert [one.text for one in texts_of_code(source, "backcoach/terminal/lines.py")] == [
        "Hello {}, it is {}."
    ]
    helps = [one.text for one in texts_of_code(source, "backcoach/terminal/families/new.py")]
    assert sorted(helps) == ["Hello {}, it is {}.", "Said in a help."]
