from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0020_name_key")]

    operations = [
        AddIndexConcurrently(
            model_name="user", index=GinIndex(fields=["name_key"], name="user_name_key", opclasses=["gin_trgm_ops"])
        ),
    ]
