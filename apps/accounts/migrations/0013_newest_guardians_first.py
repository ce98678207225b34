"""The list of guardians reads its first page from an index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0002_squashed_0012_search_without_apostrophes")]

    operations = [
        AddIndexConcurrently(model_name="guardian", index=models.Index(fields=["created_at", "id"], name="guardian_newest")),
    ]
