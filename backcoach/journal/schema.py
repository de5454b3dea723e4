"""The tables of the record, step by step. What stands here is in people's files: add steps, never edit it."""

from __future__ import annotations

APPLICATION_ID = 0x6261636B  # "back"

_D2, _D4, _D6 = "[0-9]" * 2, "[0-9]" * 4, "[0-9]" * 6
_INSTANT = f"{_D4}-{_D2}-{_D2}T{_D2}:{_D2}:{_D2}.{_D6}Z"

SCHEMA_1 = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"""
    CREATE TABLE entry (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'),
        kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
        at TEXT NOT NULL CHECK (at GLOB '{_INSTANT}'),
        zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 100),
        day_on TEXT NOT NULL CHECK (day_on IS date(day_on, '+0 days')),
        recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '{_INSTANT}'),
        body TEXT NOT NULL CHECK (json_valid(body)),
        supersedes TEXT REFERENCES entry (id),
        content_digest TEXT CHECK (length(content_digest) BETWEEN 1 AND 128),
        CHECK (kind <> 'void' OR supersedes IS NOT NULL),
        CHECK (
            kind <> 'dose' OR (
                coalesce(json_type(body, '$.mg') IN ('integer', 'real'), 0)
                AND json_extract(body, '$.mg') > 0
                AND json_extract(body, '$.mg') <= 20000
            )
        ),
        CHECK (
            kind <> 'check_in' OR json_extract(body, '$.pain') IS NULL OR (
                json_type(body, '$.pain') IN ('integer', 'real')
                AND json_extract(body, '$.pain') BETWEEN 0 AND 10
            )
        )
    ) STRICT
    """,
    "CREATE INDEX entry_by_day ON entry (kind, day_on)",
    "CREATE INDEX entry_by_kind ON entry (kind, seq)",
    "CREATE INDEX entry_by_superseded ON entry (supersedes) WHERE supersedes IS NOT NULL",
    """
    CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
    BEGIN SELECT raise(ABORT, 'an entry is never changed'); END
    """,
    """
    CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
    BEGIN SELECT raise(ABORT, 'an entry is never deleted'); END
    """,
    # A correction that was itself voided supersedes nothing: what it corrected stands again.
    """
    CREATE VIEW current_entry AS
    SELECT seq, id, kind, at, zone, day_on, recorded_at, body, supersedes, content_digest
    FROM entry
    WHERE kind <> 'void' AND NOT EXISTS (
        SELECT 1 FROM entry AS later
        WHERE later.supersedes = entry.id AND NOT EXISTS (
            SELECT 1 FROM entry AS undoing
            WHERE undoing.supersedes = later.id AND undoing.kind = 'void'
        )
    )
    """,
    "CREATE TABLE setting (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT",
)

# What every record has since schema 1.
NAMES_1 = ("current_entry", "entry", "setting")

GRAVE_SCREENING = (
    "kind = 'screened' AND coalesce(json_extract(body, '$.disposition'), '') NOT IN ('self_care', 'routine')"
)
FULL_SCREENING = (
    "kind = 'screened' AND coalesce(json_extract(body, '$.occasion'), '')"
    " NOT IN ('daily', 'review', 'stopped', 'overdose')"
)
SETTLED_SCREENING = (
    "kind = 'screened' AND coalesce(json_extract(body, '$.occasion'), '')"
    " NOT IN ('daily', 'stopped', 'overdose')"
)

# What is to be found without reading everything: an index holds only the entries that its condition names.
SCHEMA_2 = (
    f"CREATE INDEX grave_screening ON entry (at) WHERE {GRAVE_SCREENING}",
    f"CREATE INDEX full_screening ON entry (at) WHERE {FULL_SCREENING}",
    f"CREATE INDEX settled_screening ON entry (at) WHERE {SETTLED_SCREENING}",
    *(
        f"CREATE INDEX entry_by_{name} ON entry (kind, json_extract(body, '$.{name}'))"
        f" WHERE json_extract(body, '$.{name}') IS NOT NULL"
        for name in ("sitting", "question", "medicine")
    ),
)
