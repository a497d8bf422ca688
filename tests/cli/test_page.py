from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from worker.cli.page import page
from worker.correspondence import Correspondence, Entry
from worker.deadlines.deadline import Ask
from worker.deadlines.standing import Standing, State
from worker.mail.message import Address, Attachment, Body, Direction, Kind, Message
from worker.mail.newsroom import Newsroom
from worker.prose.people import everybody
from worker.publication.manual import Added, Channel
from worker.publication.record import Publication
from worker.publication.treatment import State as Public
from worker.publication.treatment import Treatment

ANN = Address(name="Ann Roe", address="ann@gazette.example")
PRESS = Address(address="press@harbour.example")
GAZETTE = Newsroom(zone=ZoneInfo("America/New_York"), mailbox_addresses=frozenset({"desk@gazette.example"}))
DESK = Address(address="desk@gazette.example")


def entry(direction, at, text, *, kind=Kind.MESSAGE, offset_known=True, files=()):  # noqa: PLR0913 - a letter has many sides
    sender, to = (ANN, (PRESS,)) if direction == Direction.INQUIRY else (PRESS, (ANN, DESK))
    message = Message(
        sender=sender,
        to=to,
        body=Body(own=text),
        direction=direction,
        kind=kind,
        offset_known=offset_known,
        attachments=tuple(Attachment(filename=f, type="text/plain", size=1, sha256="") for f in files),
    )
    return Entry(id="e", message=message, sent_at=at, sources=(), placed_by="")


def record(*entries, status="open", acronym="HA", country="Iceland"):
    return Correspondence(
        slug="harbour-alliance",
        name="Harbour Alliance",
        acronym=acronym,
        country=country,
        domains=(),
        listed_contacts=(),
        owner="",
        status=status,
        confirmed=True,
        entries=entries,
    )


def test_a_page_tells_the_organisation_the_range_the_counts_and_every_letter():
    at = datetime(2023, 7, 6, 17, tzinfo=timezone(timedelta(hours=-4)))
    letters = (
        entry(Direction.INQUIRY, at, "Is it so?\n\nRegards,", files=("plan.pdf",)),
        entry(Direction.REPLY, at + timedelta(hours=1), "Thank you.", kind=Kind.ACKNOWLEDGEMENT),
        entry(Direction.REPLY, at + timedelta(days=1), "I am away.", kind=Kind.AUTO_REPLY),
        entry(Direction.REPLY, at + timedelta(days=6), "It is so."),
    )

    assert "\n".join(page(record(*letters), GAZETTE)) == (
        "Harbour Alliance (HA)\n"
        "Iceland\n"
        "July 6 - 12, 2023\n"
        "1 inquiry\n"
        "2 replies\n"
        "\n"
        "[e] July 6, 2023: Ann Roe (ann@gazette.example) emailed press@harbour.example. The email said:\n"
        "\n"
        "  Is it so?\n"
        "\n"
        "  Regards,\n"
        "\n"
        "  Attached: plan.pdf\n"
        "\n"
        "[e] July 6, 2023: press@harbour.example acknowledged by email to Ann Roe (ann@gazette.example)."
        " The email said:\n"
        "\n"
        "  Thank you.\n"
        "\n"
        "[e] July 7, 2023: press@harbour.example answered automatically to Ann Roe (ann@gazette.example)."
        " The automatic reply said:\n"
        "\n"
        "  I am away.\n"
        "\n"
        "[e] July 12, 2023: press@harbour.example emailed Ann Roe (ann@gazette.example). The email said:\n"
        "\n"
        "  It is so.\n"
        "\n"
        "Future correspondence will be added here as this conversation continues."
    )


