from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import apps.core.migration_operations


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0020_days_of_facts'),
    ]

    operations = [apps.core.migration_operations.ApplyTogether(operations=[migrations.AddField(
            model_name='shift',
            name='float_returned',
            field=models.BigIntegerField(db_default=0, default=0),
        ), migrations.AddField(
            model_name='shift',
            name='float_taken',
            field=models.BigIntegerField(db_default=0, default=0),
        ), migrations.AlterField(
            model_name='ledgeraccount',
            name='kind',
            field=models.CharField(choices=[('student', 'Student'), ('revenue', 'Revenue'), ('discounts', 'Discounts'), ('write_offs', 'Write Offs'), ('desk', 'Desk'), ('safe', 'Safe'), ('bank', 'Bank'), ('provider', 'Provider'), ('payroll', 'Payroll'), ('teacher', 'Teacher'), ('expenses', 'Expenses'), ('differences', 'Differences'), ('opening', 'Opening')], max_length=12),
        ), migrations.AlterField(
            model_name='ledgertransfer',
            name='kind',
            field=models.CharField(choices=[('charge', 'Charge'), ('discount', 'Discount'), ('write_off', 'Write Off'), ('correction', 'Correction'), ('money_in', 'Money In'), ('taken_back', 'Taken Back'), ('paid_back', 'Paid Back'), ('reversal', 'Reversal'), ('cancelled', 'Cancelled'), ('pay_earned', 'Pay Earned'), ('pay_out', 'Pay Out'), ('expense', 'Expense'), ('desk_count', 'Desk Count'), ('banked', 'Banked'), ('float', 'Float'), ('opening', 'Opening'), ('merged', 'Merged')], max_length=12),
        )]), AddConstraintNotValid(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('float_returned__gte', 0), ('float_taken__gte', 0), ('float_taken__lte', models.F('opened_with')), models.Q(('float_returned', 0), ('float_returned__lte', models.F('counted')), _connector='OR')), name='shift_float_is_part_of_the_count'),
        )]
