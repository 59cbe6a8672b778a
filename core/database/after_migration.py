"""Triggers, full-text tables and expression indexes: made anew at the end of every migration.

Batch mode on SQLite drops them without a word, so each migration ends with restore(connection).
"""

from sqlalchemy import Connection, text

from core.database.search import FULL_TEXT
from core.database.sequence import SEQUENCES

APPEND_ONLY = ("history", "customer_consent", "notice")

TRIGRAM_INDEXES = {
    "ix_party_search_name_trigram": ("party", "search_name"),
    "ix_contact_medium_value_trigram": ("contact_medium", "value"),
}


def restore(connection: Connection) -> None:
    """Brings back everything that the models cannot say; may be run any number of times."""
    if connection.dialect.name == "postgresql":
        _postgresql(connection)
    else:
        _sqlite(connection)


def drop(connection: Connection) -> None:
    """Takes away what restore() made beside the tables; for the way down to nothing."""
    if connection.dialect.name == "postgresql":
        for name in SEQUENCES:
            connection.execute(text(f"DROP SEQUENCE IF EXISTS {name}_seq"))
        connection.execute(text("DROP FUNCTION IF EXISTS refuse_change()"))
        return
    for name in (*FULL_TEXT, "number_sequence"):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))


def _postgresql(connection: Connection) -> None:
    for name in SEQUENCES:
        connection.execute(text(f"CREATE SEQUENCE IF NOT EXISTS {name}_seq START 1001"))
    if _trigrams_allowed(connection):
        for index, (source, folded) in TRIGRAM_INDEXES.items():
            connection.execute(
                text(f"CREATE INDEX IF NOT EXISTS {index} ON {source} USING gin ({folded} gin_trgm_ops)")
            )
    connection.execute(
        text(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    )
    for name in APPEND_ONLY:
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}_append_only ON {name}"))
        connection.execute(
            text(
                f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE ON {name} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        )


def _trigrams_allowed(connection: Connection) -> bool:
    """Whether trigrams are to be had: on a managed server they may be refused, then search scans."""
    if connection.scalar(text("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")):
        return True
    if not connection.scalar(text("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")):
        return False
    connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    return True


def _sqlite(connection: Connection) -> None:
    connection.execute(
        text("CREATE TABLE IF NOT EXISTS number_sequence (name TEXT PRIMARY KEY, last INTEGER NOT NULL)")
    )
    for name in SEQUENCES:
        connection.execute(text("INSERT OR IGNORE INTO number_sequence VALUES (:name, 1000)"), {"name": name})
    for name, (source, folded) in FULL_TEXT.items():
        _sqlite_full_text(connection, name, source, folded)
    for name in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f"CREATE TRIGGER IF NOT EXISTS {name}_no_{act.lower()} BEFORE {act} ON {name} "
                    f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
                )
            )


def _sqlite_full_text(connection: Connection, name: str, source: str, folded: str) -> None:
    if not connection.scalar(text("SELECT 1 FROM sqlite_master WHERE name = :name"), {"name": name}):
        connection.execute(
            text(
                f"CREATE VIRTUAL TABLE {name} USING fts5({folded}, content='{source}', content_rowid='id', "
                "tokenize='trigram', detail='none')"
            )
        )
        connection.execute(text(f"INSERT INTO {name}({name}) VALUES ('rebuild')"))
    new = f"INSERT INTO {name}(rowid, {folded}) VALUES (new.id, new.{folded})"
    old = f"INSERT INTO {name}({name}, rowid, {folded}) VALUES ('delete', old.id, old.{folded})"
    for moment, acts in (("INSERT", (new,)), ("DELETE", (old,)), (f"UPDATE OF {folded}", (old, new))):
        trigger = f"{name}_{moment.split()[0].lower()}"
        connection.execute(
            text(f"CREATE TRIGGER IF NOT EXISTS {trigger} AFTER {moment} ON {source} BEGIN {'; '.join(acts)}; END")
        )
