"""A PDF of 3,000 pages in a lesson, in a real Chromium (`course-pdf.browser.ts`)."""

from uuid import uuid4

import pytest

from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from tests.course_transfers.packages import store_course_file
from tests.factories import client_for
from tests.learning.course_writing import Author
from tests.pages.browser import make_login

PAGES = 3_000
WORDS = b"Numbers and words of this page, as a book has them. "


def write_pdf(pages):
    """So many pages, each with its number and fifty lines, with its table of objects."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * place) for place in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number in range(1, pages + 1):
        own = 2 + 2 * number
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (own + 1)
        )
        lines = b"".join(b"0 -14 Td (%s) Tj\n" % WORDS for _line in range(50))
        text = b"BT /F 24 Tf 40 780 Td (Page %d) Tj /F 11 Tf\n%sET" % (number, lines)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(text), text))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, begin = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, begin)
    return bytes(out)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_long_pdf_is_read_on_a_phone(play, course, teacher, group, pupil):
    author = Author(client_for(teacher), course)
    file = store_course_file(author, write_pdf(PAGES), "long.pdf")
    block = {"id": str(uuid4()), "kind": "pdf", "file": file["id"], "title": "Long"}
    lesson = author.add_lesson(author.add_module(), "A long book", blocks=[block])
    author.publish()
    enrol_user(actor=None, user=pupil, course=course, source=EnrollmentSource.FREE)
    print(play("course-pdf", login=make_login(pupil, locale="en"), lesson=lesson["id"], pages=PAGES))
