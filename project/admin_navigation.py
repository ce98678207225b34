"""The menu of Django's admin: the most used pages by area. The first page lists every model."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def build_menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of links, in the active language."""
    return [
        _menu_group(_("Centre"), [
            (_("Overview"), "dashboard", "index"),
            (_("Settings"), "tune", "settings_systemsettings_changelist"),
            (_("Branches"), "location_on", "settings_branch_changelist"),
            (_("Audit log"), "policy", "settings_auditlog_changelist"),
        ]),
        _menu_group(_("People"), [
            (_("People"), "group", "accounts_user_changelist"),
            (_("Families"), "family_restroom", "accounts_guardian_changelist"),
            (_("Signed-in devices"), "devices", "accounts_session_changelist"),
            (_("Activity"), "history", "accounts_activitylog_changelist"),
        ]),
        _menu_group(_("Lessons"), [
            (_("Courses"), "menu_book", "courses_course_changelist"),
            (_("Groups"), "groups", "courses_group_changelist"),
            (_("Members"), "person_add", "courses_membership_changelist"),
            (_("Timetables"), "calendar_month", "lessons_lessonschedule_changelist"),
            (_("Lessons"), "event", "lessons_lesson_changelist"),
            (_("Registers"), "fact_check", "attendance_attendance_changelist"),
        ]),
        _menu_group(_("Homework"), [
            (_("Assignments"), "assignment", "homework_assignment_changelist"),
            (_("Attempts"), "mic", "homework_attempt_changelist"),
            (_("Score proposals"), "difference", "homework_scoreproposal_changelist"),
            (_("Coins"), "toll", "gamification_cointransaction_changelist"),
        ]),
        _menu_group(_("Money"), [
            (_("Payments"), "payments", "payments_payment_changelist"),
            (_("Provider transactions"), "account_balance_wallet", "payments_providertransaction_changelist"),
            (_("Ledger"), "account_balance", "payments_ledgertransfer_changelist"),
            (_("Expenses"), "receipt_long", "payments_expense_changelist"),
            (_("Webhooks: Payme, Stripe"), "webhook", "payments_webhookdelivery_changelist"),
        ]),
        _menu_group(_("Messages and jobs"), [
            (_("Deliveries"), "outgoing_mail", "notifications_notificationlog_changelist"),
            (_("Announcements"), "campaign", "notifications_announcement_changelist"),
            (_("Notification templates"), "edit_note", "notifications_notificationtemplate_changelist"),
            (_("Webhooks: Telegram, Eskiz"), "webhook", "messaging_webhookarrival_changelist"),
            (_("Jobs"), "work_history", "jobs_job_changelist"),
        ]),
    ]  # fmt: skip


def _menu_group(title: str, items: list[tuple[str, str, str]]) -> dict[str, Any]:
    links = [{"title": name, "icon": icon, "link": reverse(f"admin:{page}")} for name, icon, page in items]
    return {"title": title, "items": links, "collapsible": True}


def get_language_url(request: HttpRequest) -> str:
    """Return the URL to which the language menu posts."""
    return reverse("admin_language")
