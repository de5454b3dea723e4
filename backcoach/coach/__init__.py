"""DECIDES. Values in, decisions with reasons out: no file, no clock, no randomness, no third party."""
