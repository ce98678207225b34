"""Groups are searched without apostrophes."""

from django.db import migrations

STRIP = """
    UPDATE courses_group SET folded = replace(folded, '''', '') WHERE folded LIKE '%''%'
"""


class Migration(migrations.Migration):
    dependencies = [("courses", "0005_leads_and_planned_ends")]

    operations = [migrations.RunSQL(STRIP, migrations.RunSQL.noop)]
