"""Gradebooks, saved comments, appeals and second marks."""

import apps.core.ids
import apps.core.migration_operations
import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('grading', '0001_initial'),
        ('grading', '0002_saved_comments'),
        ('grading', '0003_appeals_and_second_marks'),
        ('grading', '0004_causes_of_entries'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('courses', '0014_course_tags'),
        ('homework', '0007_tasks_of_online_courses'),
        ('quizzes', '0001_squashed_0007_language_of_imports'),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[migrations.CreateModel(
                name='Gradebook',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('usual_scale', models.CharField(blank=True, choices=[('hundred_points', 'hundred_points'), ('five', 'five'), ('twelve', 'twelve'), ('letters', 'letters'), ('pass_fail', 'pass_fail')], max_length=14)),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('course', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='gradebook', to='courses.course')),
                    ('group', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='gradebook', to='courses.group')),
                    ('own_scale', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='gradebooks', to='grading.gradescale')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('course__isnull', True), ('group__isnull', False)), models.Q(('course__isnull', False), ('group__isnull', True)), _connector='OR'), name='gradebook_of_a_group_or_a_course'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('usual_scale', ''), _negated=True), ('own_scale__isnull', True)), models.Q(('own_scale__isnull', False), ('usual_scale', '')), _connector='OR'), name='gradebook_has_one_scale')],
                },
            ), migrations.CreateModel(
                name='GradeCategory',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=120)),
                    ('weight', models.DecimalField(decimal_places=5, max_digits=11)),
                    ('drop_lowest', models.PositiveSmallIntegerField(default=0)),
                    ('keep_highest', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('is_extra_credit', models.BooleanField(default=False)),
                    ('gradebook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='categories', to='grading.gradebook')),
                ],
                options={
                    'verbose_name_plural': 'grade categories',
                    'ordering': ['position'],
                    'constraints': [models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('gradebook', 'position'), name='grade_category_position_once')],
                },
            ), migrations.CreateModel(
                name='GradeItem',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=120)),
                    ('source', models.CharField(choices=[('hand', 'Hand'), ('quiz', 'Quiz'), ('homework', 'Homework'), ('attendance', 'Attendance')], default='hand', max_length=10)),
                    ('max_points', models.DecimalField(decimal_places=5, max_digits=11)),
                    ('weight', models.DecimalField(blank=True, decimal_places=5, max_digits=11, null=True)),
                    ('is_extra_credit', models.BooleanField(default=False)),
                    ('is_excused', models.BooleanField(default=False)),
                    ('due_at', models.DateTimeField(blank=True, null=True)),
                    ('missing', models.CharField(choices=[('not_counted', 'not_counted'), ('zero_when_due', 'zero_when_due'), ('zero', 'zero')], default='zero_when_due', max_length=13)),
                    ('late_percent_per_day', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                    ('late_floor', models.DecimalField(decimal_places=5, default=0, max_digits=8)),
                    ('late_grace_minutes', models.PositiveSmallIntegerField(default=0)),
                    ('removed_at', models.DateTimeField(blank=True, null=True)),
                    ('assignment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grade_items', to='homework.assignment')),
                    ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='items', to='grading.gradecategory')),
                    ('gradebook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='grading.gradebook')),
                    ('quiz', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='grade_items', to='quizzes.quiz')),
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('assignment__isnull', True), ('quiz__isnull', False), ('source', 'quiz')), models.Q(('assignment__isnull', False), ('quiz__isnull', True), ('source', 'homework')), models.Q(('assignment__isnull', True), ('quiz__isnull', True), ('source__in', ('hand', 'attendance'))), _connector='OR'), name='grade_item_names_its_source'), models.CheckConstraint(condition=models.Q(('removed_at__isnull', False), ('category__isnull', False), _connector='OR'), name='grade_item_has_a_category'), models.CheckConstraint(condition=models.Q(('max_points__gt', 0)), name='grade_item_has_points'), models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('gradebook', 'quiz'), name='grade_item_quiz_once'), models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('gradebook', 'assignment'), name='grade_item_assignment_once')],
                },
            ), migrations.CreateModel(
                name='GradeExtension',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('due_at', models.DateTimeField()),
                    ('reason', models.CharField(max_length=500)),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('student', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='extensions', to='grading.gradeitem')),
                ],
                options={
                    'indexes': [models.Index(fields=['student', 'item'], name='grading_gra_student_7bbf12_idx')],
                },
            ), migrations.CreateModel(
                name='GradeEntry',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('number', models.PositiveIntegerField()),
                    ('points', models.DecimalField(blank=True, decimal_places=5, max_digits=11, null=True)),
                    ('is_excused', models.BooleanField(default=False)),
                    ('reason', models.CharField(blank=True, max_length=500)),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('student', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='grade_entries', to=settings.AUTH_USER_MODEL)),
                    ('item', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.RESTRICT, related_name='entries', to='grading.gradeitem')),
                    ('cause', models.JSONField(blank=True, null=True)),
                ],
                options={
                    'verbose_name_plural': 'grade entries',
                    'indexes': [models.Index(fields=['student', 'item'], name='grading_gra_student_e00b97_idx')],
                    'constraints': [models.UniqueConstraint(fields=('item', 'student', 'number'), name='grade_entry_number_once'), models.CheckConstraint(condition=models.Q(('points__isnull', True), models.Q(('is_excused', False), ('points__gte', 0)), _connector='OR'), name='grade_entry_points_or_excuse')],
                },
            ), migrations.CreateModel(
                name='GradeScale',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=120)),
                    ('bands', models.JSONField()),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('name',), name='grade_scale_name_once')],
                },
            ), migrations.CreateModel(
                name='Rubric',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=120)),
                    ('archived_at', models.DateTimeField(blank=True, null=True)),
                    ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rubrics', to='courses.course')),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rubrics', to='courses.group')),
                    ('current', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='current_of', to='grading.rubricversion')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('group__isnull', True), ('course__isnull', True), _connector='OR'), name='rubric_of_a_group_or_a_course')],
                },
            ), migrations.CreateModel(
                name='AssignmentRubric',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rubric_link', to='homework.assignment')),
                    ('rubric', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='grading.rubric')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RubricVersion',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('number', models.PositiveIntegerField()),
                    ('criteria', models.JSONField()),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('rubric', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='grading.rubric')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('rubric', 'number'), name='rubric_version_once')],
                },
            ), migrations.CreateModel(
                name='FilledRubric',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('levels', models.JSONField()),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('homework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='filled_rubrics', to='homework.homework')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='filled', to='grading.rubricversion')),
                ],
                options={
                    'indexes': [models.Index(fields=['homework', '-id'], name='grading_fil_homewor_047b9a_idx')],
                },
            ), migrations.CreateModel(
                name='SavedComment',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('text', models.TextField()),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_comments', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['author', '-id'], name='grading_sav_author__5dc9e9_idx')],
                },
            ), migrations.CreateModel(
                name='SecondMarking',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('is_blind', models.BooleanField(default=True)),
                    ('tolerance', models.DecimalField(decimal_places=5, default=0, max_digits=11)),
                    ('seed', models.CharField(max_length=32)),
                    ('first', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='second_marking', to='grading.gradeitem')),
                    ('second', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='second_marking_two_markers')],
                },
            ), migrations.CreateModel(
                name='ProvisionalMark',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('place', models.PositiveSmallIntegerField()),
                    ('points', models.DecimalField(decimal_places=5, max_digits=11)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('marking', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='grading.secondmarking')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('marking', 'student', 'place'), name='provisional_mark_once'), models.CheckConstraint(condition=models.Q(('place__in', (1, 2)), ('points__gte', 0)), name='provisional_mark_of_two')],
                },
            ), migrations.CreateModel(
                name='GradeAppeal',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('reason', models.CharField(max_length=400)),
                    ('answer', models.CharField(blank=True, max_length=500)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('entry', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appeal', to='grading.gradeentry')),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='grading.gradeitem')),
                    ('student', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grade_appeals', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('item', 'student'), name='grade_appeal_one_open'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', False), models.Q(('answer', ''), ('answered_by__isnull', True), ('entry__isnull', True)), _connector='OR'), name='grade_appeal_answered_or_open')],
                },
            )],
        ),
    ]
