"""The four marks that every register knows."""

from django.db import migrations

STATUSES = (
    ("present", True, {"uz": "Keldi", "ru": "Был", "en": "Present"}),
    ("late", True, {"uz": "Kechikdi", "ru": "Опоздал", "en": "Late"}),
    ("absent", True, {"uz": "Kelmadi", "ru": "Не был", "en": "Absent"}),
    ("excused", False, {"uz": "Sababli", "ru": "По уважительной причине", "en": "Excused"}),
)


def add_statuses(apps, schema_editor):
    status = apps.get_model("attendance", "AttendanceStatus")
    for position, (code, charged, name) in enumerate(STATUSES, 1):
        status.objects.get_or_create(
            code=code,
            defaults={
                "name": name, "counts_as": code, "charged": charged, "built_in": True, "position": position,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("attendance", "0001_initial")]

    operations = [migrations.RunPython(add_statuses, migrations.RunPython.noop)]
