"""A link that the teacher or the office pasted: nothing is made, and nobody reports who came."""

from apps.lessons.live.interface import Guest, MadeRoom, Meeting, PersonalAddress


class PlainLink:
    """The link is the address of the room."""

    def is_configured(self) -> bool:
        """A link needs no keys."""
        return True

    def list_hosts(self) -> list[str]:
        """Return nobody: any number of rooms is open at once."""
        return []

    def create(self, meeting: Meeting) -> MadeRoom:
        """Make nothing."""
        return MadeRoom("")

    def move(self, provider_id: str, meeting: Meeting) -> None:
        """Change nothing: the link stays."""

    def remove(self, provider_id: str) -> None:
        """Remove nothing."""

    def let_in(self, made: MadeRoom, meeting: Meeting, guest: Guest) -> PersonalAddress:
        """Return the link; everybody has the same one."""
        return PersonalAddress(made.address, guest.key)
