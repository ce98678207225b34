"""The list of payments reads its first page from an index."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("payments", "0001_squashed_0004_receipts_of_refunds_undone")]

    operations = [
        AddIndexConcurrently(model_name="payment", index=models.Index(fields=["created_at", "id"], name="payment_newest")),
    ]
