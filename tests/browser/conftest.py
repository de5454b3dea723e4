"""A real browser, Debian's Chromium, that reaches nothing but the file it is shown."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REQUIRED = os.environ.get("BACKCOACH_BROWSER") == "required"
PACKAGES = ("playwright", "axe_playwright_python", "pypdf")
PROGRAMS = ("chromium", "chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def missing() -> str:
    """What is not there to look at a page with; empty if all is."""
    packages = [one for one in PACKAGES if find_spec(one) is None]
    program = [] if any(map(shutil.which, PROGRAMS)) else ["chromium"]
    return ", ".join([*packages, *program])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser. Without one the test is skipped, or fails where BACKCOACH_BROWSER is `required`."""
    if lacks := missing():
        words = f"no browser to look with, lacks {lacks}: make browser"
        pytest.fail(words) if REQUIRED else pytest.skip(words)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra

    path = next(found for one in PROGRAMS if (found := shutil.which(one)))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        yield opened
        opened.close()
