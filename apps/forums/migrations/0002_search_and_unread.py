"""Searches and counts of unread replies read indexes."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("forums", "0001_initial")]

    operations = [
        AddIndexConcurrently(
            model_name="discussion",
            index=GinIndex(fields=["folded"], name="discussion_folded", opclasses=["gin_trgm_ops"]),
        ),
        AddIndexConcurrently(
            model_name="reply",
            index=models.Index(fields=["discussion", "created_at"], name="forums_repl_discuss_a16a79_idx"),
        ),
        AddIndexConcurrently(
            model_name="reply",
            index=GinIndex(fields=["folded"], name="reply_folded", opclasses=["gin_trgm_ops"]),
        ),
    ]
