"""Courses, groups and memberships; the first levels; seats are counted by the database."""

import apps.core.ids
import apps.core.migration_operations
import apps.courses.models.groups
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")


def add_levels(apps, schema_editor):
    level = apps.get_model("courses", "Level")
    for position, code in enumerate(LEVELS, 1):
        level.objects.get_or_create(code=code, defaults={"name": {}, "position": position})


COUNT = """
    CREATE FUNCTION courses_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' AND OLD.left_on IS NULL THEN
            UPDATE courses_group SET seats_taken = seats_taken - 1 WHERE id = OLD.group_id;
        END IF;
        IF TG_OP <> 'DELETE' AND NEW.left_on IS NULL THEN
            UPDATE courses_group SET seats_taken = seats_taken + 1 WHERE id = NEW.group_id;
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER courses_seats_of_new_and_gone AFTER INSERT OR DELETE ON courses_membership
        FOR EACH ROW EXECUTE FUNCTION courses_count_seats();
    CREATE TRIGGER courses_seats_of_changed AFTER UPDATE OF left_on, group_id ON courses_membership
        FOR EACH ROW WHEN (
            OLD.group_id <> NEW.group_id OR (OLD.left_on IS NULL) <> (NEW.left_on IS NULL)
        ) EXECUTE FUNCTION courses_count_seats();
"""


FORGET = """
    DROP TRIGGER courses_seats_of_changed ON courses_membership;
    DROP TRIGGER courses_seats_of_new_and_gone ON courses_membership;
    DROP FUNCTION courses_count_seats();
"""


