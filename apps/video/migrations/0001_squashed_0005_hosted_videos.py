"""Films, their subtitles and copies."""

import apps.core.ids
import apps.core.migration_operations
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('video', '0001_initial'),
        ('video', '0002_subtitles'),
        ('video', '0003_playback_of_attempts'),
        ('video', '0004_film_copies'),
        ('video', '0005_hosted_videos'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0022_merged_into'),
        ('core', '0005_bulk_changes'),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[migrations.CreateModel(
                name='Video',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('transcoding', 'Transcoding'), ('ready', 'Ready'), ('refused', 'Refused')], default='waiting', max_length=11)),
                    ('refusal', models.CharField(blank=True, max_length=20)),
                    ('percent', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(100)])),
                    ('duration_ms', models.PositiveIntegerField(blank=True, null=True)),
                    ('width', models.PositiveIntegerField(default=0)),
                    ('height', models.PositiveIntegerField(default=0)),
                    ('has_audio', models.BooleanField(default=False)),
                    ('secret', models.BinaryField(blank=True, default=bytes)),
                    ('poster_at_ms', models.PositiveIntegerField(default=0)),
                    ('sprites', models.JSONField(blank=True, default=dict)),
                    ('made', models.JSONField(blank=True, default=dict)),
                    ('bytes', models.PositiveBigIntegerField(default=0)),
                    ('provider', models.CharField(choices=[('own', 'Own'), ('vdocipher', 'Vdocipher')], default='own', max_length=9)),
                    ('provider_id', models.CharField(blank=True, max_length=64)),
                    ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.storedfile')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('refusal__gt', ''), ('state', 'refused')), models.Q(models.Q(('state', 'refused'), _negated=True), ('refusal', '')), _connector='OR'), name='video_refused_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), ('duration_ms__isnull', False), _connector='OR'), name='video_ready_has_length'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='video_percent'), models.CheckConstraint(condition=models.Q(models.Q(('provider', 'own'), ('provider_id', '')), models.Q(('provider', 'own'), _negated=True), _connector='OR'), name='video_own_has_no_provider_id')],
                },
            ), migrations.CreateModel(
                name='Rendition',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=8)),
                    ('width', models.PositiveIntegerField(default=0)),
                    ('height', models.PositiveIntegerField(default=0)),
                    ('bandwidth', models.PositiveIntegerField()),
                    ('average_bandwidth', models.PositiveIntegerField()),
                    ('codecs', models.CharField(max_length=60)),
                    ('segments', models.JSONField(default=list)),
                    ('bytes', models.PositiveBigIntegerField(default=0)),
                    ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='video.video')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('video', 'name'), name='rendition_once')],
                },
            ), migrations.CreateModel(
                name='Playback',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('token_sha256', models.CharField(max_length=64, unique=True)),
                    ('place', models.CharField(choices=[('material', 'Material'), ('library', 'Library'), ('lesson', 'Lesson'), ('draft', 'Draft'), ('attempt', 'Attempt')], max_length=8)),
                    ('place_id', models.UUIDField()),
                    ('block', models.UUIDField(blank=True, null=True)),
                    ('network', models.CharField(max_length=43)),
                    ('expires_at', models.DateTimeField()),
                    ('checked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('position_ms', models.PositiveIntegerField(default=0)),
                    ('watched_ms', models.PositiveBigIntegerField(default=0)),
                    ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.session')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='playbacks', to=settings.AUTH_USER_MODEL)),
                    ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='playbacks', to='video.video')),
                ],
                options={
                    'indexes': [models.Index(fields=['user', 'expires_at'], name='video_playb_user_id_31695a_idx'), models.Index(fields=['video', 'created_at'], name='video_playb_video_i_1e4f6e_idx')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('block__isnull', False), models.Q(('place__in', ['lesson', 'draft']), _negated=True), _connector='OR'), name='playback_in_a_lesson_has_a_block')],
                },
            ), migrations.CreateModel(
                name='Subtitles',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('language', models.CharField(max_length=16)),
                    ('source', models.CharField(choices=[('speech', 'Speech'), ('file', 'File'), ('hand', 'Hand')], max_length=6)),
                    ('is_published', models.BooleanField(default=False)),
                    ('doubt', models.CharField(blank=True, max_length=20)),
                    ('cues', models.JSONField(default=list)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subtitles', to='video.video')),
                ],
                options={
                    'verbose_name': 'subtitles',
                    'verbose_name_plural': 'subtitles',
                    'constraints': [models.UniqueConstraint(fields=('video', 'language'), name='subtitles_once_in_a_language'), models.CheckConstraint(condition=models.Q(('is_published', False), ('doubt', ''), _connector='OR'), name='subtitles_in_doubt_are_not_published')],
                },
            ), migrations.CreateModel(
                name='Transcription',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('refused', 'Refused')], default='waiting', max_length=7)),
                    ('asked_language', models.CharField(blank=True, max_length=16)),
                    ('language', models.CharField(blank=True, max_length=16)),
                    ('at_ms', models.PositiveIntegerField(default=0)),
                    ('words', models.JSONField(blank=True, default=list)),
                    ('windows', models.JSONField(blank=True, default=list)),
                    ('refusal', models.CharField(blank=True, max_length=20)),
                    ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('video', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='transcription', to='video.video')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('refusal__gt', ''), ('state', 'refused')), models.Q(models.Q(('state', 'refused'), _negated=True), ('refusal', '')), _connector='OR'), name='transcription_refused_says_why')],
                },
            ), migrations.CreateModel(
                name='FilmCopy',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('place', models.CharField(choices=[('material', 'Material'), ('library', 'Library'), ('lesson', 'Lesson'), ('draft', 'Draft'), ('attempt', 'Attempt')], max_length=8)),
                    ('place_id', models.UUIDField()),
                    ('block', models.UUIDField(blank=True, null=True)),
                    ('title', models.CharField(blank=True, max_length=200)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('ready', 'Ready'), ('refused', 'Refused')], default='waiting', max_length=7)),
                    ('percent', models.PositiveSmallIntegerField(default=0)),
                    ('refusal', models.CharField(blank=True, max_length=20)),
                    ('expires_at', models.DateTimeField(blank=True, null=True)),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='film_copies', to=settings.AUTH_USER_MODEL)),
                    ('video', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='video.video')),
                ],
                options={
                    'verbose_name_plural': 'film copies',
                    'indexes': [models.Index(fields=['user', '-created_at'], name='video_filmc_user_id_dfbf39_idx'), models.Index(fields=['expires_at'], name='video_filmc_expires_9ea9ae_idx')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'refused'), _negated=True), fields=('video', 'user'), name='film_copy_once_for_a_viewer'), models.CheckConstraint(condition=models.Q(models.Q(('refusal__gt', ''), ('state', 'refused')), models.Q(models.Q(('state', 'refused'), _negated=True), ('refusal', '')), _connector='OR'), name='film_copy_refused_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('state', 'ready')), models.Q(models.Q(('state', 'ready'), _negated=True), ('file__isnull', True)), _connector='OR'), name='film_copy_ready_has_a_file'), models.CheckConstraint(condition=models.Q(models.Q(('expires_at__isnull', False), ('state__in', ['ready', 'refused'])), models.Q(('expires_at__isnull', True), ('state__in', ['waiting', 'running'])), _connector='OR'), name='film_copy_made_has_an_end'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='film_copy_percent'), models.CheckConstraint(condition=models.Q(('block__isnull', False), models.Q(('place__in', ['lesson', 'draft']), _negated=True), _connector='OR'), name='film_copy_in_a_lesson_has_a_block')],
                },
            ), migrations.CreateModel(
                name='HostedVideo',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('provider_id', models.CharField(max_length=64, unique=True)),
                    ('video', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='hosted', to='video.video')),
                ],
                options={
                    'abstract': False,
                },
            )],
        ),
    ]
