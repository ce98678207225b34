"""Materials: one file for each course, also on the latest lessons of its groups."""

from django.core.files.uploadedfile import SimpleUploadedFile

import apps.resources.services as resources
from apps.lessons.models import Lesson, LessonStatus
from apps.resources.services.materials import MaterialTarget
from project.demo.school.structure import School

LESSONS_WITH_MATERIAL = 2


def create_materials(school: School) -> int:
    """Create the materials through the services and return how many."""
    actor, count = school.office[0], 0
    for course in school.courses:
        title = f"{course.title['uz']} dasturi"
        upload = SimpleUploadedFile(f"{title}.pdf", make_pdf(title), content_type="application/pdf")
        material = resources.add_request_file(
            actor=actor, target=MaterialTarget(course=course), upload=upload, title=title
        )
        count += 1
        for scheduled_group in school.scheduled_groups:
            if scheduled_group.group.course_id != course.pk:
                continue
            held_lessons = Lesson.objects.filter(group=scheduled_group.group, status=LessonStatus.HELD).order_by(
                "-starts_at"
            )
            for lesson in held_lessons[:LESSONS_WITH_MATERIAL]:
                resources.add_library_file(
                    actor=actor, target=MaterialTarget(lesson=lesson), media=material.media, title=title
                )
                count += 1
    return count


def make_pdf(title: str) -> bytes:
    """Return a PDF of one page with this title."""
    drawn = title.encode("latin-1", "replace").replace(b"\\", b"").replace(b"(", b"").replace(b")", b"")
    content = b"BT /F1 24 Tf 72 720 Td (" + drawn + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(written)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return written + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer
