"""Tables that only grow: triggers in the database itself refuse to change or remove a row.

An edit then needs somebody to drop a trigger first; the audit chain still finds it.
"""

from typing import Any

GUARDED = ("core_auditentry", "funds_transferpart")
"""Tables that carry the triggers from their first migration on."""

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows: no {verb}'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION siqiao_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% only grows: no %', TG_TABLE_NAME, lower(TG_OP); END $$
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION siqiao_only_grows()
"""


def protect(connection: Any, table: str) -> None:
    """Put the triggers on a table."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        for verb in _verbs(connection):
            template = _POSTGRES if connection.vendor == "postgresql" else _SQLITE
            cursor.execute(template.format(table=table, verb=verb, VERB=verb.upper()))


def release(connection: Any, table: str) -> None:
    """Take the triggers off: for a migration that changes the table, and for tests that play the intruder."""
    on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for verb in _verbs(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on_table}")


def protected_tables(connection: Any) -> list[str]:
    """Which tables carry the triggers now, asked of the database itself."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT DISTINCT event_object_table, trigger_name FROM information_schema.triggers")
        else:
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        return sorted(table for table, name in cursor.fetchall() if name == f"{table}_no_delete")


def _verbs(connection: Any) -> tuple[str, ...]:
    return ("update", "delete", "truncate") if connection.vendor == "postgresql" else ("update", "delete")
