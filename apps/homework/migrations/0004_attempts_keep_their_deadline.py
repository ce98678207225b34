"""What is handed in keeps the deadline by which it is judged."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("homework", "0003_every_kind_of_homework")]

    operations = [migrations.AddField("attempt", "due_at", models.DateTimeField(blank=True, null=True))]
