"""Categories of expenses: the centre creates, renames and archives them; none is deleted."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.translated_texts import fill_languages, merge_translations, pick_translation
from apps.core.uow import unit_of_work
from apps.payments.models import ExpenseCategory
from apps.payments.queries.expense_categories import list_expense_categories
from apps.settings.services import write_audit_log
from ml.text import fold_text

MAX_CATEGORIES = 100
KEY_LENGTH = 40

KEY_TAKEN = _("Another category has this key, or had it.")


def create_expense_category(
    *, actor: User, name: Mapping[str, str], key: str = "", position: int = 0
) -> ExpenseCategory:
    """Create a category; without `key`, one is made from the name.

    Invalid on "name" for an empty name, on "key" for one that was ever used; Conflict when too many are in use.
    """
    _check_name(name)
    with unit_of_work():
        if list_expense_categories().count() >= MAX_CATEGORIES:
            raise Conflict(_("There are too many categories. Archive one first."))
        row = ExpenseCategory(key=key or _make_key(name), name=fill_languages(name), position=position)
        with raise_on_constraint_violation(payments_expensecategory_key_key=Invalid.field("key", KEY_TAKEN)):
            row.save(force_insert=True)
        write_audit_log(actor, "expense_categories.create", row, {"key": (None, row.key)})
    return row


def change_expense_category(*, actor: User, category: ExpenseCategory, changes: Mapping[str, Any]) -> ExpenseCategory:
    """Change `name` or `position`, archive a category or restore it (`archived`); only the given values.

    Invalid on "name" for an empty name; Conflict for restoring one when too many are in use.
    """
    with unit_of_work():
        row = ExpenseCategory.objects.select_for_update().get(pk=category.pk)
        values = {name: value for name, value in merge_translations(row, changes, "name").items() if name != "archived"}
        if changes.get("archived", row.archived_at is not None) != (row.archived_at is not None):
            if not changes["archived"] and list_expense_categories().count() >= MAX_CATEGORIES:
                raise Conflict(_("There are too many categories. Archive one first."))
            values["archived_at"] = timezone.now() if changes["archived"] else None
        differing = row.apply_changes(values)
        _check_name(row.name)
        if differing:
            row.save(update_fields=[*differing, "updated_at"])
            write_audit_log(actor, "expense_categories.change", row, differing)
    return row


def check_expense_category(key: str) -> None:
    """Raise Invalid on "category" unless a category in use has this key."""
    if not list_expense_categories().filter(key=key).exists():
        raise Invalid.field("category", _("There is no such category of expenses, or it is archived."))


def _check_name(name: Mapping[str, str]) -> None:
    if not any(name.values()):
        raise Invalid.field("name", _("Give a name in at least one language."))


def _make_key(name: Mapping[str, str]) -> str:
    return slugify(fold_text(pick_translation(name, "en")).replace("'", ""))[:KEY_LENGTH].strip("-") or "category"
