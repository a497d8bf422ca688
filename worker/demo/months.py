"""The months pass: mail comes at its own time, and the clock stops wherever somebody may have to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.demo.answer import answered
from worker.demo.delivered import ON_THE_WAY
from worker.demo.letter import answers
from worker.demo.moments import next_moment
from worker.demo.told import read
from worker.errors import Transient

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from worker.demo.delivered import Delivered
    from worker.demo.letter import Letter
    from worker.demo.running import Service


def pass_months(
    service: Service,
    post: Callable[[Delivered], None],
    mails: Sequence[Delivered],
    sent: Sequence[bytes],
) -> tuple[Delivered, ...]:
    """Let each mail come at its time and the service look between two; give the answers to what it ``sent``."""
    waiting, letters = list(mails), list(answers())
    given: list[Delivered] = []
    while waiting:
        stop = next_moment(service.house, service.clock())
        if letters and arrival(letters[0]) <= min(waiting[0].at, stop or waiting[0].at):
            given.append(mail := answer(letters.pop(0), sent))
        elif stop is None or waiting[0].at <= stop:
            mail = waiting.pop(0)
        else:
            service.move(stop)
            service.tell()
            continue
        service.move(mail.at)
        post(mail)
        service.file(mail.sha256)
        service.tell()
    return tuple(given)


def arrival(letter: Letter) -> datetime:
    """Give when a letter reaches the desk."""
    return letter.sent_at + ON_THE_WAY


def answer(letter: Letter, sent: Sequence[bytes]) -> Delivered:
    """Let somebody answer the reminder that they were mailed last."""
    for notice in map(read, reversed(sent)):
        if notice["X-OnRecord-Notice"] == "reminder" and letter.sender.address in str(notice["To"]):
            return answered(letter, notice)
    raise Transient(f"the service mailed {letter.sender.name} no reminder to answer; try again")
