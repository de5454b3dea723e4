"""Writes everything that is generated from content and from the program itself.

`python docs/generate.py` writes it, `python docs/generate.py --check` fails where a file is not as it would
be written. Nothing written twice drifts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from backcoach.coach.activity import ActivityType  # noqa: E402 - the checkout comes first
from backcoach.coach.medicines import Cell, Medicine  # noqa: E402
from backcoach.handbook.handbook import Handbook  # noqa: E402
from backcoach.handbook.loading import load_handbook  # noqa: E402
from backcoach.terminal.app import every_command  # noqa: E402
from backcoach.terminal.by_typer import made  # noqa: E402
from docs.endings import endings  # noqa: E402
from docs.examples import demo_bundle  # noqa: E402
from docs.fhir import fhir_page  # noqa: E402
from docs.lessons import lessons  # noqa: E402
from docs.man import man_pages  # noqa: E402
from docs.manual import cite, screening, table  # noqa: E402
from docs.measures import measures  # noqa: E402
from docs.options import options  # noqa: E402
from docs.pictures import pictures  # noqa: E402
from docs.record import record  # noqa: E402
from docs.words import words  # noqa: E402
from docs.work import work  # noqa: E402
from tests.inventory import inventory  # noqa: E402

DRAFT = "**Draft: no clinician has checked this content yet.**"
BEGIN, END = "<!-- generated: {} -->", "<!-- end -->"
FIRST_DAY, LATER_DAY = "2026-03-02T08:10:00+00:00", "2026-03-02T18:30:00+00:00"


def main() -> int:
    """Write or check every generated file."""
    is_check = "--check" in sys.argv[1:]
    texts = documents()
    stale = [path for path, text in texts.items() if _is_stale(path, text)]
    if not is_check:
        for path in stale:
            path.write_text(texts[path], encoding="utf-8")
    for path in stale:
        print(f"{path.relative_to(ROOT)} {'is not up to date: run make docs' if is_check else 'written'}")
    return 1 if is_check and stale else 0


def documents() -> dict[Path, str]:
    """Each generated file with its text."""
    book = load_handbook(ROOT / "content")
    return {
        ROOT / "content" / "inventory.txt": "\n".join(inventory(ROOT / "content")) + "\n",
        ROOT / "docs" / "decisions.md": "\n".join(decisions(book)) + "\n",
        ROOT / "docs" / "commands.md": "\n".join(commands()) + "\n",
        ROOT / "docs" / "record.md": "\n".join(record()) + "\n",
        ROOT / "docs" / "words.md": "\n".join(words()) + "\n",
        ROOT / "docs" / "fhir.md": fhir_page(ROOT / "docs" / "fhir.md"),
        ROOT / "docs" / "examples" / "demo-bundle.json": demo_bundle(book, run),
        **pictures(book),
        **man_pages(),
        ROOT / "README.md": readme(),
    }


def _is_stale(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


def decisions(book: Handbook) -> Iterator[str]:
    """The manual of rules, for somebody who reads no code."""
    yield "# How decisions are made"
    yield ""
    yield "Generated from `content/` by `make docs`; change the content, not this page."
    yield ""
    yield DRAFT
    yield from screening(book)
    yield from _medicine(book)
    yield from _prescribed(book)
    yield from _review(book)
    yield from endings(book)
    yield from lessons(book)
    yield from work(book)
    yield from measures(book)
    yield from options(book)
    yield from _sources(book)


def _medicine(book: Handbook) -> Iterator[str]:
    yield from ("", "## Medicine: what is open to whom", "")
    yield "The strongest verdict of all that hold counts; limits join to the strictest."
    yield ""
    names = [medicine.value for medicine in Medicine]
    rows = (
        (one.id, one.question, *(_cell(one.cells.get(medicine)) for medicine in Medicine), cite(one.sources))
        for one in book.medicine.conditions
    )
    yield from table(("condition", "question", *names, "sources"), rows)
    yield from ("", "### Packs", "")
    packs = (
        (
            product.id,
            f"{product.plan_dose_mg} mg, at most {product.dose_max_mg} mg",
            f"{product.plan_spacing_hours} h (label {product.label_spacing_hours} h)",
            f"{product.plan_daily_max_mg} mg (label {product.label_daily_max_mg} mg)",
            str(product.plan_cap_days),
            product.confidence.value,
            cite(product.sources),
        )
        for region in book.regions
        for product in region.products
    )
    yield from table(("pack", "one dose", "spacing", "24 hours", "days", "confidence", "sources"), packs)
    yield from _names_of_packs(book)
    yield from _signs(book)


def _signs(book: Handbook) -> Iterator[str]:
    yield from ("", "### Signs to stop a medicine for, and side effects", "")
    yield "Asked once a day while a medicine is taken. A sign that is there, or not sure, ends the course and"
    yield "closes the medicine until somebody has looked. A side effect of two days becomes such a sign."
    yield ""
    signs = (
        (f"`{one.id}`", one.sign, one.action.value, _names(one.medicines), cite(one.sources))
        for one in book.medicine.stop_signs
    )
    yield from table(("stop sign", "words", "help is needed", "medicines", "sources"), signs)
    yield ""
    effects = (
        (f"`{one.id}`", one.effect, " ".join(one.steps), _names(one.medicines), cite(one.sources))
        for one in book.medicine.side_effects
    )
    yield from table(("side effect", "words", "what to do", "medicines", "sources"), effects)


def _names(medicines: Iterable[Medicine]) -> str:
    return ", ".join(one.value for one in medicines)


def _names_of_packs(book: Handbook) -> Iterator[str]:
    yield from ("", "### Names of packs", "")
    yield "What one unit holds, as far as it was seen. Where a name stands more than once, or is not used in"
    yield "the person's region, they are asked. Other substances never have an amount."
    yield ""
    rows = (
        (
            pack.id,
            "; ".join((pack.name, *pack.also)),
            ", ".join(pack.regions),
            f"1 {pack.unit}: "
            + ", ".join(one.name if one.mg is None else f"{one.name} {one.mg:g} mg" for one in pack.parts),
            cite(pack.sources),
        )
        for pack in book.packs.packs
    )
    yield from table(("name of a pack", "called", "regions", "holds", "sources"), rows)
    yield ""
    for salt in book.packs.salts:
        yield f"- {salt.name} counts as {salt.mg} mg of {salt.medicine.value}. {cite(salt.sources)}"


def _prescribed(book: Handbook) -> Iterator[str]:
    yield from ("", "## Medicine: what a clinician prescribed", "")
    yield "It is copied from the label and never changed; nothing is planned with it and no amount is told."
    yield "Its own label is the only limit it is held to, beside what all packs add up to."
    yield ""
    rules = (
        (f"`{one.id}`", " ".join((one.why, *one.steps)), cite(one.sources)) for one in book.prescribed.rules
    )
    yield from table(("rule", "words", "sources"), rules)
    yield ""
    facts = (
        (f"`{kind.id}`", kind.label, fact.text, cite(fact.sources))
        for kind in book.prescribed.classes
        for fact in kind.fact
    )
    yield from table(("kind", "what it is", "what is told", "sources"), facts)
    yield ""
    substances = (
        (", ".join((one.name, *one.also)), one.medicine_class, ", ".join(one.conditions), cite(one.sources))
        for one in book.prescribed.substances
    )
    yield from table(("substance", "kind", "answers with yes", "sources"), substances)


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "-"
    limits = {
        "single_max_mg": "{} mg a dose",
        "daily_max_mg": "{} mg a day",
        "spacing_hours": "{} h apart",
        "doses_24h": "{} doses",
        "cap_days": "{} days",
    }
    given = [
        text.format(getattr(cell.limits, name)) for name, text in limits.items() if getattr(cell.limits, name)
    ]
    return " ".join([cell.verdict.value, *given])


def _review(book: Handbook) -> Iterator[str]:
    yield from ("", "## Activity: the weekly review", "", "The first row that holds decides.", "")
    rows = (
        (
            one.id,
            one.why,
            one.next,
            one.not_yet or ("" if one.in_use else "not in use yet"),
            cite(one.sources),
        )
        for one in book.activity.review_rules
    )
    yield from table(("outcome", "why", "next", "not looked at yet", "sources"), rows)
    yield from ("", "## Activity: how each is tried out, and where it starts", "")
    yield book.activity.trial_words.how
    yield book.activity.trial_words.stop
    yield ""
    types = (
        (
            f"`{one.id}`",
            f"{one.unit.value}, {one.kind.value}",
            f"{one.trials}",
            one.trial,
            _in_plan(one) if one.is_planned else "measured only",
            one.grows,
            ", ".join(one.avoid),
            cite(one.sources),
        )
        for one in book.activity.types
    )
    heads = ("activity", "unit", "days", "trial", "in a plan", "grows", "not with", "sources")
    yield from table(heads, types)
    yield from ("", "## Activity: why something stands in a plan", "")
    plan_rules = ((one.id, one.why, cite(one.sources)) for one in book.activity.plan_rules)
    yield from table(("rule", "why", "sources"), plan_rules)
    yield from ("", "## Activity: what is said around a guided session", "")
    lines = ((f"`{one.id}`", one.text, cite(one.sources)) for one in book.guided.lines)
    yield from table(("line", "words", "sources"), lines)


def _in_plan(one: ActivityType) -> str:
    """Where it starts and ends in a plan, and what comes after."""
    start = f"{one.start}" if one.start else "a usual day"
    more = [f"to {one.goal_kg} kg"] if one.goal_kg else []
    more += [level.text for level in one.levels]
    days = f"on {one.days_first} to {one.days_goal} days"
    return ", ".join(
        (f"{one.role.value}: {start} to {one.goal}", days, *more, f"from {one.phase_from.value}")
    )


def _sources(book: Handbook) -> Iterator[str]:
    yield from ("", "## Sources", "", "How much of each was read stands in the last column.", "")
    rows = ((one.id, one.title, one.where, one.seen) for one in book.sources.values())
    yield from table(("id", "what", "where", "seen"), rows)


def commands() -> Iterator[str]:
    """The help of every command."""
    yield from ("# Commands", "", "Generated from the program's own help by `make docs`.")
    for name in ("", *_named(made(every_command()))):
        yield from ("", f"## backcoach {name}".rstrip(), "", "```")
        yield run(*name.split(), "--help").strip()
        yield "```"


def _named(group: Any, before: str = "") -> Iterator[str]:
    """Every command of the program, in the order of its help; what stands within one comes after it."""
    for name, command in group.commands.items():
        yield f"{before}{name}"
        if hasattr(command, "commands"):
            yield from _named(command, f"{before}{name} ")


def readme() -> str:
    """The README with its generated parts filled in."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    parts: dict[str, Callable[[], str]] = {"screen": _screen, "help": lambda: run("--help")}
    for name, make in parts.items():
        begin = BEGIN.format(name)
        head, found, rest = text.partition(begin)
        if found:
            _, _, tail = rest.partition(END)
            text = f"{head}{begin}\n\n```\n{make().rstrip()}\n```\n\n{END}{tail}"
    return text


def _screen() -> str:
    """A real plan of the made-up person after the first check-in."""
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.toml"
        answers.write_text(run("start", "--example"), encoding="utf-8")
        run("start", "--answers", str(answers), home=folder, now=FIRST_DAY)
        run("log", "--all-clear", "--walk", "10", "--did", "knee_roll=3", home=folder, now=LATER_DAY)
        return run("plan", home=folder, now=LATER_DAY)


def run(*arguments: str, home: str = "", now: str = FIRST_DAY) -> str:
    """What the program prints, 80 columns wide, in UTC."""
    environment = os.environ | {
        "BACKCOACH_HOME": str(Path(home or tempfile.gettempdir()) / "record"),
        "BACKCOACH_NOW": now,
        "COLUMNS": "80",
        "TZ": "UTC",
        "NO_COLOR": "1",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "backcoach", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


if __name__ == "__main__":
    sys.exit(main())
