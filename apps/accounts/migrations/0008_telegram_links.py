"""Telegram as a way to a person: the chat that is theirs, and the open links to the bot."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import apps.core.ids

CHANNELS = [("email", "Email"), ("sms", "Sms"), ("telegram", "Telegram")]


def row() -> list[tuple[str, models.Field]]:
    """The columns that every row has."""
    return [
        ("id", models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
        ("created_at", models.DateTimeField(auto_now_add=True)),
        ("updated_at", models.DateTimeField(auto_now=True)),
    ]


def owner(related_name: str) -> models.OneToOneField:
    """Whose row it is, one a person."""
    return models.OneToOneField(
        on_delete=django.db.models.deletion.CASCADE, related_name=related_name, to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_sign_up_tickets_and_one_open_invitation")]

    operations = [
        migrations.AlterField(
            model_name="passwordresettoken", name="channel", field=models.CharField(choices=CHANNELS, max_length=10)
        ),
        migrations.AlterField(
            model_name="userverification", name="channel", field=models.CharField(choices=CHANNELS, max_length=10)
        ),
        migrations.CreateModel(
            name="TelegramLink",
            fields=[
                *row(),
                ("chat_id", models.BigIntegerField(unique=True)),
                ("linked_at", models.DateTimeField()),
                ("blocked_at", models.DateTimeField(blank=True, null=True)),
                ("user", owner("telegram_link")),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="TelegramStart",
            fields=[
                *row(),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("user", owner("+")),
            ],
            options={"abstract": False},
        ),
    ]
