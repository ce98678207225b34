"""Guardians hear of an absence within a minute, of a slip never; after several in a row everybody hears."""

from datetime import timedelta

from apps.accounts.models import OwnRole, User
from apps.attendance.models import AbsenceAlert
from apps.courses.models import Group
from apps.jobs.models import Job
from apps.lessons.models import Lesson
from apps.notifications.models import Notification
from apps.settings.models import Branch, SystemSettings
from tests import factories
from tests.attendance import steps
from tests.attendance.steps import NOW, STARTS, bulk, row, tell, told

GRACE = timedelta(seconds=45)


def test_absence_is_notified_once_within_a_minute(
    lesson: Lesson, pupil: User, second_pupil: User, parent: User, stranger: User, teacher: User
) -> None:
    steps.guard(parent, pupil)
    steps.guard(stranger, pupil, sees_progress=False)
    bulk(teacher, lesson, row(pupil, "absent"), row(second_pupil))
    job = Job.objects.get(kind="attendance.tell_absences")
    assert GRACE <= job.run_at - NOW < timedelta(minutes=1)
    with steps.at(job.run_at):
        tell()
    with steps.at(NOW + timedelta(minutes=5)):
        bulk(teacher, lesson, row(pupil, "absent", note="No call"))
    with steps.at(NOW + timedelta(minutes=6)):
        tell()
    notice = Notification.objects.get(user=parent)
    assert notice.type == "attendance.absent"
    assert [notice.data[name] for name in ("student", "group", "day", "time")] == [
        "Jasur Oripov", "A2 morning", "07.09.2026", "10:00",
    ]  # fmt: skip
    assert (told(stranger), told(pupil)) == ([], [])


def test_quickly_corrected_mark_is_not_notified(lesson: Lesson, pupil: User, parent: User, teacher: User) -> None:
    steps.guard(parent, pupil)
    bulk(teacher, lesson, row(pupil, "absent"))
    with steps.at(NOW + timedelta(seconds=30)):
        bulk(teacher, lesson, row(pupil, "present"))
    for later in (45, 80):
        with steps.at(NOW + timedelta(seconds=later)):
            tell()
    assert told(parent) == []


def test_recent_change_waits_for_its_own_job(
    lesson: Lesson, pupil: User, second_pupil: User, parent: User, teacher: User
) -> None:
    steps.guard(parent, pupil)
    steps.guard(parent, second_pupil)
    bulk(teacher, lesson, row(pupil, "absent"))
    with steps.at(NOW + timedelta(seconds=40)):
        bulk(teacher, lesson, row(second_pupil, "absent"))
    with steps.at(NOW + timedelta(seconds=50)):
        tell()
        assert told(parent) == ["attendance.absent"]
        bulk(teacher, lesson, row(second_pupil, "absent", note="x"))
    with steps.at(NOW + timedelta(seconds=100)):
        tell()
    assert told(parent) == ["attendance.absent"] * 2


def test_late_correction_is_notified(lesson: Lesson, pupil: User, parent: User, teacher: User) -> None:
    steps.guard(parent, pupil)
    mark = ""
    for number, status in enumerate(("absent", "late", "absent", "present", "absent", "excused", "absent", None)):
        with steps.at(NOW + timedelta(minutes=2 * number)):
            if status:
                mark = bulk(teacher, lesson, row(pupil, status)).json["marks"][0]["id"]
            else:
                factories.client_for(teacher).delete(f"/attendance/{mark}/")
        with steps.at(NOW + timedelta(minutes=2 * number + 1)):
            tell()
    absent = "attendance.absent"
    assert told(parent) == [
        absent, "attendance.was_late", absent, "attendance.was_present", absent, "attendance.was_excused", absent,
        "attendance.withdrawn",
    ]  # fmt: skip


def miss(group: Group, teacher: User, pupil: User, days: int, status: str = "absent") -> None:
    """The pupil misses the lesson of that day, and the job tells of it."""
    lesson = steps.lesson_of(group, starts=STARTS + timedelta(days=days))
    with steps.at(lesson.starts_at + timedelta(minutes=5)):
        bulk(teacher, lesson, row(pupil, status))
    with steps.at(lesson.starts_at + timedelta(minutes=6)):
        tell()


def test_absences_in_a_row_alert_teachers_office_and_guardians_once(
    group: Group, pupil: User, parent: User, teacher: User, assistant: User, manager: User, other_teacher: User
) -> None:
    steps.guard(parent, pupil)
    SystemSettings.objects.update(absences_before_alert=3)
    people = (teacher, assistant, manager, parent)
    for days, status in enumerate(("absent", "absent", "excused")):
        miss(group, teacher, pupil, days, status)
    assert not AbsenceAlert.objects.exists()
    for days in (3, 4):
        miss(group, teacher, pupil, days)
    assert [told(person).count("attendance.alert") for person in people] == [1, 1, 1, 1]
    assert told(other_teacher) == []
    assert AbsenceAlert.objects.get().closed_at is None
    miss(group, teacher, pupil, 5, "late")
    assert AbsenceAlert.objects.get().closed_at is not None
    for days in (6, 7, 8):
        miss(group, teacher, pupil, days)
    assert [told(person).count("attendance.alert") for person in people] == [2, 2, 2, 2]
    assert AbsenceAlert.objects.filter(closed_at=None).count() == 1


def test_alerts_go_to_permitted_staff_of_the_branch(
    group: Group, pupil: User, teacher: User, manager: User, stranger: User
) -> None:
    SystemSettings.objects.update(absences_before_alert=1)
    elsewhere = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(elsewhere)
    role = OwnRole.objects.create(name={"en": "Reception"}, permissions=["attendance.hear_alerts"])
    User.objects.filter(pk=stranger.pk).update(own_role=role, all_branches=False)
    stranger.branches.add(group.branch)
    miss(group, teacher, pupil, 0)
    assert (told(manager), told(stranger)) == ([], ["attendance.alert"])


def test_alerts_can_be_switched_off(group: Group, pupil: User, teacher: User) -> None:
    SystemSettings.objects.update(absences_before_alert=0)
    for days in range(4):
        miss(group, teacher, pupil, days)
    assert not AbsenceAlert.objects.exists()
    assert told(teacher) == []


def test_worker_clock_behind_still_notifies(lesson: Lesson, pupil: User, parent: User, teacher: User) -> None:
    steps.guard(parent, pupil)
    with steps.at(NOW, tick=False):
        bulk(teacher, lesson, row(pupil, "absent"))
    with steps.at(NOW + GRACE - timedelta(seconds=3), tick=False):
        tell()
    assert told(parent) == ["attendance.absent"]
