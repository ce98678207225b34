"""Courses are found with and without the apostrophes of the Uzbek alphabet."""

from django.db import migrations

STRIP = """
    UPDATE courses_course SET folded = replace(folded, '''', '') WHERE folded LIKE '%''%'
"""


class Migration(migrations.Migration):
    dependencies = [("courses", "0006_groups_searched_without_apostrophes")]

    operations = [migrations.RunSQL(STRIP, migrations.RunSQL.noop)]
