"""What a notice was about: what an answer to it can change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.records import agenda, answers, outbox

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.records.database import Connection
    from worker.records.outbox import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """The dates and letters that a notice told of, and the lines of the journal that it confirmed."""

    slug: str = ""
    deadlines: tuple[str, ...] = ()
    mail: str = ""
    placed: tuple[tuple[str, str], ...] = ()  # records and entries: of the mail, or of the letter that sets the date
    lines: tuple[int, ...] = ()
    several: bool = False  # things of which an answer can't tell which it means


def concern_of(connection: Connection, notice: Outgoing) -> Concern:
    """Tell what a notice is about, as that stands now."""
    about = notice.about
    match notice.kind:
        case "receipt":
            return of_mail(connection, about["mail"])
        case "confirmation":
            found = of_mail(connection, about["mail"]) if about["mail"] else of_dates(connection, about["deadlines"])
            lines = tuple(about["lines"])
            return Concern(
                slug=found.slug or notice.slug,
                deadlines=tuple(about["deadlines"]),
                mail=about["mail"],
                placed=found.placed,
                lines=lines,
            )
        case "help":
            told = outbox.find(connection, about.get("of", ""))
            return concern_of(connection, told) if told and told.kind != "help" else Concern(slug=notice.slug)
        case "together":
            told_of = [concern_of(connection, row) for row in outbox.chosen(connection, about["of"])]
            return told_of[0] if len(told_of) == 1 else Concern(slug=notice.slug, several=True)
        case _:
            return of_dates(connection, [about["deadline"]] if "deadline" in about else [], notice.slug)


def of_mail(connection: Connection, digest: str) -> Concern:
    """Tell of a mail: the letters it brought, where they stand, and the dates they set."""
    placed = answers.standing_on(connection, digest)
    dates = [date for _, entry in placed for date in answers.dates_of(connection, entry)]
    awaited = tuple(id_ for id_, awaited in dates if awaited)
    return Concern(
        slug=only(slug for slug, _ in placed),
        deadlines=awaited or tuple(id_ for id_, _ in dates),
        mail=digest,
        placed=placed,
    )


def of_dates(connection: Connection, ids: list[str], slug: str = "") -> Concern:
    """Tell of dates: the letters that set them."""
    known = [found for id_ in ids if (found := agenda.find(connection, id_))]
    placed = tuple(dict.fromkeys((found.slug, found.entry) for found in known))
    return Concern(slug=only(slug for slug, _ in placed) or slug, deadlines=tuple(ids), placed=placed)


def only(slugs: Iterable[str]) -> str:
    """Give the one record there is, "" where there are none or several."""
    found = set(slugs)
    return found.pop() if len(found) == 1 else ""
