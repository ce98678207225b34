from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_differences_are_counted")]

    operations = [
        migrations.AlterField(
            model_name="receipt",
            name="kind",
            field=models.CharField(
                choices=[("payment", "Payment"), ("refund", "Refund"), ("refund_undone", "Refund Undone")],
                default="payment",
                max_length=14,
            ),
        ),
    ]
