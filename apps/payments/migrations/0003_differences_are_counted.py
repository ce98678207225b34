from django.db import migrations, models

COUNT = "UPDATE payments_reconciliation SET found = jsonb_array_length(differences)"


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_books_that_balance")]

    operations = [
        migrations.AddField(
            model_name="reconciliation", name="found", field=models.PositiveIntegerField(default=0)
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
