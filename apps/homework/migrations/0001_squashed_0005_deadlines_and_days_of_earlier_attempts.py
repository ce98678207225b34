"""Assignments, homework, attempts and reviews."""

import apps.core.ids
import apps.core.migration_operations
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("homework", "0001_initial"),
        ("homework", "0002_wider_attempt_numbers"),
        ("homework", "0003_every_kind_of_homework"),
        ("homework", "0004_attempts_keep_their_deadline"),
        ("homework", "0005_deadlines_and_days_of_earlier_attempts"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("core", "0001_squashed_0003_upload_closed_at_and_sha256"),
        ("courses", "0001_squashed_0008_level_codes_in_any_case_once"),
        ("lessons", "0001_squashed_0007_lessons_planned_by_hand"),
        ("registry", "0001_initial"),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[
                migrations.CreateModel(
                    name="Assignment",
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
                                    ("reading", "Reading"),
                                    ("speaking", "Speaking"),
                                    ("repeat", "Repeat"),
                                    ("file", "File"),
                                    ("text", "Text"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("language", models.CharField(default="en", max_length=8)),
                        ("level", models.CharField(blank=True, max_length=8)),
                        ("reference_text", models.TextField(blank=True)),
                        ("question", models.TextField(blank=True)),
                        ("reference_answers", models.JSONField(default=list)),
                        ("key_words", models.JSONField(default=list)),
                        ("target_wpm", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("attempts_allowed", models.PositiveSmallIntegerField()),
                        ("deadline", models.DateTimeField(blank=True, null=True)),
                        (
                            "late_policy",
                            models.CharField(
                                choices=[("accept", "Accept"), ("reduce", "Reduce"), ("refuse", "Refuse")],
                                default="accept",
                                max_length=10,
                            ),
                        ),
                        ("coins", models.PositiveSmallIntegerField()),
                        ("teacher_first", models.BooleanField(default=False)),
                        (
                            "author",
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
                                related_name="assignments",
                                to="courses.group",
                            ),
                        ),
                        (
                            "lesson",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="assignments",
                                to="lessons.lesson",
                            ),
                        ),
                        (
                            "counting",
                            models.CharField(
                                choices=[("best", "Best"), ("last", "Last")], default="best", max_length=10
                            ),
                        ),
                        ("instructions", models.TextField(blank=True)),
                        ("late_coins_percent", models.PositiveSmallIntegerField(default=50)),
                        (
                            "model_audio",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
                            ),
                        ),
                        ("weights", models.JSONField(default=dict)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["group", "-id"], name="homework_as_group_i_1e259d_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "speaking"), _negated=True),
                                    models.Q(("question", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assignment_speaking_has_question",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("attempts_allowed__gte", 1)), name="assignment_one_attempt_or_more"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ("reading", "repeat")), _negated=True),
                                    models.Q(("reference_text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assignment_read_aloud_has_text",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ("file", "text")), _negated=True),
                                    models.Q(("instructions", ""), _negated=True),
                                    models.Q(("question", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="assignment_file_or_text_says_what",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("late_coins_percent__lte", 100)),
                                name="assignment_late_coins_at_most_all",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attempt",
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
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("processing", "Processing"),
                                    ("scored", "Scored"),
                                    ("transcribed", "Transcribed"),
                                    ("stored", "Stored"),
                                    ("refused", "Refused"),
                                    ("failed", "Failed"),
                                ],
                                default="received",
                                max_length=12,
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("queued", "Queued"),
                                    ("decoding", "Decoding"),
                                    ("transcribing", "Transcribing"),
                                    ("done", "Done"),
                                ],
                                default="queued",
                                max_length=12,
                            ),
                        ),
                        ("verdict", models.CharField(blank=True, max_length=20)),
                        ("reason", models.CharField(blank=True, max_length=60)),
                        ("counts", models.BooleanField(default=True)),
                        ("late", models.BooleanField(default=False)),
                        ("duration", models.FloatField(blank=True, null=True)),
                        ("container", models.CharField(blank=True, max_length=40)),
                        ("damaged", models.BooleanField(default=False)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attempts",
                                to="core.storedfile",
                            ),
                        ),
                        (
                            "homework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attempts",
                                to="homework.homework",
                            ),
                        ),
                        ("flags", models.JSONField(default=list)),
                        ("task", models.JSONField(default=dict)),
                        ("text", models.TextField(blank=True)),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("homework", "number"), name="attempt_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("received", "processing"))),
                                fields=("homework",),
                                name="attempt_one_in_flight",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("finished_at__isnull", True), ("state__in", ("received", "processing"))),
                                    models.Q(
                                        models.Q(("state__in", ("received", "processing")), _negated=True),
                                        ("finished_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="attempt_finished_has_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "refused"), _negated=True),
                                    models.Q(("verdict", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="attempt_refused_has_a_verdict",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("file__isnull", True), ("text", ""), _connector="OR"),
                                name="attempt_is_a_file_or_a_text",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Homework",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("assigned", "Assigned"),
                                    ("processing", "Processing"),
                                    ("scored", "Scored"),
                                    ("needs_review", "Needs Review"),
                                    ("reviewed", "Reviewed"),
                                    ("returned", "Returned"),
                                ],
                                default="assigned",
                                max_length=12,
                            ),
                        ),
                        ("score", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                        ("late", models.BooleanField(default=False)),
                        ("extended_until", models.DateTimeField(blank=True, null=True)),
                        ("extra_attempts", models.PositiveSmallIntegerField(default=0)),
                        ("counts_after", models.PositiveIntegerField(default=0)),
                        (
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="homeworks",
                                to="homework.assignment",
                            ),
                        ),
                        (
                            "best_attempt",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="homework.attempt",
                            ),
                        ),
                        (
                            "last_attempt",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="homework.attempt",
                            ),
                        ),
                        (
                            "student",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="homeworks",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["student", "-id"], name="homework_ho_student_96f20a_idx"),
                            models.Index(
                                condition=models.Q(("state", "needs_review")),
                                fields=["assignment"],
                                name="homework_needs_review",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("assignment", "student"), name="homework_once_per_student"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("score__isnull", True),
                                    models.Q(("score__gte", 0), ("score__lte", 100)),
                                    _connector="OR",
                                ),
                                name="homework_score_in_range",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HomeworkTranscript",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("text", models.TextField(blank=True)),
                        ("language", models.CharField(blank=True, max_length=8)),
                        (
                            "attempt",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="transcript",
                                to="homework.attempt",
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.mlmodel"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Review",
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
                            "decision",
                            models.CharField(choices=[("accept", "Accept"), ("return", "Return")], max_length=10),
                        ),
                        ("score", models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                        ("comment", models.TextField(blank=True)),
                        (
                            "attempt",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="homework.attempt",
                            ),
                        ),
                        (
                            "homework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="homework.homework",
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "voice",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("score__isnull", True),
                                    models.Q(("score__gte", 0), ("score__lte", 100)),
                                    _connector="OR",
                                ),
                                name="review_score_in_range",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SpeechScore",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("verdict", models.CharField(max_length=20)),
                        ("confidence", models.CharField(blank=True, max_length=10)),
                        ("method", models.CharField(max_length=40)),
                        ("accuracy", models.FloatField(blank=True, null=True)),
                        ("completeness", models.FloatField(blank=True, null=True)),
                        ("fluency", models.FloatField(blank=True, null=True)),
                        ("relevance", models.FloatField(blank=True, null=True)),
                        ("clarity", models.FloatField(blank=True, null=True)),
                        ("overall", models.FloatField(blank=True, null=True)),
                        ("hidden", models.BooleanField(default=False)),
                        ("parts", models.JSONField(default=dict)),
                        ("words", models.JSONField(default=list)),
                        ("evidence", models.JSONField(default=dict)),
                        ("seconds", models.JSONField(default=dict)),
                        (
                            "attempt",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="score", to="homework.attempt"
                            ),
                        ),
                        (
                            "embedding_model",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.mlmodel",
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.mlmodel"
                            ),
                        ),
                        ("advice", models.JSONField(default=list)),
                        ("audio_sha256", models.CharField(blank=True, max_length=64)),
                        ("guard_hits", models.JSONField(default=list)),
                        (
                            "marking_model",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.mlmodel",
                            ),
                        ),
                        ("parameters", models.JSONField(default=dict)),
                        ("prosody", models.FloatField(blank=True, null=True)),
                        ("revision", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Appeal",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("text", models.TextField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "homework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="appeals",
                                to="homework.homework",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="appeals",
                                to="homework.review",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("answered_at__isnull", True)),
                                fields=("homework",),
                                name="appeal_one_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreProposal",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("purpose", models.CharField(max_length=12)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("listening", "Listening"),
                                    ("ready", "Ready"),
                                    ("applied", "Applied"),
                                    ("dropped", "Dropped"),
                                ],
                                default="listening",
                                max_length=12,
                            ),
                        ),
                        ("result", models.JSONField(default=dict)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "attempt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proposals",
                                to="homework.attempt",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "embedding_model",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.mlmodel",
                            ),
                        ),
                        (
                            "marking_model",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.mlmodel",
                            ),
                        ),
                        (
                            "model",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.mlmodel",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("listening", "ready"))),
                                fields=("attempt",),
                                name="proposal_one_open",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SoundPrint",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("seconds", models.FloatField()),
                        ("peaks", models.BinaryField(default=bytes)),
                        ("fingerprint", models.BinaryField(default=bytes)),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sound_print",
                                to="core.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="WordCorrection",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        ("index", models.PositiveIntegerField()),
                        ("was", models.CharField(blank=True, max_length=100)),
                        ("now", models.CharField(blank=True, max_length=100)),
                        (
                            "attempt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="corrections",
                                to="homework.attempt",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["attempt", "index", "-id"], name="homework_wo_attempt_d82342_idx")
                        ],
                    },
                ),
            ],
        ),
    ]
