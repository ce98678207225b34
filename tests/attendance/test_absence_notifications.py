"""Guardians hear of an absence within a minute, of a slip never; after several in a row everybody hears."""

from datetime import timedelta

from apps.accounts.models import OwnRole, User
from apps.attendance.models import AbsenceAlert
from apps.courses.models import Group
from apps.jobs.models import Job
from apps.notifications.models import Notification
from apps.settings.models import Branch, SystemSettings
from tests.attendance import register_requests
from tests.attendance.register_requests import NOW, STARTS, list_notification_types, mark_row, send_marks, travel_to
from tests.factories import client_for

GRACE = timedelta(seconds=45)


def test_absence_is_notified_once_within_a_minute(lesson, pupil, second_pupil, parent, stranger, teacher):
    register_requests.add_guardian(parent, pupil)
    register_requests.add_guardian(stranger, pupil, sees_progress=False)
    send_marks(teacher, lesson, mark_row(pupil, "absent"), mark_row(second_pupil))
    job = Job.objects.get(kind="attendance.tell_absences")
    assert GRACE <= job.run_at - NOW < timedelta(minutes=1)
    register_requests.run_absence_jobs(job.run_at)
    with travel_to(NOW + timedelta(minutes=5)):
        send_marks(teacher, lesson, mark_row(pupil, "absent", note="No call"))
    register_requests.run_absence_jobs(NOW + timedelta(minutes=6))
    notice = Notification.objects.get(user=parent)
    assert notice.type == "attendance.absent"
    expected = ["Jasur Oripov", "A2 morning", "07.09.2026", "10:00"]
    assert [notice.data[name] for name in ("student", "group", "day", "time")] == expected
    assert (list_notification_types(stranger), list_notification_types(pupil)) == ([], [])


def test_quickly_corrected_mark_is_not_notified(lesson, pupil, parent, teacher):
    register_requests.add_guardian(parent, pupil)
    send_marks(teacher, lesson, mark_row(pupil, "absent"))
    with travel_to(NOW + timedelta(seconds=30)):
        send_marks(teacher, lesson, mark_row(pupil, "present"))
    for later in (45, 80):
        register_requests.run_absence_jobs(NOW + timedelta(seconds=later))
    assert list_notification_types(parent) == []


def test_recent_change_waits_for_its_own_job(lesson, pupil, second_pupil, parent, teacher):
    register_requests.add_guardian(parent, pupil)
    register_requests.add_guardian(parent, second_pupil)
    send_marks(teacher, lesson, mark_row(pupil, "absent"))
    with travel_to(NOW + timedelta(seconds=40)):
        send_marks(teacher, lesson, mark_row(second_pupil, "absent"))
    register_requests.run_absence_jobs(NOW + timedelta(seconds=50))
    with travel_to(NOW + timedelta(seconds=51)):
        assert list_notification_types(parent) == ["attendance.absent"]
        send_marks(teacher, lesson, mark_row(second_pupil, "absent", note="x"))
    register_requests.run_absence_jobs(NOW + timedelta(seconds=100))
    assert list_notification_types(parent) == ["attendance.absent"] * 2


def test_late_correction_is_notified(lesson, pupil, parent, teacher):
    register_requests.add_guardian(parent, pupil)
    mark = ""
    for number, status in enumerate(("absent", "late", "absent", "present", "absent", "excused", "absent", None)):
        with travel_to(NOW + timedelta(minutes=2 * number)):
            if status:
                mark = send_marks(teacher, lesson, mark_row(pupil, status)).json["marks"][0]["id"]
            else:
                client_for(teacher).delete(f"/attendance/{mark}/")
        register_requests.run_absence_jobs(NOW + timedelta(minutes=2 * number + 1))
    types = ["absent", "was_late", "absent", "was_present", "absent", "was_excused", "absent", "withdrawn"]
    assert list_notification_types(parent) == [f"attendance.{name}" for name in types]


def miss(group: Group, teacher: User, pupil: User, days: int, status: str = "absent") -> None:
    """The pupil misses the lesson of that day, and the job tells of it."""
    lesson = register_requests.create_group_lesson(group, starts=STARTS + timedelta(days=days))
    with travel_to(lesson.starts_at + timedelta(minutes=5)):
        send_marks(teacher, lesson, mark_row(pupil, status))
    register_requests.run_absence_jobs(lesson.starts_at + timedelta(minutes=6))


def test_absences_in_a_row_alert_teachers_office_and_guardians_once(
    group, pupil, parent, teacher, assistant, manager, other_teacher
):
    register_requests.add_guardian(parent, pupil)
    SystemSettings.objects.update(absences_before_alert=3)
    people = (teacher, assistant, manager, parent)
    for days, status in enumerate(("absent", "absent", "excused")):
        miss(group, teacher, pupil, days, status)
    assert not AbsenceAlert.objects.exists()
    for days in (3, 4):
        miss(group, teacher, pupil, days)
    assert [list_notification_types(person).count("attendance.alert") for person in people] == [1, 1, 1, 1]
    assert list_notification_types(other_teacher) == []
    assert AbsenceAlert.objects.get().closed_at is None
    miss(group, teacher, pupil, 5, "late")
    assert AbsenceAlert.objects.get().closed_at is not None
    for days in (6, 7, 8):
        miss(group, teacher, pupil, days)
    assert [list_notification_types(person).count("attendance.alert") for person in people] == [2, 2, 2, 2]
    assert AbsenceAlert.objects.filter(closed_at=None).count() == 1


def test_alerts_go_to_permitted_staff_of_the_branch(group, pupil, teacher, manager, stranger):
    SystemSettings.objects.update(absences_before_alert=1)
    elsewhere = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(elsewhere)
    role = OwnRole.objects.create(name={"en": "Reception"}, permissions=["attendance.hear_alerts"])
    User.objects.filter(pk=stranger.pk).update(own_role=role, all_branches=False)
    stranger.branches.add(group.branch)
    miss(group, teacher, pupil, 0)
    assert (list_notification_types(manager), list_notification_types(stranger)) == ([], ["attendance.alert"])


def test_alerts_can_be_switched_off(group, pupil, teacher):
    SystemSettings.objects.update(absences_before_alert=0)
    for days in range(4):
        miss(group, teacher, pupil, days)
    assert not AbsenceAlert.objects.exists()
    assert list_notification_types(teacher) == []


def test_worker_clock_behind_still_notifies(lesson, pupil, parent, teacher):
    register_requests.add_guardian(parent, pupil)
    with travel_to(NOW, tick=False):
        send_marks(teacher, lesson, mark_row(pupil, "absent"))
    register_requests.run_absence_jobs(NOW + GRACE - timedelta(seconds=3), tick=False)
    assert list_notification_types(parent) == ["attendance.absent"]
