from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.given import DESK, HARBOUR, MONDAY, NOW, OURS
from tests.pages.letters import CALENDAR, IMOGEN, MARA, a_letter, a_record, an_answer, let_out, the_page
from worker.deadlines.ruled import Ruled
from worker.deadlines.standing import State as Became
from worker.mail.message import Address, Attachment, Direction, Kind
from worker.pages.page import Stands
from worker.pages.words import plain
from worker.prose.people import counted
from worker.publication.manual import Added, Channel
from worker.publication.overrides import Override
from worker.publication.record import Publication
from worker.publication.rule import DEFAULT_RULES, Redacts, Rule
from worker.publication.treatment import Correction, State, Treatment

ASKS = "Who owns the pier? Please reply by July 6, 2023."
ALBERT = Address(name="Al Roe", address="al@harbour.example")


def leads(page):
    return [f"{e.lead} {e.said}".strip() for e in page.entries]


def states(page):
    return [m.state for m in page.deadlines]


def released_as(id_, state, text="Words."):
    return {id_: Treatment(state=state, released_at=NOW, text=text)}


def test_a_page_tells_organisation_range_counts_and_each_letter_in_order():
    record = a_record(a_letter("a"), an_answer("b", day=2), a_letter("c", "Thank you.", day=40))

    page = the_page(record, let_out(*record.entries, investigation="Piers"))

    assert (page.name, page.acronym, page.country, page.investigation) == ("Harbour Alliance", "HA", "Iceland", "Piers")
    assert (page.range, page.inquiries, page.replies) == ("July 3 - August 12, 2023", 2, 1)
    assert leads(page) == [
        "Email sent to Imogen Vale, Head of Press at Harbour Alliance (HA). The email said:",
        "Imogen Vale, Head of Press, replied for HA:",
        "The Newsroom replied:",
    ]
    assert [(e.anchor, e.day, plain(e.blocks)) for e in page.entries] == [
        ("e-a", "July 3, 2023", "Who owns the pier?"),
        ("e-b", "July 5, 2023", "The harbour does."),
        ("e-c", "August 12, 2023", "Thank you."),
    ]


@pytest.mark.parametrize(
    ("days", "range_", "counts", "country"),
    [
        ((date(2023, 6, 21), date(2024, 2, 27)), "June 21, 2023 - February 27, 2024", "1 inquiry, 1 reply", "Chile"),
        ((date(2023, 1, 10), date(2023, 10, 23)), "January 10 - October 23, 2023", "1 inquiry, 1 reply", ""),
        ((date(2024, 3, 5), date(2024, 3, 17)), "March 5 - 17, 2024", "1 inquiry, 1 reply", "Chile"),
        ((date(2023, 7, 17),), "July 17, 2023", "1 inquiry, 0 replies", ""),
        ((date(2023, 7, 17), date(2023, 7, 17), date(2023, 7, 18)), "July 17 - 18, 2023", "1 inquiry, 2 replies", ""),
    ],
)
def test_the_head_has_the_form_that_readers_know(days, range_, counts, country):
    moments = [datetime(d.year, d.month, d.day, 12, tzinfo=UTC) for d in days]
    letters = [a_letter("0", sent_at=moments[0])]
    letters += [an_answer(str(n), sent_at=m) for n, m in enumerate(moments[1:], start=1)]

    page = the_page(a_record(*letters, country=country))

    told = f"{counted(page.inquiries, 'inquiry', 'inquiries')}, {counted(page.replies, 'reply', 'replies')}"
    assert (page.range, told, page.country) == (range_, counts, country)


@pytest.mark.parametrize(
    "publication",
    [
        Publication(),
        Publication(treatments=released_as("a", State.PENDING)),
        Publication(treatments=released_as("a", State.WITHHELD)),
        Publication(treatments=released_as("a", State.PUBLISHED, text=None)),
        Publication(treatments=released_as("a", State.PUBLISHED), embargo_until=NOW + timedelta(seconds=1)),
        Publication(treatments=released_as("other", State.PUBLISHED)),
    ],
    ids=["undecided", "pending", "withheld", "without words", "embargoed", "of another record"],
)
def test_a_record_of_which_nothing_is_public_has_no_page(publication):
    assert the_page(a_record(a_letter("a")), publication) is None


@pytest.mark.parametrize(
    "entry",
    [
        an_answer("a", kind=Kind.AUTO_REPLY),
        an_answer("a", kind=Kind.BOUNCE),
        a_letter("a", direction=Direction.INTERNAL),
    ],
    ids=["an automatic reply", "a delivery report", "talk among ourselves"],
)
def test_what_is_no_letter_is_never_public_even_if_released(entry):
    assert the_page(a_record(entry)) is None


