"""Our block in the person's crontab. Every other byte of it stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backcoach.flows.errors import BadInput
from backcoach.terminal.outside import has_program, run_outside
from backcoach.terminal.remind_texts import BEGIN, END, NO_LINE_END, NO_TABLE, Job, cron_block
from backcoach.values import Value

NONE_YET = (b"no crontab", b"no such file")
BY_HAND = "Take it out by hand: crontab -e"


class Split(Value):
    """A crontab around our block: what stands before and after it, and the first line of the block."""

    before: bytes
    head: bytes
    after: bytes


class Crontab(Value):
    """The crontab of this person, through the program `crontab`."""

    def shown(self, jobs: Sequence[Job]) -> Iterator[tuple[str, str]]:
        """The block, as it is put into the table that is there."""
        _need_program()
        found = split(with_block(_table(), jobs))
        note = found.head.decode("utf-8").removeprefix(BEGIN) if found else ""
        yield "crontab", cron_block(jobs, note)

    def is_used(self) -> bool:
        """Whether our block stands in it; False where there is no crontab program, or it cannot be read."""
        if not has_program("crontab"):
            return False
        try:
            table = _table()
            return table is not None and split(table) is not None
        except BadInput:
            return False

    def install(self, jobs: Sequence[Job]) -> bool:
        """Put the block at the end, or in place of the one that is there."""
        _need_program()
        _put(with_block(_table(), jobs))
        return True

    def remove(self) -> tuple[str, ...]:
        """Take the block out; the whole table where there was none before it."""
        table = _table() if has_program("crontab") else None
        found = split(table) if table is not None else None
        if found is None:
            return ()
        rest = without_block(found)
        if rest is None:
            _run("-r")
        else:
            _put(rest)
        return ("crontab",)


def with_block(table: bytes | None, jobs: Sequence[Job]) -> bytes:
    """The table with our block; None is no table at all. Raises `BadInput` for a block without an end."""
    found = split(table) if table is not None else None
    if found is not None:
        note = found.head.decode("utf-8").removeprefix(BEGIN)
        return found.before + cron_block(jobs, note).encode("utf-8") + found.after
    if table is None:
        return cron_block(jobs, NO_TABLE).encode("utf-8")
    is_whole = not table or table.endswith(b"\n")
    block = cron_block(jobs, "" if is_whole else NO_LINE_END).encode("utf-8")
    return table + (b"" if is_whole else b"\n") + block


def without_block(found: Split) -> bytes | None:
    """The table as it was before the block; None where there was none and nothing was added since."""
    note = found.head.decode("utf-8").removeprefix(BEGIN)
    if note == NO_TABLE and not found.before and not found.after:
        return None
    if note == NO_LINE_END and not found.after:
        return found.before.removesuffix(b"\n")
    return found.before + found.after


def split(table: bytes) -> Split | None:
    """The table around our block; None where there is none. Raises `BadInput` where it is not whole."""
    lines = table.splitlines(keepends=True)
    heads = {BEGIN + note for note in ("", NO_LINE_END, NO_TABLE)}
    plain = [line.decode("utf-8", errors="replace").rstrip("\r\n") for line in lines]
    begins = [place for place, line in enumerate(plain) if line in heads]
    ends = [place for place, line in enumerate(plain) if line == END]
    if not begins and not ends:
        return None
    if len(begins) != 1 or len(ends) != 1 or begins > ends:
        raise BadInput("The lines of backcoach in your crontab are not whole; nothing was changed.", BY_HAND)
    (first,), (last,) = begins, ends
    head = plain[first].encode("utf-8")
    return Split(b"".join(lines[:first]), head, b"".join(lines[last + 1 :]))


def _need_program() -> None:
    """Raises `BadInput` where the system has no crontab."""
    if not has_program("crontab"):
        raise BadInput("There is no crontab program here.", "Choose another way with --as.")


def _table() -> bytes | None:
    """The crontab as it is; None where there is none. Raises `BadInput` where that cannot be told."""
    ran = run_outside(["crontab", "-l"])
    if ran.code == 0:
        return ran.out
    if any(words in ran.err.lower() for words in NONE_YET):
        return None
    raise BadInput("Your crontab cannot be read; nothing was changed.", "Look at it with: crontab -l")


def _put(table: bytes) -> None:
    _run("-", given=table)


def _run(word: str, given: bytes = b"") -> None:
    if run_outside(["crontab", word], given).code != 0:
        raise BadInput("Your crontab could not be written.", "Look at it with: crontab -l")
