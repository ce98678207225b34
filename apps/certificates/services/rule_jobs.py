"""Job handlers that award by rules."""

from uuid import UUID

import structlog

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.certificates.eligibility import find_awardable
from apps.certificates.job_kinds import AWARD_BY_RULE
from apps.certificates.models import CertificateRule
from apps.certificates.services.awards import AwardDraft, award_certificate
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.jobs.models import Job, JobState

log = structlog.get_logger(__name__)


def award_due(job: ClaimedJob) -> None:
    """Job handler: enqueue each rule of a course that somebody completed; every ten minutes those of all courses."""
    with unit_of_work():
        rules = CertificateRule.objects.filter(archived_at__isnull=True)
        if job.object_id:
            rules = rules.filter(course=UUID(job.object_id))
        waiting = set(Job.objects.filter(kind=AWARD_BY_RULE, state=JobState.QUEUED).values_list("object_id", flat=True))
        ids = [key for key in rules.order_by("pk").values_list("pk", flat=True) if str(key) not in waiting]
        jobs.enqueue_many(kind=AWARD_BY_RULE, object_ids=ids)
        jobs.complete_job(job)


def award_by_rule(job: ClaimedJob) -> None:
    """Job handler: award the certificate of a rule to everybody who fulfils it, one transaction each."""
    rules = CertificateRule.objects.select_related("course", "template__current", "quiz")
    rule = rules.filter(pk=job.object_id, archived_at__isnull=True).first()
    awardable = find_awardable(rule) if rule is not None else {}
    for student in User.objects.filter(pk__in=awardable).order_by("pk").iterator():
        assert rule is not None
        draft = AwardDraft(
            course=rule.course,
            template=rule.template,
            language=rule.language,
            hours=rule.hours,
            level=rule.level,
            rule=rule,
            grounds=awardable[student.pk],
        )
        if not CertificateRule.objects.filter(pk=rule.pk, updated_at=rule.updated_at, archived_at=None).exists():
            break  # another job awards by what it says now
        try:
            award_certificate(actor=None, student=student, draft=draft)
        except Invalid as refused:  # erased meanwhile: the others get theirs
            log.warning("a certificate was not awarded", rule=str(rule.pk), fields=sorted(refused.fields))
    with unit_of_work():
        jobs.complete_job(job)