def test_the_words_are_those_that_were_released_whatever_was_read_since():
    record = a_record(a_letter("a", "Read anew, and better."))

    page = the_page(record, Publication(treatments=released_as("a", State.PUBLISHED, "As it was seen.")))

    assert plain(page.entries[0].blocks) == "As it was seen."


def test_a_summary_stands_instead_of_the_words_and_is_told_as_one():
    record = a_record(a_letter("a", "Their secret."))
    treatment = Treatment(
        state=State.PUBLISHED, released_at=NOW, text="Their secret.", summary="It asked about a pier."
    )

    (entry,) = the_page(record, Publication(treatments={"a": treatment})).entries

    assert (entry.summarised, entry.said, plain(entry.blocks)) == (
        True,
        "In an editor's summary:",
        "It asked about a pier.",
    )


KINDS = st.sampled_from(list(Kind))
DECIDED = st.tuples(st.sampled_from(list(State)), st.sampled_from([Direction.INQUIRY, Direction.REPLY]), KINDS)


@given(st.lists(DECIDED, max_size=8))
def test_counts_and_range_are_of_public_letters_only(decided):
    letters = [a_letter(str(n), day=n, direction=d, kind=k) for n, (_, d, k) in enumerate(decided)]
    treatments = {str(n): Treatment(state=s, released_at=NOW, text="x") for n, (s, _, _) in enumerate(decided)}
    public = [e for e in letters if treatments[e.id].state == State.PUBLISHED and e.counted]

    page = the_page(a_record(*letters), Publication(treatments=treatments))

    if not public:
        assert page is None
        return
    alone = the_page(a_record(*public), Publication(treatments=treatments))
    assert replace(page, standing=alone.standing, answer_told=alone.answer_told) == alone
    assert page.standing in {alone.standing, Stands.OPEN}
    assert page.inquiries + page.replies == len(page.entries) == len(public)
    assert (page.first, page.last) == (public[0].sent_at.date(), public[-1].sent_at.date())


def test_nothing_can_be_told_from_a_page_of_what_is_not_public():
    asked, answered = a_letter("a", "Who owns it?"), an_answer("b", day=1, signature="Imogen Vale\nHead of Press")
    thanked = a_letter("c", "Thank you.", day=2)

    with_it = the_page(a_record(asked, answered, thanked), let_out(asked, thanked))

    without = the_page(a_record(asked, thanked), let_out(asked, thanked))
    assert replace(with_it, answer_told=True) == without  # what the rate of response of all records leaves out
    assert "Head of Press" not in repr(with_it)
    assert "replied" not in with_it.entries[1].lead


def test_nobody_is_said_not_to_have_answered_whose_answer_is_not_public():
    asked, answered = a_letter("a", ASKS), an_answer("b", day=1)

    silent, told = (the_page(a_record(*letters), let_out(asked)) for letters in ((asked,), (asked, answered)))

    assert ([mark.state for mark in silent.deadlines], silent.standing) == ([Became.MISSED], Stands.OVERDUE)
    assert (told.deadlines, told.standing) == ((), Stands.OPEN)


def test_counts_and_range_can_be_overridden():
    record = a_record(a_letter("a"), an_answer("b"))
    override = Override(inquiries=3, last=date(2023, 8, 1), reason="two letters on paper")

    page = the_page(record, let_out(*record.entries, override=override))

    assert (page.inquiries, page.replies, page.range) == (3, 1, "July 3 - August 1, 2023")
    assert "paper" not in repr(page)


@pytest.mark.parametrize(
    ("entries", "now", "status", "stands"),
    [
        ([a_letter("a")], MONDAY, "open", Stands.AWAITING),
        ([a_letter("a", ASKS)], MONDAY, "open", Stands.AWAITING),
        ([a_letter("a", ASKS)], NOW, "open", Stands.OVERDUE),
        ([a_letter("a", ASKS), an_answer("b")], NOW, "open", Stands.REPLIED),
        ([a_letter("a"), an_answer("b", kind=Kind.ACKNOWLEDGEMENT)], NOW, "open", Stands.AWAITING),
        ([a_letter("a"), an_answer("b"), a_letter("c", day=2)], NOW, "open", Stands.AWAITING),
        ([an_answer("b", kind=Kind.ACKNOWLEDGEMENT)], NOW, "open", Stands.AWAITING),
        ([a_letter("a", ASKS)], NOW, "closed", Stands.CLOSED),
    ],
)
def test_how_a_record_stands_in_a_word(entries, now, status, stands):
    page = the_page(a_record(*entries, status=status), now=now)

    assert (page.standing, page.open) == (stands, status == "open")


