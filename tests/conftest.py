"""The cast as fixtures. Who stands in which group: `group` and `other_group`; a stranger stands in none."""

from collections.abc import Callable

import pytest

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Course, Group
from apps.settings.models import Branch
from tests import cast


@pytest.fixture
def client_for(db: None) -> Callable[..., cast.ApiClient]:
    """`client_for(user)` signs the person in; `client_for(None)` is nobody."""
    return cast.client_for


@pytest.fixture
def nobody(db: None) -> cast.ApiClient:
    """A client without a token."""
    return cast.client_for(None)


@pytest.fixture
def admin(db: None) -> User:
    return cast.make_user(Role.ADMIN, "Aziza", "Karimova")


@pytest.fixture
def manager(db: None) -> User:
    return cast.make_user(Role.MANAGER, "Malika", "Yusupova")


@pytest.fixture
def teacher(db: None) -> User:
    """Leads `group`."""
    return cast.make_user(Role.TEACHER, "Dilnoza", "Rahimova")


@pytest.fixture
def assistant(db: None) -> User:
    """Assists in `group`."""
    return cast.make_user(Role.TEACHER, "Sardor", "Aliyev")


@pytest.fixture
def other_teacher(db: None) -> User:
    """Leads `other_group`."""
    return cast.make_user(Role.TEACHER, "Nodira", "Tosheva")


@pytest.fixture
def pupil(db: None) -> User:
    """A member of `group`."""
    return cast.make_user(Role.STUDENT, "Jasur", "Oripov")


@pytest.fixture
def second_pupil(db: None) -> User:
    """A member of `group`."""
    return cast.make_user(Role.STUDENT, "Laylo", "Saidova")


@pytest.fixture
def other_pupil(db: None) -> User:
    """A member of `other_group`."""
    return cast.make_user(Role.STUDENT, "Bekzod", "Umarov")


@pytest.fixture
def parent(db: None) -> User:
    return cast.make_user(Role.PARENT, "Gulnora", "Oripova")


@pytest.fixture
def stranger(db: None) -> User:
    """Signed up, in no group."""
    return cast.make_user(Role.MEMBER, "Timur", "Nazarov")


@pytest.fixture
def branch(db: None) -> Branch:
    return cast.make_branch()


@pytest.fixture
def course(db: None) -> Course:
    return cast.make_course()


@pytest.fixture
def group(branch: Branch, course: Course, teacher: User, assistant: User, pupil: User, second_pupil: User) -> Group:
    """Led by `teacher`, with `assistant`, `pupil` and `second_pupil`."""
    return cast.make_group(
        branch=branch,
        course=course,
        name="A2 morning",
        teacher=teacher,
        assistants=(assistant,),
        pupils=(pupil, second_pupil),
    )


@pytest.fixture
def other_group(branch: Branch, course: Course, other_teacher: User, other_pupil: User) -> Group:
    """Of the same course, led by `other_teacher`, with `other_pupil`."""
    return cast.make_group(
        branch=branch, course=course, name="A2 evening", teacher=other_teacher, pupils=(other_pupil,)
    )
