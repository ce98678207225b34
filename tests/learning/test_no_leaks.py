"""What is draft, locked or not paid for reaches no one by any reading operation, event, search, public page or file.

A crawler walks all of them as several people and looks for marker words and ids. As the owner it finds them all.
"""

import re
from datetime import timedelta
from uuid import UUID

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.core.money import Money
from apps.core.permissions import Role
from apps.courses.models import CourseTeacher
from apps.courses.services import change_course
from apps.events.models import Stream
from apps.homework.models import Assignment, Homework
from apps.learning.models import Enrollment, EnrollmentSource
from apps.learning.services import end_enrollment, enrol_user, freeze_enrollment
from apps.resources.services.course_files import add_request_file
from apps.settings.services import update_system_settings
from realtime.streams import can_listen, get_snapshot_or_events_after
from tests import factories
from tests.access.operations import OPERATIONS
from tests.factories import client_for, make_django_client
from tests.homework.test_course_tasks import task_block
from tests.learning.course_writing import Author, text_block

pytestmark = pytest.mark.django_db(transaction=True)

KNOW_COURSES = re.compile(
    r"/(courses/(courses|lessons|modules|enrollments|learning)|homework|resources|search|directory)/"
)
"""Paths of operations that know of courses. The others, and ids of other things, are tried in the slow test."""
PUBLIC_PAGES = ("courses/", "courses/?q=zq", "courses/leaky/", "tutors/")
LINK = re.compile(rb'"(/api/v1/files/[^"]+)"')
PDF = (
    b"%%PDF-1.4\n%%%s\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n"
)


class Course:
    """A course with a preview, a lesson to pay for, a locked one, a draft, an edited one and a deleted one.

    `markers`: by part, the words and ids that stand in it alone.
    """

    def __init__(self, teacher, admin):
        self.course = factories.make_course(slug="leaky")
        CourseTeacher.objects.create(course=self.course, teacher=teacher)
        change_course(course=self.course, actor=admin, mode="online", prices=[Money(9_000_000, "UZS")])
        self.teacher, self.author = teacher, Author(client_for(teacher), self.course)
        self.markers, self.ids = {}, []
        self.module = self.author.add_module("Open module")
        far = [{"rule": "on_date", "at": (timezone.now() + timedelta(days=30)).isoformat()}]
        self.preview = self.write("preview", self.module, is_preview=True)
        self.paid = self.write("paid", self.module)
        self.write("locked", self.module, opens=far)
        deleted = self.write("deleted", self.module)
        self.author.client.delete(f"/courses/lessons/{deleted['id']}/draft/")
        self.markers["deleted"] = {"zqdeletedtitle", deleted["id"]}
        self.author.publish()
        self.author.save(self.paid, title="zqeditedtitle", blocks=[*self.paid["blocks"], text_block("zqeditedtext")])
        self.markers["edited"] = {"zqeditedtitle", "zqeditedtext"}
        self.write("draft", self.author.add_module("zqdraftmodule"))
        self.markers["draft"].add("zqdraftmodule")

    def write(self, part, module, **values):
        """A lesson whose title, text, file name and bytes have marker words."""
        sent = SimpleUploadedFile(f"zq{part}name.pdf", PDF % f"zq{part}bytes".encode(), "application/pdf")
        file = add_request_file(actor=self.teacher, course=self.course, upload=sent)
        blocks = [
            text_block(f"zq{part}text"),
            task_block(title=f"zq{part}task"),
            {"id": str(UUID(int=len(self.markers) + 7)), "kind": "pdf", "file": str(file.pk), "title": f"zq{part}file"},
        ]
        lesson = self.author.add_lesson(module, f"zq{part}title", blocks=blocks, **values)
        words = {f"zq{part}{place}" for place in ("title", "text", "name", "bytes", "file", "task")}
        self.ids.append((lesson["id"], file.pk))
        self.markers[part] = {*words, lesson["id"], str(file.pk), *(block["id"] for block in blocks)}
        return lesson

    def list_ids(self, path, *, all_of_them):
        """The ids of what the path names; with `all_of_them` those of everything else too."""
        lessons, files = ([*ids] for ids in zip(*self.ids, strict=True))
        enrollments = [*Enrollment.objects.filter(course=self.course).values_list("pk", flat=True)]
        homework = [*Homework.objects.values_list("pk", flat=True)]
        assignments = [*Assignment.objects.values_list("pk", flat=True)]
        kinds = {
            "/courses/courses/": [self.course.pk], "/courses/lessons/": lessons, "/courses/modules/": [self.module],
            "/courses/enrollments/": enrollments, "/resources/": files, "/directory/": [self.teacher.pk],
            "/homework/assignments/": assignments, "/homework/": homework,
        }  # fmt: skip
        fitting = [key for begin, ids in kinds.items() if all_of_them or path.startswith(begin) for key in ids]
        return fitting or [self.course.pk]

    def find(self, *contents):
        """The markers that stand in these answers."""
        whole = b"\n".join(contents).decode(errors="replace")
        return {marker for markers in self.markers.values() for marker in markers if marker in whole}


