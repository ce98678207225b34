import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0001_squashed_0003_upload_closed_at_and_sha256"),
    ]

    operations = [
        migrations.AddField(
            model_name="numberseries",
            name="leaps",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), size=2
                ),
                blank=True,
                db_default=[],
                default=list,
                size=None,
            ),
        ),
    ]
