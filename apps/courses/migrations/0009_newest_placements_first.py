"""The list of found levels reads its first page from an index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("courses", "0001_squashed_0008_level_codes_in_any_case_once")]

    operations = [
        AddIndexConcurrently(model_name="placement", index=models.Index(fields=["found_on", "id"], name="placement_newest")),
    ]
