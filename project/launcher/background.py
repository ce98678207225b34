"""Work in threads: the parts of a start that need not wait for each other."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class BackgroundWork(threading.Thread, Generic[T]):
    """Runs a function in a thread. After the function the thread waits until this process ends: the kernel ends the
    processes that a thread started when that thread ends.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._done = threading.Event()
        self._error: BaseException | None = None
        self._result: T
        self.start()

    def run(self) -> None:
        """Run the function; keep what it returns or raises."""
        try:
            self._result = self._work()
        except BaseException as error:
            self._error = error
        self._done.set()
        threading.Event().wait()

    def has_ended(self) -> bool:
        """Return whether the function has ended. Raise what it raised."""
        if self._done.is_set():
            self.get_result()
        return self._done.is_set()

    def get_result(self) -> T:
        """Wait for the end of the function. Return what it returned, or raise what it raised."""
        self._done.wait()
        if self._error:
            raise self._error
        return self._result
