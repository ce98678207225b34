"""Permissions of quizzes. `access.py` decides which banks, quizzes and attempts, by links."""

from django.utils.translation import gettext_lazy as _

from apps.core.permissions import EVERYONE, OFFICE, STAFF, Permission

PERMISSIONS = [
    Permission("quizzes.take", _("Take quizzes and see own attempts"), EVERYONE),
    Permission("quizzes.write", _("Write questions and quizzes of own groups and courses, and mark answers"), STAFF),
    Permission("quizzes.manage", _("Write the question banks and quizzes of the centre"), OFFICE),
]
