"""Redis as the broker: a worker goes on when it can't say any more that a task is done."""

from __future__ import annotations

from typing import Any

from kombu.transport import redis


class PatientQoS(redis.QoS):
    """What a worker has in hand; a task that could not be acknowledged is not, though it may come again.

    kombu's own keeps it in hand for ever. With one task at a time the worker then never asks for another, and never
    sees that its connection is lost.
    """

    def ack(self, delivery_tag: Any) -> None:  # noqa: ANN401 - as kombu declares it
        """Say that a task is done."""
        try:
            super().ack(delivery_tag)  # type: ignore[no-untyped-call]
        except Exception:
            self._quick_ack(delivery_tag)
            raise

    def reject(self, delivery_tag: Any, requeue: bool = False) -> None:  # noqa: ANN401, FBT001, FBT002 - the same
        """Say that a task is not done."""
        try:
            super().reject(delivery_tag, requeue=requeue)  # type: ignore[no-untyped-call]
        except Exception:
            self._quick_ack(delivery_tag)
            raise


def be_patient() -> None:
    """Let every connection to Redis be patient; kombu has no setting for it."""
    redis.Channel.QoS = PatientQoS
