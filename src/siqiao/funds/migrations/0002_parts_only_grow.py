"""Which fen became which only grows: the database itself refuses to change or remove a part."""

from django.db import migrations

from siqiao.core import append_only


def protect(apps, schema_editor):
    append_only.protect(schema_editor.connection, "funds_transferpart")


def release(apps, schema_editor):
    append_only.release(schema_editor.connection, "funds_transferpart")


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]
    operations = [migrations.RunPython(protect, release)]
