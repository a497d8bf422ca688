import json
from datetime import datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from worker.mail.message import (
    Address,
    Attachment,
    Authentic,
    Body,
    Direction,
    Doubt,
    Forwarded,
    Kind,
    Message,
    Quoted,
)
from worker.records.content import copy_in_archive, message_of, plain_copy, plain_message
from worker.threads.copy import CopyId, copy_of

WORDS = st.text(max_size=20)  # lone surrogates and NUL among them
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(timezones=OFFSETS)
WALL_TIMES = st.datetimes()
ADDRESSES = st.builds(Address, name=WORDS, address=WORDS)
MESSAGES = st.builds(
    Message,
    message_id=WORDS,
    references=st.lists(WORDS, max_size=3).map(tuple),
    thread_index=WORDS,
    sender=ADDRESSES,
    to=st.lists(ADDRESSES, max_size=2).map(tuple),
    cc=st.lists(ADDRESSES, max_size=2).map(tuple),
    subject=WORDS,
    sent_at=st.none() | MOMENTS,
    offset_known=st.booleans(),
    body=st.builds(
        Body,
        own=WORDS,
        signature=WORDS,
        quotation=WORDS,
        full=WORDS,
        quoted=st.lists(
            st.builds(Quoted, sender=st.none() | ADDRESSES, sent_at=st.none() | MOMENTS | WALL_TIMES, text=WORDS),
            max_size=2,
        ).map(tuple),
    ),
    attachments=st.lists(
        st.builds(Attachment, filename=WORDS, type=WORDS, size=st.integers(0, 2**40), sha256=WORDS, content_id=WORDS),
        max_size=2,
    ).map(tuple),
    direction=st.sampled_from(Direction),
    kind=st.sampled_from(Kind),
    authentic=st.sampled_from(Authentic),
    forwarded=st.none() | st.sampled_from(Forwarded),
    forwarded_by=st.none() | ADDRESSES,
    note=WORDS,
    slug=WORDS,
    blind=st.booleans(),
    doubts=st.lists(st.sampled_from(Doubt), max_size=2).map(tuple),
    digest=WORDS,
)


def through_json(plain):
    return json.loads(json.dumps(plain))


@settings(max_examples=50)
@given(MESSAGES)
def test_a_message_comes_back_as_it_was(message):
    back = message_of(through_json(plain_message(message)))

    assert back == message
    assert (back.sent_at and back.sent_at.utcoffset()) == (message.sent_at and message.sent_at.utcoffset())


@settings(max_examples=50)
@given(MESSAGES, MOMENTS)
def test_a_copy_comes_back_as_it_was(message, received_at):
    copy = copy_of(
        message,
        id=CopyId(7),
        mail="5e",
        ordinal=1,
        received_at=received_at,
        ours=frozenset(),
    )

    plain = through_json(plain_copy(copy))

    assert copy_in_archive(plain, id=7, mail="5e", ordinal=1, received_at=received_at) == copy


def test_every_field_of_a_message_is_kept():
    names = set(Message.__dataclass_fields__)
    message = Message(sender=Address(), body=Body(own=""), direction=Direction.REPLY)

    assert set(plain_message(message)) == names


def test_a_quoted_wall_time_stays_without_an_offset():
    quoted = Quoted(sender=None, sent_at=datetime(2023, 7, 3, 9, 30), text="")  # noqa: DTZ001 - none was written
    message = Message(sender=Address(), body=Body(own="", quoted=(quoted,)), direction=Direction.REPLY)

    assert message_of(plain_message(message)).body.quoted[0].sent_at.tzinfo is None
