from django.db import migrations, models


class Migration(migrations.Migration):
    """The long step ends when the test lets go of the lock."""

    dependencies = [("upgrading", "0002_colour")]
    operations = [
        migrations.AddField("Note", "size", models.IntegerField(db_default=0)),
        migrations.RunSQL("SELECT pg_advisory_xact_lock(70301)", migrations.RunSQL.noop),
    ]
