"""Profiles, families, invitations and own roles in Django's admin: to look at; the API changes them."""

from django.contrib import admin

from apps.accounts.models import (
    ChildProfile,
    Consent,
    Guardian,
    Institution,
    Invitation,
    OnboardingAnswer,
    OnboardingQuestion,
    OwnRole,
    StudentProfile,
    TeacherProfile,
)
from apps.core.admin_pages import ReadOnlyAdmin

PERSON = ("first_name", "last_name", "email", "phone")
OF_USER = tuple(f"user__{field}" for field in PERSON)


@admin.register(ChildProfile)
class ChildProfileAdmin(ReadOnlyAdmin):
    """Children; what they sign in with is left out."""

    list_display = ("user", "birth_date", "wrong_tries", "closed_at")
    list_select_related = ("user",)
    search_fields = OF_USER
    personal = ("birth_date",)
    fields = ("user", "birth_date", "wrong_tries", "closed_at", "created_at")


@admin.register(StudentProfile)
class StudentProfileAdmin(ReadOnlyAdmin):
    """Pupils' education."""

    list_display = ("user", "institution", "education")
    list_select_related = ("user", "institution")
    search_fields = OF_USER


@admin.register(TeacherProfile)
class TeacherProfileAdmin(ReadOnlyAdmin):
    """Teachers' qualifications."""

    list_display = ("user", "institution", "qualifications")
    list_select_related = ("user", "institution")
    search_fields = OF_USER


@admin.register(Guardian)
class GuardianAdmin(ReadOnlyAdmin):
    """Who cares for whom."""

    list_display = ("parent", "child", "kind", "sees_progress", "sees_recordings", "sees_payments", "ended_at")
    list_filter = ("kind", "sees_progress", "sees_recordings", "sees_payments")
    list_select_related = ("parent", "child")
    search_fields = tuple(f"{end}__{field}" for end in ("parent", "child") for field in PERSON)


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    """Every answer that was given."""

    list_display = ("person", "kind", "revision", "given", "text_version", "given_by", "created_at")
    list_filter = ("kind", "given", "text_version")
    list_select_related = ("person", "given_by")
    search_fields = tuple(f"person__{field}" for field in PERSON)


@admin.register(Institution)
class InstitutionAdmin(ReadOnlyAdmin):
    """The directory of schools and universities."""

    list_display = ("name", "kind", "city", "archived_at")
    list_filter = ("kind",)
    search_fields = ("name", "city")


@admin.register(OnboardingQuestion)
class OnboardingQuestionAdmin(ReadOnlyAdmin):
    """What newcomers are asked."""

    list_display = ("__str__", "place", "required", "archived_at")
    ordering = ("place", "id")


@admin.register(OnboardingAnswer)
class OnboardingAnswerAdmin(ReadOnlyAdmin):
    """What they answered."""

    list_display = ("user", "question", "answer")
    list_select_related = ("user", "question")
    search_fields = OF_USER


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Who was asked to join, as what, and what came of it."""

    list_display = ("role", "own_role", "email", "phone", "expires_at", "accepted_at", "withdrawn_at")
    list_filter = ("role",)
    list_select_related = ("own_role",)
    personal = ("email", "phone")


@admin.register(OwnRole)
class OwnRoleAdmin(ReadOnlyAdmin):
    """Roles that the centre cut for itself."""

    list_display = ("__str__", "archived_at")
