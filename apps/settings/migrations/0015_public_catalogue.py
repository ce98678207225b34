"""Add the switch of the public catalogue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("settings", "0014_centre_logo_and_colour")]

    operations = [
        migrations.AddField(
            model_name="systemsettings",
            name="public_catalogue",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
