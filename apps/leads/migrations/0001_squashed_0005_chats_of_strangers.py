"""Leads. Open memberships with the status `lead` become leads who wish that group; the history keeps the status."""

from zoneinfo import ZoneInfo

import apps.core.ids
import apps.core.migration_operations
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

BATCH = 500
STAGES = (
    {"uz": "Yangi", "ru": "Новые", "en": "New"},
    {"uz": "Gaplashildi", "ru": "Поговорили", "en": "Talked"},
    {"uz": "Sinov darsi", "ru": "Пробный урок", "en": "Trial lesson"},
    {"uz": "Shartnoma", "ru": "Договор", "en": "Contract"},
)


def make_leads(apps, schema_editor):
    """End each such membership before its first lesson, and make a lead of the person."""
    Membership = apps.get_model("courses", "Membership")
    rows = Membership.objects.filter(status="lead", left_on__isnull=True).select_related("group__branch", "student")
    stages = {}
    for membership in rows.order_by("pk").iterator(chunk_size=BATCH):
        _make_lead(apps, membership, _open_first_stage(apps, stages, membership.group.branch_id))


def _make_lead(apps, membership, stage):
    Lead, LeadPhone, LeadEntry, MembershipChange = (
        apps.get_model(*names)
        for names in (
            ("leads", "Lead"),
            ("leads", "LeadPhone"),
            ("leads", "LeadEntry"),
            ("courses", "MembershipChange"),
        )
    )
    person, group = membership.student, membership.group
    name = f"{person.first_name} {person.last_name}".strip()[:120] or "?"
    lead = Lead.objects.create(
        branch_id=group.branch_id,
        name=name,
        folded=person.folded,
        name_key=" ".join(sorted(person.name_key.split())),
        email=person.email or "",
        note=membership.reason,
        source="group",
        course_id=group.course_id,
        group=group,
        stage=stage,
        student=person,
        membership=membership,
    )
    Lead.objects.filter(pk=lead.pk).update(created_at=membership.created_at)
    if person.phone:
        LeadPhone.objects.create(lead=lead, phone=person.phone)
    LeadEntry.objects.create(lead=lead, kind="created", at=membership.created_at, data={"source": "group"})
    # A membership that ended on its first day, and never began: it is in no register and costs nothing.
    membership.status, membership.left_on, membership.never_began = "left", membership.joined_on, True
    membership.leaves_on = membership.continues = None
    membership.save(update_fields=["status", "left_on", "leaves_on", "never_began", "continues", "updated_at"])
    today = timezone.now().astimezone(ZoneInfo(group.zone or group.branch.zone)).date()
    MembershipChange.objects.create(
        membership=membership, from_status="lead", to_status="left", on=today, reason=membership.reason
    )


def restore_memberships(apps, schema_editor):
    """Open these memberships again and delete their leads, except where the person became a pupil or is in the group.

    A planned last day and the membership that one continued are not restored.
    """
    Lead, Membership, MembershipChange = (
        apps.get_model(*names)
        for names in (("leads", "Lead"), ("courses", "Membership"), ("courses", "MembershipChange"))
    )
    rows = Lead.objects.filter(source="group", converted_at__isnull=True, membership__status="left")
    for lead in rows.filter(membership__never_began=True).select_related("membership").order_by("pk"):
        membership = lead.membership
        here = Membership.objects.filter(group_id=membership.group_id, student_id=membership.student_id)
        if here.filter(left_on__isnull=True).exists():
            continue
        membership.status, membership.left_on, membership.never_began = "lead", None, False
        membership.save(update_fields=["status", "left_on", "never_began", "updated_at"])
        MembershipChange.objects.filter(membership=membership, from_status="lead", to_status="left").delete()
        lead.delete()


def _open_first_stage(apps, stages, branch_id):
    LeadStage = apps.get_model("leads", "LeadStage")
    if branch_id not in stages:
        if not LeadStage.objects.filter(branch_id=branch_id).exists():
            LeadStage.objects.bulk_create(
                [LeadStage(branch_id=branch_id, name=name, place=place) for place, name in enumerate(STAGES)]
            )
        stages[branch_id] = LeadStage.objects.filter(branch_id=branch_id, archived_at__isnull=True).earliest("place")
    return stages[branch_id]


