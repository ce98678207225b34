from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0002_uploads_and_number_series"),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="upload",
            name="sha256",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
