"""Random mixtures of mail: whatever could be linked, doubted, copied or decided."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from tests.threads.copies import HARBOUR, MORNING, NORDSUND, OURS, Quote, a_copy, a_forward_of
from worker.mail.message import Authentic, Direction, Doubt, Forwarded, Kind
from worker.threads.directory import Directory, Listing, Ruling

SECOND = Listing(slug="harbour-2", name="Harbour Alliance", domains=("harbour.example",))
OUTSIDE = ["a@harbour.example", "b@nordsund.example", "c@kerlouan.example", "d@agency.example", "e@gmail.com", ""]
WORDS = ["one two three four five six seven eight nine", "harbour alliance says no", "for nordsund group we say", "x"]
SLUGS = ["harbour-alliance", "nordsund", "kerlouan-example", "harbour-2", "nowhere"]
IDS = [f"{n}@x" for n in range(8)]
moments = st.sampled_from([MORNING + timedelta(minutes=15 * n, seconds=n % 3) for n in range(5)])
kinds = st.sampled_from([Kind.MESSAGE] * 5 + list(Kind))
doubts = st.lists(st.sampled_from(list(Doubt)), max_size=1).map(tuple) | st.just(())


@st.composite
def a_quote(draw):
    written = draw(st.none() | moments)
    naive = written and draw(st.booleans())
    return Quote(
        sender=draw(st.sampled_from([OURS, *OUTSIDE])),
        name="",
        sent_at=written.replace(tzinfo=None) if naive else written,
        words=draw(st.sampled_from(WORDS)),
    )


@st.composite
def a_mixed_copy(draw):
    sender = draw(st.sampled_from([OURS, OURS, *OUTSIDE]))
    ours = sender == OURS
    sent_at = draw(moments)
    copy = a_copy(
        sender=sender,
        to=draw(st.lists(st.sampled_from(OUTSIDE[:-1]), max_size=2, unique=True)) if ours else (),
        cc=tuple(draw(st.lists(st.sampled_from(OUTSIDE[:-1]), max_size=1))),
        words=draw(st.sampled_from(WORDS)),
        sent_at=sent_at,
        received_at=sent_at + draw(st.sampled_from([timedelta(), timedelta(hours=3)])),
        message_id=draw(st.sampled_from(["", *IDS])),
        references=tuple(draw(st.lists(st.sampled_from([*IDS, "ghost@x", "other@x"]), max_size=3, unique=True))),
        thread_index=draw(st.sampled_from(["", "", "", "aa"])),
        base_subject=draw(st.sampled_from(["", "fish"])),
        direction=draw(st.sampled_from([Direction.INQUIRY] * 4 + [Direction.INTERNAL])) if ours else Direction.REPLY,
        kind=draw(kinds),
        authentic=draw(st.sampled_from(list(Authentic))),
        forwarded=draw(st.sampled_from([None, None, Forwarded.ATTACHED, Forwarded.REDIRECT])),
        slug=draw(st.sampled_from(["", "", "", *SLUGS])) if ours else "",
        doubts=draw(doubts),
        quotes=tuple(draw(st.lists(a_quote(), max_size=2))),
    )
    return copy if draw(st.integers(0, 3)) else a_forward_of(copy)


@st.composite
def mixtures(draw):
    """Give copies, twins of some of them among them, and a directory with rulings on some."""
    copies = draw(st.lists(a_mixed_copy(), min_size=1, max_size=9))
    for copy in draw(st.lists(st.sampled_from(copies), max_size=3)):
        number = len(copies)
        again = replace(copy, id=90_000 + number, mail=f"{number:064x}", received_at=copy.received_at + timedelta(1))
        copies.append(replace(again, digest=f"again {number}") if draw(st.booleans()) else again)
    rulings = tuple(
        Ruling(mail=c.mail, ordinal=None, slug=draw(st.sampled_from(["", *SLUGS])), sequence=n, source=source)
        for n, c in enumerate(draw(st.lists(st.sampled_from(copies), max_size=2)))
        for source in [draw(st.sampled_from(["", "", "harbour-alliance"]))]
    )
    merged = draw(st.sampled_from([{}, {}, {"nordsund": "harbour-alliance"}, {"kerlouan-example": "nordsund"}]))
    closed = draw(st.sampled_from([None, None, MORNING + timedelta(minutes=20)]))
    listings = draw(st.sampled_from([(), (HARBOUR, NORDSUND), (HARBOUR, NORDSUND, SECOND)]))
    return copies, Directory(
        listings=tuple(replace(x, closed_at=closed) for x in listings), merged=merged, rulings=rulings
    )
