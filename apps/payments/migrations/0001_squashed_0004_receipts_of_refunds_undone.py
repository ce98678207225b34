"""Prices, payments and the ledger, which is append-only and balances; two sequences of numbers."""

import apps.core.ids
import apps.core.migration_operations
import apps.courses.models.groups
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import uuid
from django.conf import settings
from django.db import migrations, models

APPEND_ONLY = """
CREATE FUNCTION talim_ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER ledger_transfers_stay BEFORE UPDATE OR DELETE ON payments_ledgertransfer
    FOR EACH ROW EXECUTE FUNCTION talim_ledger_append_only();
CREATE TRIGGER ledger_transfers_stay_all BEFORE TRUNCATE ON payments_ledgertransfer
    FOR EACH STATEMENT EXECUTE FUNCTION talim_ledger_append_only();
CREATE TRIGGER ledger_entries_stay BEFORE UPDATE OR DELETE ON payments_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION talim_ledger_append_only();
CREATE TRIGGER ledger_entries_stay_all BEFORE TRUNCATE ON payments_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION talim_ledger_append_only();
"""


NOT_APPEND_ONLY = """
DROP TRIGGER ledger_transfers_stay ON payments_ledgertransfer;
DROP TRIGGER ledger_transfers_stay_all ON payments_ledgertransfer;
DROP TRIGGER ledger_entries_stay ON payments_ledgerentry;
DROP TRIGGER ledger_entries_stay_all ON payments_ledgerentry;
DROP FUNCTION talim_ledger_append_only();
"""


# An account grows by credit or by debit according to its kind (models.ledger.CREDIT_NORMAL).
MOVES_BALANCE = """
CREATE FUNCTION talim_ledger_entry_moves_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE payments_ledgeraccount AS account
    SET balance = account.balance + CASE
            WHEN (account.kind IN ('student', 'revenue', 'teacher')) = (NEW.side = 'credit') THEN NEW.amount
            ELSE -NEW.amount END,
        updated_at = statement_timestamp()
    FROM payments_ledgertransfer AS transfer
    WHERE account.id = NEW.account_id AND transfer.id = NEW.transfer_id AND transfer.currency = account.currency
    RETURNING account.balance INTO NEW.balance;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'an entry is in the currency of its account' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_moves_balance BEFORE INSERT ON payments_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION talim_ledger_entry_moves_balance();
"""


DOES_NOT_MOVE_BALANCE = """
DROP TRIGGER ledger_entry_moves_balance ON payments_ledgerentry;
DROP FUNCTION talim_ledger_entry_moves_balance();
"""


BALANCES = """
CREATE FUNCTION talim_ledger_transfer_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(CASE side WHEN 'debit' THEN amount ELSE -amount END) FROM payments_ledgerentry
        WHERE transfer_id = NEW.transfer_id) <> 0 THEN
        RAISE EXCEPTION 'the entries of a transfer add up to nothing' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_transfer_balances AFTER INSERT ON payments_ledgerentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION talim_ledger_transfer_balances();
"""


DOES_NOT_BALANCE = """
DROP TRIGGER ledger_transfer_balances ON payments_ledgerentry;
DROP FUNCTION talim_ledger_transfer_balances();
"""


NUMBERS = """
CREATE SEQUENCE payments_payment_number START 100001;
CREATE SEQUENCE payments_transaction_number START 100001;
"""


NO_NUMBERS = """
DROP SEQUENCE payments_payment_number;
DROP SEQUENCE payments_transaction_number;
"""


