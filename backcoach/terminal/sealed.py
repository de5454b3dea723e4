"""Files that only a passphrase opens, in the age format, which other programs read as well.

Only this module knows pyrage. What is sealed or opened is in memory and never on the disk in the clear. A
passphrase is typed, or read from a file; as an argument everybody on the machine could see it.
"""

from __future__ import annotations

import base64
import getpass
import re
import sys
from pathlib import Path
from typing import Any

from backcoach.flows.errors import BadInput

BEGINS = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
LEAST = 8
MOST_WORK = 21
"""The power of two of the work, and of the memory (2 GiB), that opening may take. Sealing takes about 18."""
MOST = 1024
MOST_HEAD = 2048
_WORK = re.compile(rb"\n-> scrypt [^ \n]* ([0-9]{1,4})\n")
LOST = "Keep the passphrase: without it nobody can open the file, and nobody can find it out."


def is_sealed(beginning: bytes) -> bool:
    """Whether a file that begins so is one that a passphrase, or a key, opens."""
    return beginning.startswith(BEGINS)


def seal(plain: bytes, passphrase: str) -> bytes:
    """The sealed bytes; no two are alike. It takes about a second, so that guessing takes long."""
    from pyrage import passphrase as age

    return bytes(age.encrypt(plain, passphrase))


def seal_to(plain: bytes, recipient: str) -> bytes:
    """The sealed bytes for a recipient, whose identity alone opens them. Raises `ValueError`."""
    from pyrage import RecipientError, encrypt, x25519

    try:
        return bytes(encrypt(plain, [x25519.Recipient.from_str(recipient)]))
    except RecipientError:
        raise ValueError("no recipient") from None


def new_identity() -> tuple[str, str]:
    """An identity, which opens, as the text of an age key file; and its recipient, to which one seals."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    return f"# public key: {recipient}\n{identity}\n", recipient


def recipient_of_identity(text: str) -> str:
    """The recipient of an identity. Raises `BadInput`."""
    return str(_identity(text).to_public())


def unseal_with(sealed: bytes, identity: str, path: Path) -> bytes:
    """What was sealed to the recipient of an identity. Raises `BadInput` for any other file."""
    from pyrage import DecryptError, decrypt

    try:
        return bytes(decrypt(sealed, [_identity(identity)]))
    except DecryptError:
        raise BadInput(
            f"{path} is damaged, or was sealed with another key. Nothing was changed.", "Try another backup."
        ) from None


def _identity(text: str) -> Any:
    from pyrage import IdentityError, x25519

    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        return x25519.Identity.from_str(lines[0] if lines else "")
    except IdentityError:
        raise BadInput(
            "The key file was opened, and holds no key. Nothing was changed.",
            "Bring key.age back from a copy of your own.",
        ) from None


def unseal(sealed: bytes, passphrase: str, path: Path, then: str = "Nothing was imported.") -> bytes:
    """What was sealed; `then` is what did not come of it where this raises.

    Raises `BadInput` for another passphrase, for a file that is not whole, and for one that would keep the
    machine busy for minutes and take all its memory, which another person or a damage may have written.
    """
    from pyrage import DecryptError
    from pyrage import passphrase as age

    if _work(sealed) > MOST_WORK:
        raise BadInput(
            f"{path} would take far more work to open than any file of backcoach. {then}",
            "It may be damaged. Use another copy, or export it anew: backcoach export --encrypt FILE",
        )
    try:
        return bytes(age.decrypt(sealed, passphrase))
    except DecryptError:
        raise BadInput(
            f"That passphrase does not open {path}, or the file is damaged. {then}",
            "Try again, and mind capital letters and the keyboard's language.",
        ) from None


def _work(sealed: bytes) -> int:
    """The power of two of the work that opening it takes, as its head says; 0 where nothing is said."""
    head = sealed[:MOST_HEAD]
    if head.startswith(BEGINS[1]):
        letters = b"".join(line.strip() for line in head.splitlines() if not line.startswith(b"-"))
        try:
            head = base64.b64decode(letters[: len(letters) // 4 * 4])
        except ValueError:
            return 0  # whoever opens it says that it is damaged
    said = _WORK.search(head)
    return int(said[1]) if said else 0


def new_passphrase(file: Path | None) -> str:
    """A passphrase to seal with: from a file, or typed twice. Raises `BadInput`."""
    need_keyboard(file)
    if file is not None:
        return _checked(_from_file(file))
    typed = _checked(_typed("Passphrase: "))
    if _typed("Again: ") != typed:
        raise BadInput("The two passphrases differ, so nothing was written.", "Do this again.")
    return typed


def known_passphrase(file: Path | None) -> str:
    """The passphrase of a sealed file: from a file, or typed. Raises `BadInput`."""
    need_keyboard(file)
    if file is not None:
        return _from_file(file)
    return _usable(_typed("Passphrase: "))


def need_keyboard(file: Path | None) -> None:
    """Refuse to ask where nobody can type and no file is named; where results go does not matter.

    Raises `BadInput`.
    """
    if file is None and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise BadInput("There is no terminal here to ask for a passphrase.", "Use --passphrase-file FILE")


def _typed(prompt: str) -> str:
    """What is typed at the terminal, where nothing shows it."""
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise KeyboardInterrupt from None


def _from_file(path: Path) -> str:
    """The first line of a file."""
    try:
        with path.expanduser().open(encoding="utf-8", newline="") as file:
            line = file.readline(MOST + 3)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", "It holds the passphrase.") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path} is not UTF-8 text.", "It holds the passphrase on its first line.") from None
    return _usable(line.rstrip("\r\n"))


def _usable(passphrase: str) -> str:
    is_text = not any("\ud800" <= one <= "\udfff" for one in passphrase)
    if not passphrase or len(passphrase) > MOST or not is_text:
        raise BadInput("There is no passphrase that can be used.", f"It has 1 to {MOST} characters.")
    return passphrase


def _checked(passphrase: str) -> str:
    if len(_usable(passphrase)) < LEAST:
        raise BadInput(
            f"The passphrase is shorter than {LEAST} characters, so nothing was written.",
            "Some words one after the other are easy to keep and hard to guess.",
        )
    return passphrase
