from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("quizzes", "0005_personal_placement_links")]

    operations = [
        AddIndexConcurrently(model_name="quizattempt", index=models.Index(fields=["handed_in_at"], name="quiz_attempt_by_day")),
    ]
