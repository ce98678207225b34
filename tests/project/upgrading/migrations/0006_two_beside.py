from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("upgrading", "0005_careless")]
    operations = [
        AddIndexConcurrently("Note", models.Index(fields=["name"], name="upgrading_first")),
        AddIndexConcurrently("Note", models.Index(fields=["size"], name="upgrading_second")),
    ]
