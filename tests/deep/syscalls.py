"""Ending a process just before its n-th call to the system that changes something in the file system.

A child is traced with ptrace (Linux only, through ctypes: nothing has to be installed). It is stopped at
every call, and killed with SIGKILL at the entry of the one that is wanted, which is then never carried out.
Where tracing is not possible, `why_not` says so.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_TRACEME, _SYSCALL, _SETOPTIONS, _GET_SYSCALL_INFO = 0, 24, 0x4200, 0x420E
_OPTIONS = 0x1 | 0x100000  # mark stops at calls, and kill the child with its tracer
_MARKED = signal.SIGTRAP | 0x80
_ENTRY = 1
_MAKES_OR_CUTS = os.O_CREAT | os.O_TRUNC

_X86_64 = {
    1: "write", 2: "open", 18: "pwrite64", 20: "writev", 40: "sendfile", 74: "fsync", 75: "fdatasync",
    76: "truncate", 77: "ftruncate", 82: "rename", 83: "mkdir", 84: "rmdir", 85: "creat", 86: "link",
    87: "unlink", 88: "symlink", 90: "chmod", 91: "fchmod", 92: "chown", 93: "fchown", 94: "lchown",
    162: "sync", 257: "openat", 258: "mkdirat", 260: "fchownat", 263: "unlinkat", 264: "renameat",
    265: "linkat", 266: "symlinkat", 268: "fchmodat", 277: "sync_file_range", 280: "utimensat",
    285: "fallocate", 296: "pwritev", 306: "syncfs", 316: "renameat2", 326: "copy_file_range",
    328: "pwritev2", 437: "openat2", 452: "fchmodat2",
}  # fmt: skip
_AARCH64 = {
    33: "mknodat", 34: "mkdirat", 35: "unlinkat", 36: "symlinkat", 37: "linkat", 38: "renameat",
    45: "truncate", 46: "ftruncate", 47: "fallocate", 52: "fchmod", 53: "fchmodat", 54: "fchownat",
    55: "fchown", 56: "openat", 64: "write", 66: "writev", 68: "pwrite64", 70: "pwritev", 71: "sendfile",
    81: "sync", 82: "fsync", 83: "fdatasync", 84: "sync_file_range", 88: "utimensat", 267: "syncfs",
    276: "renameat2", 285: "copy_file_range", 287: "pwritev2", 437: "openat2", 452: "fchmodat2",
}  # fmt: skip
_CALLS = {"x86_64": _X86_64, "aarch64": _AARCH64}
_FLAGS_AT = {"open": 1, "openat": 2}
"""Opening counts only where it makes a file or cuts one: at this argument the flags are told."""


class _Info(ctypes.Structure):
    _fields_ = (
        ("op", ctypes.c_uint8),
        ("padding", ctypes.c_uint8 * 3),
        ("arch", ctypes.c_uint32),
        ("instruction", ctypes.c_uint64),
        ("stack", ctypes.c_uint64),
        ("number", ctypes.c_uint64),
        ("arguments", ctypes.c_uint64 * 6),
        ("more", ctypes.c_uint64 * 2),
    )


@dataclass(slots=True)
class Life:
    """How a traced process went: the changing calls it made, in order, and if it came to its own end.

    The last of `calls` was not carried out where the process was killed. `exit_code` is that of its own end,
    or the negative number of a signal; None where it was killed by us.
    """

    calls: list[str] = field(default_factory=list)
    exit_code: int | None = None

    @property
    def is_killed(self) -> bool:
        """Whether it was ended before its last call."""
        return self.exit_code is None

    def counts(self) -> Counter[str]:
        """How many of each call there were."""
        return Counter(self.calls)


def live(work: Callable[[], object], *, until: int = 0) -> Life:
    """Let a child do some work; kill it just before its changing call number `until`, from 1 on; 0 is never.

    The child ends with 0 after the work and with 1 after an exception. Raises `OSError` where it cannot be
    traced.
    """
    child = os.fork()
    if child == 0:
        _work(work)
    _wait_for_stop(child)
    try:
        _trace(_SETOPTIONS, child, 0, _OPTIONS)
        return _follow(child, until)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise


@cache
def why_not() -> str:
    """Why nothing can be traced here; empty where it can."""
    if sys.platform != "linux":
        return f"kills at calls to the system need Linux, this is {sys.platform}"
    if platform.machine() not in _CALLS:
        return f"the calls of {platform.machine()} are not known here"
    try:
        is_seen = live(Path("/").mkdir).calls == ["mkdirat" if _has_only_at() else "mkdir"]
    except OSError as error:
        return f"this system does not let a process be traced ({error.strerror})"
    return "" if is_seen else "a traced process does not show its calls here"


def _has_only_at() -> bool:
    return platform.machine() == "aarch64"


def _work(work: Callable[[], object]) -> None:
    """In the child: never returns."""
    code = 1
    try:
        _trace(_TRACEME, 0, 0, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        work()
        code = 0
    finally:
        os._exit(code)


def _wait_for_stop(child: int) -> None:
    _, status = os.waitpid(child, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        raise OSError(errno.EPERM, "it refuses")


def _follow(child: int, until: int) -> Life:
    """Go from call to call."""
    found, passed_on = Life(), 0
    while True:
        _trace(_SYSCALL, child, 0, passed_on)
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            found.exit_code = os.waitstatus_to_exitcode(status)
            return found
        stop = os.WSTOPSIG(status)
        passed_on = 0 if stop in (_MARKED, signal.SIGTRAP) else stop
        call = _changing_call(child) if stop == _MARKED else None
        if call is not None:
            found.calls.append(call)
            if len(found.calls) == until:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return found


def _changing_call(child: int) -> str | None:
    """The name of the call that a child is about to make, where it changes something; else None."""
    info = _Info()
    _trace(_GET_SYSCALL_INFO, child, ctypes.sizeof(info), ctypes.addressof(info))
    if info.op != _ENTRY:
        return None
    name = _CALLS[platform.machine()].get(info.number)
    if name in _FLAGS_AT and not info.arguments[_FLAGS_AT[name]] & _MAKES_OR_CUTS:
        return None
    return name


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(None, use_errno=True)
    library.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
    library.ptrace.restype = ctypes.c_long
    return library


def _trace(request: int, child: int, address: int, data: int) -> None:
    """One request. Raises `OSError`."""
    if _library().ptrace(request, child, address, data) == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
