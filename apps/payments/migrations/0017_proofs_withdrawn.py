from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0016_terminal_deposits")]

    operations = [
        migrations.AlterField(
            model_name="paymentproof",
            name="state",
            field=models.CharField(
                choices=[
                    ("sent", "Sent"),
                    ("approved", "Approved"),
                    ("refused", "Refused"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="sent",
                max_length=10,
            ),
        )
    ]