def crawl(person, course, operations, *, all_ids=False):
    """Everything that this person (None: a visitor) can read: bodies of answers, files behind links, pages, streams."""
    client = client_for(person)
    contents = []
    for operation in operations:
        knows = KNOW_COURSES.match(operation.path) is not None
        ids = course.list_ids(operation.path, all_of_them=all_ids and knows) if operation.parameters else [None]
        for key in ids:
            is_id = not any(kind in operation.path for kind in ("{int:", "{str:", "{slug:"))
            url = operation.at(*(key for _ in operation.parameters)) if is_id else operation.url
            contents.append(client.get(url).content)
        if not operation.parameters:
            query = {"search": "zq", "q": "zq", "course": str(course.course.pk)}
            contents.append(client.get(operation.path, query).content)
    links = {link.decode() for content in contents for link in LINK.findall(content)}
    for link in links:
        answer = client.get(link)
        contents += [answer.content, str(answer.headers).encode()]
    contents += [
        make_django_client().get(f"/{language}/{page}").content for language in ("uz", "ru") for page in PUBLIC_PAGES
    ]
    contents.append(make_django_client().get("/sitemap.xml").content)
    for stream in Stream.objects.values_list("name", flat=True) if person else ():
        if can_listen(person, stream):
            for after in (None, 0):
                opened = get_snapshot_or_events_after(user_id=person.pk, stream=stream, after=after)
                contents += [orjson.dumps(opened.snapshot), *(frame.encode() for _number, frame in opened.missed)]
    return contents


def make_people(course, teacher, other_teacher):
    """People by what they may see; each enrolled one has opened the lesson to pay for while they could."""
    people = {"visitor": None, "reader": factories.make_user(Role.STUDENT, "Reader"), "other teacher": other_teacher}
    for name in ("enrolled", "ended", "frozen", "over"):
        people[name] = factories.make_user(Role.STUDENT, name)
        enrollment = enrol_user(actor=None, user=people[name], course=course.course, source=EnrollmentSource.OFFICE)
        assert client_for(people[name]).get(f"/courses/lessons/{course.paid['id']}/").status == 200
        if name == "ended":
            end_enrollment(actor=None, enrollment=enrollment, reason="by the office")
        elif name == "frozen":
            freeze_enrollment(actor=None, enrollment=enrollment, reason="by the office")
        elif name == "over":
            past = timezone.now() - timedelta(days=1)
            Enrollment.objects.filter(pk=enrollment.pk).update(starts_at=past, until=past + timedelta(hours=1))
    return {**people, "owner": teacher}


def check_no_leaks(operations, teacher, other_teacher, admin, *, all_ids=False):
    update_system_settings(actor=None, public_catalogue=True)
    course = Course(teacher, admin)
    people = make_people(course, teacher, other_teacher)
    found = {name: course.find(*crawl(person, course, operations, all_ids=all_ids)) for name, person in people.items()}
    preview, paid = course.markers["preview"], course.markers["paid"]
    hidden_names = {"zqpreviewname", "zqpaidname", "zqdraftname", "zqlockedname", "zqdeletedname"}
    everything = set().union(*course.markers.values())
    assert everything - found["owner"] <= hidden_names
    assert preview - hidden_names <= found["visitor"]
    assert (preview | paid | {"zqlockedtitle"}) - hidden_names <= found["enrolled"]
    assert found["enrolled"] - preview - paid == {"zqlockedtitle"}
    for name in set(people) - {"enrolled", "owner"}:
        assert (name, found[name] - preview) == (name, set())


def list_reading_operations():
    return [operation for operation in OPERATIONS if operation.method == "GET"]


def test_what_is_hidden_reaches_no_one(teacher, other_teacher, admin):
    operations = [operation for operation in list_reading_operations() if KNOW_COURSES.match(operation.path)]
    check_no_leaks(operations, teacher, other_teacher, admin)


@pytest.mark.slow
def test_what_is_hidden_reaches_no_one_by_any_operation(teacher, other_teacher, admin):
    check_no_leaks(list_reading_operations(), teacher, other_teacher, admin, all_ids=True)
