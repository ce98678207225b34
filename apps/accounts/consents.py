"""The text and version of each kind of consent.

An answer is stored with the version of the text that was read. A changed text gets the next version. An answer to an
older version counts until the user answers again; `ConsentStatus.version` shows that there is a newer text.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import Consent, ConsentKind


@dataclass(frozen=True)
class ConsentText:
    """A consent text and its version."""

    version: str
    text: StrOrPromise


@dataclass(frozen=True)
class ConsentStatus:
    """What was answered to one kind of consent; `given` is None before the first answer.

    `paper` is the answer if it was given on paper.
    """

    kind: ConsentKind
    text: StrOrPromise
    version: str
    given: bool | None = None
    given_version: str | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    paper: Consent | None = None


TEXTS: dict[ConsentKind, ConsentText] = {
    ConsentKind.RECORDING: ConsentText(
        "1",
        _(
            "The centre may record the voice in spoken homework, keep the recordings, and let the computer and the"
            " teachers listen to them and mark them."
        ),
    ),
    ConsentKind.PHOTO: ConsentText("1", _("The centre may keep a picture and show it inside the platform.")),
    ConsentKind.MESSAGES: ConsentText(
        "1", _("The centre may send messages about lessons, marks and news by e-mail, SMS and messengers.")
    ),
    ConsentKind.MACHINE_LEARNING: ConsentText(
        "1", _("The centre may use the recordings, without names, to make its computer marking better.")
    ),
    ConsentKind.CERTIFICATE: ConsentText(
        "1",
        _(
            "The centre may show the full name on the page of a certificate to whoever has its address or QR code;"
            " without this, initials."
        ),
    ),
    ConsentKind.ACTIVITY: ConsentText(
        "1",
        _(
            "The centre may record which lessons, materials and pages are opened and for how long, to see what helps to"
            " learn."
        ),
    ),
    ConsentKind.LEARNING_SYSTEMS: ConsentText(
        "1",
        _(
            "The centre may work out from the answers of a child which skills it has, to choose what comes next, and"
            " try which choices help more."
        ),
    ),
}
