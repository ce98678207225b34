"""A small centre with something on every page: the demo's people and money, homework in every state, a lesson that is
on, what waits and what is stuck, names and titles that are long, and people who have nothing yet.
"""

from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import av
import numpy as np
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.accounts.models import ChildProfile, ConsentKind, Guardian, User
from apps.accounts.services.consents import answer_consent
from apps.attendance.services.excuses import request_excuse
from apps.core.local_days import get_local_day
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership
from apps.gamification.services import shop_management
from apps.grading.scales import Band
from apps.grading.services.scales import create_scale
from apps.homework.models import Homework, ProcessingStage
from apps.homework.services.scoring import set_attempt_stage
from apps.jobs.models import Job
from apps.lessons.models import FeedbackRequest, FeedbackRound
from apps.lessons.services import create_lesson
from apps.notifications.models import Notification, NotificationLog
from apps.notifications.services import notify
from apps.payments.models import Payment
from apps.portal.notification_types import ANNOUNCED
from ml import fingerprint as prints
from project.demo import school
from tests import factories
from tests.attendance.register_requests import mark_row, send_marks
from tests.homework import request_helpers, submission_helpers
from tests.homework.record import CLIPS
from tests.imports.table_uploads import import_table, make_csv
from tests.pages.awarded_certificates import award_certificates
from tests.pages.browser import PASSWORD, make_login
from tests.pages.forum_talk import report_text, talk_in_group
from tests.pages.office_views import list_brief_office_views, list_office_views
from tests.pages.quiz_to_mark import write_quiz_to_mark
from tests.pages.role_views import (
    BRIEF,
    ENTRY,
    list_parent_views,
    list_pupil_views,
    list_talk_views,
    list_teacher_views,
)
from tests.pages.viewed_pages import ViewedPage, Viewer
from tests.pages.written_chat import write_chat
from tests.pages.written_course import publish_course_to_learn, write_course
from tests.pages.written_gradebook import write_gradebook
from tests.pages.written_kids import write_skills
from tests.pages.written_leads import write_leads
from tests.pages.written_quiz import SHOWN, take_quiz, write_quiz
from tests.pages.written_report_cards import write_figure, write_report_cards
from tests.pages.written_tickets import write_ticket
from tests.payments import payment_data as paying
from tests.quizzes.quiz_helpers import start
from tests.resources.sample_files import picture

SIZE = school.CentreSize(pupils=36, groups=3, weeks=6, months=2)
LONG_NAME = ("Abdurahmonjon-Muhammadyusuf", "Xoʻjamurodov-Toshpoʻlatzoda")
LONG_TITLE = "Reading 7: an unbelievably uncomfortable transcontinental railway journey and what came of it"


@dataclass(frozen=True)
class SmallCentre:
    """Everybody who looks, and the office with each of its pages."""

    people: tuple[Viewer, ...]
    office: Viewer
    password: str = PASSWORD

    def told(self, *, brief=False):
        """As the browser's side reads it: every page, or one of each kind."""
        people = [asdict(person) for person in self.people]
        if brief:
            people = [
                person | {"pages": [page for page in person["pages"] if page["name"] in BRIEF]} for person in people
            ]
        return {"people": people, "password": self.password}

    def told_of_talk(self):
        """The same with forums, chat and moderation alone, for everybody who has them, the office too."""
        people = [replace(person, pages=list_talk_views(person.pages)) for person in (*self.people, self.office)]
        return {"people": [asdict(person) for person in people if person.pages], "password": self.password}

    def told_of_office(self, *, brief=False):
        """The same with the office alone: every page, or one of each kind."""
        pages = list_brief_office_views() if brief else self.office.pages
        return {"people": [asdict(replace(self.office, pages=pages))], "password": self.password}


@contextmanager
def create_small_centre():
    """Make it in the empty database."""
    school.build_demo_centre(SIZE)
    try:
        yield _Making().centre()
    finally:
        school.get_demo_centre_file().unlink(missing_ok=True)


