from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0016_patronymic_index")]

    operations = [ValidateConstraint(model_name="consent", name="consent_paper_is_signed")]
