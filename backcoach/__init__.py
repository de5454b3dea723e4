"""A self-care coach for low back pain that lives in the terminal."""

__version__ = "0.1.0"
