"""Writes of course reviews. The course's rating changes in the same transaction, in the database, so that no review is
lost from it when many write at once.
"""

from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.translated_texts import fill_languages
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.courses.queries import list_course_teachers
from apps.learning.models import CourseReview, ReviewReport
from apps.notifications.services import notify
from apps.settings.services import write_audit_log


def save_review(*, user: User, course: Course, rating: int, text: str) -> CourseReview:
    """Write the user's review of the course, or change it. A changed one stays hidden if it was. The teachers of the
    course hear of a new one.
    """
    with unit_of_work():
        # It waits for a deletion of the same review.
        list(CourseReview.objects.select_for_update().filter(course=course, user=user))
        new = CourseReview(course=course, user=user, rating=rating, text=text)
        # Two first reviews at once: one is made, the other one changes it.
        CourseReview.objects.bulk_create([new], ignore_conflicts=True)
        review = CourseReview.objects.select_for_update().get(course=course, user=user)
        if review.pk == new.pk:
            _count(review, 1)
            _tell_teachers(review)
        elif (review.rating, review.text) != (rating, text):
            _count(review, -1)
            review.rating, review.text = rating, text
            review.save(update_fields=["rating", "text", "updated_at"])
            _count(review, 1)
        return review


def delete_review(*, review: CourseReview) -> None:
    """Delete a review, with its answer and reports. Repeating it changes nothing.

    Raise Conflict for a hidden one: written anew it would be visible again.
    """
    with unit_of_work():
        locked = CourseReview.objects.select_for_update().filter(pk=review.pk).first()
        if locked is not None and locked.hidden_at is not None:
            raise Conflict(_("The office has hidden this review: you can change it, and the office can show it again."))
        if locked is not None:
            _count(locked, -1)
            locked.delete()


def erase_reviews(*, user_id: UUID, reviewed_by: UUID | None = None) -> None:
    """Delete all reviews of a person, hidden ones too; with `reviewed_by` only of courses that this user reviewed."""
    with unit_of_work():
        rows = CourseReview.objects.select_for_update().filter(user=user_id)
        if reviewed_by is not None:
            rows = rows.filter(course__in=CourseReview.objects.filter(user=reviewed_by).values("course"))
        for review in rows.order_by("course_id"):
            _count(review, -1)
            review.delete()


def answer_review(*, actor: User, review: CourseReview, answer: str) -> CourseReview:
    """Answer a review for everybody; an empty answer takes the present one away."""
    with unit_of_work():
        locked = _lock_review(review.pk)
        write_audit_log(actor, "learning.answer_review", locked, {"answer": (locked.answer, answer)})
        locked.answer = answer
        locked.answered_by, locked.answered_at = (actor, timezone.now()) if answer else (None, None)
        locked.save(update_fields=["answer", "answered_by", "answered_at", "updated_at"])
        return locked


def report_review(*, user: User, review: CourseReview, reason: str) -> ReviewReport:
    """Ask the office to look at a review. Raise Conflict the second time."""
    again = Conflict(_("You have reported this review already."))
    with unit_of_work(), raise_on_constraint_violation(review_report_once=again):
        return ReviewReport.objects.create(review=review, user=user, reason=reason)


def set_review_hidden(*, actor: User, review: CourseReview, hidden: bool) -> CourseReview:
    """Hide a review from everybody but its author and the office, or show it again; hidden, it counts in no rating."""
    with unit_of_work():
        locked = _lock_review(review.pk)
        if (locked.hidden_at is not None) != hidden:
            write_audit_log(actor, "learning.hide_review", locked, {"hidden": (not hidden, hidden)})
            if hidden:
                _count(locked, -1)
            locked.hidden_at, locked.hidden_by = (timezone.now(), actor) if hidden else (None, None)
            locked.save(update_fields=["hidden_at", "hidden_by", "updated_at"])
            if not hidden:
                _count(locked, 1)
        return locked


def _tell_teachers(review: CourseReview) -> None:
    data = {"course": str(review.course_id), "title": fill_languages(review.course.title), "rating": review.rating}
    for teacher in list_course_teachers(review.course):
        notify(user=teacher, type="learning.reviewed", data=data, group=str(review.course_id))


def _count(review: CourseReview, number: int) -> None:
    """Add a visible review to the course's rating (1), or take it away (-1)."""
    if review.hidden_at is None:
        stars = F("review_stars") + number * review.rating
        Course.objects.filter(pk=review.course_id).update(review_count=F("review_count") + number, review_stars=stars)


def _lock_review(review_id: UUID) -> CourseReview:
    rows = CourseReview.objects.select_for_update(of=("self",)).select_related("course", "user", "answered_by")
    return get_or_not_found(rows, review_id)
