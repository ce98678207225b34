"""Pictures of texts: gone with a deleted text, not shown with a hidden one, of one text only, removed without one."""

import io
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from apps.core.errors import Invalid
from apps.core.files.removal import remove_unused_files
from apps.core.models import StoredFile
from apps.forums.models import Discussion, ForumFile, Reply
from apps.forums.services import replies
from apps.forums.services.drafts import TextDraft
from apps.forums.services.files import remove_unused_uploads
from apps.forums.services.hiding import hide_text, restore_text
from tests.forums.forum_requests import answer, begin, client_for, list_replies, open_group_forum, read, reply
from tests.races import run_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(group, pupil):
    return begin(pupil, open_group_forum(group))


def upload(person):
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    file = SimpleUploadedFile("page.png", out.getvalue(), content_type="image/png")
    made = client_for(person).post("/forums/files/", form={"kind": "picture"}, files={"file": file})
    assert made.status == 201, made.json
    return made.json["id"]


def open_link(url):
    return client_for(None).get(url).status


def test_a_file_is_gone_with_its_deleted_text(question, pupil, second_pupil, teacher):
    row = answer(second_pupil, question, files=[upload(second_pupil)])
    (shown,) = list_replies(pupil, question)
    (file,) = shown["files"]
    assert open_link(file["url"]) == 200
    assert client_for(second_pupil).delete(f"/replies/{row['id']}/").status == 204
    for person in (pupil, second_pupil, teacher):
        assert [text["files"] for text in list_replies(person, question)] == [[]]
    assert not ForumFile.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert open_link(file["url"]) == 404
        remove_unused_files(before=timezone.now())
    assert not StoredFile.objects.exists()


def test_a_file_of_a_hidden_text_is_for_its_author_and_moderators(question, pupil, second_pupil, teacher):
    own = begin(second_pupil, Discussion.objects.get().forum, title="Own", files=[upload(second_pupil)])
    row = answer(second_pupil, question, files=[upload(second_pupil)])
    for text in (own, row):
        hide_text(UUID(text["id"]))
    people = (second_pupil, teacher, pupil)
    assert [len(list_replies(person, question)[0]["files"]) for person in people] == [1, 1, 0]
    assert [len(read(person, own)["files"]) for person in people[:2]] == [1, 1]
    client_for(pupil).get(f"/discussions/{own['id']}/").check_refused(404)
    client_for(pupil).get(f"/replies/{row['id']}/").check_refused(404)
    remove_unused_files(before=timezone.now())
    restore_text(UUID(row["id"]))
    (file,) = list_replies(pupil, question)[0]["files"]
    assert open_link(file["url"]) == 200


def test_an_upload_without_a_text_is_removed_after_a_day(question, pupil):
    kept, orphan = upload(pupil), upload(pupil)
    answer(pupil, question, files=[kept])
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert remove_unused_uploads(before=timezone.now() - timedelta(days=1), limit=100) == 1
        remove_unused_files(before=timezone.now() - timedelta(minutes=1))
    assert [str(key) for key in ForumFile.objects.values_list("pk", flat=True)] == [kept]
    assert StoredFile.objects.count() == 1
    reply(pupil, question, files=[orphan]).check_refused(422, field="files")


def test_a_file_stands_in_one_text_of_its_owner(question, pupil, second_pupil):
    file = upload(pupil)
    reply(second_pupil, question, files=[file]).check_refused(422, field="files")
    reply(pupil, question, files=[file, file]).check_refused(422, field="files")
    row = answer(pupil, question, files=[file])
    reply(pupil, question, "<p>Again</p>", files=[file]).check_refused(422, field="files")
    assert str(ForumFile.objects.get().reply_id) == row["id"]


@pytest.mark.usefixtures("a_connection_for_each")
def test_of_many_texts_at_once_one_gets_the_file(question, pupil):
    file = ForumFile.objects.get(pk=upload(pupil))
    discussion = Discussion.objects.get()

    def act(index):
        draft = TextDraft(text=f"<p>Text {index}</p>", files=[file])
        try:
            replies.create_reply(author=pupil, discussion=discussion, parent_id=None, draft=draft)
        except Invalid as refused:
            return list(refused.fields)
        return "written"

    came = run_together(8, act)
    assert (came.count("written"), came.count(["files"])) == (1, 7)
    assert Reply.objects.count() == 1
