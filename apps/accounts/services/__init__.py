"""Services of accounts; one module for each subject."""

from apps.accounts.services.sessions import (
    SignInResult,
    end_session,
    end_sessions,
    logout,
    open_session,
    refresh_tokens,
)
from apps.accounts.services.sign_in import MfaChallenge, authenticate_by_password, login, login_with_second_factor
from apps.accounts.services.users import (
    change_role,
    create_user,
    make_student,
    set_password,
    set_user_active,
    update_own_profile,
)
