from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("forums", "0002_search_and_unread")]

    operations = [
        AddIndexConcurrently(model_name="discussion", index=models.Index(fields=["created_at"], name="discussion_by_day")),
    ]
