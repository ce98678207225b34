"""What the access matrix stands on: every point of view, and one object of each kind with its foreign counterpart.

What has no prefix belongs to the child and their group; `other_<name>` is the same kind of thing of the other group,
which learns in the other branch.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts import models, services, tokens
from apps.analytics.services.runs import bring_up_to_date
from apps.attendance.models import Attendance, AttendanceStatus, Excuse, MakeUp
from apps.attendance.services import MarkInput, mark_pupil
from apps.core.local_days import get_local_day
from apps.core.models import BulkChange, StoredFile, Upload
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Category, Course, Group, Holiday, Import, Level, Membership, Placement
from apps.courses.services import add_to_waiting_list, end_membership, freeze_membership
from apps.homework.models import Assignment, Review
from apps.lessons.models import Lesson, Room, SkippedLesson
from apps.lessons.services import cancel_lesson, create_lesson
from apps.notifications.services import notify
from apps.portal.models import ErasureRequest
from apps.resources.models import Download, LessonResource, MediaFile
from apps.settings.models import AuditLog, Branch, SystemSettings
from tests import factories
from tests.access.side_effects import roll_back
from tests.access.world_analytics import create_report_objects, create_risk_objects
from tests.access.world_certificates import create_certificate_objects
from tests.access.world_chat import create_chat_objects
from tests.access.world_coins import create_coin_objects
from tests.access.world_forums import create_forum_objects
from tests.access.world_grading import create_grading_objects
from tests.access.world_kids import create_kid_objects
from tests.access.world_leads import create_lead_objects
from tests.access.world_learning import create_film_copy, create_learning_objects, create_playback
from tests.access.world_live import create_lesson_objects
from tests.access.world_messages import create_message_objects, create_text_objects
from tests.access.world_money import PIXEL, create_payment_objects
from tests.access.world_quizzes import create_lesson_quiz, create_quiz_objects
from tests.access.world_report_cards import create_report_card_objects
from tests.access.world_reviews import create_review_objects
from tests.access.world_support import create_support_objects
from tests.access.world_webhooks import create_webhook_objects
from tests.homework import submission_helpers

UNKNOWN = ("nobody", "malformed", "expired", "switched_off")
ROLES = {
    "child": Role.STUDENT, "pupil": Role.STUDENT, "former_pupil": Role.STUDENT, "other_pupil": Role.STUDENT,
    "parent": Role.PARENT, "blind_parent": Role.PARENT, "former_parent": Role.PARENT, "other_parent": Role.PARENT,
    "stranger": Role.MEMBER, "teacher": Role.TEACHER, "assistant": Role.TEACHER, "other_teacher": Role.TEACHER,
    "manager": Role.MANAGER, "manager_elsewhere": Role.MANAGER, "cashier": Role.MANAGER, "admin": Role.ADMIN,
}  # fmt: skip
PEOPLE = tuple(ROLES)
ONE_OF_A_KIND = ("child", "parent", "stranger", "teacher", "manager", "cashier", "admin")
"""One of each role: what depends on permissions and on where a rule looks, not on whom one is linked to."""
VIEWS = UNKNOWN + PEOPLE
CASHIER = ("groups.read_members", "groups.see_all", "payments.reconcile", "payments.webhooks", "webhooks.manage")


class World:
    """The cast and their things as attributes. Built once; every cell runs in a savepoint that is rolled back."""

    def __init__(self) -> None:
        self._people()
        self._groups()
        self._homework()
        self._registers()
        self._things()
        self._materials()
        self._imports()
        things: dict[str, Any] = {}
        for create in (
            create_payment_objects, create_coin_objects, create_review_objects, create_lesson_objects,
            create_message_objects, create_text_objects, create_webhook_objects, create_quiz_objects,
            create_grading_objects, create_certificate_objects, create_forum_objects, create_lead_objects,
            create_chat_objects, create_support_objects, create_learning_objects, create_risk_objects,
            create_report_card_objects, create_report_objects, create_kid_objects,
        ):  # fmt: skip
            things |= create(self)
        things["lesson_quiz"] = create_lesson_quiz(self.course, things["open_lesson"])
        self._keep("", **things, building=self.branch)
        self.login, self.password = "pupil@example.uz", "olma-bog'i-2031"
        services.set_password(user=self.pupil, password=self.password, actor=None)
        self.pupil.refresh_from_db()
        self.refresh = services.open_session(user=self.pupil, device="", address=None).refresh
        self.audited = AuditLog.objects.latest("pk").pk
        self._built, self._issued = time.monotonic(), dict[str, float]()
        self.clients: dict[str, factories.ApiClient] = {name: self._client(name) for name in VIEWS}
        self.playback_token = create_playback(self)
        self.film_copy = create_film_copy(self)
        bring_up_to_date()  # else each request that needs counted days counts them, and gives up after some seconds

    def _people(self) -> None:
        for name, role in (ROLES | {"switched_off": Role.ADMIN}).items():
            email = None if name == "child" else f"{name}@example.uz"
            setattr(self, name, factories.register_user(role, "Anvar", "Oripov", email=email))
        self.branch = factories.make_branch()
        self.other_branch = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
        self._update(self.manager_elsewhere, all_branches=False)
        self.manager_elsewhere.branches.add(self.other_branch)
        self.own_role = models.OwnRole.objects.create(name={"en": "Reception"}, permissions=["groups.read_members"])
        held = models.OwnRole.objects.create(name={"en": "Cashier"}, permissions=sorted(CASHIER))
        self._update(self.cashier, own_role=held, all_branches=False)
        self.cashier.branches.add(self.branch)
        self.archived_role = models.OwnRole.objects.create(
            name={"en": "Old"}, permissions=[], archived_at=timezone.now()
        )
        models.ChildProfile.objects.create(
            user=self.child, birth_date=date(2017, 3, 4), code="ANVAR7", pictures_hash="!"
        )
        self.institution = models.Institution.objects.create(name="110-maktab", folded="110-maktab", kind="school")
        self.kind, self.no_link = "recording", "no-link"
        self.pending = factories.register_user(Role.MEMBER, "Sardor", "Aliyev")
        self._update(self.pending, requested_role=Role.TEACHER)
        models.Consent.objects.create(person=self.child, kind="recording", given=True, text_version="1")
        nothing = {"sees_progress": False, "sees_recordings": False, "sees_payments": False}
        self.guardian = models.Guardian.objects.create(parent=self.parent, child=self.child, kind="mother")
        models.Guardian.objects.create(parent=self.blind_parent, child=self.child, kind="other", **nothing)
        self.ended_guardian = models.Guardian.objects.create(
            parent=self.former_parent, child=self.child, kind="father", ended_at=timezone.now()
        )
        self.erased_child = factories.register_user(Role.STUDENT, "Anvar", "Oripov", email=None)
        models.ChildProfile.objects.create(user=self.erased_child, birth_date=date(2016, 3, 4), code="ANVAR8")
        models.Guardian.objects.create(parent=self.parent, child=self.erased_child, kind="mother")
        self._update(self.erased_child, erased_at=timezone.now())
        self._update(self.other_pupil, birth_date=date(2000, 1, 1))
        self.other_guardian = models.Guardian.objects.create(
            parent=self.other_parent, child=self.other_pupil, kind="mother"
        )
        self.note = models.PersonNote.objects.create(
            person=self.child, author=self.admin, visibility="teachers", text="Short-sighted."
        )
        self.contact_person = models.ContactPerson.objects.create(
            person=self.child, name="Salima Oripova", relation="grandmother", phone="+998901112299"
        )
        people = (self.pupil, self.teacher, self.other_pupil)
        models.Consent.objects.bulk_create(
            models.Consent(person=p, kind="recording", given=True, text_version="1") for p in people
        )

    def _groups(self) -> None:
        self.course = factories.make_course()
        self.draft = Course.objects.create(title={"en": "German A1"}, slug="german-a1", language="en")
        self.category = Category.objects.create(name={"en": "Languages"}, slug="languages")
        self.level = Level.objects.get(code="C2")
        self.placement, self.other_placement = (
            Placement.objects.create(student=pupil, level=self.level, method="test", found_on=date(2026, 9, 2))
            for pupil in (self.child, self.other_pupil)
        )
        self.group = factories.make_group(
            branch=self.branch, course=self.course, name="A2 morning", teacher=self.teacher,
            assistants=(self.assistant,), pupils=(self.child, self.pupil, self.former_pupil),
        )  # fmt: skip
        self.other_group = factories.make_group(
            branch=self.other_branch, course=self.course, name="A2 evening", teacher=self.other_teacher,
            pupils=(self.other_pupil,),
        )  # fmt: skip
        self.membership = Membership.objects.get(student=self.child)
        self.other_membership = Membership.objects.get(student=self.other_pupil)
        self._more_groups()
        self.room = Room.objects.create(branch=self.branch, name="204")
        self.other_room = Room.objects.create(branch=self.other_branch, name="204")
        for prefix, branch in (("", self.branch), ("other_", self.other_branch)):
            days = {"starts_on": date(2027, 3, 21), "ends_on": date(2027, 3, 23)}
            setattr(self, f"{prefix}holiday", Holiday.objects.create(branch=branch, name={"en": "Navruz"}, **days))
        soon = timezone.now() + timedelta(days=2)
        for prefix, group in (("", self.group), ("other_", self.other_group)):
            setattr(self, f"{prefix}lesson", self._lesson(group, soon))
            slot = soon + timedelta(days=3)
            skipped = SkippedLesson.objects.create(
                group=group, slot=slot, ends_at=slot + timedelta(hours=1), teacher=group.lead_teacher, reason="clash"
            )
            setattr(self, f"{prefix}skipped_lesson", skipped)
        later = soon + timedelta(days=1)
        self.substituted = self._lesson(self.group, later, teacher=self.other_teacher)
        self.cancelled = self._lesson(self.group, later + timedelta(hours=2))
        cancel_lesson(actor=None, lesson=self.cancelled, reason="The teacher is ill")

    @staticmethod
    def _lesson(group: Group, starts_at: datetime, minutes: int = 60, **values: Any) -> Lesson:
        ends_at = starts_at + timedelta(minutes=minutes)
        return create_lesson(actor=None, group=group, starts_at=starts_at, ends_at=ends_at, **values)

    def _keep(self, prefix: str, **things: Any) -> None:
        for name, thing in things.items():
            setattr(self, prefix + name, thing)

    def _more_groups(self) -> None:
        for prefix, branch, teacher, group in (
            ("", self.branch, self.teacher, self.group),
            ("other_", self.other_branch, self.other_teacher, self.other_group),
        ):
            wanted: dict[str, Any] = {"branch": branch, "course": self.course, "teacher": teacher}
            away = factories.register_user(Role.STUDENT, "Anvar", "Oripov", email=None)
            spare = factories.make_group(**wanted, name="Spare", pupils=(away,))
            things = {
                "spare_group": spare,
                "empty_group": factories.make_group(**wanted, name="Empty"),
                "closed_group": factories.make_group(**wanted, name="Closed"),
                "frozen_membership": freeze_membership(
                    actor=None, membership=spare.memberships.get(), starts_on=date(2026, 9, 10)
                ),
                "waiting_entry": add_to_waiting_list(actor=None, group=group, student=self.pending),
            }
            Group.objects.filter(pk=things["closed_group"].pk).update(status="closed")
            self._keep(prefix, **things)

    def _homework(self) -> None:
        theirs = (("", self.group, self.child), ("other_", self.other_group, self.other_pupil))
        for take, (prefix, group, student) in enumerate(theirs):
            assignment = submission_helpers.assign_reading(group)
            attempt = submission_helpers.submit_and_score(
                assignment, student, submission_helpers.scored_result(80.0), take=take
            )
            Assignment.objects.filter(pk=assignment.pk).update(model_audio=attempt.file)
            spoken = Review.objects.create(
                homework=attempt.homework, reviewer=group.lead_teacher, decision="return", voice=attempt.file
            )
            fresh = submission_helpers.assign_reading(
                group, kind="text", reference_text="", instructions="Write about your summer."
            )
            self._keep(prefix, spoken_review=spoken, fresh_assignment=fresh)
            self._keep(prefix, open_homework=submission_helpers.get_homework(fresh, student))
            self._keep(prefix, assignment=assignment, attempt=attempt, homework=attempt.homework)
        end_membership(actor=None, membership=Membership.objects.get(student=self.former_pupil))

    def _registers(self) -> None:
        SystemSettings.objects.update(self_check_in=True)
        now = timezone.now()
        self.today = str(get_local_day(now, "Asia/Tashkent"))
        self.own_status = AttendanceStatus.objects.create(code="ill", name={"en": "Ill"}, counts_as="excused")
        for prefix, group, student in (("", self.group, self.child), ("other_", self.other_group, self.other_pupil)):
            running = self._lesson(group, now - timedelta(minutes=10), minutes=90)
            mark = self._mark(running, student)
            excuse = Excuse.objects.create(
                student=student, starts_on=self.today, ends_on=self.today, reason="Ill", asked_by=student
            )
            self._keep(prefix, running=running, mark=mark, excuse=excuse)
        self.missed, self.other_missed = self._mark(self.running, self.former_pupil), self.other_mark
        self.make_up = MakeUp.objects.create(mark=self._mark(self.running, self.pupil), lesson=self.substituted)

    @staticmethod
    def _mark(lesson: Lesson, student: models.User) -> Attendance:
        return mark_pupil(actor=None, lesson=lesson, mark_input=MarkInput(student=student.pk, status="absent"))

    def _things(self) -> None:
        values = {"type": "homework.assigned", "data": {"title": "Reading"}}
        self.notification = notify(user=self.child, **values)
        self.other_notification = notify(user=self.other_pupil, **values)
        for prefix, person in (("", self.child), ("other_", self.other_pupil)):
            setattr(self, f"{prefix}session", factories.sign_in(person).session)
        self.erasure = ErasureRequest.objects.create(person=self.former_pupil, requested_by=self.parent)
        self.ended_session = self._session(ended_at=timezone.now(), end_reason=models.EndReason.LOGOUT)
        self.expired_session = self._session(expires_at=timezone.now() - timedelta(days=1))
        self.looked_session = self._session(viewed_by=self.admin)
        self.invitation = self._invitation(self.branch)
        self.other_invitation = self._invitation(self.other_branch)
        with unit_of_work():
            self.job = jobs.enqueue(kind="gamification.announce_leaderboard", object_id=self.group.pk)
        claim = next(job for job in jobs.claim_jobs(queue="default", limit=50, worker="test") if job.id == self.job.pk)
        jobs.fail_job(claim, reason="ValueError: no", retry=False)

    def _materials(self) -> None:
        for prefix, lesson, teacher in (
            ("", self.lesson, self.teacher),
            ("other_", self.other_lesson, self.other_teacher),
        ):
            stored = StoredFile.objects.create(
                path=f"material/00/{prefix}words", sha256="0" * 64, size=9, content_type="application/pdf"
            )
            media = MediaFile.objects.create(file=stored, title="Words", kind="document", added_by=teacher)
            resource = LessonResource.objects.create(lesson=lesson, media=media, title="Words", added_by=teacher)
            self._keep("foreign_" if prefix else "", media=media)  # everybody who teaches may use it
            Download.objects.create(resource=resource, user=self.child)
            upload = Upload.objects.create(
                owner=teacher, token_sha256=f"{prefix}upload", purpose="material", key=f"material/00/{prefix}upload",
                name="words.pdf", size=9, expires_at=timezone.now() + timedelta(days=1),
            )  # fmt: skip
            self._keep(prefix, resource=resource, upload=upload)

    def _imports(self) -> None:
        form = {"form": {"kind": "csv", "encoding": "utf-8", "delimiter": ",", "sheet": ""}}
        senders = {
            "students_import": ("students", self.manager),
            "other_students_import": ("students", self.manager_elsewhere),
            "leads_import": ("leads", self.manager),
            "other_leads_import": ("leads", self.manager_elsewhere),
            "marks_import": ("attendance", self.teacher),
            "other_marks_import": ("attendance", self.other_teacher),
        }
        for name, (kind, sender) in senders.items():
            setattr(self, name, Import.objects.create(kind=kind, by=sender, dry_run=False, state="done", options=form))
        for prefix, sender, group in (
            ("", self.manager, self.group),
            ("other_", self.manager_elsewhere, self.other_group),
        ):
            context = {"groups": [str(group.pk)]}
            self._keep(prefix, bulk_change=BulkChange.objects.create(kind="members.add", by=sender, context=context))

    def _session(self, **values: Any) -> models.Session:
        session = factories.sign_in(self.child).session
        assert session is not None
        models.Session.objects.filter(pk=session.pk).update(**values)
        return session

    def _invitation(self, branch: Branch) -> models.Invitation:
        invitation = models.Invitation.objects.create(
            email=f"{branch.name}@example.uz", role=Role.STUDENT, token_sha256=branch.name, invited_by=self.admin,
            expires_at=timezone.now() + timedelta(days=3),
        )  # fmt: skip
        invitation.branches.add(branch)
        return invitation

    def _client(self, name: str) -> factories.ApiClient:
        if name == "nobody":
            return factories.ApiClient()
        if name == "malformed":
            return factories.ApiClient(token="not-a-token")
        if name == "expired":
            with time_machine.travel(timezone.now() - timedelta(minutes=6), tick=False):
                return factories.sign_in(self.admin)
        client = factories.sign_in(getattr(self, name))
        assert client.session is not None
        models.Session.objects.filter(pk=client.session.pk).update(step_up_at=timezone.now() + timedelta(days=1))
        if name == "switched_off":
            self._update(self.switched_off, is_active=False)
        return client

    def client(self, view: str) -> factories.ApiClient:
        """The client of a point of view; people's tokens are renewed each minute, as they live for five."""
        client = self.clients[view]
        if view in PEOPLE and time.monotonic() - self._issued.get(view, self._built) > 60:
            assert client.session is not None
            client.token = tokens.issue_access_token(client.session)
            self._issued[view] = time.monotonic()
        return client

    @staticmethod
    def _update(user: models.User, **values: Any) -> None:
        models.User.objects.filter(pk=user.pk).update(**values)
        user.refresh_from_db()

    def value(self, name: str) -> Any:
        """What `@name` stands for: an object's id, or a plain value."""
        thing = getattr(self, name)
        return str(thing.pk) if isinstance(thing, Model) else thing

    def filled(self, values: Any) -> Any:
        """The same values with every `@name` replaced."""
        if isinstance(values, dict):
            return {key: self.filled(value) for key, value in values.items()}
        if isinstance(values, list):
            return [self.filled(value) for value in values]
        if isinstance(values, str) and values.startswith("@"):
            return self.value(values[1:])
        return values

    @property
    def pupils_table(self) -> SimpleUploadedFile:
        """A table of pupils to take in."""
        return SimpleUploadedFile("pupils.csv", b"Name,Phone\r\nAli Karimov,+998901234567\r\n")

    @property
    def marks_table(self) -> SimpleUploadedFile:
        """A table of marks to take in."""
        return SimpleUploadedFile("marks.csv", b"Group,Name,Day,Mark\r\nA2 morning,Ali Karimov,2026-09-01,+\r\n")

    @property
    def subtitle_file(self) -> SimpleUploadedFile:
        """Subtitles of a film."""
        return SimpleUploadedFile("film.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nGood morning!")

    @property
    def photo(self) -> SimpleUploadedFile:
        """The photo of a transfer."""
        return SimpleUploadedFile("transfer.png", PIXEL)

    @property
    def clip(self) -> SimpleUploadedFile:
        """A recording to submit; another take than the one that was."""
        return submission_helpers.build_upload(more=b"\0\0")


def module_world(blocker: Any, build: Callable[[], World] = World) -> Iterator[World]:
    """The body of a fixture of module scope: a world inside one transaction that is rolled back at the end."""
    with blocker.unblock(), roll_back():
        yield build()
