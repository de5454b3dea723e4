"""Promises about the project as a whole: it stands alone, talks to no network, and loses no rule."""

from __future__ import annotations

import ast
import re
import socket
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.inventory import inventory

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "content"
BUILT = {"build", "dist", "htmlcov", "__pycache__"}

MACHINE_PATHS = re.compile(r"(?:^|[\s\"'`(=:,])/(?:work|root|home|farm|opt|Users|tmp/[a-z][\w-]*)/")
PACKAGE_HOSTS = re.compile(
    r"pypi\.org|pythonhosted\.org|index[-_]url|find[-_]links|trusted[-_]host|dev[p]i|artifac[t]ory"
)
REASSURANCE = re.compile(
    r"ruled out|nothing serious|no serious|nothing to worry|no danger"
    r"|(?:you|back) (?:are|is) (?:safe|fine|healthy)",
    re.IGNORECASE,
)
DENIAL = re.compile(r"\b(?:not|never|cannot|must)\b", re.IGNORECASE)
NAMED_PATH = re.compile(r"`((?:backcoach|content|docs|tests)/[\w./*-]*)`")
VALUE_TOOLS = {
    "__future__",
    "backcoach",
    "collections",
    "datetime",
    "decimal",
    "enum",
    "functools",
    "itertools",
    "math",
    "typing",
}
CLOCKS = {"now", "utcnow", "today", "localtime", "monotonic", "perf_counter", "time_ns"}
NETWORK_MODULES = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}
BROWSER = "webbrowser"
"""Shows a file, and reaches no network by itself."""
SENT = {"notify-send", "osascript"}
"""Programs that show a notification."""
WAYS_TO_START = {"multiprocessing", "popen2", "pty", "subprocess"}
"""Modules that start other programs."""
SYSTEM_PROGRAMS = {"crontab", "launchctl", "notify-send", "osascript", "systemctl"}
"""What reminders need of the system, and nothing else."""


def project_files() -> Iterator[Path]:
    """Every file of the project, but what tools have built and hidden folders other than the checks'."""
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        is_hidden = parts[0].startswith(".") and parts[0] not in (".ci", ".gitignore")
        if path.is_file() and not is_hidden and not BUILT & set(parts):
            yield path


def places_of(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in project_files()
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1
        )
        if pattern.search(line)
    ]


