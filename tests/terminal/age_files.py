"""Files in the age format that a passphrase opens at once, written without the library that the program uses.

A real one takes seconds of work to seal and to open, which is what makes guessing slow. The head of a file
says how much work it takes; here that is next to nothing: for tests of anything but that strength.
Written after the specification of age (C2SP age.md) and RFC 8439, by the standard library alone.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import struct
from collections.abc import Iterator

WORK = 2
"""The power of two of the work; the program takes about 18."""
CHUNK = 64 * 1024
_CONSTANTS = struct.unpack("<4I", b"expand 32-byte k")
_ROUND = (
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
)  # fmt: skip


def sealed_lightly(plain: bytes, passphrase: str) -> bytes:
    """A whole age file with this in it, sealed with a passphrase."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapping = hashlib.scrypt(
        passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=2**WORK, r=8, p=1, dklen=32
    )
    body = _encrypted(wrapping, bytes(12), file_key)
    head = b"age-encryption.org/v1\n-> scrypt %b %d\n%b\n---" % (_letters(salt), WORK, _letters(body))
    proof = hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")
    key = _derived(file_key, nonce, b"payload")
    chunks = [plain[at : at + CHUNK] for at in range(0, len(plain), CHUNK)] or [b""]
    sealed = (
        _encrypted(key, place.to_bytes(11, "big") + bytes([place == len(chunks) - 1]), chunk)
        for place, chunk in enumerate(chunks)
    )
    return b"%b %b\n" % (head, _letters(proof)) + nonce + b"".join(sealed)


def _letters(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """HKDF with SHA-256, of one block."""
    return hmac.digest(hmac.digest(salt or bytes(32), key, "sha256"), purpose + b"\x01", "sha256")


def _encrypted(key: bytes, nonce: bytes, plain: bytes) -> bytes:
    """ChaCha20-Poly1305 with nothing beside the text."""
    stream = b"".join(_blocks(key, nonce, 1 + -(-len(plain) // 64)))
    text = bytes(one ^ other for one, other in zip(plain, stream[64:], strict=False))
    padded = text + bytes(-len(text) % 16) + struct.pack("<QQ", 0, len(text))
    return text + _tag(stream[:32], padded)


def _blocks(key: bytes, nonce: bytes, number: int) -> Iterator[bytes]:
    words = [*_CONSTANTS, *struct.unpack("<8I", key), 0, *struct.unpack("<3I", nonce)]
    for count in range(number):
        words[12] = count
        state = words[:]
        for _ in range(10):
            for a, b, c, d in _ROUND:
                for one, other, into, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                    state[one] = (state[one] + state[other]) & 0xFFFFFFFF
                    turned = state[into] ^ state[one]
                    state[into] = (turned << by | turned >> (32 - by)) & 0xFFFFFFFF
        yield struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(state, words, strict=True)))


def _tag(key: bytes, text: bytes) -> bytes:
    """Poly1305 of text whose length is a multiple of 16."""
    factor = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(text), 16):
        total = (total + int.from_bytes(text[at : at + 16], "little") + (1 << 128)) * factor % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")
