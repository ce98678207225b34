"""The SMS of a demo: without a provider they are files, and the terminal shows them."""

import time
from pathlib import Path

from project.launcher.files import read_text
from project.launcher.terminal import paint, print_line


class Outbox:
    """The folder of SMS that were not sent to a phone. Those that lie there already are not shown."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shown = set(folder.glob("*.sms"))

    def print_new_sms(self) -> None:
        """Print each new SMS once, with its number and text."""
        for path in sorted(set(self.folder.glob("*.sms")) - self.shown):
            head, _, text = read_text(path).partition("\n\n")
            if not text.endswith("\n"):  # it is being written
                continue
            self.shown.add(path)
            to = head.removeprefix("To: ")
            print_line(f"{time.strftime('%H:%M:%S')}  {paint(f'SMS to {to}', '36')}  {text.strip()}")
