"""Writes about people and their sessions; one module a subject."""

from apps.accounts.services.people import (
    change_role,
    create_user,
    make_student,
    set_active,
    set_password,
    update_me,
)
from apps.accounts.services.sessions import (
    SignedIn,
    end_session,
    end_sessions,
    logout,
    logout_all,
    open_session,
    refresh,
)
from apps.accounts.services.sign_in import FactorOwed, login, login_with_factor, verified_user

__all__ = [
    "FactorOwed",
    "SignedIn",
    "change_role",
    "create_user",
    "end_session",
    "end_sessions",
    "login",
    "login_with_factor",
    "logout",
    "logout_all",
    "make_student",
    "open_session",
    "refresh",
    "set_active",
    "set_password",
    "update_me",
    "verified_user",
]
