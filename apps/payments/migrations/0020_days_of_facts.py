from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("payments", "0019_shares_of_sales")]

    operations = [
        AddIndexConcurrently(model_name="ledgertransfer", index=models.Index(fields=["on"], name="ledger_transfer_by_day")),
    ]
