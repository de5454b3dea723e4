"""REMEMBERS. The person's own record: one append-only SQLite file."""
