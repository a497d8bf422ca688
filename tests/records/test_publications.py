from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import event

from tests.given import NEWSROOM, NOW, a_message, an_inquiry
from tests.ledger import decide, receive
from tests.public import decided, entries, publication, release, undone
from worker import intake
from worker.errors import Refused
from worker.mail.message import Authentic, Direction, Doubt, Kind
from worker.publication.manual import Channel
from worker.publication.rule import DEFAULT_RULES, Redacts
from worker.publication.treatment import State
from worker.records import decisions as ledger_decisions
from worker.records import journal, publications
from worker.records import publication_decisions as decisions
from worker.records.database import reading, writing
from worker.records.tables import entries as entry_rows
from worker.records.tables import records

SLUG, OTHER = "harbour-example", "nordsund-example"
DAY = timedelta(days=1)


@pytest.fixture
def asked(asked_and_answered):
    return asked_and_answered


def treatment(engine, number=0):
    return publication(engine).treatment(entries(engine)[number].id)


def states(engine):
    return [entry.publication for entry in entries(engine)]


def test_nothing_is_decided_before_a_person_does(asked):
    assert publication(asked).treatments == {}
    assert publication(asked).rules == DEFAULT_RULES
    assert states(asked) == ["pending", "pending"]


def test_a_released_entry_is_public_in_the_words_that_were_seen(asked):
    decided(asked, decisions.release, entries(asked)[0].id, "Who owns it?")

    assert (treatment(asked).state, treatment(asked).text) == (State.PUBLISHED, "Who owns it?")
    assert treatment(asked).released_at == NOW
    assert states(asked) == ["published", "pending"]


def test_a_withheld_entry_has_no_words_in_public_any_more(asked):
    release(asked)
    decided(asked, decisions.withhold, entries(asked)[0].id)

    assert (treatment(asked).state, treatment(asked).text) == (State.WITHHELD, None)
    assert states(asked) == ["withheld", "published"]


def test_each_decision_is_undone_in_turn(asked):
    before = publication(asked)
    first = entries(asked)[0].id
    taken = (
        partial(decisions.release, entry=first, text="Who owns it?"),
        partial(decisions.correct, entry=first, note="The first line was missing.", words="Dear all,"),
        partial(decisions.summarise, entry=first, summary="We asked who owns it."),
        partial(decisions.withhold, entry=first),
        partial(decisions.redact, redacts=Redacts.NAMES, values=("Ann Roe",), scope=SLUG),
        partial(decisions.embargo, until=NOW + DAY, slug=SLUG),
        partial(decisions.override, slug=SLUG, inquiries=3, why="two came on paper"),
        partial(
            decisions.add, slug=SLUG, channel=Channel.PHONE, direction=Direction.REPLY, moment=NOW, text="They called."
        ),
        partial(decisions.assign, slug=SLUG, investigation="Piers"),
    )
    stood = [before]
    for decision in taken:
        decided(asked, decision)
        assert publication(asked) != stood[-1]
        stood.append(publication(asked))

    for known in reversed(stood[:-1]):
        undone(asked)
        assert publication(asked) == known
    assert states(asked) == ["pending", "pending"]


REFUSED = {
    "an auto-reply": ({"kind": Kind.AUTO_REPLY}, "an automatic reply"),
    "a bounce": ({"kind": Kind.BOUNCE}, "a delivery report"),
    "talk among ourselves": ({"direction": Direction.INTERNAL}, "between ourselves"),
    "what failed authentication": ({"authentic": Authentic.FAIL}, "authentication"),
    **{doubt.name: ({"doubts": (doubt,)}, doubt.value) for doubt in Doubt},
}


@pytest.mark.parametrize(("fields", "why"), REFUSED.values(), ids=REFUSED)
def test_what_may_not_be_public_is_barred_with_the_reason(fields, why):
    assert why in decisions.barred(a_message(**fields))


def test_a_plain_letter_may_be_public():
    assert decisions.barred(a_message()) == ""