def test_a_late_answer_says_by_how_much_and_the_mark_says_what_it_answered():
    page = the_page(a_record(a_letter("a", ASKS), an_answer("b", day=4)))

    (mark,) = page.deadlines
    assert (mark.anchor, mark.answered, mark.due) == ("e-a", "e-b", "July 6, 2023, 17:00 UTC-04:00")
    assert mark.outcome == "answered a day late"
    assert [e.late for e in page.entries] == ["", "a day late"]


def test_a_deadline_in_words_that_are_not_public_is_not_told():
    record = a_record(a_letter("a", ASKS))
    hidden = Rule(id="r", redacts=Redacts.SPAN, values=("Please reply by July 6, 2023.",), who="", why="", at=NOW)

    assert states(the_page(record)) == [Became.MISSED]
    assert states(the_page(record, let_out(*record.entries, rules=(hidden,)))) == []


@pytest.mark.parametrize(
    "word", [Ruled(cancelled=True), Ruled(answered_at=MONDAY)], ids=["cancelled", "answered elsewhere"]
)
def test_what_a_person_said_of_a_deadline_that_the_public_cant_read_silences_it(word):
    record = a_record(a_letter("a", ASKS))
    (id_,) = (d.id for d in record.deadlines(*_now()))

    assert states(the_page(replace(record, ruled={id_: word}))) == []


def test_an_extended_deadline_is_told_as_one_with_its_new_day():
    record = a_record(a_letter("a", ASKS))
    (standing,) = record.deadlines(*_now())

    page = the_page(replace(record, ruled={standing.id: Ruled(due_at=standing.due_at + timedelta(days=5))}))

    assert [(m.due, m.extended) for m in page.deadlines] == [("July 11, 2023, 17:00 UTC-04:00, extended", True)]
    assert not any(m.extended or "extended" in m.due for m in the_page(record).deadlines)


def _now():
    from tests.pages.letters import CALENDAR  # noqa: PLC0415 - beside its only reader

    return CALENDAR, NOW


def test_what_was_said_by_other_channels_stands_in_its_place_and_counts_when_it_asks_or_answers():
    told = {"name": "Al Roe", "role": "Director", "text": "He said no."}
    at = MONDAY + timedelta(hours=5)
    call = Added(id="p", channel=Channel.PHONE, direction=Direction.REPLY, at=at, **told)
    chat = Added(id="m", channel=Channel.MESSAGE, direction=Direction.INQUIRY, at=at, counted=False, **told)
    unreleased = Added(id="u", channel=Channel.LETTER, direction=Direction.REPLY, at=at, **told)
    record = a_record(a_letter("a", ASKS), an_answer("b"))
    treatments = released_as("p", State.PUBLISHED) | released_as("m", State.PUBLISHED)

    page = the_page(record, let_out(*record.entries, treatments=treatments, added=(call, chat, unreleased)))

    assert [(e.anchor, e.channel, e.counted) for e in page.entries] == [
        ("e-a", Channel.EMAIL, True),
        ("e-m", Channel.MESSAGE, False),
        ("e-p", Channel.PHONE, True),
        ("e-b", Channel.EMAIL, True),
    ]
    assert (page.inquiries, page.replies) == (1, 2)
    assert page.entries[2].lead == "Al Roe, Director, replied by telephone for HA."
    assert page.deadlines[0].answered == "e-p"


def test_only_files_that_were_released_stand_under_cleaned_names():
    files = tuple(
        Attachment(filename=name, type="application/pdf", size=3, sha256=f"s{n}")
        for n, name in enumerate(
            [
                r"C:\Users\jo\plan of pier.PDF",
                "jo@mill.example.pdf",
                "not released.pdf",
                "../../etc",
                "Call 202-555-0143.doc",
                "",
            ]
        )
    )
    letter = a_letter("a", attachments=files)
    out = Treatment(
        state=State.PUBLISHED, released_at=NOW, text="x", attachments=frozenset({"s0", "s1", "s3", "s4", "s5"})
    )

    (entry,) = the_page(a_record(letter), Publication(treatments={"a": out})).entries

    assert [(f.name, f.sha256) for f in entry.attachments] == [
        ("plan-of-pier.pdf", "s0"),
        ("attachment-2.pdf", "s1"),
        ("etc", "s3"),
        ("attachment-5.doc", "s4"),
        ("attachment-6", "s5"),
    ]


