"""Which provider is which."""

from apps.lessons.live.bigbluebutton import BigBlueButton
from apps.lessons.live.interface import RoomProvider
from apps.lessons.live.jitsi import Jaas, Jitsi
from apps.lessons.live.meet import Meet
from apps.lessons.live.plain_link import PlainLink
from apps.lessons.live.zoom import Zoom
from apps.lessons.models import LiveProvider

PROVIDERS: dict[str, RoomProvider] = {
    LiveProvider.ZOOM: Zoom(),
    LiveProvider.MEET: Meet(),
    LiveProvider.BIGBLUEBUTTON: BigBlueButton(),
    LiveProvider.JITSI: Jitsi(),
    LiveProvider.JAAS: Jaas(),
    LiveProvider.LINK: PlainLink(),
}


def list_configured_providers() -> list[str]:
    """Return the providers that the centre has given keys of; a plain link is always among them, and last."""
    return [str(name) for name, provider in PROVIDERS.items() if provider.is_configured()]
