"""A lock that counts how often it was held, so that one can wait for a round that began after a moment."""

from __future__ import annotations

from threading import Condition, Lock


class Rounds:
    """The lock that a House holds while it tells people; whoever moves the clock waits for a whole round after it."""

    def __init__(self) -> None:
        self.lock, self.changed = Lock(), Condition()
        self.begun = self.ended = 0

    def acquire(self, *, blocking: bool = True) -> bool:
        """Begin a round, unless one is going on and it is not to be waited for."""
        taken = self.lock.acquire(blocking=blocking)
        if taken:
            with self.changed:
                self.begun += 1
        return taken

    def release(self) -> None:
        """End a round."""
        with self.changed:
            self.ended += 1
            self.lock.release()
            self.changed.notify_all()

    def wait_for(self, number: int, seconds: float) -> bool:
        """Wait until so many rounds have ended, but no longer than some seconds; tell whether they have."""
        with self.changed:
            return self.changed.wait_for(lambda: self.ended >= number, seconds)
