"""The levels of the common framework, and the seats of groups that stand already."""

from django.db import migrations

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")

SEATS = """
    UPDATE courses_group SET seats_taken = open.number, capacity = GREATEST(capacity, open.number)
    FROM (
        SELECT group_id, count(*) AS number FROM courses_membership WHERE left_on IS NULL GROUP BY group_id
    ) AS open
    WHERE open.group_id = courses_group.id
"""


def add_levels(apps, schema_editor):
    level = apps.get_model("courses", "Level")
    for position, code in enumerate(LEVELS, 1):
        level.objects.get_or_create(code=code, defaults={"name": {}, "position": position})


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_catalogue_and_memberships")]

    operations = [
        migrations.RunPython(add_levels, migrations.RunPython.noop),
        migrations.RunSQL(SEATS, migrations.RunSQL.noop),
    ]
