"""Jobs that keep lessons generated up to the horizon: checked every hour, done once on each local day of a group, and
again each hour while a conflict keeps lessons out.
"""

from uuid import UUID

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.jobs.kinds import ClaimedJob
from apps.lessons.generation_report import GenerationReason
from apps.lessons.job_kinds import GENERATE_GROUP_LESSONS
from apps.lessons.models import LessonSchedule
from apps.lessons.services.generation import generate_lessons
from apps.lessons.timetable import list_groups_due_for_generation


def enqueue_lesson_generation(job: ClaimedJob) -> None:
    """Job handler: enqueue one job for each group whose local day began since its lessons were generated. With `branch`
    in the payload, for every group of that branch (null: of all): holidays have changed, and people are notified.
    """
    all_groups, branch = "branch" in job.payload, job.payload.get("branch")
    with unit_of_work():
        jobs.complete_job(job)
        for group in list_groups_due_for_generation(branch_id=UUID(branch) if branch else None, all_groups=all_groups):
            jobs.enqueue(kind=GENERATE_GROUP_LESSONS, object_id=group, payload={"news": True} if all_groups else None)


def generate_lessons_of_group(job: ClaimedJob) -> None:
    """Job handler: generate the lessons of the group `object_id` up to the horizon; do nothing when it is gone. With
    `news` in the payload people are notified of every change, otherwise not of an extension.

    After a conflict it is tried again within the hour: two groups may be swapping rooms.
    """
    with unit_of_work():
        jobs.complete_job(job)
        group = Group.objects.select_related("branch").filter(pk=job.object_id).first()
        if group is None:
            return
        report = generate_lessons(group, silent_extension=not job.payload.get("news", False))
        kept_out = any(row.reason == GenerationReason.CLASH for row in report.skipped)
        LessonSchedule.objects.filter(group=group).update(filled_on=None if kept_out else group.today)