class _Making:
    """The steps, in the order in which they happened."""

    def __init__(self):
        self.now = timezone.now()
        groups = Group.objects.select_related("lead_teacher", "branch", "course").filter(course__language="en")
        self.group = groups.order_by("-seats_taken")[0]
        open_ones = self.group.memberships.filter(left_on__isnull=True, status="active")
        self.pupils = [item.student for item in open_ones.select_related("student").order_by("student__email")]
        guarded = set(Guardian.objects.filter(child__in=self.pupils).values_list("child", flat=True))
        self.pupil = next(pupil for pupil in self.pupils if pupil.pk in guarded)
        self.others = [pupil for pupil in self.pupils if pupil != self.pupil]
        self.teacher = self.group.lead_teacher
        self.office = User.objects.get(email="office@demo.example")
        self.admin = User.objects.get(email="admin@demo.example")
        self.parent = Guardian.objects.filter(child=self.pupil).select_related("parent").order_by("id")[0].parent

    def centre(self):
        """Make everything; who looks at it."""
        self._names()
        lesson = self._lesson()
        mine = self._homework()
        self._family()
        self._money()
        self._office_things()
        self._feedback()
        large, single = self._other_groups()
        debtor = self._debtor()
        online, online_lesson = publish_course_to_learn(self.teacher, self.pupil, self.admin)
        quiz = write_quiz(self.admin, title=LONG_TITLE, time_limit=7200, attempts_allowed=0, **SHOWN)
        written = write_quiz_to_mark(self.teacher, self.group, self.others[:3])
        pupils = [self.pupil, *self.others]
        gradebook, marked_item = write_gradebook(self.teacher, self.admin, self.group, written["quiz"], pupils)
        template = award_certificates(self.admin, self.group.course, [self.pupil, *self.others])
        room, conversation = write_chat(self.group, self.pupil, self.parent, self.others[3])
        learnt = {
            "gradebook": gradebook, "online": online, "online_lesson": online_lesson, "quiz": quiz["id"],
            "discussion": talk_in_group(self.group, self.pupil, self.teacher),
        }  # fmt: skip
        people = (
            Viewer("nobody", "", ENTRY),
            self._of("pupil", self.pupil, *list_pupil_views(
                message=self._tell(self.pupil), lesson=lesson.pk, quiz_attempt=start(self.pupil, quiz)["id"], room=room,
                ticket=write_ticket(self.pupil, self.admin), **mine, **learnt)),
            self._of("teacher", self.teacher, *list_teacher_views(
                message=self._tell(self.teacher), lesson=lesson.pk, group=self.group.pk, large=large.pk,
                single=single.pk, pupil=self.others[3].pk, assignment=self.garden, homework=self.heard,
                course=self.group.course_id, course_lesson=write_course(self.group.course, self.teacher),
                written=written, marked_item=marked_item, case=report_text(self.others[0], self.pupil), room=room,
                quiz_attempt=take_quiz(self.teacher, quiz), ticket=write_ticket(self.teacher, self.admin),
                report_cards=write_report_cards(self.group, self.teacher, pupils),
                kid=write_skills(self.teacher, self.admin, self.pupil),
                figure=write_figure(self.teacher), **learnt)),
            self._of("parent", self.parent, *list_parent_views(
                message=self._tell(self.parent), homework=mine["words"], child=self.pupil.pk,
                room=conversation, quiz_attempt=take_quiz(self.parent, quiz),
                ticket=write_ticket(self.parent, self.admin), **learnt)),
            self._of("office", self.admin, ViewedPage("home", ""), ViewedPage("proofs", "proofs"),
                     ViewedPage("photo", "proofs", press=(".card button",)),
                     ViewedPage("taking", "proofs", press=(".card button", ".card button.main"), modal=True),
                     ViewedPage("excuses", "excuses"),
                     ViewedPage("marks", "marks"), ViewedPage("mark-import", f"marks/{self.marks}"),
                     ViewedPage("groups", "groups"), ViewedPage("rooms", "rooms"),
                     ViewedPage("figures", "figures"), ViewedPage("imports", "imports"),
                     ViewedPage("import", f"imports/{self.table}"), ViewedPage("stuck", "stuck"),
                     ViewedPage("opening", "opening"), ViewedPage("messages", "messages"),
                     ViewedPage("till", f"cash/{debtor}"), ViewedPage("card", f"pupils/{debtor}"),
                     ViewedPage("timetable", "timetable")),
            *self._newcomers(),
        )  # fmt: skip
        office = next(person for person in people if person.name == "office")
        lead = write_leads(self.office, self.group)
        mine = (
            ViewedPage("lead-page", f"leads/{lead}"),
            ViewedPage("skills-map", f"skills-map/{self.group.pk}"), ViewedPage("kid", f"kid/{self.pupil.pk}"),
            ViewedPage("group-page", f"groups/{self.group.pk}"), ViewedPage("take", f"cash/{self.pupil.pk}"),
            ViewedPage("pupil-page", f"pupils/{self.others[3].pk}"), ViewedPage("register", f"register/{lesson.pk}"),
            ViewedPage("import", f"imports/{self.table}"), ViewedPage("mark-import", f"marks/{self.marks}"),
            ViewedPage("certificate-template", f"certificate-template/{template}"),
            ViewedPage("qr-sheet", f"qr-sheet/{self.group.pk}"),
            ViewedPage("qr-cards", f"qr-sheet/{large.pk}", press=("main button.main",)),
            ViewedPage("child-card", f"pupils/{self.pupil.pk}", deed="new child card", modal=True),
            ViewedPage("two-pupils", "/".join(["doubles", *map(str, self._doubles())])),
        )  # fmt: skip
        return SmallCentre(people, replace(office, pages=list_office_views(*mine)))

    def _of(self, name, user, *pages):
        return Viewer(name, make_login(user, locale="en"), pages)

    def _debtor(self):
        """A pupil who owes for a month and has a parent, without the long titles of the others."""
        guarded = Guardian.objects.filter(ended_at__isnull=True).values("child")
        latin = Payment.objects.filter(status="overdue", student__in=guarded, student__first_name__regex="^[A-Z]")
        overdue = latin.exclude(student=self.pupil)
        return overdue.order_by("-amount", "pk").values_list("student", flat=True)[0]

    def _names(self):
        self.group.name, self.group.folded = "English B1 · evening", "english b1 evening"
        self.group.save(update_fields=["name", "folded"])
        long = self.others[3]
        long.first_name, long.last_name = LONG_NAME
        long.save(update_fields=["first_name", "last_name"])

    def _lesson(self):
        """One that began a quarter of an hour ago, with some marks."""
        starts = self.now.replace(minute=self.now.minute // 5 * 5, second=0, microsecond=0) - timedelta(minutes=15)
        lesson = create_lesson(
            actor=self.office, group=self.group, starts_at=starts, ends_at=starts + timedelta(minutes=90),
            topic="Unit 4: In the old garden", force=True, reason="An extra lesson",
        )  # fmt: skip
        codes = ("present", "present", "late", "present", "absent", "present", "excused")
        marks = [mark_row(pupil, code) for pupil, code in zip(self.pupils, codes, strict=False)]
        answer = send_marks(self.teacher, lesson, *marks)
        assert answer.status == 200, answer.json
        return lesson

    def _homework(self):
        """The newest is on the wall with a line of each kind; the pupil has one of each sort to open."""
        soon = self.now + timedelta(days=1)
        street = submission_helpers.assign_reading(self.group, title="Unit 3: One street", deadline=soon)
        client = factories.client_for(self.teacher)
        written = request_helpers.post_assignment(client, self.group, "text", title="Unit 3: My family")
        spoken = request_helpers.post_assignment(client, self.group, "speaking", title="Unit 3: Summer")
        long = submission_helpers.assign_reading(self.group, title=LONG_TITLE, deadline=self.now + timedelta(days=3))
        garden = submission_helpers.assign_reading(self.group, title="Unit 4: In the old garden", deadline=soon)
        submission_helpers.submit_and_score(street, self.pupil, submission_helpers.scored_result(61.0), take=1)
        result = add_words_of_each_kind(add_waveform(submission_helpers.recorded_result()))
        submission_helpers.submit_and_score(street, self.pupil, result, take=2)
        self._wall(garden)
        self.garden = garden.pk
        homework = Homework.objects.filter(student=self.pupil)
        pages = {"reading": long, "words": street, "writing": written, "spoken": spoken}
        return {name: homework.get(assignment=assignment).pk for name, assignment in pages.items()}

    def _wall(self, assignment):
        kinds = [
            submission_helpers.refused_result("OFF_SCRIPT"), submission_helpers.refused_result("NO_SPEECH"),
            submission_helpers.uncertain_result(),
        ]  # fmt: skip
        scores = map(submission_helpers.scored_result, (92.4, 88.0, 81.5, 76.0, 70.3, 64.0))
        kinds += map(add_words_of_each_kind, scores)
        for take, (student, result) in enumerate(zip(self.others, kinds, strict=False)):
            submission_helpers.submit_and_score(assignment, student, result, take=10 + take)
        self.heard = Homework.objects.get(assignment=assignment, student=self.others[3]).pk
        left = self.others[len(kinds) : len(kinds) + 2]
        assert len(left) == 2, f"the group has only {len(self.pupils)} pupils"
        first, _second = (
            submission_helpers.submit_recording(assignment, student, take=take) for take, student in enumerate(left, 40)
        )
        set_attempt_stage(claim=submission_helpers.claim_job(first), stage=ProcessingStage.TRANSCRIBING)

    def _family(self):
        """The parent looks after two children, and has not answered yet all that is asked; one excuse waits."""
        own = set(Guardian.objects.filter(parent=self.parent).values_list("child", flat=True))
        sister = next(other for other in self.others if other.pk not in own)
        Guardian.objects.create(parent=self.parent, child=sister, kind="mother")
        for child, code in ((self.pupil, "048213"), (sister, "048214")):
            ChildProfile.objects.create(user=child, birth_date=date(2015, 3, 4), code=code)
            answer_consent(actor=self.parent, person=child, kind=ConsentKind.RECORDING, given=True, version="1")
        today = get_local_day(self.now, self.group.local_zone)
        request_excuse(
            actor=self.parent, student=self.pupil, starts_on=today + timedelta(days=2),
            ends_on=today + timedelta(days=4), reason="We visit the grandparents in Samarqand.",
        )  # fmt: skip

    def _money(self):
        paying.create_payment_due(self.pupil, self.group, title="Tuition, one month", due_in=-3)
        paying.create_payment_due(self.pupil, self.group, 12_000_000, title="Books", due_in=9)
        shift = paying.open_shift(paying.create_cash_desk(self.group.branch, "Front desk, evening"), self.office)
        for student in self.others[:6]:
            paying.pay_cash(paying.create_payment_due(student, self.group), shift)
        books = paying.create_payment_due(self.pupil, self.group, 20_000_000, title=LONG_TITLE, due_in=2)
        photo = SimpleUploadedFile("transfer.png", picture(size=(300, 500)), "image/png")
        sent = factories.client_for(self.parent).post(
            f"/payments/{books.pk}/proof/", form={"note": "From my card, on the way home"}, files={"file": photo}
        )
        assert sent.status == 201, sent.json
        paying.top_up(self.others[3], self.group.branch, 90_000_000, self.office)

    def _office_things(self):
        """A table with lines that cannot be taken, work and a message that are stuck, something to buy, a scale."""
        bands = [Band(lower=Decimal(lower), word=word) for lower, word in ((0, "Not yet"), (56, "Good"), (86, "Great"))]
        create_scale(actor=self.admin, name="Our three words", bands=bands)
        head = ("Имя", "Фамилия", "Телефон", "Группа", "Дата рождения")
        rows = [(f"Anvar{'oo'[: n % 3]}", "Karimov", f"9012345{n:02}", self.group.name, "") for n in range(8)]
        bad = [("", "Karimova", "90", "no such group", "31.02.2015"), ("Ольга", "Ким", "phone", self.group.name, "x")]
        self.table = import_table(self.office, make_csv(head, *rows, *bad), dry_run="true")["id"]
        marks = ("Name", "Day", "Mark")
        days = [(self.others[0].full_name, "2026-09-28", "+"), (" ".join(LONG_NAME), "31.02.2026", "perhaps")]
        checked = {"dry_run": "true", "group": str(self.group.pk)}
        self.marks = import_table(self.office, make_csv(marks, *days), "/attendance/imports/", **checked)["id"]
        wares = {"A sticker": 1, "Exercise book": 20, "A cup with the centre’s name": 90, "A day off homework": 400}
        for name, price in wares.items():
            values = {"name": dict.fromkeys(("uz", "ru", "en"), name), "price": price}
            shop_management.add_shop_item(actor=self.admin, values=values)
        Job.objects.create(
            kind="notifications.send_sms", queue="default", state="dead", failures=5, finished_at=self.now,
            reason="The provider did not answer within 20 seconds, five times in a row.",
        )  # fmt: skip
        sent = Notification.objects.filter(user=self.parent).order_by("id").first()
        assert sent is not None
        NotificationLog.objects.create(
            notification=sent, user=sent.user, type=sent.type, channel="email", state="failed", reason="unreachable",
            due_at=self.now, worth_until=self.now,
        )  # fmt: skip

    def _feedback(self):
        """The pupil is asked about the teacher; an earlier month has a result."""
        about = {"group": self.group, "teacher": self.teacher, "asked": 9}
        closes_at = self.now + timedelta(days=5)
        asked = FeedbackRound.objects.create(month=date(2026, 10, 1), closes_at=closes_at, **about)
        FeedbackRequest.objects.create(round=asked, student=self.pupil)
        result = {"answered": 6, "stars": [0, 1, 0, 2, 3], "words": ["Good.", "We speak a lot and laugh. " * 20]}
        FeedbackRound.objects.create(month=date(2026, 9, 1), closes_at=self.now, closed_at=self.now, **about, **result)

    def _doubles(self):
        """One pupil who was entered twice, in two scripts."""
        same = {"birth_date": date(2012, 5, 6), "phone": None}
        first = factories.make_user(Role.STUDENT, "Malika", "Karimova", **same)
        second = factories.make_user(Role.STUDENT, "Малика", "Каримова", email=None, **same)
        Membership.objects.create(group=self.group, student=first, joined_on=date(2026, 9, 1))
        paying.top_up(second, self.group.branch, 20_000_000, self.office)
        return first.pk, second.pk

    def _tell(self, user):
        """A message that leads nowhere, so that it is read by itself."""
        text = "On Saturday the centre is open from nine to one. " * 6
        with unit_of_work():
            return notify(user=user, type=ANNOUNCED, data={"title": LONG_TITLE, "text": text}).pk

    def _other_groups(self):
        """One of forty, some of them with names of eighty characters, and one of a single pupil."""
        pupils = [
            factories.make_user(Role.STUDENT, f"Lola{'abcdefg'[n % 7] * (n // 7 + 1)}", "Rahmonova") for n in range(38)
        ]
        pupils += [factories.make_user(Role.STUDENT, letter * 40, LONG_NAME[1][:20] * 2) for letter in "AB"]
        own = {"branch": self.group.branch, "course": self.group.course, "teacher": self.teacher}
        large = factories.make_group(name="Ingliz tili A1 · ertalabki katta guruh", **own)
        Group.objects.filter(pk=large.pk).update(capacity=40)
        for pupil in pupils:
            Membership.objects.create(group=large, student=pupil, joined_on=date(2026, 9, 1))
        return large, factories.make_group(name="Speaking club", pupils=[self.others[3]], **own)

    def _newcomers(self):
        """Who has nothing yet."""
        wanted = {
            Role.STUDENT: ("coins", "payments", "messages", "progress", "materials", "calendar"),
            Role.TEACHER: ("review", "assignments", "excuses", "account"),
            Role.PARENT: ("absence", "payments", "letters", "consents"),
        }
        for role, paths in wanted.items():
            person = factories.make_user(role, "Yangi", "Kelgan")
            pages = (ViewedPage(path or "home", path) for path in ("", *paths))
            yield self._of(f"new-{role.value}", person, *pages, ViewedPage("again", "", deed="interrupt", modal=True))


def add_words_of_each_kind(result):
    """The same with a word of each kind."""
    kinds = {4: "near", 12: "wrong", 17: "near", 24: "omitted", 33: "repeated", 45: "self_corrected", 52: "wrong"}
    words = []
    for word in result.words:
        kind = kinds.get(word.index)
        if kind == "omitted":
            word = replace(word, class_=kind, heard="", start=None, end=None, probability=None)
        elif kind:
            word = replace(word, class_=kind, heard="" if kind != "wrong" else "fear")
        words.append(word)
    return replace(result, words=tuple(words))


def add_waveform(result, clip="good-adult.webm"):
    """With the picture of this clip's sound."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=prints.RATE)
    with av.open(str(CLIPS / clip)) as file:
        pieces = [piece.to_ndarray()[0] for frame in file.decode(audio=0) for piece in resampler.resample(frame)]
    samples = np.concatenate(pieces).astype(np.float32)
    return replace(result, peaks=prints.compute_waveform(samples), fingerprint=prints.compute_fingerprint(samples))
