from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("chat", "0002_telegram_and_continued_conversations")]

    operations = [
        AddIndexConcurrently(model_name="message", index=models.Index(fields=["sent_at"], name="chat_message_by_day")),
    ]