class Migration(migrations.Migration):

    replaces = [
        ('leads', '0001_initial'),
        ('leads', '0002_leads_of_groups'),
        ('leads', '0003_erased_leads'),
        ('leads', '0004_telegram'),
        ('leads', '0005_chats_of_strangers'),
    ]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('courses', '0015_imports_of_leads'),
        ('quizzes', '0001_squashed_0007_language_of_imports'),
        ('settings', '0023_guardians_read_along_since'),
    ]

    operations = [
        apps.core.migration_operations.ApplyTogether(
            operations=[migrations.CreateModel(
                name='Lead',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=120)),
                    ('folded', models.CharField(blank=True, editable=False, max_length=400)),
                    ('name_key', models.CharField(blank=True, editable=False, max_length=400)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('note', models.CharField(blank=True, max_length=2000)),
                    ('source', models.CharField(choices=[('walk_in', 'Came in'), ('phone', 'Called'), ('site', 'Form on the site'), ('telegram', 'Telegram'), ('facebook', 'Facebook'), ('instagram', 'Instagram'), ('import', 'Spreadsheet'), ('group', 'List of a group'), ('other', 'Something else')], max_length=10)),
                    ('next_step', models.CharField(blank=True, max_length=200)),
                    ('next_step_at', models.DateTimeField(blank=True, null=True)),
                    ('reminded_at', models.DateTimeField(blank=True, null=True)),
                    ('called_at', models.DateTimeField(blank=True, null=True)),
                    ('claimed_until', models.DateTimeField(blank=True, null=True)),
                    ('consented_at', models.DateTimeField(blank=True, null=True)),
                    ('tried_on', models.DateField(blank=True, null=True)),
                    ('converted_at', models.DateTimeField(blank=True, null=True)),
                    ('lost_at', models.DateTimeField(blank=True, null=True)),
                    ('loss_reason', models.CharField(blank=True, choices=[('price', 'Too expensive'), ('time', 'The time does not suit'), ('place', 'Too far away'), ('competitor', 'Chose another centre'), ('no_answer', 'Does not answer'), ('no_need', 'Does not want to learn'), ('spam', 'Not a real request'), ('other', 'Something else')], max_length=10)),
                    ('merged_at', models.DateTimeField(blank=True, null=True)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='settings.branch')),
                    ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('converted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.course')),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.group')),
                    ('membership', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lead', to='courses.membership')),
                    ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='doubles', to='leads.lead')),
                    ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_leads', to=settings.AUTH_USER_MODEL)),
                    ('student', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='leads', to=settings.AUTH_USER_MODEL)),
                    ('form', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='leads', to='leads.leadform')),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='leads.leadstage')),
                    ('erased_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('converted_at__isnull', True), ('lost_at__isnull', True), ('merged_at__isnull', True)), fields=['branch', 'stage', '-id'], name='lead_board'), models.Index(condition=models.Q(('merged_at__isnull', True), ('next_step_at__isnull', False)), fields=['next_step_at'], name='lead_next_step'), models.Index(fields=['branch', 'created_at'], name='lead_by_month'), models.Index(fields=['name_key'], name='lead_name_key'), django.contrib.postgres.indexes.GinIndex(fields=['folded'], name='lead_folded', opclasses=['gin_trgm_ops'])],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('loss_reason', ''), ('lost_at__isnull', True)), models.Q(('lost_at__isnull', False), models.Q(('loss_reason', ''), _negated=True)), _connector='OR'), name='lead_lost_with_a_reason'), models.CheckConstraint(condition=models.Q(('lost_at__isnull', True), ('converted_at__isnull', True), _connector='OR'), name='lead_lost_or_converted'), models.CheckConstraint(condition=models.Q(models.Q(('next_step', ''), ('next_step_at__isnull', True)), models.Q(('next_step_at__isnull', False), models.Q(('next_step', ''), _negated=True)), _connector='OR'), name='lead_next_step_has_a_time'), models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('email', ''), ('name', ''), ('next_step', ''), ('note', ''), ('student__isnull', True)), _connector='OR'), name='lead_erased_is_empty')],
                },
            ), migrations.CreateModel(
                name='LeadContract',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('number', models.PositiveBigIntegerField(unique=True)),
                    ('signed_on', models.DateField()),
                    ('facts', models.JSONField(default=dict)),
                    ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.group')),
                    ('lead', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contract', to='leads.lead')),
                    ('student', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='LeadForm',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.CharField(max_length=120)),
                    ('key', models.CharField(max_length=32, unique=True)),
                    ('consent', models.JSONField(default=dict)),
                    ('thanks', models.JSONField(default=dict)),
                    ('is_open', models.BooleanField(default=True)),
                    ('per_day', models.PositiveSmallIntegerField(default=200)),
                    ('meta_form', models.CharField(blank=True, max_length=40)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lead_forms', to='settings.branch')),
                    ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='courses.course')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('meta_form', ''), _negated=True), fields=('meta_form',), name='lead_form_meta_once'), models.CheckConstraint(condition=models.Q(('per_day__gte', 1)), name='lead_form_takes_some')],
                },
            ), migrations.CreateModel(
                name='LeadPhone',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('phone', models.CharField(max_length=16)),
                    ('place', models.PositiveSmallIntegerField(default=0)),
                    ('lead', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phones', to='leads.lead')),
                ],
                options={
                    'indexes': [models.Index(fields=['phone'], name='lead_phone_number')],
                    'constraints': [models.UniqueConstraint(fields=('lead', 'phone'), name='lead_phone_once'), models.CheckConstraint(condition=models.Q(('phone__regex', '^\\+[1-9][0-9]{6,14}$')), name='lead_phone_e164')],
                },
            ), migrations.CreateModel(
                name='LeadStage',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('name', models.JSONField()),
                    ('place', models.PositiveSmallIntegerField()),
                    ('archived_at', models.DateTimeField(blank=True, null=True)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lead_stages', to='settings.branch')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('archived_at__isnull', True)), fields=('branch', 'place'), name='lead_stage_place_once')],
                },
            ), migrations.CreateModel(
                name='MetaArrival',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('leadgen_id', models.CharField(max_length=40, unique=True)),
                    ('form_id', models.CharField(blank=True, max_length=40)),
                    ('told_at', models.DateTimeField()),
                    ('fetched_at', models.DateTimeField(blank=True, null=True)),
                    ('gone_at', models.DateTimeField(blank=True, null=True)),
                    ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='arrivals', to='leads.lead')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('fetched_at__isnull', True), ('gone_at__isnull', True)), fields=['created_at'], name='meta_arrival_waiting')],
                },
            ), migrations.CreateModel(
                name='LeadCost',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('source', models.CharField(choices=[('walk_in', 'Came in'), ('phone', 'Called'), ('site', 'Form on the site'), ('telegram', 'Telegram'), ('facebook', 'Facebook'), ('instagram', 'Instagram'), ('import', 'Spreadsheet'), ('group', 'List of a group'), ('other', 'Something else')], max_length=10)),
                    ('month', models.DateField()),
                    ('amount', models.BigIntegerField()),
                    ('currency', models.CharField(default='UZS', max_length=3)),
                    ('branch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lead_costs', to='settings.branch')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('branch', 'source', 'month', 'currency'), name='lead_cost_once'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='lead_cost_not_negative'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='lead_cost_of_a_month')],
                },
            ), migrations.CreateModel(
                name='LeadEntry',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('kind', models.CharField(choices=[('created', 'Came'), ('note', 'Note'), ('call', 'Call'), ('stage', 'Stage'), ('owner', 'Owner'), ('step', 'Next step'), ('change', 'Change'), ('trial', 'Trial lesson'), ('test', 'Placement test'), ('merge', 'Merge'), ('lost', 'Lost'), ('reopened', 'Reopened'), ('converted', 'Became a pupil')], max_length=10)),
                    ('text', models.CharField(blank=True, max_length=2000)),
                    ('outcome', models.CharField(blank=True, choices=[('reached', 'Talked'), ('no_answer', 'No answer'), ('busy', 'Busy'), ('wrong_number', 'Wrong number')], max_length=12)),
                    ('data', models.JSONField(blank=True, default=dict)),
                    ('at', models.DateTimeField()),
                    ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('came_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='leads.lead')),
                    ('lead', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='leads.lead')),
                    ('test', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entry', to='quizzes.placementlink')),
                ],
                options={
                    'indexes': [models.Index(fields=['lead', '-at', '-id'], name='lead_timeline')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'call'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('kind', 'call'), _negated=True), ('outcome', '')), _connector='OR'), name='lead_entry_outcome_of_calls')],
                },
            ), migrations.CreateModel(
                name='TelegramStranger',
                fields=[
                    ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('updated_at', models.DateTimeField(auto_now=True)),
                    ('chat', models.CharField(max_length=64, unique=True)),
                    ('wrote_at', models.DateTimeField()),
                    ('last_key', models.UUIDField(blank=True, null=True)),
                    ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='leads.lead')),
                    ('sealed_chat', models.BinaryField(blank=True, db_default=b'', default=b'')),
                ],
                options={
                    'abstract': False,
                },
            )],
        ),
        migrations.RunPython(make_leads, restore_memberships),
    ]
