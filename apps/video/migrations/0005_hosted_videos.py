"""Films at VdoCipher have rows of their own, which stay until they are deleted there."""

import apps.core.ids
import django.db.models.deletion
from django.db import migrations, models

BATCH = 1000


def list_sent_films(apps, schema_editor):
    """Films that were sent before have their rows too."""
    hosted = apps.get_model("video", "HostedVideo")
    sent = apps.get_model("video", "Video").objects.exclude(provider_id="").values_list("pk", "provider_id")
    rows = [hosted(video_id=video, provider_id=provider_id) for video, provider_id in sent.order_by("pk").iterator()]
    hosted.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("video", "0004_film_copies")]

    operations = [
        migrations.CreateModel(
            name="HostedVideo",
            fields=[
                (
                    "id",
                    models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("provider_id", models.CharField(max_length=64, unique=True)),
                (
                    "video",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="hosted",
                        to="video.video",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(list_sent_films, migrations.RunPython.noop),
    ]
