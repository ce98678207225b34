"""A request for a code may belong to nobody yet; a sign-up waits inside it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _user() -> models.ForeignKey:
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_people")]

    operations = [
        migrations.AlterField(model_name="userverification", name="user", field=_user()),
        migrations.AlterField(model_name="passwordresettoken", name="user", field=_user()),
        migrations.AddField(
            model_name="userverification", name="sign_up", field=models.JSONField(blank=True, default=dict)
        ),
        migrations.AddIndex(
            model_name="userverification",
            index=models.Index(fields=["address", "-id"], name="userverification_address"),
        ),
        migrations.AddIndex(
            model_name="passwordresettoken",
            index=models.Index(fields=["address", "-id"], name="passwordresettoken_address"),
        ),
    ]
