"""Pages as the view makes them, for what renders them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from worker.deadlines.deadline import Ask
from worker.deadlines.standing import State
from worker.mail.message import Direction, Kind
from worker.pages.page import Mark, Page, Stands
from worker.pages.shown import Corrected, File, Listed, Paragraph, Redacted, Shown, Words
from worker.publication.manual import Channel

EASTERN = timezone(timedelta(hours=-4), "EDT")
QUESTIONS = (
    "How many times have your inspectors been to the quay since 2020, and how many of these visits were unannounced?",
    "How many divers did they speak with on each visit, in which languages, and was anybody from the firm in the room?",
    "Nineteen of the 23 say that they paid an agent at home to get the job. Has the Alliance found such fees?",
)


def words(text):
    return (Words(text),)


def a_letter(number, at, direction=Direction.INQUIRY, **changes):
    ours = direction == Direction.INQUIRY
    facts = {
        "anchor": f"e-{number:012x}",
        "at": at,
        "day": f"{at:%B} {at.day}, {at.year}",
        "lead": "Email sent to Ada Thorne, Head of Communications at Harbour Standards Alliance (HSA)."
        if ours
        else "Ada Thorne, Head of Communications, replied for HSA:",
        "said": "The email said:" if ours else "",
        "blocks": (
            Paragraph(spans=words("Dear Ada Thorne," if ours else "Dear Mr Okafor,")),
            Paragraph(spans=words("Thank you for your letter. We write about the seasonal divers at Port Ellery.")),
        ),
        "summarised": False,
        "counted": True,
        "direction": direction,
        "kind": Kind.MESSAGE,
        "channel": Channel.EMAIL,
    }
    return Shown(**{**facts, **changes})


def a_page(entries, *, deadlines=(), **changes):
    days = [e.at.date() for e in entries]
    facts = {
        "slug": "harbour-standards-alliance",
        "name": "Harbour Standards Alliance",
        "acronym": "HSA",
        "country": "United Kingdom",
        "investigation": "Divers of Port Ellery",
        "open": True,
        "first": days[0] if days else date(2023, 6, 21),
        "last": days[-1] if days else date(2023, 6, 21),
        "range": "June 21, 2023 - February 27, 2024",
        "inquiries": sum(e.direction == Direction.INQUIRY and e.counted for e in entries),
        "replies": sum(e.direction == Direction.REPLY and e.counted for e in entries),
        "entries": tuple(entries),
        "deadlines": tuple(deadlines),
        "standing": Stands.REPLIED,
        "updated_at": datetime(2024, 3, 1, 9, 30, tzinfo=UTC),
    }
    return Page(**{**facts, **changes})


def a_deadline(number, due_at, state, outcome, *, kind=Ask.REQUEST, answered=None, answered_at=None):  # noqa: PLR0913 - facts
    return Mark(
        anchor=f"e-{number:012x}",
        kind=kind,
        due_at=due_at,
        due=f"{due_at:%B} {due_at.day}, {due_at.year}, {due_at:%H:%M} EDT",
        state=state,
        outcome=outcome,
        answered="" if answered is None else f"e-{answered:012x}",
        answered_at=answered_at,
    )


def at(month, day, hour=11, year=2023):
    return datetime(year, month, day, hour, 5, tzinfo=EASTERN)


def the_exchange():
    """Give a record with one of everything that a page can show."""
    asks = (
        Paragraph(spans=words("Dear Ada Thorne,")),
        Paragraph(
            spans=words("Between March and June we spoke with 23 divers of Port Ellery. These are our questions:")
        ),
        *(Listed(marker=f"{n}.", spans=words(text)) for n, text in enumerate(QUESTIONS, 1)),
        Paragraph(spans=words("Please let us have your answers by close of business on July 6, 2023.")),
        Paragraph(spans=words("Kind regards,")),
    )
    answers = (
        Paragraph(spans=words("Dear Mr Okafor,")),
        Paragraph(spans=words("I am sorry that this reaches you a day after you asked for it.")),
        Listed(marker="1.", spans=words("Five times. One visit was unannounced, in September 2021.")),
        Listed(
            marker="2.",
            spans=(Words("Between six and ten. Write to "), Redacted("address redacted"), Words(" or call "),
                   Redacted("telephone number redacted"), Words(" for the notes.")),
        ),
        Listed(marker="3.", spans=words("We have not <found> such fees & did not ask about payments made abroad.")),
        Paragraph(spans=words("With kind regards,")),
    )  # fmt: skip
    theirs = Direction.REPLY
    noted = Corrected(
        at=datetime(2024, 2, 2, tzinfo=UTC), day="February 2, 2024",
        text="An earlier version of this page left out the last sentence.",
    )  # fmt: skip
    late = at(7, 7, 17)
    return a_page(
        [
            a_letter(1, at(6, 21)),
            a_letter(2, at(6, 22), theirs, kind=Kind.ACKNOWLEDGEMENT, lead="HSA acknowledged receipt:"),
            a_letter(3, at(6, 29), blocks=asks),
            a_letter(4, late, theirs, blocks=answers, late="a day late"),
            a_letter(5, at(7, 11), lead="Saltline Investigations replied:", said=""),
            a_letter(6, at(8, 2), theirs, corrections=(noted,), summarised=True,
                     lead="Ada Thorne, Head of Communications, replied for HSA.", said="In short:"),
            a_letter(7, at(9, 14), lead="Telephone call to the press office of Harbour Standards Alliance (HSA).",
                     said="In the call:", channel=Channel.PHONE),
            a_letter(8, at(10, 3), theirs, attachments=(
                File(name="audit plan.pdf", type="application/pdf", size=48_213, sha256="ab" * 32),)),
            a_letter(9, at(2, 27, year=2024)),
        ],
        deadlines=[
            a_deadline(3, at(7, 6, 17), State.LATE, "answered a day late", answered=4, answered_at=late),
            a_deadline(6, at(8, 15, 17), State.MISSED, "broken", kind=Ask.PROMISE),
            a_deadline(7, at(10, 6, 17), State.MET, "answered in time", answered=8, answered_at=at(10, 3)),
            a_deadline(9, at(3, 8, 17, year=2024), State.OPEN, "not answered yet"),
        ],
        standing=Stands.AWAITING,
    )  # fmt: skip
