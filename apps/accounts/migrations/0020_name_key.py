from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0019_activation_links")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="name_key",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=400),
        ),
    ]
