"""Where leads come from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LeadSource(models.TextChoices):
    """Where a lead came from. `group`: the office had put them down for a group."""

    WALK_IN = "walk_in", _("Came in")
    PHONE = "phone", _("Called")
    SITE = "site", _("Form on the site")
    TELEGRAM = "telegram", _("Telegram")
    FACEBOOK = "facebook", _("Facebook")
    INSTAGRAM = "instagram", _("Instagram")
    IMPORT = "import", _("Spreadsheet")
    GROUP = "group", _("List of a group")
    OTHER = "other", _("Something else")
