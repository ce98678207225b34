"""Rooms, schedules and lessons."""

import apps.core.ids
import apps.core.migration_operations
import apps.lessons.models
import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("lessons", "0001_initial"),
        ("lessons", "0002_timetable"),
        ("lessons", "0003_teachers_and_clashes"),
        ("lessons", "0004_no_clashes"),
        ("lessons", "0005_changes_people_were_told_of"),
        ("lessons", "0006_when_lessons_were_last_made"),
        ("lessons", "0007_lessons_planned_by_hand"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("courses", "0001_squashed_0008_level_codes_in_any_case_once"),
        ("settings", "0001_squashed_0008_message_settings"),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[
                migrations.CreateModel(
                    name="Lesson",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("starts_at", models.DateTimeField()),
                        ("ends_at", models.DateTimeField()),
                        ("topic", models.CharField(blank=True, max_length=200)),
                        (
                            "status",
                            models.CharField(
                                choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        ("pinned_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="lessons", to="courses.group"
                            ),
                        ),
                        ("cancel_reason", models.CharField(blank=True, max_length=200)),
                        ("forced", models.BooleanField(default=False)),
                        (
                            "instead_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("moved_at", models.DateTimeField(blank=True, null=True)),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("slot", models.DateTimeField(blank=True, null=True)),
                        (
                            "teacher",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lessons_given",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lessons",
                                to="lessons.room",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["group", "starts_at"], name="lessons_les_group_i_88a76e_idx"),
                            models.Index(fields=["teacher", "starts_at"], name="lessons_les_teacher_ebd8b2_idx"),
                            models.Index(fields=["room", "starts_at"], name="lessons_les_room_id_fe811e_idx"),
                            models.Index(fields=["starts_at"], name="lessons_les_starts__523d66_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="lesson_ends_after_it_starts",
                            ),
                            models.UniqueConstraint(fields=("group", "slot"), name="lesson_once_per_slot"),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(models.Q(("status", "cancelled"), _negated=True), ("forced", False)),
                                expressions=[("room", "="), (apps.lessons.models.Span("starts_at", "ends_at"), "&&")],
                                name="lesson_room_free",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(models.Q(("status", "cancelled"), _negated=True), ("forced", False)),
                                expressions=[
                                    ("teacher", "="),
                                    (apps.lessons.models.Span("starts_at", "ends_at"), "&&"),
                                ],
                                name="lesson_teacher_free",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(models.Q(("status", "cancelled"), _negated=True), ("forced", False)),
                                expressions=[("group", "="), (apps.lessons.models.Span("starts_at", "ends_at"), "&&")],
                                name="lesson_group_free",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScheduleLine",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("weekday", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("starts", models.TimeField()),
                        ("minutes", models.PositiveSmallIntegerField()),
                        ("every_weeks", models.PositiveSmallIntegerField(default=1)),
                        ("valid_from", models.DateField()),
                        ("valid_until", models.DateField(blank=True, null=True)),
                        (
                            "room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="lessons.room",
                            ),
                        ),
                        (
                            "schedule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="lessons.lessonschedule",
                            ),
                        ),
                        (
                            "teacher",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("weekday__isnull", True), ("weekday__lte", 6), _connector="OR"),
                                name="schedule_line_weekday",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__gte", 10), ("minutes__lte", 600)),
                                name="schedule_line_minutes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("every_weeks__gte", 1), ("every_weeks__lte", 8)),
                                name="schedule_line_weeks",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_until__isnull", True),
                                    ("valid_until__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="schedule_line_days_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("token_sha256", models.CharField(max_length=64, unique=True)),
                        ("last_read_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calendar_feed",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LessonChange",
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
                                    ("created", "Created"),
                                    ("held", "Held"),
                                    ("cancelled", "Cancelled"),
                                    ("restored", "Restored"),
                                    ("substituted", "Substituted"),
                                    ("forced", "Forced"),
                                    ("changed", "Changed"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("data", models.JSONField(default=dict)),
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
                            "lesson",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="lessons.lesson"
                            ),
                        ),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LessonSchedule",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("changed_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "group",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="schedule", to="courses.group"
                            ),
                        ),
                        ("filled_on", models.DateField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Room",
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
                        ("seats", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("archived_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "branch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="settings.branch"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("archived_at__isnull", True)),
                                fields=("branch", "name"),
                                name="room_name_once_per_branch",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LessonReschedule",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("from_starts_at", models.DateTimeField()),
                        ("from_ends_at", models.DateTimeField()),
                        ("to_starts_at", models.DateTimeField()),
                        ("to_ends_at", models.DateTimeField()),
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
                            "lesson",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reschedules",
                                to="lessons.lesson",
                            ),
                        ),
                        (
                            "from_room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="lessons.room",
                            ),
                        ),
                        (
                            "to_room",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="lessons.room",
                            ),
                        ),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
