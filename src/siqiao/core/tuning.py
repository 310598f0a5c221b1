"""Letting SQLite look at its tables, so that it picks the right index among those of a million rows."""

from django.db import connection


def tune() -> None:
    """Gather the statistics that the query planner asks for; PostgreSQL keeps its own."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=0")  # a sample would take every county for a small one
            cursor.execute("ANALYZE")
