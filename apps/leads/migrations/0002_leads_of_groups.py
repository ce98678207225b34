"""Open memberships with the status `lead` become leads who wish that group. The history keeps the status."""

from zoneinfo import ZoneInfo

from django.db import migrations
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
    dependencies = [("leads", "0001_initial"), ("courses", "0015_imports_of_leads")]

    operations = [migrations.RunPython(make_leads, restore_memberships)]
