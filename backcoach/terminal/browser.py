"""Showing a file in the person's own browser: the only place that starts one, and never for an address."""

from __future__ import annotations

import webbrowser
from pathlib import Path


def show_in_browser(path: Path) -> bool:
    """Whether a browser was started with a file of this machine."""
    return webbrowser.open(path.resolve().as_uri())
