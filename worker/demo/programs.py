"""What mail programs write around the letters that they quote and forward."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

    from worker.demo.letter import Letter
    from worker.demo.people import Person

MARK = 24  # characters of the sign in a Message-ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A mail program, by the lines it writes."""

    message_id: str
    time: str
    between: str
    quote: str
    prefix: str
    mark_of_forward: str
    forward: str
    weekdays: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    def names(self, of: str, domain: str) -> str:
        """Give the Message-ID of a mail, the same one each time."""
        mark, uuid = sha256(of.encode()).hexdigest()[:MARK].upper(), str(uuid5(NAMESPACE_URL, of)).upper()
        return f"<{self.message_id.format(mark=mark, uuid=uuid, domain=domain)}>"

    def above(self, lines: str, letter: Letter, zone: ZoneInfo) -> str:
        """Fill in the lines that introduce a letter, as the clock in ``zone`` tells its time."""
        at = letter.sent_at.astimezone(zone)
        told = {
            "at": at,
            "hour": at.hour % 12 or 12,
            "zone": at.tzname(),
            "weekday": self.weekdays[at.weekday()] if self.weekdays else "",
            "month": self.months[at.month - 1] if self.months else "",
            "sender": letter.sender,
            "to": self.listed(letter.to),
            "cc": self.listed(letter.cc),
            "subject": letter.subject,
        }
        told["time"] = self.time.format(**told)
        filled = (line.format(**told) for line in lines.splitlines())
        return "\n".join(line for line in filled if not line.endswith(": ")) + "\n"

    def listed(self, people: Iterable[Person]) -> str:
        """List people."""
        return self.between.join(map(str, people))

    def quoted(self, text: str) -> str:
        """Put the prefix before every line."""
        return "\n".join(f"{self.prefix}{line}".rstrip() for line in text.splitlines())


@cache
def programs() -> Mapping[str, Program]:
    """Read the programs that are known, by name."""
    written = resources.files("worker.demo").joinpath("programs.toml").read_text(encoding="utf-8")
    return {name: program(told) for name, told in tomllib.loads(written).items()}


def program(told: Mapping[str, Any]) -> Program:
    """Read one program."""
    several: dict[str, Any] = {key: tuple(told.get(key, ())) for key in ("weekdays", "months")}
    return Program(**{**told, **several})