def test_a_correction_leaves_a_dated_line_and_its_own_words_are_redacted_too():
    late = Correction(at=datetime(2026, 11, 23, 2, tzinfo=UTC), text="The name of\njo@mill.example was wrong.")
    treatment = Treatment(state=State.PUBLISHED, released_at=NOW, text="x", corrections=(late,))

    page = the_page(a_record(a_letter("a")), Publication(treatments={"a": treatment}))

    assert [(c.day, c.text) for c in page.entries[0].corrections] == [
        ("November 23, 2026", "The name of [address redacted] was wrong."),
    ]
    assert page.updated_at == late.at


def test_a_name_that_is_covered_stands_in_no_sentence_either():
    rule = Rule(id="r", redacts=Redacts.NAMES, values=("Imogen Vale",), who="", why="", at=NOW)
    record = a_record(a_letter("a", "Dear Imogen\nVale,"), an_answer("b"))

    page = the_page(record, let_out(*record.entries, rules=(*DEFAULT_RULES, rule)))

    assert "Vale" not in repr(page)
    assert page.entries[1].lead == "[redacted], Head of Press, replied for HA:"


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([an_answer("b")], "Imogen Vale, Head of Press, emailed for HA:"),
        ([a_letter("a"), a_letter("b")], "Email sent to Imogen Vale at Harbour Alliance (HA). The email said:"),
        (
            [an_answer("a", signature=""), a_letter("b", to=(ALBERT,))],
            "Email sent to Al Roe at Harbour Alliance (HA). The email said:",
        ),
        (
            [
                an_answer("a", message_id="1@x"),
                an_answer("a2", sender=ALBERT),
                a_letter("b", to=(IMOGEN,), references=("1@x",)),
            ],
            "The Newsroom replied:",
        ),
        (
            [an_answer("b", sender=Address(name="'imogen@harbour.example' via desk", address=HARBOUR))],
            "Harbour Alliance emailed:",
        ),
        (
            [a_letter("b", to=(Address(address=DESK), Address(name="Ann", address=OURS), IMOGEN))],
            "Email sent to Imogen Vale at Harbour Alliance (HA). The email said:",
        ),
        (
            [a_letter("b", to=(IMOGEN, Address(name="Rival", address="x@rival.example")))],
            "Email sent to Imogen Vale at Harbour Alliance (HA). The email said:",
        ),
        (
            [a_letter("b", to=(Address(name="Lou Law", address="lou@law.example"),))],
            "Email sent to Lou Law at Harbour Alliance (HA). The email said:",
        ),
        (
            [a_letter("b", to=(IMOGEN, Address(name="Al", address=HARBOUR)), cc=(ALBERT,))],
            "Email sent to Imogen Vale and one other at Harbour Alliance (HA). The email said:",
        ),
    ],
    ids=[
        "nothing of ours before",
        "ours after ours",
        "ours to another than who wrote last",
        "ours that refers to a letter of theirs",
        "a display name that is an address",
        "readers of our own",
        "readers of another organisation",
        "a representative",
        "a copy is not counted",
    ],
)
def test_who_wrote_to_whom(entries, told):
    assert leads(the_page(a_record(*entries)))[-1] == told


def test_a_letter_whose_zone_is_not_known_is_dated_by_the_newsrooms_clock():
    at = datetime(2023, 7, 7, 2, tzinfo=timezone(timedelta(hours=14)))

    page = the_page(a_record(a_letter("a", sent_at=at, offset_known=False)))

    assert (page.range, page.entries[0].day) == ("July 6, 2023", "July 6, 2023")


def test_a_letter_that_says_it_was_written_after_it_came_is_dated_by_when_it_came():
    came = MONDAY + timedelta(days=1)
    ahead = replace(an_answer("b", sent_at=came + timedelta(days=800)), received_at=came.astimezone(UTC), direct=True)
    record = a_record(a_letter("a"), ahead)

    page = the_page(record)

    assert (page.first.isoformat(), page.last.isoformat()) == record.days(CALENDAR.zone) == ("2023-07-03", "2023-07-04")
    assert (page.entries[1].day, page.entries[1].at) == ("July 4, 2023", came)


CANARY = "zx9canary"


