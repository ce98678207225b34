"""Profiles, families, invitations and custom roles in Django's admin, read-only."""

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
    """Children, without their code and pictures."""

    list_display = ("user", "birth_date", "wrong_tries", "closed_at")
    list_select_related = ("user",)
    search_fields = OF_USER
    personal = ("birth_date",)
    fields = ("user", "birth_date", "wrong_tries", "closed_at", "created_at")


@admin.register(StudentProfile)
class StudentProfileAdmin(ReadOnlyAdmin):
    """Education of pupils."""

    list_display = ("user", "institution", "education")
    list_select_related = ("user", "institution")
    search_fields = OF_USER


@admin.register(TeacherProfile)
class TeacherProfileAdmin(ReadOnlyAdmin):
    """Qualifications of teachers."""

    list_display = ("user", "institution", "qualifications")
    list_select_related = ("user", "institution")
    search_fields = OF_USER


@admin.register(Guardian)
class GuardianAdmin(ReadOnlyAdmin):
    """Links of guardians to children."""

    list_display = ("parent", "child", "kind", "sees_progress", "sees_recordings", "sees_payments", "ended_at")
    list_filter = ("kind", "sees_progress", "sees_recordings", "sees_payments")
    list_select_related = ("parent", "child")
    search_fields = tuple(f"{end}__{field}" for end in ("parent", "child") for field in PERSON)


@admin.register(Consent)
class ConsentAdmin(ReadOnlyAdmin):
    """All answers to consents."""

    list_display = ("person", "kind", "revision", "given", "text_version", "given_by", "created_at")
    list_filter = ("kind", "given", "text_version")
    list_select_related = ("person", "given_by")
    search_fields = tuple(f"person__{field}" for field in PERSON)


@admin.register(Institution)
class InstitutionAdmin(ReadOnlyAdmin):
    """Schools and universities."""

    list_display = ("name", "kind", "city", "archived_at")
    list_filter = ("kind",)
    search_fields = ("name", "city")


@admin.register(OnboardingQuestion)
class OnboardingQuestionAdmin(ReadOnlyAdmin):
    """Questions for new users."""

    list_display = ("__str__", "place", "required", "archived_at")
    ordering = ("place", "id")


@admin.register(OnboardingAnswer)
class OnboardingAnswerAdmin(ReadOnlyAdmin):
    """Answers of new users."""

    list_display = ("user", "question", "answer")
    list_select_related = ("user", "question")
    search_fields = OF_USER


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Invitations and their state."""

    list_display = ("role", "own_role", "email", "phone", "expires_at", "accepted_at", "withdrawn_at")
    list_filter = ("role",)
    list_select_related = ("own_role",)
    personal = ("email", "phone")


@admin.register(OwnRole)
class OwnRoleAdmin(ReadOnlyAdmin):
    """Custom roles."""

    list_display = ("__str__", "archived_at")
