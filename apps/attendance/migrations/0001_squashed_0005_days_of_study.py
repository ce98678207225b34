"""Registers and marks; the four statuses that every register knows."""

import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATUSES = (
    ("present", True, {"uz": "Keldi", "ru": "Был", "en": "Present"}),
    ("late", True, {"uz": "Kechikdi", "ru": "Опоздал", "en": "Late"}),
    ("absent", True, {"uz": "Kelmadi", "ru": "Не был", "en": "Absent"}),
    ("excused", False, {"uz": "Sababli", "ru": "По уважительной причине", "en": "Excused"}),
)


def add_statuses(apps, schema_editor):
    status = apps.get_model("attendance", "AttendanceStatus")
    for position, (code, charged, name) in enumerate(STATUSES, 1):
        status.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "counts_as": code,
                "charged": charged,
                "built_in": True,
                "position": position,
            },
        )


class Migration(migrations.Migration):
    replaces = [
        ("attendance", "0001_initial"),
        ("attendance", "0002_first_statuses"),
        ("attendance", "0003_who_stood_before_and_what_was_told"),
        ("attendance", "0004_marks_keep_whether_they_are_charged"),
        ("attendance", "0005_days_of_study"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("courses", "0001_squashed_0008_level_codes_in_any_case_once"),
        ("lessons", "0001_squashed_0007_lessons_planned_by_hand"),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[
                migrations.CreateModel(
                    name="AttendanceStatus",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("code", models.SlugField(max_length=20, unique=True)),
                        ("name", models.JSONField()),
                        (
                            "counts_as",
                            models.CharField(
                                choices=[
                                    ("present", "Present"),
                                    ("absent", "Absent"),
                                    ("late", "Late"),
                                    ("excused", "Excused"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("charged", models.BooleanField(default=True)),
                        ("coins", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("built_in", models.BooleanField(default=False)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("archived_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name_plural": "attendance statuses",
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("minutes_late", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=200)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("teacher", "Teacher"),
                                    ("bulk", "Bulk"),
                                    ("offline", "Offline"),
                                    ("import", "Import"),
                                    ("self", "Self"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("marked_at", models.DateTimeField()),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "lesson",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="lessons.lesson"
                            ),
                        ),
                        (
                            "marked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="marks",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "status",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="attendance.attendancestatus",
                            ),
                        ),
                        ("charged", models.BooleanField(default=True)),
                    ],
                    options={
                        "verbose_name_plural": "attendance",
                        "indexes": [models.Index(fields=["student", "lesson"], name="attendance__student_ce9d17_idx")],
                        "constraints": [
                            models.UniqueConstraint(fields=("lesson", "student"), name="attendance_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minutes_late__isnull", True),
                                    models.Q(("minutes_late__gte", 1), ("minutes_late__lte", 600)),
                                    _connector="OR",
                                ),
                                name="attendance_minutes_late",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Excuse",
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
                        ("ends_on", models.DateField()),
                        ("reason", models.CharField(max_length=500)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Asked"),
                                    ("accepted", "Accepted"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="asked",
                                max_length=10,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.CharField(blank=True, max_length=500)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
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
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="excuses",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["student", "starts_on"], name="attendance__student_3fe6c0_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="excuse_days_in_order"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MakeUp",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="make_ups",
                                to="lessons.lesson",
                            ),
                        ),
                        (
                            "mark",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="make_up",
                                to="attendance.attendance",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AbsenceAlert",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("absences", models.PositiveSmallIntegerField()),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="courses.group"
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
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=("group", "student"),
                                name="absence_alert_once_while_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceHistory",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("minutes_late", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("note", models.CharField(blank=True, max_length=200)),
                        ("marked_at", models.DateTimeField()),
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
                            "lesson",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="lessons.lesson"
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
                        (
                            "from_status",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="attendance.attendancestatus",
                            ),
                        ),
                        (
                            "to_status",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="attendance.attendancestatus",
                            ),
                        ),
                        (
                            "changed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("teacher", "Teacher"),
                                    ("bulk", "Bulk"),
                                    ("offline", "Offline"),
                                    ("import", "Import"),
                                    ("self", "Self"),
                                ],
                                default="teacher",
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "attendance history",
                        "indexes": [
                            models.Index(fields=["lesson", "student", "-id"], name="attendance__lesson__9acc0d_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AbsenceNotice",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("absent", models.BooleanField()),
                        (
                            "lesson",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="lessons.lesson"
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
                        "constraints": [
                            models.UniqueConstraint(fields=("lesson", "student"), name="absence_notice_once")
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(add_statuses, migrations.RunPython.noop),
    ]
