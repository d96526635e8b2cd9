"""The one row that every append locks."""

from django.db import migrations


def create(apps, _schema_editor):
    head = apps.get_model("privacy", "LedgerHead")
    head.objects.get_or_create(pk=1, defaults={"sequence": 0, "hash": "0" * 64})


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_append_only")]

    operations = [
        migrations.RunPython(create, migrations.RunPython.noop, hints={"database": "default"})
    ]
