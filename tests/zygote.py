"""`python -m tests.zygote SOCKET`: has everything imported once, and forks for each program a test starts.

A request names a command line, an environment, a folder and the three standard streams. Where the command
line is `python -m` one of `MODULES`, the fork itself runs it, in what a new process would find: the streams,
the signals, the folder, the environment and the time zone are made anew. Any other command line is executed
as usual. `tests.program` is the other end of the socket and decides which of the two is wanted.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import struct
import sys
import termios
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

MODULES = ("backcoach", "tests.terminal.go_child", "tests.terminal.probe")
"""What a fork can run by itself."""

REPORT = struct.Struct("i")
"""How a number is told: first the id of the process, and once it has ended its wait status."""

SIZE = struct.Struct("I")
"""How the length of a request is told; the streams and the pipe for the reports come with it."""

STREAMS = 3
_IGNORED_BY_PYTHON = (signal.SIGPIPE, signal.SIGXFSZ)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One program to start. `is_forked` means: in the fork itself, which has imported everything."""

    argv: list[str]
    environment: dict[str, str]
    folder: str
    umask: int
    limits: list[tuple[int, int, int]]
    has_terminal: bool
    is_forked: bool
    streams: tuple[int, ...] = ()


def prepare() -> None:
    """Import the whole program and read its content, which each fork then has at once."""
    _remember_the_content()
    import_everything()
    gc.collect()
    gc.freeze()


def import_everything() -> None:
    """Import all modules of the program, and what they load only when it is needed."""
    package = importlib.import_module("backcoach")
    for one in pkgutil.walk_packages(package.__path__, "backcoach."):
        if not one.name.endswith("__main__"):
            importlib.import_module(one.name)
    program = importlib.import_module("backcoach.terminal.app").every_command()
    importlib.import_module("backcoach.terminal.by_typer").made(program)
    for name in ("plotille", "questionary", "rich.table", "rich.panel", "tzlocal", "termios", "tty"):
        importlib.import_module(name)


def _remember_the_content() -> None:
    """Read the shipped content once. Any other content, and any change of it, is read as ever."""
    handbook = importlib.import_module("backcoach.handbook.loading")
    handbook.load_handbook = remembering(handbook.load_handbook)


def remembering(load: Callable[..., Any], shipped: Any = None) -> Callable[..., Any]:
    """A loader that reads the content as it is now only once: the same place and the same bytes.

    `shipped` is that content, if it was read already.
    """
    from backcoach.handbook import loading as handbook  # noqa: PLC0415 - the tests' own process is not to import it here

    reader = handbook.ContentReader(handbook.find_content())
    digest, book = reader.digest(), shipped or load()

    def load_or_recall(given: Any = None) -> Any:
        try:
            is_same = (given or handbook.find_content()) == reader.root and reader.digest() == digest
        except OSError:
            is_same = False
        return book if is_same else load(given)

    return load_or_recall


def serve(control: socket.socket) -> Wanted | None:
    """Fork for each request and report each end. Returns a program in its fork; None in the end."""
    reports: dict[int, int] = {}
    bell, ringer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(ringer, warn_on_full_buffer=False)
    while True:
        ready, _, _ = select.select([control, bell], [], [])
        if bell in ready:
            os.read(bell, 4096)
            _report_ends(reports)
        if control not in ready:
            continue
        received = _receive(control)
        if received is None:
            return None
        wanted, report = received
        if child := os.fork():
            reports[child] = report
            os.write(report, REPORT.pack(child))
            for stream in wanted.streams:
                os.close(stream)
            continue
        signal.set_wakeup_fd(-1)
        control.close()
        for descriptor in (bell, ringer, report, *reports.values()):
            os.close(descriptor)
        return wanted


