"""An engine that leaks, for the control of the soak: some megabytes a second, whatever it works on."""

import threading

from apps.homework.speech import Engine

MIB_PER_SECOND = 10
_kept: list[bytearray] = []


class LeakingEngine(Engine):
    """The real engine, and a thread that keeps memory."""

    def start(self) -> None:
        super().start()
        threading.Thread(target=_leak, daemon=True).start()


def _leak() -> None:
    pause = threading.Event()
    while not pause.wait(0.1):
        _kept.append(bytearray(b"x" * (MIB_PER_SECOND * 2**20 // 10)))