def test_nothing_but_what_is_meant_for_the_public_reaches_a_page():
    private = f"{CANARY}@{CANARY}.example"
    signature = f"Imogen Vale\nHead of Press\n{CANARY} Street 5\n{private}\n+44 20 7946 0{CANARY}"
    body = replace(a_letter("x").message.body, quotation=f"> {CANARY}", full=f"{CANARY} all", signature=signature)
    fields = {
        "message_id": private,
        "references": (private,),
        "thread_index": CANARY,
        "subject": CANARY,
        "cc": (Address(name=CANARY, address=private),),
        "attachments": (Attachment(filename=CANARY, type=CANARY, size=1, sha256=CANARY, content_id=CANARY),),
        "forwarded_by": Address(name=CANARY, address=private),
        "note": CANARY,
        "slug": CANARY,
        "digest": CANARY,
    }
    to_us = (Address(name=CANARY, address=f"{CANARY}@newsroom.example"),)
    ours = replace(
        a_letter("a", sender=Address(name=CANARY, address=private), to=(IMOGEN, *to_us), **fields), placed_by=CANARY
    )
    theirs = an_answer("b", sender=replace(IMOGEN, address=f"imogen@{CANARY}.example"), to=to_us, **fields)
    entries = tuple(
        replace(
            e,
            placed_by=CANARY,
            received_at=datetime(2099, 9, 9, tzinfo=UTC),
            message=replace(
                e.message,
                body=replace(body, own=f"Write to {private} or +1 202 555 0143, https://click.{CANARY}.example/1"),
            ),
            sources=(replace(e.sources[0], sha256=CANARY, how=CANARY, by=private),),
        )
        for e in (ours, theirs)
    )
    silent = tuple(
        replace(
            e,
            id=f"{e.id}-2",
            message=replace(e.message, body=replace(body, own=CANARY), sender=Address(name=CANARY, address=private)),
        )
        for e in entries
    )
    record = a_record(*entries, *silent, owner=private, domains=(f"{CANARY}.example",), listed_contacts=(private,))
    override = Override(inquiries=2, reason=CANARY)
    rule = Rule(id=CANARY, redacts=Redacts.NAMES, values=(CANARY,), scope="elsewhere", who=CANARY, why=CANARY, at=NOW)
    added = Added(id="n", channel=Channel.PHONE, direction=Direction.REPLY, at=NOW, name=CANARY, text=CANARY)

    page = the_page(
        record,
        let_out(
            *entries,
            override=override,
            rules=(*DEFAULT_RULES, rule),
            added=(added,),
            treatments=released_as("a-2", State.WITHHELD, CANARY),
        ),
    )

    assert len(page.entries) == 2
    assert CANARY not in repr(page)
    assert "555" not in repr(page)
    assert "2099" not in repr(page)
    assert MARA.address not in repr(page)
    assert "Head of Press" in repr(page)


@pytest.mark.parametrize(
    ("slug", "covered", "public"),
    [
        ("jane-doe", ("Jane Doe",), False),
        ("office-of-jane-doe-2", ("Jane Doe",), False),
        ("jose-alvarez", ("José Álvarez",), False),
        ("jane-doerr", ("Jane Doe",), True),
        ("record", ("?",), True),
    ],
)
def test_a_record_that_is_called_by_a_covered_name_has_no_page(slug, covered, public):
    record = a_record(a_letter("a"), slug=slug)
    name = Rule(id="r", redacts=Redacts.NAMES, values=covered, who="mara", why="", at=NOW)

    assert bool(the_page(record, let_out(*record.entries, rules=(name,)))) == public
    assert the_page(record, let_out(*record.entries, rules=(replace(name, scope="elsewhere"),)))


@pytest.mark.parametrize(
    ("record", "shown", "told"),
    [
        (a_record(a_letter("a")), ["a"], True),
        (a_record(a_letter("a"), an_answer("b")), ["a", "b"], True),
        (a_record(a_letter("a"), an_answer("b")), ["a"], False),
        (a_record(a_letter("a"), an_answer("b"), an_answer("c", day=2)), ["a", "b"], True),
        (a_record(a_letter("a"), a_letter("b", day=1)), ["a"], True),
    ],
    ids=["asked", "answered", "answer waits", "another answer waits", "a letter of ours waits"],
)
def test_a_page_knows_whether_the_public_can_tell_if_they_replied(record, shown, told):
    assert the_page(record, let_out(*(e for e in record.entries if e.id in shown))).answer_told is told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "Letter sent to Harbour Alliance (HA)."),
        ("Al Roe", "Letter sent to Al Roe at Harbour Alliance (HA)."),
        ("imogen vale", "The Newsroom replied by letter:"),
    ],
)
def test_a_letter_on_paper_is_an_answer_to_who_wrote_last_alone(name, told):
    record = a_record(a_letter("a"), an_answer("b"))
    at = MONDAY + timedelta(days=3)
    letter = Added(
        id="l", channel=Channel.LETTER, direction=Direction.INQUIRY, at=at, name=name, role="", text="We ask."
    )

    page = the_page(record, let_out(*record.entries, treatments=released_as("l", State.PUBLISHED), added=(letter,)))

    assert page.entries[2].lead == told