def _report_ends(reports: dict[int, int]) -> None:
    """Tell of each program that has ended how it did."""
    while reports:
        child, status = os.waitpid(-1, os.WNOHANG)
        if not child:
            return
        report = reports.pop(child)
        with suppress(BrokenPipeError):  # the test does not want to know any more
            os.write(report, REPORT.pack(status))
        os.close(report)


def _receive(control: socket.socket) -> tuple[Wanted, int] | None:
    """The next request and the pipe for its reports; None once the tests have ended."""
    head, descriptors, _, _ = socket.recv_fds(control, SIZE.size, STREAMS + 1)
    if not head:
        return None
    (size,) = SIZE.unpack(head)
    plain = json.loads(control.recv(size, socket.MSG_WAITALL))
    *streams, report = descriptors
    return Wanted(**{**plain, "streams": tuple(streams)}), report


def become(wanted: Wanted) -> None:
    """Turn this fork into what a new process for the program would be, but for what is imported."""
    if wanted.has_terminal:
        os.setsid()
        fcntl.ioctl(wanted.streams[0], termios.TIOCSCTTY, 0)
    for number, stream in enumerate(wanted.streams):
        os.dup2(stream, number)
    for stream in set(wanted.streams) - {0, 1, 2}:
        os.close(stream)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(wanted.folder)
    os.umask(wanted.umask)
    os.environ.clear()
    os.environ.update(wanted.environment)
    time.tzset()
    if wanted.limits:
        import resource  # noqa: PLC0415 - where it is wanted only

        for limit, soft, hard in wanted.limits:
            resource.setrlimit(limit, (soft, hard))


def execute(wanted: Wanted) -> None:
    """Replace this fork by the program, as any shell does."""
    for one in _IGNORED_BY_PYTHON:
        signal.signal(one, signal.SIG_DFL)
    try:
        os.execvpe(wanted.argv[0], wanted.argv, wanted.environment)  # noqa: S606 - no shell is wanted
    except OSError as error:
        os.write(2, f"{wanted.argv[0]}: {error.strerror}\n".encode())
        os._exit(127)


def make_streams_anew() -> None:
    """Standard streams as Python makes them, for whatever the descriptors now are."""
    sys.stdin = sys.__stdin__ = _stream(0, "rb", "<stdin>", sys.stdin)  # type: ignore[misc]
    sys.stdout = sys.__stdout__ = _stream(1, "wb", "<stdout>", sys.stdout)  # type: ignore[misc]
    sys.stderr = sys.__stderr__ = _stream(2, "wb", "<stderr>", sys.stderr)  # type: ignore[misc]


def _stream(number: int, mode: str, name: str, like: Any) -> Any:
    """One stream with the encoding and the buffering that the environment gave to the one before."""
    is_unbuffered = like.write_through
    size = 0 if is_unbuffered and mode == "wb" else -1
    buffer: Any = open(number, mode, size, closefd=False)  # noqa: SIM115 - for the whole run
    raw = buffer if size == 0 else buffer.raw
    raw.name = name
    is_by_lines = not is_unbuffered and (name == "<stderr>" or raw.isatty())
    stream = io.TextIOWrapper(
        buffer, like.encoding, like.errors, "\n", line_buffering=is_by_lines, write_through=is_unbuffered
    )
    stream.mode = mode[0]  # type: ignore[misc]
    return stream


def run_here(wanted: Wanted) -> None:
    """Run the module of `python -m MODULE ARGUMENT ...` in this process."""
    _, _, module, *arguments = wanted.argv
    make_streams_anew()
    sys.path[0] = wanted.folder
    sys.argv = [module, *arguments]
    sys.orig_argv = list(wanted.argv)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def main() -> None:
    """Wait for requests until the tests have ended; in a fork, be the program."""
    prepare()
    wanted = serve(socket.socket(fileno=int(sys.argv[1])))
    if wanted is None:
        return
    become(wanted)
    if wanted.is_forked:
        run_here(wanted)
    else:
        execute(wanted)


if __name__ == "__main__":
    main()
