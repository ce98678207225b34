from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0015_birth_dates")]

    operations = [
        AddIndexConcurrently(
            model_name="user",
            index=GinIndex(fields=["folded_patronymic"], name="user_folded_patronymic", opclasses=["gin_trgm_ops"]),
        ),
    ]