def modules_imported(source: str) -> Iterator[str]:
    """The modules a piece of code imports, also by `import_module("...")`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module
            case ast.Call(
                func=ast.Name(id=called) | ast.Attribute(attr=called), args=[ast.Constant(value), *_]
            ):
                if called in ("import_module", "__import__"):
                    yield str(value)


def content_files() -> list[Path]:
    return sorted(CONTENT.rglob("*.toml"))


def sources_in(plain: Any) -> Iterator[str]:
    """The ids in all `sources` lists of a decoded TOML document, at any depth."""
    if isinstance(plain, dict):
        yield from plain.get("sources", [])
        for item in plain.values():
            yield from sources_in(item)
    elif isinstance(plain, list):
        for item in plain:
            yield from sources_in(item)


def head_of(card: Path) -> str:
    """The TOML head of a Markdown card, between two lines of `+++`."""
    parts = card.read_text(encoding="utf-8").split("+++\n")
    assert len(parts) > 2, f"{card.name} has no head"
    return parts[1]


def named_tests(text: str) -> list[tuple[str, str]]:
    """The (file, function) pairs written as `tests/file.py::function`."""
    return re.findall(r"(tests/[\w/]+\.py)::(\w+)", text)


def rows_of(markdown: str) -> list[list[str]]:
    """The cells of every table row below a heading row and its rule."""
    rows = [line.strip().strip("|").split("|") for line in markdown.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_no_file_names_a_path_of_one_machine() -> None:
    assert places_of(MACHINE_PATHS) == []


def test_no_file_names_a_host_of_packages() -> None:
    assert places_of(PACKAGE_HOSTS) == []


@pytest.mark.parametrize("folder", ["work", "root", "home", "Users", "tmp/x"])
def test_the_search_for_machine_paths_finds_them(folder: str) -> None:
    for line in (f'"/{folder}/x"', f"see /{folder}/x", f"path=/{folder}/x"):
        assert MACHINE_PATHS.search(line), line
    assert not MACHINE_PATHS.search(f"https://example.org/{folder}/x")


def test_no_module_of_the_program_imports_anything_that_reaches_a_network() -> None:
    assert imports_of(ROOT / "backcoach") & NETWORK_MODULES == {BROWSER}


def test_a_browser_is_started_in_one_place_and_only_for_a_file_of_this_machine() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "backcoach").rglob("*.py")}
    found = {path.name: source for path, source in sources.items() if BROWSER in modules_imported(source)}
    assert [*found] == ["browser.py"]
    assert re.findall(r"webbrowser\.\S+", found["browser.py"]) == ["webbrowser.open(path.resolve().as_uri())"]


def test_programs_are_started_in_one_place_without_a_shell_those_of_reminders_and_own_hooks() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "backcoach").rglob("*.py")}
    starting = [path.name for path, one in sources.items() if WAYS_TO_START & set(modules_imported(one))]
    assert starting == ["outside.py"]
    (outside,) = (one for path, one in sources.items() if path.name == "outside.py")
    assert re.findall(r"subprocess\.\w+\(", outside) == ["subprocess.run(", "subprocess.Popen("]
    handing = [path.name for path, one in sources.items() if re.search(r"(?<!def )run_own\(", one)]
    assert handing == ["hook_programs.py"]
    everything = "\n".join(sources.values())
    assert not re.findall(r"shell\s*=|os\.(?:system|popen|exec\w+|spawn\w+|posix_spawn\w*)\(", everything)
    assert set(re.findall(r"run_outside\(\s*\[\"([\w-]+)\"", everything)) == SYSTEM_PROGRAMS - SENT
    assert set(re.findall(r"argv = \[\"([\w-]+)\"", everything)) == SENT


def test_the_coach_imports_nothing_but_value_tools() -> None:
    assert imports_of(ROOT / "backcoach" / "coach") - VALUE_TOOLS == set()


def imports_of(folder: Path) -> set[str]:
    """The top names of all modules imported by the code in a folder; never empty."""
    sources = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    found = {module.split(".")[0] for source in sources for module in modules_imported(source)}
    assert found
    return found


def test_only_the_clock_asks_for_the_time() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "backcoach").rglob("*.py")
        if clock_calls(path.read_text(encoding="utf-8"))
    }
    assert found == {"backcoach/terminal/clock.py"}


def clock_calls(source: str) -> list[str]:
    """Every call of a function that tells the time, as `datetime.now()`."""
    return [
        node.func.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]


def test_the_search_for_network_modules_sees_every_way_to_import() -> None:
    source = (
        "import ssl\nfrom http import client\nimportlib.import_module('socket')\n__import__('urllib.request')"
    )
    assert list(modules_imported(source)) == ["ssl", "http", "socket", "urllib.request"]


def test_a_test_cannot_reach_the_network() -> None:
    with pytest.raises(AssertionError, match="network name"):
        socket.create_connection(("localhost", 9))
    with socket.socket() as way_out, pytest.raises(AssertionError, match="used the network"):
        way_out.connect(("127.0.0.1", 9))


def test_every_content_file_says_who_has_checked_it_and_until_when() -> None:
    heads = {
        path: tomllib.loads(head_of(path) if path.suffix == ".md" else path.read_text(encoding="utf-8"))
        for path in CONTENT.rglob("*")
        if path.suffix in (".toml", ".md")
    }
    assert heads
    for path, head in heads.items():
        review = head["review"]
        assert review["status"] in ("draft", "checked"), path
        assert ("reviewer" in review) == (review["status"] == "checked"), path
        assert isinstance(review["reviewed_on"], date), path
        assert review["reviewed_on"] < review["review_by"], path


def test_content_is_toml_and_markdown_and_the_inventory_only() -> None:
    others = {
        path.name for path in CONTENT.rglob("*") if path.is_file() and path.suffix not in (".toml", ".md")
    }
    assert others == {"inventory.txt"}


def test_no_id_is_lost_from_content_or_new_in_it_without_being_seen() -> None:
    kept = (CONTENT / "inventory.txt").read_text(encoding="utf-8").splitlines()
    assert kept == inventory(CONTENT)


def test_every_source_that_content_cites_is_known() -> None:
    known = set(inventory(CONTENT / "sources"))
    cited = {one for path in content_files() for one in sources_in(tomllib.loads(path.read_text("utf-8")))}
    assert cited
    assert cited - known == set()


def test_no_sentence_of_content_reassures_that_nothing_serious_is_there() -> None:
    texts = [
        path.read_text(encoding="utf-8") for path in CONTENT.rglob("*") if path.suffix in (".toml", ".md")
    ]
    assert texts
    assert [sentence for text in texts for sentence in reassuring_sentences(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Serious disease is ruled out. Walk a little.", 1),
        ("You are safe!", 1),
        ("There is nothing serious here", 1),
        ("This does not mean that serious disease is ruled out.", 0),
        ("A tear must be ruled out.", 0),
    ],
)
def test_the_search_for_false_reassurance_tells_it_from_a_warning(text: str, found: int) -> None:
    assert len(reassuring_sentences(text)) == found


def reassuring_sentences(text: str) -> list[str]:
    """The sentences that tell a person nothing is wrong; one that denies it is a warning and left out."""
    sentences = re.split(r"(?<=[.!?])\s|[\"\n]", text)
    return [one for one in sentences if REASSURANCE.search(one) and not DENIAL.search(one)]


def test_the_readme_shows_the_two_commands_of_a_bare_machine() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make start" in readme
    assert "make test" in readme


def test_clinical_content_comes_first_in_every_section_of_the_changelog() -> None:
    versions = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1:]
    assert versions
    for version in versions:
        assert re.findall(r"^### (.+)$", version, re.MULTILINE)[0] == "Clinical content"


def test_every_hazard_names_a_control_and_a_test_that_exists() -> None:
    rows = rows_of((ROOT / "docs" / "hazards.md").read_text(encoding="utf-8"))
    assert len(rows) >= 12
    for hazard, harm, control, tests in rows:
        assert harm, hazard
        assert control, hazard
        assert named_tests(tests), f"no test stands against: {hazard}"


def test_every_test_that_a_document_names_exists() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {pair for path in documents for pair in named_tests(path.read_text(encoding="utf-8"))}
    assert named
    missing = {f"{file}::{test}" for file, test in named if not has_test(ROOT / file, test)}
    assert missing == set()


def has_test(file: Path, test: str) -> bool:
    return file.is_file() and bool(
        re.search(rf"^\s*def {test}\(", file.read_text(encoding="utf-8"), re.MULTILINE)
    )


def test_every_folder_and_file_that_a_document_names_exists() -> None:
    documents = [ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    named = {one for path in documents for one in re.findall(NAMED_PATH, path.read_text(encoding="utf-8"))}
    assert named
    assert {one for one in named if not list(ROOT.glob(one.rstrip("/")))} == set()


def test_every_name_in_the_glossary_is_a_name_in_the_code() -> None:
    rows = rows_of((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))
    named = {name for row in rows for name in re.findall(r"`(\w+(?:\.\w+)?)`", row[-1])}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "backcoach").rglob("*.py"))
    assert named
    assert {name for name in named if not re.search(rf"\b{name.split('.')[-1]}\b", code)} == set()