class Migration(migrations.Migration):
    replaces = [
        ("courses", "0001_initial"),
        ("courses", "0002_catalogue_and_memberships"),
        ("courses", "0003_first_levels_and_seats"),
        ("courses", "0004_seats_follow_memberships"),
        ("courses", "0005_leads_and_planned_ends"),
        ("courses", "0006_groups_searched_without_apostrophes"),
        ("courses", "0007_courses_searched_without_apostrophes"),
        ("courses", "0008_level_codes_in_any_case_once"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0002_squashed_0012_search_without_apostrophes"),
        ("accounts", "__first__"),
        ("core", "0001_squashed_0003_upload_closed_at_and_sha256"),
        ("settings", "0001_squashed_0008_message_settings"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        apps.core.migration_operations.ApplyTogether(
            operations=[
                migrations.CreateModel(
                    name="Course",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("title", models.JSONField()),
                        ("description", models.JSONField(default=dict)),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("folded", models.TextField(blank=True, editable=False)),
                        ("language", models.CharField(default="en", max_length=8)),
                        ("level", models.CharField(blank=True, max_length=8)),
                        (
                            "status",
                            models.CharField(
                                choices=[("draft", "Draft"), ("published", "Published"), ("archived", "Archived")],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                choices=[("centre", "Centre"), ("online", "Online"), ("both", "Both")],
                                default="centre",
                                max_length=8,
                            ),
                        ),
                        (
                            "prerequisites",
                            models.ManyToManyField(blank=True, related_name="leads_to", to="courses.course"),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "thumbnail",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.storedfile",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="courses",
                                to="courses.category",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["folded"], name="course_folded", opclasses=["gin_trgm_ops"]
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Group",
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
                        ("folded", models.CharField(blank=True, editable=False, max_length=200)),
                        ("capacity", models.PositiveSmallIntegerField(default=20)),
                        (
                            "status",
                            models.CharField(
                                choices=[("active", "Active"), ("closed", "Closed")], default="active", max_length=10
                            ),
                        ),
                        (
                            "assistants",
                            models.ManyToManyField(
                                blank=True, related_name="assisted_groups", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="settings.branch"
                            ),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="courses.course"
                            ),
                        ),
                        (
                            "lead_teacher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="led_groups",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        ("price_amount", models.BigIntegerField(blank=True, null=True)),
                        ("price_currency", models.CharField(blank=True, max_length=3)),
                        ("seats_taken", models.PositiveSmallIntegerField(default=0, editable=False)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("zone", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["folded"], name="group_folded", opclasses=["gin_trgm_ops"]
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "active")),
                                fields=("branch", "name"),
                                name="group_name_once_per_branch",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seats_taken__lte", models.F("capacity"))),
                                name="group_not_overfilled",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("starts_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="group_dates_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("price_amount__isnull", True), ("price_currency", "")),
                                    models.Q(("price_amount__gt", 0), models.Q(("price_currency", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="group_price_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("lead", "Lead"),
                                    ("trial", "Trial"),
                                    ("active", "Active"),
                                    ("frozen", "Frozen"),
                                    ("left", "Left"),
                                    ("graduated", "Graduated"),
                                ],
                                default="active",
                                max_length=10,
                            ),
                        ),
                        ("joined_on", models.DateField()),
                        ("left_on", models.DateField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="courses.group",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "continues",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="continued_by",
                                to="courses.membership",
                            ),
                        ),
                        ("leaves_on", models.DateField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        (
                            "leaves_as",
                            models.CharField(
                                choices=[("left", "Left"), ("graduated", "Graduated")], default="left", max_length=10
                            ),
                        ),
                        ("never_began", models.BooleanField(default=False)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["student", "joined_on"], name="courses_mem_student_c6235a_idx")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_on__isnull", True)),
                                fields=("group", "student"),
                                name="membership_once_while_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on__isnull", True), ("left_on__gte", models.F("joined_on")), _connector="OR"
                                ),
                                name="membership_dates_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("leaves_on__isnull", True),
                                    ("leaves_on__gte", models.F("joined_on")),
                                    _connector="OR",
                                ),
                                name="membership_leaves_after_joining",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("left_on__isnull", True), ("status__in", ["lead", "trial", "active", "frozen"])
                                    ),
                                    models.Q(("left_on__isnull", False), ("status__in", ["left", "graduated"])),
                                    _connector="OR",
                                ),
                                name="membership_status_and_end_agree",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Category",
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
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name_plural": "categories",
                    },
                ),
                migrations.CreateModel(
                    name="CoursePrice",
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
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="prices", to="courses.course"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("course", "currency"), name="course_price_once_per_currency"
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="course_price_positive"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CourseTeacher",
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
                            models.CharField(choices=[("lead", "Lead"), ("co", "Co")], default="co", max_length=4),
                        ),
                        (
                            "course",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="course_teachers",
                                to="courses.course",
                            ),
                        ),
                        (
                            "teacher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("course", "teacher"), name="course_teacher_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Freeze",
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
                        ("ends_on", models.DateField(blank=True, null=True)),
                        ("reason", models.CharField(blank=True, max_length=200)),
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
                                related_name="freezes",
                                to="courses.membership",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="freeze_days_in_order",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("membership", "="),
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
                                name="freezes_do_not_overlap",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Holiday",
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
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="holidays",
                                to="settings.branch",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["starts_on", "ends_on"], name="courses_hol_starts__0064c8_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="holiday_days_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Import",
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
                                choices=[("students", "Students"), ("attendance", "Attendance")], max_length=12
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "Queued"),
                                    ("checked", "Checked"),
                                    ("done", "Done"),
                                    ("failed", "Failed"),
                                    ("undone", "Undone"),
                                ],
                                default="queued",
                                max_length=8,
                            ),
                        ),
                        ("dry_run", models.BooleanField()),
                        ("preset", models.CharField(blank=True, max_length=20)),
                        ("columns", models.JSONField(default=list)),
                        ("mapping", models.JSONField(default=dict)),
                        ("options", models.JSONField(default=dict)),
                        ("figures", models.JSONField(default=dict)),
                        ("problem", models.CharField(blank=True, max_length=300)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
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
                    ],
                    options={
                        "indexes": [models.Index(fields=["kind", "-created_at"], name="courses_imp_kind_7fc6ff_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("number", models.PositiveIntegerField()),
                        ("cells", models.JSONField(default=dict)),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("new", "New"),
                                    ("changed", "Changed"),
                                    ("same", "Same"),
                                    ("refused", "Refused"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("errors", models.JSONField(default=dict)),
                        ("made", models.JSONField(default=dict)),
                        (
                            "belongs_to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="courses.import"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("belongs_to", "number"), name="import_row_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Level",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("code", models.CharField(max_length=8, unique=True)),
                        ("name", models.JSONField(default=dict)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("archived_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Upper("code"), name="level_code_once_in_any_case"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MembershipChange",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("from_status", models.CharField(blank=True, max_length=10)),
                        ("to_status", models.CharField(max_length=10)),
                        ("on", models.DateField()),
                        ("reason", models.CharField(blank=True, max_length=200)),
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
                                related_name="changes",
                                to="courses.membership",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Placement",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("language", models.CharField(default="en", max_length=8)),
                        (
                            "method",
                            models.CharField(
                                choices=[
                                    ("test", "Test"),
                                    ("interview", "Interview"),
                                    ("teacher", "Teacher"),
                                    ("imported", "Imported"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("found_on", models.DateField()),
                        ("note", models.CharField(blank=True, max_length=500)),
                        (
                            "found_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "level",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="courses.level"
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="placements",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["student", "language", "-found_on"], name="courses_pla_student_5d3069_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("score__isnull", True), ("score__lte", 100), _connector="OR"),
                                name="placement_score_of_100",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WaitingEntry",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("note", models.CharField(blank=True, max_length=200)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="waiting", to="courses.group"
                            ),
                        ),
                        (
                            "membership",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="courses.membership",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "waiting entries",
                        "indexes": [
                            models.Index(fields=["group", "created_at"], name="courses_wai_group_i_d0eb35_idx")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("group", "student"),
                                name="waiting_once_while_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LeadChange",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("on", models.DateField()),
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
                            "former",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lead_changes",
                                to="courses.group",
                            ),
                        ),
                        (
                            "teacher",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        migrations.RunPython(add_levels, migrations.RunPython.noop),
        migrations.RunSQL(COUNT, FORGET),
    ]
