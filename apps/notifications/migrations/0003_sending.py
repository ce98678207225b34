"""What a worker that sends leaves on the row, and how long a message is worth sending."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_messages_by_channels")]

    operations = [
        migrations.AddField("notificationlog", "falls_back", models.BooleanField(default=False)),
        migrations.AddField("notificationlog", "handed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "notificationlog",
            "worth_until",
            models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "notificationlog",
            models.Index(fields=["in_digest"], condition=models.Q(in_digest__isnull=False), name="delivery_carried"),
        ),
    ]