def test_below_a_letter_stands_what_came_of_the_dates_it_sets():
    at = datetime(2023, 7, 3, 9, tzinfo=ZoneInfo("America/New_York"))
    due_at = datetime(2023, 7, 6, 17, tzinfo=ZoneInfo("America/New_York"))
    asked = Standing(
        id="d", entry="e", kind=Ask.REQUEST, due_at=due_at, phrase="by close of\nbusiness, July 6", state=State.OPEN
    )

    told = list(page(record(entry(Direction.INQUIRY, at, "Is it so?", files=("plan.pdf",))), GAZETTE, [asked]))

    assert told[8:] == [
        "  Is it so?",
        "",
        "  Attached: plan.pdf",
        "",
        "  asks for an answer by close of business, July 6 (due July 6, 2023, 17:00 EDT): not answered yet",
        "",
        "Future correspondence will be added here as this conversation continues.",
    ]


def test_a_closed_record_without_letters_tells_only_its_head():
    assert list(page(record(status="closed", acronym="", country=""), GAZETTE)) == [
        "Harbour Alliance",
        "0 inquiries",
        "0 replies",
    ]


def test_a_letter_whose_zone_is_not_known_is_dated_by_the_newsrooms_clock():
    at = datetime(2023, 7, 7, 2, tzinfo=UTC)

    told = "\n".join(page(record(entry(Direction.REPLY, at, "Yes.", offset_known=False)), GAZETTE))

    assert told.count("July 6, 2023") == 2


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "recipients it does not name"),
        (1, "a1@b.example"),
        (2, "a1@b.example and a2@b.example"),
        (4, "a1@b.example, a2@b.example, a3@b.example and 1 other"),
        (9, "a1@b.example, a2@b.example, a3@b.example and 6 others"),
    ],
)
def test_the_first_recipients_are_named_and_the_others_counted(count, told):
    assert everybody(tuple(Address(address=f"a{n}@b.example") for n in range(1, count + 1))) == told


def test_who_publishes_reads_what_is_public_and_what_was_added_by_hand():
    at = datetime(2023, 7, 6, 17, tzinfo=timezone(timedelta(hours=-4)))
    call = Added(
        id="h1", channel=Channel.PHONE, direction=Direction.REPLY, at=at - timedelta(days=1), name="Jón", text="It is so."
    )  # fmt: skip
    decided = Publication(treatments={"e": Treatment(state=Public.WITHHELD)}, added=(call,))

    told = list(page(record(entry(Direction.INQUIRY, at, "Is it so?")), GAZETTE, publication=decided))

    letters = [line for line in told if line.startswith("[")]
    assert letters[0] == "[h1] (pending) July 5, 2023: phone to us from Jón, added by hand:"
    assert letters[1].startswith("[e] (withheld) July 6, 2023: Ann Roe (ann@gazette.example) emailed")


def test_a_date_that_cannot_be_believed_is_shown_with_the_doubt():
    came = datetime(2023, 7, 6, 17, tzinfo=UTC)
    wrong = replace(entry(Direction.REPLY, came.replace(year=2099), "No."), received_at=came, direct=True)

    lines = "\n".join(page(record(wrong), GAZETTE))

    assert "\nJuly 6, 2023\n" in lines
    assert "[e] July 6, 2023: " in lines
    assert "\n  Its date is doubtful: it says July 6, 2099, and it came on July 6, 2023.\n" in lines
    assert "doubtful" not in "\n".join(page(record(replace(wrong, sent_at=came)), GAZETTE))


def test_what_was_added_by_hand_stands_after_a_letter_that_came_before_it():
    came = datetime(2023, 7, 6, 17, tzinfo=UTC)
    ahead = entry(Direction.REPLY, came + timedelta(days=9), "No.")
    call = Added(
        id="h1", channel=Channel.PHONE, direction=Direction.INQUIRY, at=came + timedelta(days=1), name="Jón", text="So?"
    )  # fmt: skip

    told = page(record(replace(ahead, received_at=came, direct=True)), GAZETTE, publication=Publication(added=(call,)))

    assert [line[1:3] for line in told if line.startswith("[")] == ["e]", "h1"]
