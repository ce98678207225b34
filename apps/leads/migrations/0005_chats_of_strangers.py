from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('leads', '0004_telegram'),
    ]

    operations = [
        migrations.AddField(
            model_name='telegramstranger',
            name='sealed_chat',
            field=models.BinaryField(blank=True, db_default=b'', default=b''),
        ),
    ]
