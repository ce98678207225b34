from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("upgrading", "0003_size_and_a_long_step")]
    operations = [AddIndexConcurrently("Note", models.Index(fields=["name"], name="upgrading_by_name"))]