class Migration(migrations.Migration):
    replaces = [
        ("payments", "0001_initial"),
        ("payments", "0002_books_that_balance"),
        ("payments", "0003_differences_are_counted"),
        ("payments", "0004_receipts_of_refunds_undone"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("core", "0001_squashed_0003_upload_closed_at_and_sha256"),
        ("courses", "0001_squashed_0008_level_codes_in_any_case_once"),
        ("learning", "0001_initial"),
        ("lessons", "0001_squashed_0007_lessons_planned_by_hand"),
        ("settings", "0001_squashed_0008_message_settings"),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[
                migrations.CreateModel(
                    name="CashDesk",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("name", models.CharField(max_length=80)),
                        ("currency", models.CharField(default="UZS", max_length=3)),
                        ("archived_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cash_desks",
                                to="settings.branch",
                            ),
                        ),
                        (
                            "keeper",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cash_desks",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("archived_at__isnull", True)),
                                fields=("branch", "name"),
                                name="cash_desk_name_once_per_branch",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Discount",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("name", models.JSONField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("percent", "Percent"), ("fixed", "Fixed"), ("sibling", "Sibling")],
                                max_length=8,
                            ),
                        ),
                        ("percent_hundredths", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("amount", models.BigIntegerField(blank=True, null=True)),
                        ("currency", models.CharField(blank=True, max_length=3)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        ("stackable", models.BooleanField(default=False)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("archived_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="discounts",
                                to="settings.branch",
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="discounts",
                                to="courses.course",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="discounts",
                                to="courses.group",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="discounts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("amount__isnull", True),
                                        ("currency", ""),
                                        ("kind__in", ["percent", "sibling"]),
                                        ("percent_hundredths__gte", 1),
                                        ("percent_hundredths__lte", 10000),
                                    ),
                                    models.Q(
                                        ("amount__gt", 0),
                                        ("amount__lte", 1000000000000000),
                                        ("kind", "fixed"),
                                        ("percent_hundredths__isnull", True),
                                        models.Q(("currency", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="discount_is_of_its_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("starts_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="discount_days_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerAccount",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("student", "Student"),
                                    ("revenue", "Revenue"),
                                    ("discounts", "Discounts"),
                                    ("write_offs", "Write Offs"),
                                    ("desk", "Desk"),
                                    ("bank", "Bank"),
                                    ("provider", "Provider"),
                                    ("payroll", "Payroll"),
                                    ("teacher", "Teacher"),
                                    ("expenses", "Expenses"),
                                    ("differences", "Differences"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("provider", models.CharField(blank=True, max_length=20)),
                        ("balance", models.BigIntegerField(default=0, editable=False)),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="settings.branch",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="payments.cashdesk",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="money_accounts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "teacher",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pay_accounts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "currency", "provider", "branch", "student", "teacher", "desk"),
                                name="ledger_account_once",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("desk__isnull", True),
                                        ("kind", "student"),
                                        ("student__isnull", False),
                                        ("teacher__isnull", True),
                                    ),
                                    models.Q(
                                        ("desk__isnull", True),
                                        ("kind", "teacher"),
                                        ("student__isnull", True),
                                        ("teacher__isnull", False),
                                    ),
                                    models.Q(
                                        ("desk__isnull", False),
                                        ("kind", "desk"),
                                        ("student__isnull", True),
                                        ("teacher__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("kind__in", ["student", "teacher", "desk"]), _negated=True),
                                        ("branch__isnull", False),
                                        ("desk__isnull", True),
                                        ("student__isnull", True),
                                        ("teacher__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="ledger_account_is_of_its_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "provider"), models.Q(("provider", ""), _negated=True)),
                                    models.Q(models.Q(("kind", "provider"), _negated=True), ("provider", "")),
                                    _connector="OR",
                                ),
                                name="ledger_account_names_its_provider",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "desk"), _negated=True), ("balance__gte", 0), _connector="OR"
                                ),
                                name="ledger_desk_not_below_nothing",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerTransfer",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("charge", "Charge"),
                                    ("discount", "Discount"),
                                    ("write_off", "Write Off"),
                                    ("correction", "Correction"),
                                    ("money_in", "Money In"),
                                    ("taken_back", "Taken Back"),
                                    ("paid_back", "Paid Back"),
                                    ("cancelled", "Cancelled"),
                                    ("pay_earned", "Pay Earned"),
                                    ("pay_out", "Pay Out"),
                                    ("expense", "Expense"),
                                    ("desk_count", "Desk Count"),
                                    ("banked", "Banked"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("cause", models.CharField(max_length=120, unique=True)),
                        ("currency", models.CharField(max_length=3)),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("on", models.DateField()),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="settings.branch"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transfers",
                                to="payments.payment",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["branch", "on"], name="payments_le_branch__56ea09_idx"),
                            models.Index(fields=["payment"], name="payments_le_payment_69d904_idx"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerEntry",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("side", models.CharField(choices=[("debit", "Debit"), ("credit", "Credit")], max_length=6)),
                        ("amount", models.BigIntegerField()),
                        ("balance", models.BigIntegerField(default=0, editable=False)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="payments.ledgeraccount",
                            ),
                        ),
                        (
                            "transfer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="payments.ledgertransfer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "ledger entries",
                        "indexes": [models.Index(fields=["account", "-id"], name="payments_le_account_fba6e4_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0), ("amount__lte", 1000000000000000)),
                                name="ledger_entry_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["debit", "credit"])), name="ledger_entry_side"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Order",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "buyer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="orders_for",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "payment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="order", to="payments.payment"
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["buyer", "-created_at"], name="payments_or_buyer_i_1db55d_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrderItem",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("months", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("amount", models.BigIntegerField()),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="courses.course"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="learning.enrollment",
                            ),
                        ),
                        (
                            "order",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="items", to="payments.order"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("order", "course"), name="order_item_once"),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0), ("amount__lte", 1000000000000000)),
                                name="order_item_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("months__isnull", True),
                                    models.Q(("months__gte", 1), ("months__lte", 36)),
                                    _connector="OR",
                                ),
                                name="order_item_months",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("reference", models.CharField(editable=False, max_length=20, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("period", "Period"),
                                    ("correction", "Correction"),
                                    ("enrolment", "Enrolment"),
                                    ("order", "Order"),
                                    ("other", "Other"),
                                ],
                                default="other",
                                max_length=12,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("pending", "Pending"),
                                    ("overdue", "Overdue"),
                                    ("completed", "Completed"),
                                    ("cancelled", "Cancelled"),
                                    ("failed", "Failed"),
                                    ("refunded", "Refunded"),
                                ],
                                default="pending",
                                max_length=10,
                            ),
                        ),
                        ("period_key", models.CharField(blank=True, max_length=12)),
                        ("period_start", models.DateField(blank=True, null=True)),
                        ("period_end", models.DateField(blank=True, null=True)),
                        ("title", models.CharField(blank=True, max_length=200)),
                        ("lines", models.JSONField(blank=True, default=list)),
                        ("gross", models.BigIntegerField()),
                        ("written_off", models.BigIntegerField(default=0)),
                        ("amount", models.BigIntegerField()),
                        ("settled", models.BigIntegerField(default=0)),
                        ("refunded", models.BigIntegerField(default=0)),
                        (
                            "outstanding",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.expressions.CombinedExpression(
                                    models.F("amount"), "-", models.F("settled")
                                ),
                                output_field=models.BigIntegerField(),
                            ),
                        ),
                        ("currency", models.CharField(default="UZS", max_length=3)),
                        ("due_on", models.DateField()),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("completed_at", models.DateTimeField(blank=True, null=True)),
                        ("refundable", models.BooleanField(default=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("noticed_on", models.DateField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="settings.branch"
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="payments.payment",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="courses.group",
                            ),
                        ),
                        (
                            "membership",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="courses.membership",
                            ),
                        ),
                        (
                            "payer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments_to_make",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="payments",
                                to="payments.paymentschedule",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["student", "status", "due_on"], name="payments_pa_student_6fb4c2_idx"),
                            models.Index(fields=["group", "period_start"], name="payments_pa_group_i_736aef_idx"),
                            models.Index(fields=["branch", "status", "due_on"], name="payments_pa_branch__e46e6c_idx"),
                            models.Index(
                                condition=models.Q(("status", "pending")), fields=["due_on"], name="payment_due_pending"
                            ),
                            models.Index(
                                condition=models.Q(("expires_at__isnull", False)),
                                fields=["expires_at"],
                                name="payment_expiring",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("period_key", ""), _negated=True),
                                fields=("membership", "period_key"),
                                name="payment_period_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__gte", 0),
                                    ("gross__gte", 0),
                                    ("gross__lte", 1000000000000000),
                                    ("written_off__gte", 0),
                                    (
                                        "gross__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("amount"), "+", models.F("written_off")
                                        ),
                                    ),
                                ),
                                name="payment_amounts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("settled__gte", 0), ("settled__lte", models.F("amount"))),
                                name="payment_settled_within_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("refunded__gte", 0), ("refunded__lte", models.F("settled"))),
                                name="payment_refunds_within_settled",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["completed", "refunded"]), _negated=True),
                                    ("settled", models.F("amount")),
                                    _connector="OR",
                                ),
                                name="payment_completed_is_settled",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "refunded"), _negated=True),
                                    ("refunded", models.F("settled")),
                                    _connector="OR",
                                ),
                                name="payment_refunded_in_full",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["draft", "cancelled", "failed"]), _negated=True),
                                    ("settled", 0),
                                    _connector="OR",
                                ),
                                name="payment_closed_unpaid_has_no_money",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period_key", ""), ("membership__isnull", False), _connector="OR"),
                                name="payment_period_is_of_a_membership",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentHistory",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("what", models.CharField(max_length=30)),
                        ("from_status", models.CharField(blank=True, max_length=10)),
                        ("to_status", models.CharField(max_length=10)),
                        ("amount_before", models.BigIntegerField(blank=True, null=True)),
                        ("amount_after", models.BigIntegerField()),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("facts", models.JSONField(blank=True, default=dict)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="history",
                                to="payments.payment",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "payment history",
                        "indexes": [models.Index(fields=["payment", "id"], name="payments_pa_payment_24d141_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentSchedule",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "mode",
                            models.CharField(
                                choices=[("month", "Month"), ("lesson", "Lesson"), ("pack", "Pack")],
                                default="month",
                                max_length=6,
                            ),
                        ),
                        ("amount", models.BigIntegerField(blank=True, null=True)),
                        ("currency", models.CharField(default="UZS", max_length=3)),
                        ("pack_lessons", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("due_day", models.PositiveSmallIntegerField(default=5)),
                        ("prorate", models.BooleanField(default=True)),
                        ("credit_holidays", models.BooleanField(default=False)),
                        ("credit_uncharged", models.BooleanField(default=False)),
                        ("enrolment_fee", models.BigIntegerField(default=0)),
                        ("bill_on_joining", models.BooleanField(default=True)),
                        ("valid_from", models.DateField()),
                        ("valid_until", models.DateField(blank=True, null=True)),
                        ("ran_on", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="payment_schedules",
                                to="courses.group",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("valid_until__isnull", True)),
                                fields=("group",),
                                name="payment_schedule_one_open_per_group",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount__isnull", True),
                                    models.Q(("amount__gt", 0), ("amount__lte", 1000000000000000)),
                                    _connector="OR",
                                ),
                                name="payment_schedule_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("enrolment_fee__gte", 0), ("enrolment_fee__lte", 1000000000000000)),
                                name="payment_schedule_fee",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("due_day__gte", 1), ("due_day__lte", 28)),
                                name="payment_schedule_due_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("amount__isnull", False),
                                        ("mode", "pack"),
                                        ("pack_lessons__gte", 1),
                                        ("pack_lessons__lte", 200),
                                    ),
                                    models.Q(models.Q(("mode", "pack"), _negated=True), ("pack_lessons__isnull", True)),
                                    _connector="OR",
                                ),
                                name="payment_schedule_pack",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("mode", "lesson"), _negated=True),
                                    ("amount__isnull", False),
                                    _connector="OR",
                                ),
                                name="payment_schedule_lesson_price",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until__isnull", True),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="payment_schedule_days_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayMonth",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("month", models.DateField()),
                        ("currency", models.CharField(max_length=3)),
                        ("total", models.BigIntegerField()),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="settings.branch"
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "teacher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pay_months",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "transfer",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pay_month",
                                to="payments.ledgertransfer",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("teacher", "branch", "month", "currency"), name="pay_month_closed_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayOut",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("amount", models.BigIntegerField()),
                        ("currency", models.CharField(max_length=3)),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="settings.branch"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pay_outs",
                                to="payments.cashdesk",
                            ),
                        ),
                        (
                            "teacher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pay_outs",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "transfer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pay_out",
                                to="payments.ledgertransfer",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0), ("amount__lte", 1000000000000000)),
                                name="pay_out_amount",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayRate",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("lesson", "Lesson"),
                                    ("hour", "Hour"),
                                    ("percent", "Percent"),
                                    ("fixed", "Fixed"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("amount", models.BigIntegerField(blank=True, null=True)),
                        ("percent_hundredths", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("currency", models.CharField(default="UZS", max_length=3)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="settings.branch"
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="courses.course",
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="courses.group",
                            ),
                        ),
                        (
                            "teacher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pay_rates",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["teacher", "starts_on"], name="payments_pa_teacher_f72ef2_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "percent"),
                                        ("percent_hundredths__gte", 1),
                                        ("percent_hundredths__lte", 10000),
                                        ("amount__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "percent"), _negated=True),
                                        ("amount__gt", 0),
                                        ("amount__lte", 1000000000000000),
                                        ("percent_hundredths__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="pay_rate_is_of_its_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="pay_rate_days_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("group__isnull", True), ("course__isnull", True), _connector="OR"),
                                name="pay_rate_of_group_or_course",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "fixed"), _negated=True),
                                    models.Q(("course__isnull", True), ("group__isnull", True)),
                                    _connector="OR",
                                ),
                                name="pay_rate_fixed_is_general",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("teacher", "="),
                                    ("branch", "="),
                                    ("kind", "="),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "group_id",
                                            "course_id",
                                            models.Value(uuid.UUID("00000000-0000-0000-0000-000000000000")),
                                            output_field=models.UUIDField(),
                                        ),
                                        "=",
                                    ),
                                    (
                                        apps.courses.models.groups.DateRange(
                                            "starts_on",
                                            "ends_on",
                                            django.contrib.postgres.fields.ranges.RangeBoundary(
                                                inclusive_lower=True, inclusive_upper=True
                                            ),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="pay_rates_do_not_overlap",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PayEntry",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("month", models.DateField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("lesson", "Lesson"),
                                    ("hour", "Hour"),
                                    ("percent", "Percent"),
                                    ("fixed", "Fixed"),
                                    ("bonus", "Bonus"),
                                    ("fine", "Fine"),
                                    ("correction", "Correction"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("key", models.CharField(max_length=120)),
                        ("amount", models.BigIntegerField()),
                        ("currency", models.CharField(max_length=3)),
                        ("facts", models.JSONField(blank=True, default=dict)),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("corrects", models.DateField(blank=True, null=True)),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="settings.branch"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="courses.group",
                            ),
                        ),
                        (
                            "lesson",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="lessons.lesson",
                            ),
                        ),
                        (
                            "teacher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pay_entries",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "closed_in",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="payments.paymonth",
                            ),
                        ),
                        (
                            "rate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="payments.payrate",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "pay entries",
                        "indexes": [models.Index(fields=["teacher", "month"], name="payments_pa_teacher_20d556_idx")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("teacher", "branch", "month", "currency", "key"), name="pay_entry_once_a_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True), name="pay_entry_not_nothing"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "fine"), _negated=True), ("amount__lt", 0), _connector="OR"
                                ),
                                name="pay_entry_fine_is_taken",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceOverride",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("amount", models.BigIntegerField()),
                        ("currency", models.CharField(default="UZS", max_length=3)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        ("reason", models.CharField(max_length=200)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "membership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="price_overrides",
                                to="courses.membership",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0), ("amount__lte", 1000000000000000)),
                                name="price_override_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="price_override_days_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProviderTransaction",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("number", models.BigIntegerField(editable=False, unique=True)),
                        ("provider", models.CharField(max_length=20)),
                        ("provider_id", models.CharField(max_length=255)),
                        ("desk", models.CharField(blank=True, max_length=12)),
                        ("amount", models.BigIntegerField()),
                        ("currency", models.CharField(default="UZS", max_length=3)),
                        ("refunded", models.BigIntegerField(default=0)),
                        (
                            "state",
                            models.SmallIntegerField(
                                choices=[(1, "Created"), (2, "Performed"), (-1, "Cancelled"), (-2, "Reversed")],
                                default=1,
                            ),
                        ),
                        ("reason", models.IntegerField(blank=True, null=True)),
                        ("provider_time", models.BigIntegerField(default=0)),
                        ("create_time", models.BigIntegerField()),
                        ("perform_time", models.BigIntegerField(default=0)),
                        ("cancel_time", models.BigIntegerField(default=0)),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("account", models.JSONField(blank=True, default=dict)),
                        ("facts", models.JSONField(blank=True, default=dict)),
                        ("fiscal_perform", models.JSONField(blank=True, null=True)),
                        ("fiscal_cancel", models.JSONField(blank=True, null=True)),
                        ("disputed_at", models.DateTimeField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="settings.branch"
                            ),
                        ),
                        (
                            "cash_desk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="money",
                                to="payments.cashdesk",
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transactions",
                                to="payments.payment",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="money_sent",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "shift",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="money",
                                to="payments.shift",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["provider", "desk", "provider_time", "number"],
                                name="payments_pr_provide_32324f_idx",
                            ),
                            models.Index(fields=["student", "-number"], name="payments_pr_student_6bb993_idx"),
                            models.Index(
                                condition=models.Q(("state", 1)),
                                fields=["provider_time"],
                                name="provider_transaction_live",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("provider", "provider_id"), name="provider_transaction_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", 1)),
                                fields=("payment",),
                                name="payment_one_live_transaction",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("provider", "payme"), ("state__in", [1, 2])),
                                fields=("payment",),
                                name="payment_one_payme_transaction",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0), ("amount__lte", 1000000000000000)),
                                name="provider_transaction_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("refunded__gte", 0), ("refunded__lte", models.F("amount"))),
                                name="provider_transaction_refunds",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cancel_time", 0), ("perform_time", 0), ("reason__isnull", True), ("state", 1)
                                    ),
                                    models.Q(
                                        ("cancel_time", 0),
                                        ("perform_time__gt", 0),
                                        ("reason__isnull", True),
                                        ("state", 2),
                                    ),
                                    models.Q(("cancel_time__gt", 0), ("perform_time", 0), ("state", -1)),
                                    models.Q(("cancel_time__gt", 0), ("perform_time__gt", 0), ("state", -2)),
                                    _connector="OR",
                                ),
                                name="provider_transaction_state_and_times",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentProof",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("amount", models.BigIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[("sent", "Sent"), ("approved", "Approved"), ("refused", "Refused")],
                                default="sent",
                                max_length=10,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.CharField(blank=True, max_length=300)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.storedfile",
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proofs",
                                to="payments.payment",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "money",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proof",
                                to="payments.providertransaction",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "sent")),
                                fields=("payment",),
                                name="payment_proof_one_waits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0), ("amount__lte", 1000000000000000)),
                                name="payment_proof_amount",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("series", models.CharField(max_length=60)),
                        ("number", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("payment", "Payment"),
                                    ("refund", "Refund"),
                                    ("refund_undone", "Refund Undone"),
                                ],
                                default="payment",
                                max_length=14,
                            ),
                        ),
                        ("amount", models.BigIntegerField()),
                        ("currency", models.CharField(max_length=3)),
                        ("facts", models.JSONField(blank=True, default=dict)),
                        (
                            "money",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipts",
                                to="payments.providertransaction",
                            ),
                        ),
                        (
                            "transfer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="receipt",
                                to="payments.ledgertransfer",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("series", "number"), name="receipt_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0), ("number__gt", 0)), name="receipt_of_something"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reconciliation",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("provider", models.CharField(max_length=20)),
                        ("desk", models.CharField(blank=True, max_length=12)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("rows", models.PositiveIntegerField()),
                        ("matched", models.PositiveIntegerField()),
                        ("total_theirs", models.BigIntegerField()),
                        ("total_ours", models.BigIntegerField()),
                        ("currency", models.CharField(default="UZS", max_length=3)),
                        (
                            "state",
                            models.CharField(choices=[("matches", "Matches"), ("differs", "Differs")], max_length=8),
                        ),
                        ("differences", models.JSONField(default=list)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("found", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Settlement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("amount", models.BigIntegerField()),
                        ("refund", models.BooleanField(default=False)),
                        (
                            "money",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settlements",
                                to="payments.providertransaction",
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settlements",
                                to="payments.payment",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["payment"], name="payments_se_payment_3202d9_idx"),
                            models.Index(fields=["money"], name="payments_se_money_i_f325c3_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True), name="settlement_not_nothing"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Shift",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("opened_at", models.DateTimeField()),
                        ("opened_with", models.BigIntegerField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        ("counted", models.BigIntegerField(blank=True, null=True)),
                        ("expected", models.BigIntegerField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        (
                            "cashier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shifts",
                                to="payments.cashdesk",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("desk",),
                                name="shift_one_open_a_desk",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", True),
                                        ("counted__isnull", True),
                                        ("expected__isnull", True),
                                    ),
                                    models.Q(
                                        ("closed_at__gte", models.F("opened_at")),
                                        ("counted__gte", 0),
                                        ("expected__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="shift_closed_with_a_count",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("opened_with__gte", 0)), name="shift_opened_with_no_debt"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Expense",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("rent", "Rent"),
                                    ("utilities", "Utilities"),
                                    ("supplies", "Supplies"),
                                    ("equipment", "Equipment"),
                                    ("advertising", "Advertising"),
                                    ("taxes", "Taxes"),
                                    ("services", "Services"),
                                    ("other", "Other"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("amount", models.BigIntegerField()),
                        ("currency", models.CharField(default="UZS", max_length=3)),
                        ("on", models.DateField()),
                        ("text", models.CharField(max_length=300)),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expenses",
                                to="settings.branch",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expenses",
                                to="payments.cashdesk",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.storedfile",
                            ),
                        ),
                        (
                            "reverses",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversed_by",
                                to="payments.expense",
                            ),
                        ),
                        (
                            "transfer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expense",
                                to="payments.ledgertransfer",
                            ),
                        ),
                        (
                            "shift",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expenses",
                                to="payments.shift",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["branch", "on"], name="payments_ex_branch__04e536_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0), ("amount__lte", 1000000000000000)),
                                name="expense_amount",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("starts_on", models.DateField()),
                        ("until", models.DateField()),
                        ("noticed_on", models.DateField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="courses.course"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learning.enrollment"
                            ),
                        ),
                        (
                            "learner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subscriptions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=["until"],
                                name="subscription_running",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("learner", "course"),
                                name="subscription_once_while_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("starts_on"))),
                                name="subscription_days_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WebhookDelivery",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("provider", models.CharField(max_length=20)),
                        ("event_id", models.CharField(blank=True, max_length=255)),
                        ("what", models.CharField(blank=True, max_length=60)),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("done", "Done"),
                                    ("duplicate", "Duplicate"),
                                    ("ignored", "Ignored"),
                                    ("refused", "Refused"),
                                    ("forged", "Forged"),
                                    ("failed", "Failed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=40)),
                        ("body", models.TextField(blank=True)),
                        ("answer", models.TextField(blank=True)),
                        ("status", models.PositiveSmallIntegerField(default=200)),
                        ("address", models.GenericIPAddressField(blank=True, null=True)),
                        ("milliseconds", models.PositiveIntegerField(default=0)),
                        (
                            "transaction",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="deliveries",
                                to="payments.providertransaction",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "webhook deliveries",
                        "indexes": [
                            models.Index(fields=["-created_at"], name="payments_we_created_16dbea_idx"),
                            models.Index(fields=["transaction"], name="payments_we_transac_0f4dbd_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("event_id", ""), _negated=True),
                                    ("verdict__in", ["done", "ignored", "refused"]),
                                ),
                                fields=("provider", "event_id"),
                                name="webhook_event_acted_on_once",
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
        migrations.RunSQL(MOVES_BALANCE, DOES_NOT_MOVE_BALANCE),
        migrations.RunSQL(BALANCES, DOES_NOT_BALANCE),
        migrations.RunSQL(NUMBERS, NO_NUMBERS),
    ]
