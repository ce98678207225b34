from django.db import migrations, models


class Migration(migrations.Migration):
    """All that a careful hand would not do on a table in use."""

    dependencies = [("upgrading", "0004_found_by_name")]
    operations = [
        migrations.AddField("Note", "price", models.IntegerField(default=0)),
        migrations.AddIndex("Note", models.Index(fields=["size"], name="upgrading_by_size")),
        migrations.RemoveField("Note", "colour"),
    ]
