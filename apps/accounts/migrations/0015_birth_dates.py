"""Birth dates of all people, and consents on paper. The dates of child profiles are copied.

The previous release writes the date of a child into its profile only; the trigger copies it.
"""

import apps.core.migration_operations
import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


COPY_DATES = """
CREATE FUNCTION talim_copy_birth_date() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE accounts_user SET birth_date = NEW.birth_date
        WHERE id = NEW.user_id AND birth_date IS DISTINCT FROM NEW.birth_date;
    RETURN NULL;
END $$;
CREATE TRIGGER birth_date_is_copied AFTER INSERT OR UPDATE OF birth_date ON accounts_childprofile
    FOR EACH ROW EXECUTE FUNCTION talim_copy_birth_date();
UPDATE accounts_user SET birth_date = profile.birth_date
    FROM accounts_childprofile profile WHERE profile.user_id = accounts_user.id;
"""
KEEP_DATES = """
DROP TRIGGER birth_date_is_copied ON accounts_childprofile;
DROP FUNCTION talim_copy_birth_date();
"""
SIGNATURES_STAY = """
CREATE TRIGGER consents_signed_on_stays BEFORE UPDATE OF signed_on ON accounts_consent
    FOR EACH ROW EXECUTE FUNCTION talim_consents_stay();
"""
SIGNATURES_FREE = "DROP TRIGGER consents_signed_on_stays ON accounts_consent;"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0014_people_and_contacts'),
        ('core', '0004_leaps_of_number_series'),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.AddField(
            model_name='consent',
            name='photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.storedfile'),
        ), migrations.AddField(
            model_name='consent',
            name='signed_by',
            field=models.CharField(blank=True, db_default='', default='', max_length=160),
        ), migrations.AddField(
            model_name='consent',
            name='signed_on',
            field=models.DateField(blank=True, null=True),
        ), migrations.AddField(
            model_name='user',
            name='birth_date',
            field=models.DateField(blank=True, null=True, verbose_name='birth date'),
        ), migrations.AddField(
            model_name='user',
            name='counts_as_adult',
            field=models.BooleanField(db_default=False, default=False),
        )]), AddConstraintNotValid(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('photo__isnull', True), ('signed_by', ''), ('signed_on__isnull', True)), models.Q(('signed_on__isnull', False), models.Q(('signed_by', ''), _negated=True)), _connector='OR'), name='consent_paper_is_signed'),
        ), migrations.RunSQL(SIGNATURES_STAY, SIGNATURES_FREE), migrations.RunSQL(COPY_DATES, KEEP_DATES)]
