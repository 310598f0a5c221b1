"""The audit log only grows: the database itself refuses to change or remove an entry."""

from django.db import migrations

from siqiao.core import append_only


def protect(apps, schema_editor):
    append_only.protect(schema_editor.connection, "core_auditentry")


def release(apps, schema_editor):
    append_only.release(schema_editor.connection, "core_auditentry")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
