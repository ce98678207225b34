"""Reviews of courses: who may write one, what others see of it, and a rating that is right whatever happens at once."""

import pytest

from apps.core.permissions import Role
from apps.courses.models import Course, CourseTeacher
from apps.learning.models import CourseReview, Enrollment, EnrollmentSource
from apps.learning.personal_data import prepare_erasure
from apps.learning.services import enrol_user
from apps.learning.services.reviews import save_review
from apps.notifications.models import Notification
from tests import factories
from tests.factories import client_for
from tests.races import run_together

ROUND = 16


def learn(user, course, progress=20):
    enrollment = enrol_user(actor=None, user=user, course=course, source=EnrollmentSource.FREE)
    Enrollment.objects.filter(pk=enrollment.pk).update(progress=progress)


def read_rating(course, reader=None):
    answer = client_for(reader).get(f"/courses/courses/{course.pk}/rating/").json
    return answer["rating"], answer["reviews"]


@pytest.mark.django_db
def test_a_learner_reviews_once_after_a_fifth_of_the_course_and_may_change_it(pupil, course, stranger):
    path, mine = f"/courses/courses/{course.pk}/", client_for(pupil)
    assert mine.put(f"{path}reviews/mine/", {"rating": 5}).status == 409
    learn(pupil, course, progress=19)
    assert mine.put(f"{path}reviews/mine/", {"rating": 5}).json["code"] == "conflict"
    Enrollment.objects.filter(user=pupil).update(progress=20)
    assert mine.get(f"{path}rating/").json["can_review"] is True
    for rating, text in ((5, "<b>Good</b>"), (2, "Too fast.")):
        assert mine.put(f"{path}reviews/mine/", {"rating": rating, "text": text}).status == 200
        assert read_rating(course) == (float(rating), 1)
        own = mine.get(f"{path}rating/").json["own"]
        assert (own["rating"], own["text"], own["is_mine"]) == (rating, text, True)
    assert [client_for(reader).get(f"{path}rating/").json["own"] for reader in (stranger, None)] == [None, None]
    (seen,) = client_for(stranger).get(f"{path}reviews/").json["results"]
    assert (seen["author"], seen["text"], seen["is_mine"], seen["reports"]) == ("Jasur O.", "Too fast.", False, None)
    for rating in (0, 6, "five"):
        assert mine.put(f"{path}reviews/mine/", {"rating": rating}).json["fields"].keys() == {"rating"}
    review = f"/courses/reviews/{seen['id']}/"
    assert client_for(None).get(review).json == seen
    assert client_for(stranger).delete(review).status == 403, "everybody reads, the author writes"
    assert mine.delete(review).status == 204
    assert (mine.delete(review).status, client_for(None).get(review).status) == (404, 404)
    assert read_rating(course) == (None, 0)


@pytest.mark.django_db
def test_a_teacher_answers_and_does_not_review_her_own_course(pupil, course, teacher, other_teacher):
    CourseTeacher.objects.create(course=course, teacher=teacher)
    learn(teacher, course)
    hers = client_for(teacher)
    assert hers.put(f"/courses/courses/{course.pk}/reviews/mine/", {"rating": 5}).status == 409
    review = save_review(user=pupil, course=course, rating=3, text="")
    save_review(user=pupil, course=course, rating=3, text="It is slow.")
    message = Notification.objects.get(type="learning.reviewed")
    assert (message.user, message.count, message.data["rating"]) == (teacher, 1, 3)
    assert "Jasur" not in str(message.data), "names of reviewers are shortened everywhere"
    assert client_for(other_teacher).put(f"/courses/reviews/{review.pk}/answer/", {"answer": "No"}).status == 404
    assert hers.put(f"/courses/reviews/{review.pk}/answer/", {"answer": "Thank you!"}).status == 200
    (seen,) = client_for(None).get(f"/courses/courses/{course.pk}/reviews/").json["results"]
    assert seen["answer"] == "Thank you!"
    assert hers.put(f"/courses/reviews/{review.pk}/answer/", {"answer": ""}).json["answered_at"] is None


@pytest.mark.django_db
def test_a_reported_review_is_hidden_and_counts_no_more(pupil, second_pupil, course, admin):
    review = save_review(user=pupil, course=course, rating=1, text="Rude words")
    save_review(user=second_pupil, course=course, rating=4, text="")
    assert read_rating(course) == (2.5, 2)
    other = client_for(second_pupil)
    assert other.post(f"/courses/reviews/{review.pk}/report/", {"reason": "Rude"}).status == 204
    assert other.post(f"/courses/reviews/{review.pk}/report/", {"reason": "Rude"}).status == 409
    assert other.patch(f"/courses/reviews/{review.pk}/", {"hidden": True}).status == 403
    office, path = client_for(admin), f"/courses/courses/{course.pk}/reviews/"
    assert [row["reports"] for row in office.get(path).json["results"]] == [0, 1]
    for _ in range(2):
        assert office.patch(f"/courses/reviews/{review.pk}/", {"hidden": True}).json["is_hidden"] is True
    assert (read_rating(course), other.get(path).json["count"]) == ((4.0, 1), 1)
    assert [row["is_hidden"] for row in client_for(pupil).get(path).json["results"]] == [False, True]
    assert client_for(pupil).put(f"{path}mine/", {"rating": 5}).status == 409
    save_review(user=pupil, course=course, rating=5, text="")
    assert client_for(pupil).delete(f"/courses/reviews/{review.pk}/").status == 409
    assert other.delete(f"/courses/reviews/{review.pk}/").status == 404, "hidden"
    assert read_rating(course) == (4.0, 1)
    office.patch(f"/courses/reviews/{review.pk}/", {"hidden": False})
    assert read_rating(course) == (4.5, 2)
    prepare_erasure(pupil.pk)
    assert read_rating(course) == (4.0, 1)


@pytest.mark.django_db(transaction=True)
def test_the_rating_is_right_when_many_review_at_once(course):
    people = [factories.make_user(Role.STUDENT, name, "Aliyev") for name in ("Anvar", "Bobur", "Dilshod", "Jamshid")]
    stars = [1 + number % 5 for number in range(ROUND)]

    def write(thread: int) -> None:
        for step in range(ROUND):
            save_review(user=people[(thread + step) % 4], course=course, rating=stars[step], text=str(thread))

    run_together(4, write)
    course = Course.objects.get(pk=course.pk)
    written = list(CourseReview.objects.filter(course=course).values_list("rating", flat=True))
    assert (course.review_count, course.review_stars, len(written)) == (4, sum(written), 4)