def test_a_mail_with_doubts_that_a_person_filed_is_refused(asked):
    forged = an_inquiry(Authentication_Results="mx.newsroom.example; dkim=fail header.d=newsroom.example; spf=fail")
    believing = NEWSROOM.__class__(
        name="The Newsroom",
        domains=NEWSROOM.domains,
        mailbox_addresses=NEWSROOM.mailbox_addresses,
        authserv_id="mx.newsroom.example",
    )
    receive(asked, forged, newsroom=believing)
    with reading(asked) as connection:
        from worker.records import correspondences  # noqa: PLC0415

        held = correspondences.held(connection)
    decide(asked, ledger_decisions.file, held=held[0].sha256, slug=SLUG)
    (doubtful,) = [entry for entry in entries(asked) if decisions.barred(entry.message)]

    with pytest.raises(Refused, match="authentic"):
        decided(asked, decisions.release, doubtful.id, "Forged words.")


def test_what_is_public_is_not_released_again(asked):
    release(asked)

    with pytest.raises(Refused, match="public already"):
        release(asked)


@pytest.mark.parametrize(
    ("decision", "says"),
    [
        (partial(decisions.release, entry="nothing", text="x"), "no entry"),
        (partial(decisions.withhold, entry="nothing"), "no entry"),
        (partial(decisions.redact, redacts=Redacts.NAMES, values=("Ann",), scope="nothing"), "no record"),
        (partial(decisions.embargo, until=NOW, slug="nothing"), "no record"),
        (partial(decisions.embargo, until=NOW, investigation="nothing"), "investigation"),
        (partial(decisions.embargo, until=NOW), "name one"),
        (partial(decisions.override, slug=SLUG, inquiries=1, why=" "), "reason"),
        (partial(decisions.override, slug=SLUG, inquiries=-1, why="x"), "0 or more"),
        (
            partial(decisions.add, slug=SLUG, channel=Channel.EMAIL, direction=Direction.REPLY, moment=NOW, text="x"),
            "by import",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(asked, decision, says):
    with pytest.raises(Refused, match=says):
        decided(asked, decision)


def test_only_what_is_public_is_corrected(asked):
    with pytest.raises(Refused, match="nothing to correct"):
        decided(asked, decisions.correct, entries(asked)[0].id, "A word was wrong.")


def test_corrections_stay_in_order_and_survive_being_withheld(asked):
    first = entries(asked)[0].id
    release(asked)
    decided(asked, decisions.correct, first, "One.", at=NOW)
    decided(asked, decisions.correct, first, "Two.", at=NOW + DAY)
    decided(asked, decisions.withhold, first)

    assert [c.text for c in treatment(asked).corrections] == ["One.", "Two."]


def test_a_decision_is_not_undone_below_a_later_one_about_the_same_entry(asked):
    first, second = (entry.id for entry in entries(asked))
    line = decided(asked, decisions.release, first, "Who?")
    decided(asked, decisions.release, second, "We.")
    later = decided(asked, decisions.correct, first, "A word was wrong.")

    with pytest.raises(Refused, match=f"before line {later}"):
        undone(asked, line=line)
    assert undone(asked, line=line + 1).detail["entry"] == second
    assert states(asked) == ["published", "pending"]


def test_an_entry_that_is_moved_keeps_its_treatment(asked):
    receive(asked, an_inquiry("office@nordsund.example"))
    first = next(entry for entry in entries(asked) if entry.message.body.own.startswith("Who owns the pier?"))
    decided(asked, decisions.release, first.id, "Who owns it?")

    decide(asked, ledger_decisions.move, entry=first.id, slug=OTHER)

    assert publication(asked, OTHER).treatment(first.id).text == "Who owns it?"
    assert first.id not in publication(asked).treatments


def test_a_rule_of_a_record_goes_with_an_entry_that_was_released_there(asked):
    receive(asked, an_inquiry("office@nordsund.example"))
    first = entries(asked)[0]
    decided(asked, decisions.redact, Redacts.SPAN, ("pier",), scope=SLUG)
    decided(asked, decisions.release, first.id, "Who owns the pier?")

    decide(asked, ledger_decisions.move, entry=first.id, slug=OTHER)

    rules = publication(asked, OTHER).rules
    assert [rule.values for rule in rules if rule.covers(OTHER, first.id)][len(DEFAULT_RULES) :] == [("pier",)]
    assert all(not rule.covers(OTHER, "another") for rule in rules[len(DEFAULT_RULES) :])


def test_what_was_said_of_a_record_goes_with_it_into_another(asked):
    receive(asked, an_inquiry("office@nordsund.example"))
    decided(asked, decisions.redact, Redacts.SPAN, ("pier",), scope=SLUG)
    decided(asked, decisions.embargo, NOW + DAY, slug=SLUG)
    call = {"channel": Channel.PHONE, "direction": Direction.REPLY, "moment": NOW, "text": "They called."}
    id_ = decided(asked, decisions.add, SLUG, **call)
    decided(asked, decisions.release, id_, "They called.")

    decide(asked, ledger_decisions.merge, slug=SLUG, into=OTHER)

    told = publication(asked, OTHER)
    assert (told.embargo_until, [a.id for a in told.added]) == (NOW + DAY, [id_])
    assert told.treatment(id_).text == "They called."
    assert any(rule.scope == OTHER for rule in told.rules)


def test_an_embargo_of_an_investigation_holds_all_its_records_and_the_later_one_counts(asked):
    decided(asked, decisions.assign, SLUG, " Piers  of Ellery")
    decided(asked, decisions.embargo, NOW + 2 * DAY, investigation="piers of ellery")
    assert publication(asked).embargo_until == NOW + 2 * DAY
    decided(asked, decisions.embargo, NOW + DAY, slug=SLUG)
    assert publication(asked).embargo_until == NOW + 2 * DAY

    decided(asked, decisions.embargo, None, investigation="Piers of Ellery")

    assert publication(asked).embargo_until == NOW + DAY
    assert publication(asked).investigation == "Piers of Ellery"


def test_an_override_tells_its_reason(asked):
    decided(asked, decisions.override, SLUG, first=date(2023, 6, 1), why="a letter on paper")

    told = publication(asked).override
    assert (told.first, told.inquiries, told.reason) == (date(2023, 6, 1), None, "a letter on paper")


def test_a_rule_everywhere_goes_for_every_record(asked):
    decided(asked, decisions.redact, Redacts.NAMES, ("Ann Roe", " "), label="a source")

    (rule,) = publication(asked).rules[len(DEFAULT_RULES) :]
    assert (rule.values, rule.label, rule.scope, rule.who) == (("Ann Roe",), "a source", "", "mara")


def with_file(name, content=b"%PDF-1.7 plan", type_="application/pdf"):
    mail = an_inquiry()
    maintype, _, subtype = type_.partition("/")
    mail.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return mail


def test_a_file_of_an_entry_is_released_and_taken_back(engine):
    receive(engine, with_file("plan.pdf"))
    (entry,) = entries(engine)
    (file,) = entry.message.attachments
    release(engine)

    decided(engine, decisions.attach, entry.id, file.sha256[:8])
    assert publication(engine).treatment(entry.id).attachments == {file.sha256}
    decided(engine, decisions.attach, entry.id, file.sha256, released=False)

    assert publication(engine).treatment(entry.id).attachments == frozenset()


@pytest.mark.parametrize("name", ["plan.html", "chart.SVG", "plan", "plan.pdf.php", "page.xhtml", "run.js"])
def test_a_file_that_a_browser_runs_is_refused(engine, name):
    receive(engine, with_file(name))
    (entry,) = entries(engine)

    with pytest.raises(Refused, match="can't be public"):
        decided(engine, decisions.attach, entry.id, entry.message.attachments[0].sha256)


def test_a_file_that_the_entry_does_not_have_is_refused(asked):
    with pytest.raises(Refused, match="it has none"):
        decided(asked, decisions.attach, entries(asked)[0].id, "abcdef")


def test_treatment_survives_a_reparse(asked):
    release(asked)
    before = publication(asked)

    intake.reparse(asked, NEWSROOM, now=NOW)

    assert publication(asked) == before
    assert states(asked) == ["published", "published"]


def test_treatment_survives_a_ledger_that_is_built_anew(asked):
    first = entries(asked)[0]
    receive(asked, an_inquiry("office@nordsund.example"))
    release(asked, first)
    decide(asked, ledger_decisions.move, entry=first.id, slug=OTHER)
    before = publication(asked, OTHER)

    with writing(asked) as connection:
        connection.execute(entry_rows.delete())
        connection.execute(records.delete())
    intake.reparse(asked, NEWSROOM, now=NOW)

    assert publication(asked, OTHER) == before
    assert {e.id: e.publication for e in entries(asked)}[first.id] == "published"


def test_what_places_letters_does_not_read_the_words_that_are_public(asked):
    release(asked)

    with reading(asked) as connection:
        assert journal.decisions(connection) == ()
        assert len(journal.lines(connection)) == 2


def test_a_decision_about_the_public_files_nothing_anew(asked, monkeypatch):
    monkeypatch.setattr(intake, "place", pytest.fail)

    decide(asked, decisions.release, entry=entries(asked)[0].id, text="Who?")


def test_many_records_are_read_in_a_handful_of_queries(asked):
    receive(asked, *(an_inquiry(f"press@quay{n}.example") for n in range(12)))
    release(asked)
    asked_for = []

    with reading(asked) as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: asked_for.append(told[2]))
        slugs = [f"quay{n}-example" for n in range(12)]
        told = publications.publications(connection, slugs)

    assert all(len(told[slug].treatments) == 1 for slug in slugs)
    assert len(asked_for) < 10


def test_the_rules_of_every_record_that_an_entry_left_go_with_it(asked):
    receive(asked, an_inquiry("office@nordsund.example"), an_inquiry("office@westmark.example", words="Whose quay?"))
    first = entries(asked)[0].id
    decided(asked, decisions.redact, Redacts.SPAN, ("Who",), scope=SLUG)
    decided(asked, decisions.release, first, "Who owns the pier?")
    decide(asked, ledger_decisions.move, entry=first, slug=OTHER)
    decided(asked, decisions.redact, Redacts.SPAN, ("pier",), scope=OTHER)

    decide(asked, ledger_decisions.move, entry=first, slug="westmark-example")

    rules = publication(asked, "westmark-example").rules
    told = [rule.values for rule in rules if rule.covers("westmark-example", first)]
    assert told[len(DEFAULT_RULES) :] == [("Who",), ("pier",)]


def test_an_embargo_of_each_investigation_holds_what_was_merged(asked):
    receive(asked, an_inquiry("office@nordsund.example"))
    decided(asked, decisions.assign, SLUG, "Piers")
    decided(asked, decisions.assign, OTHER, "Ferries")
    decided(asked, decisions.embargo, NOW + DAY, investigation="Piers")

    decide(asked, ledger_decisions.merge, slug=SLUG, into=OTHER)

    assert publication(asked, OTHER).embargo_until == NOW + DAY
    assert publication(asked, OTHER).investigation == "Ferries"


def test_a_record_is_taken_out_of_the_investigation_of_one_that_was_merged_into_it(asked):
    receive(asked, an_inquiry("office@nordsund.example"))
    decided(asked, decisions.assign, SLUG, "Piers")
    decide(asked, ledger_decisions.merge, slug=SLUG, into=OTHER)
    assert publication(asked, OTHER).investigation == "Piers"

    decided(asked, decisions.assign, OTHER, "")

    assert publication(asked, OTHER).investigation == ""
    with pytest.raises(Refused, match="no record belongs"):
        decided(asked, decisions.embargo, NOW + DAY, investigation="Piers")


def test_an_investigation_that_no_record_belongs_to_any_more_takes_no_embargo_but_can_be_lifted(asked):
    decided(asked, decisions.assign, SLUG, "Piers")
    decided(asked, decisions.embargo, NOW + DAY, investigation="Piers")
    decided(asked, decisions.assign, SLUG, "Ferries")

    with pytest.raises(Refused, match="no record belongs"):
        decided(asked, decisions.embargo, NOW + DAY, investigation="Piers")
    decided(asked, decisions.embargo, None, investigation="Piers")
