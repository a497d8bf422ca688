from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.cli.conftest import CONFIG
from tests.cli.test_review import ANN, PRESS, ids, states, waited, waits  # noqa: F401 - fixtures

RECORD = "harbour-alliance"


def log(desk):
    return [line.split("\t")[3] for line in desk.run("log").stdout.splitlines()[1:]]


def unproved(desk):
    """From now on our own server's word counts, and on one more letter it has none."""
    (desk.folder / "onrecord.toml").write_text(f'{CONFIG}authserv_id = "mx.gazette.example"\n', encoding="utf-8")
    path = desk.deliver(
        "late", PRESS, ANN, "Re: Questions", "And more.\n", date="Thu, 20 Jul 2023 09:00:00 +0000", In_Reply_To="<one@post.example>"
    )  # fmt: skip
    desk.run("import", str(path))


def test_entries_are_released_by_their_ids_with_who_and_why_and_undo_takes_it_back(waits):  # noqa: F811
    one, two, _ = ids(waits)

    told = waits.run("release", one, two, "--why", "checked", "--as", "mara")

    assert (
        told.stdout.splitlines()[0]
        == f"{one} is released; the pages follow with `onrecord publish`; `onrecord undo` takes it back"
    )
    assert states(waits) == ["published", "published", "pending"]
    assert "mara\trelease " in waits.run("log").stdout
    waits.run("undo")
    assert states(waits) == ["published", "pending", "pending"]


def test_all_that_waits_on_a_record_is_released_at_once_where_the_person_agrees(waits):  # noqa: F811
    waits.run("withhold", ids(waits)[1])

    asked = waits.run("release", "--record", RECORD, keys="n\n")
    assert (asked.exit_code, states(waits)) == (1, ["pending", "withheld", "pending"])
    assert "Release 2 entries of harbour-alliance" in asked.stderr

    waits.run("release", "--record", RECORD, keys="y\n")
    assert states(waits) == ["published", "withheld", "published"]


def test_what_nobody_vouches_for_is_left_with_the_reason(waits):  # noqa: F811
    unproved(waits)

    told = waits.run("release", "--record", RECORD, "--yes")

    late = ids(waits)[-1]
    assert f"left: {late} (Re: Questions): nobody vouches for its sender: --unproved releases it too" in told.stderr
    assert states(waits)[-1] == "pending"
    waits.run("release", "--record", RECORD, "--yes", "--unproved")
    assert states(waits) == ["published"] * 4


def test_a_withheld_entry_is_public_no_more(waits):  # noqa: F811
    one, *_ = ids(waits)
    waits.run("release", one)

    assert waits.run("withhold", one, "--why", "names a source").stdout.startswith(f"{one} is withheld;")

    assert states(waits)[0] == "withheld"


def test_several_entries_are_withheld_at_once(waits):  # noqa: F811
    one, two, _ = ids(waits)

    waits.run("withhold", one, two)

    assert states(waits) == ["withheld", "withheld", "pending"]


def test_a_rule_is_shown_before_it_is_made_and_goes_for_later_mail_too(waits):  # noqa: F811
    shown = waits.run("redact", "Jane Doe", "--label", "a name", "--preview").stdout.splitlines()

    assert len(shown) == 2
    entry, record, state, before, after = shown[1].split("\t")
    assert (entry, record, state) == (ids(waits)[0], RECORD, "pending")
    assert "Ask Jane Doe," in before
    assert "Ask [a name]," in after
    assert not any(line.startswith("redact") for line in log(waits))

    told = waits.run("redact", "Jane Doe", "--label", "a name", "--why", "staff").stdout
    assert told == (
        "names covered everywhere; the pages follow with `onrecord publish`; `onrecord undo` takes it back\n"
    )
    assert "Ask [a name]," in waits.run("review", keys="q\n").stdout
    assert waits.run("redact", "Jane Doe", "--preview").stderr == "Nothing would change.\n"


def test_a_rule_can_go_for_one_entry_only(waits):  # noqa: F811
    one, two, _ = ids(waits)

    shown = waits.run("redact", "so", "--kind", "span", "--on", two, "--preview").stdout

    assert two in shown
    assert one not in shown


def test_a_summary_and_a_correction_stand_in_public(waits):  # noqa: F811
    one, *_ = ids(waits)
    waits.run("summarise", one, "We asked who and when.")
    assert "In an editor's summary:" in waits.run("review", keys="q\n").stdout
    waits.run("release", one)

    assert waits.run("correct", one, "An earlier version had no summary.").stdout.startswith(f"{one} has a correction;")

    waits.run("publish")
    page = (waits.folder / "public" / RECORD / "index.html").read_text("utf-8")
    assert "We asked who and when." in page
    assert "An earlier version had no summary." in page
    assert "Is it so?" not in page


def test_a_call_is_added_by_hand_and_released_like_mail(waits):  # noqa: F811
    told = waits.run(
        "add", RECORD, "He said it is so.", "--by", "phone", "--from-them", "--at", "2023-07-20 15:00", "--name", "Jón Jónsson"
    )  # fmt: skip

    id_ = told.stdout.split()[0]
    assert told.stdout.startswith(f"{id_} stands on {RECORD}, July 20, 2023, 15:00 WEST, to be released;")
    shown = waits.run("show", RECORD).stdout
    assert (
        f"[{id_}] (pending) July 20, 2023: phone to us from Jón Jónsson, added by hand:\n\n  He said it is so." in shown
    )
    waits.run("release", id_)
    assert states(waits)[-1] == "published"


def test_a_file_is_attached_by_its_name(waits):  # noqa: F811
    one, *_ = ids(waits)

    told = waits.run("attach", one, "report.pdf")

    assert told.exit_code == 2
    assert f"'report.pdf' is no file of the entry '{one}'" in told.stderr


def office(*names):
    octets = BytesIO()
    with ZipFile(octets, "w") as made:
        told = "".join(f"<dc:creator>{name}</dc:creator>" for name in names)
        made.writestr("docProps/core.xml", f"<cp:coreProperties>{told}</cp:coreProperties>")
    return octets.getvalue()


def with_file(desk, name, octets):
    """A letter with a file on the record, and its id."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = ANN, PRESS, "More", "<file@post.example>"
    mail["Date"] = "Fri, 14 Jul 2023 09:00:00 +0100"
    mail.set_content("Is this yours?\n")
    mail.add_attachment(octets, maintype="application", subtype="octet-stream", filename=name)
    path = desk.folder / "file.eml"
    path.write_bytes(mail.as_bytes())
    desk.run("import", str(path))
    return ids(desk)[-1]


AUTHORS = {
    "a PDF": ("plan.pdf", b"%PDF-1.4 << /Author (Jane \\(JD\\) Doe) >>", "Jane (JD) Doe"),
    "a PDF in hex": ("plan.pdf", b"%PDF-1.4 << /Author <FEFF004A00F3006E> >>", "Jón"),
    "a PDF with XMP": ("plan.pdf", b"%PDF-1.4 <dc:creator><rdf:li>Jane Doe</rdf:li></dc:creator>", "Jane Doe"),
    "an office file": ("plan.docx", office("Jane Doe", "Jón Jónsson"), "Jane Doe, Jón Jónsson"),
}


@pytest.mark.parametrize(("name", "octets", "author"), AUTHORS.values(), ids=AUTHORS)
def test_who_attaches_a_file_is_told_that_it_is_public_as_it_is_and_who_it_says_wrote_it(waits, name, octets, author):  # noqa: F811
    told = waits.run("attach", with_file(waits, name, octets), name).stderr

    assert "no rule of redaction reaches into it, and its metadata stay; it names as its author: " in told
    assert told.endswith(f": {author}\n")


@pytest.mark.parametrize("octets", [b"%PDF-1.4", b"PK\x03\x04 no archive", b"a,b"])
def test_a_file_that_names_nobody_is_attached_all_the_same(waits, octets):  # noqa: F811
    told = waits.run("attach", with_file(waits, "plan.pdf", octets), "plan.pdf")

    assert told.exit_code == 0
    assert told.stderr.endswith("its metadata stay\n")


def test_a_picture_that_can_not_be_public_is_not_attached(waits):  # noqa: F811
    one = with_file(waits, "quay.JPG", b"no picture at all")

    told = waits.run("attach", one, "quay.JPG")

    assert told.exit_code == 2
    assert told.stderr.startswith("onrecord: 'quay.JPG' can't be public: a picture is written anew")
    assert "file " not in "".join(log(waits))


def test_an_embargo_and_an_investigation_are_set_and_lifted(waits):  # noqa: F811
    assert "is under embargo until September 10, 2023, 17:00 WEST" in waits.run("embargo", RECORD, "2023-09-10").stdout
    assert "is under no embargo" in waits.run("embargo", RECORD, "--lift").stdout
    waits.run("assign", RECORD, "Hours at sea")
    assert waits.run("embargo", "--investigation", "Hours at sea", "Monday").exit_code == 0
    assert len(log(waits)) == 1 + 4


REFUSED = {
    "an unknown entry": (("release", "00000000"), "no entry '00000000'"),
    "nothing to release": (("release",), "what is to be public?"),
    "an entry and a record": (("release", "ID", "--record", RECORD), "what is to be public?"),
    "an unknown record": (("release", "--record", "harbour-aliance"), "did you mean harbour-alliance?"),
    "a correction of nothing": (("correct", "ID", "New."), "is not public, so there is nothing to correct"),
    "a slow pattern": (("redact", "(a+)+", "--kind", "pattern"), "the pattern"),
    "a rule without words": (("redact", "--kind", "names"), "which names? name them"),
    "a rule that nobody made": (("redact", "--lift", "phones"), "'phones' is no rule that people made"),
    "words to cover no more": (("redact", "x", "--lift", "r1"), "--lift takes the id of a rule and nothing beside"),
    "addresses with values": (("redact", "x", "--kind", "addresses"), "takes no values"),
    "an unknown scope": (("redact", "x", "--on", "harbor-alliance"), "did you mean harbour-alliance?"),
    "an embargo that is over": (("embargo", RECORD, "2023-08-01"), "which is past"),
    "an embargo on nothing": (("embargo",), "which record?"),
    "an embargo without a day": (("embargo", RECORD), "either a DATE until when, or --lift"),
    "counts without a reason": (("count", RECORD, "--inquiries", "5"), "with a reason"),
    "a call still to come": (
        ("add", RECORD, "x", "--by", "phone", "--from-us", "--at", "2024-01-01 10:00"),
        "which is still to come",
    ),
    "a call of nobody": (("add", RECORD, "x", "--by", "phone", "--at", "2023-01-01"), "--from-us or --from-them"),
}


@pytest.mark.parametrize(("command", "says"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_done_is_said_in_one_line(waits, command, says):  # noqa: F811
    told = waits.run(*(ids(waits)[0] if word == "ID" else word for word in command))

    assert told.exit_code == 2
    assert says in told.stderr
    assert told.stderr.count("\n") == 1


def test_an_entry_that_is_nearly_right_is_asked_for(waits):  # noqa: F811
    one, *_ = ids(waits)
    near = one[:-1] + ("0" if one[-1] != "0" else "1")

    assert f"did you mean {one}?" in waits.run("withhold", near).stderr


def test_a_record_that_is_called_by_a_covered_name_is_public_under_another_only(waits):  # noqa: F811
    path = waits.deliver("person", ANN, "Jane Doe <jd@gmail.com>", "You", "Who are you?\n")
    waits.run("import", str(path))
    waits.run("release", "--record", "jane-doe", "--yes")
    waits.run("publish")
    assert (waits.folder / "public" / "jane-doe").exists()

    told = waits.run("redact", "Jane Doe").stderr

    assert told.startswith("onrecord: jane-doe can't be public with this rule, for the address of its page tells")
    waits.run("publish")
    assert not [
        path
        for path in (waits.folder / "public").rglob("*")
        if "jane" in f"{path}{path.is_file() and path.read_text()}"
    ]
    waits.deliver("again", ANN, "Jane Doe <jd@gmail.com>", "You", "Who are you, once more?\n")
    waits.run("import", str(waits.folder / "mail"))
    asked = waits.run("release", "--record", "jane-doe", "--yes")
    assert asked.exit_code == 2
    assert "jane-doe is called by what is covered" in asked.stderr
    waits.run("open", "A private person")
    waits.run("merge", "jane-doe", "a-private-person")
    assert waits.run("release", "--record", "a-private-person", "--yes").exit_code == 0
    waits.run("publish")
    assert (waits.folder / "public" / "a-private-person" / "index.html").exists()


def page(desk):
    desk.run("publish")
    return (desk.folder / "public" / RECORD / "index.html").read_text("utf-8")


def test_words_below_a_summary_are_public_only_once_they_were_released_themselves(waits):  # noqa: F811
    one, two, _ = ids(waits)
    waits.run("summarise", one, "We asked who and when.")
    waits.run("release", one, two)

    refused = waits.run("summarise", one, "")
    assert (refused.exit_code, "only the summary" in refused.stderr) == (2, True)
    waits.run("summarise", two, "They agreed.")
    assert "It is so." not in page(waits)
    assert waits.run("summarise", two, "").exit_code == 0
    assert "It is so." in page(waits)
    assert "Is it so?" not in page(waits)

    waits.run("withhold", one)
    waits.run("summarise", one, "")
    waits.run("release", one)
    assert "Is it so?" in page(waits)


def test_corrected_words_stay_corrected_when_a_letter_is_released_anew(waits):  # noqa: F811
    one, *_ = ids(waits)
    waits.run("release", one)
    waits.run("correct", one, "A name was removed.", "--words", "Is it so? Ask around.")
    waits.run("withhold", one)
    waits.run("release", one)

    assert "Jane Doe" not in page(waits)
    assert "Ask around." in page(waits)


@pytest.mark.parametrize(("words", "says"), [("", "'onrecord withhold'"), (" \n", "'onrecord withhold'")])
def test_words_are_not_corrected_into_nothing(waits, words, says):  # noqa: F811
    one, *_ = ids(waits)
    waits.run("release", one)

    told = waits.run("correct", one, "All of it was wrong.", "--words", words)

    assert (told.exit_code, says in told.stderr) == (2, True)
    assert "Is it so?" in page(waits)


def test_words_that_nobody_reads_are_not_corrected_below_a_summary(waits):  # noqa: F811
    one, *_ = ids(waits)
    waits.run("summarise", one, "We asked who and when.")
    waits.run("release", one)

    told = waits.run("correct", one, "A year was wrong.", "--words", "Is it so since 2022?")

    assert (told.exit_code, "'onrecord summarise' changes it" in told.stderr) == (2, True)
    assert waits.run("correct", one, "A year was wrong.").exit_code == 0


def test_a_record_counts_as_its_page_does_once_anything_of_it_is_public(waits):  # noqa: F811
    def counted():
        return waits.run("show", RECORD).stdout.splitlines()[1:4], waits.run("records").stdout.splitlines()[1].split(
            "\t"
        )[3:6]

    assert counted() == (["July 6 - 13, 2023", "2 inquiries", "1 reply"], ["July 6 - 13, 2023", "2", "1"])
    waits.run("release", ids(waits)[0])
    assert counted() == (["July 6, 2023", "1 inquiry", "0 replies"], ["July 6, 2023", "1", "0"])
    waits.run("count", RECORD, "--replies", "7", "--why", "letters on paper")
    assert counted() == (["July 6, 2023", "1 inquiry", "7 replies"], ["July 6, 2023", "1", "7"])
    waits.run("embargo", RECORD, "2023-12-01")
    assert counted()[0] == ["July 6 - 13, 2023", "2 inquiries", "1 reply"]


def test_what_was_decided_of_an_entry_is_shown_below_it(waits):  # noqa: F811
    one, *_ = ids(waits)
    waits.run("summarise", one, "We asked who\nand when.")
    waits.run("release", one)
    waits.run("correct", one, "An earlier version had no summary.")
    waits.run("assign", RECORD, "Hours at sea")

    shown = waits.run("show", RECORD).stdout

    assert "\n\n  Summary: We asked who\n  and when.\n\n  Corrected on September 1, 2023: An earlier version" in shown
    assert "\nInvestigation: Hours at sea\n" in shown


def test_where_the_service_publishes_nothing_is_said_of_publishing(waits):  # noqa: F811
    (waits.folder / "onrecord.toml").write_text(f'{CONFIG}[pages]\nout = "site"\n', encoding="utf-8")

    assert waits.run("release", ids(waits)[0]).stdout == f"{ids(waits)[0]} is released; `onrecord undo` takes it back\n"


@pytest.fixture
def embargoed(waits):  # noqa: F811
    waits.run("assign", RECORD, "Hours at sea")
    waits.run("embargo", "--investigation", "Hours at sea", "2023-10-01")
    return waits


@pytest.mark.parametrize("name", ["Hours at see", ""])
def test_a_record_leaves_an_embargo_for_another_investigation_only_where_that_is_meant(embargoed, name):
    refused = embargoed.run("assign", RECORD, name)

    assert refused.exit_code == 2
    assert "the embargo of the investigation 'Hours at sea' keeps harbour-alliance from the public" in refused.stderr
    assert "under embargo until October 1, 2023" in embargoed.run("show", RECORD).stdout
    assert embargoed.run("assign", RECORD, name, "--yes").exit_code == 0
    assert "under embargo" not in embargoed.run("show", RECORD).stdout


def test_a_record_of_an_embargo_of_its_own_can_be_assigned_elsewhere(embargoed):
    embargoed.run("embargo", RECORD, "2023-10-02")

    assert embargoed.run("assign", RECORD, "Quays").exit_code == 0


def test_an_embargo_that_lasts_is_told_when_another_is_lifted_and_wherever_the_record_is(embargoed):
    embargoed.run("embargo", RECORD, "2023-09-10")

    lifted = embargoed.run("embargo", RECORD, "--lift")

    held = "under embargo until October 1, 2023, 17:00 WEST, by the investigation 'Hours at sea'"
    assert lifted.stderr == f"onrecord: {RECORD} is {held} all the same\n"
    assert held in embargoed.run("show", RECORD).stdout
    assert held in embargoed.run("records").stdout
    assert embargoed.run("embargo", "--investigation", "Hours at sea", "--lift").stderr == ""
    assert "under embargo" not in embargoed.run("records").stdout


def rules(desk, *command):
    return [line.split("\t") for line in desk.run("redact", *command).stdout.splitlines()[1:]]


def test_rules_are_listed_and_lifted_in_any_order_and_undo_brings_one_back(waits):  # noqa: F811
    waits.run("redact", "Jane Doe", "--label", "a name", "--why", "staff", "--as", "mara")
    waits.run("redact", "when", "--kind", "span", "--on", RECORD)

    phones, name, span = rules(waits)[1:]

    assert phones[:4] == ["phones", "phones", "", "everywhere"]
    assert name[1:] == ["names", "Jane Doe", "everywhere", "a name", "mara", "2023-09-01 13:00", "staff"]
    assert [rule[0] for rule in rules(waits, "--on", RECORD)] == [span[0]]
    assert waits.run("redact", "--lift", name[0]).stdout.startswith(f"names covered everywhere no longer by {name[0]};")
    assert [rule[0] for rule in rules(waits)[2:]] == [span[0]]
    assert "Ask Jane Doe" in waits.run("review", keys="q\n").stdout
    assert log(waits)[-3:] == [
        f"redact names everywhere: [a name] ({name[0]})",
        f"redact span on {RECORD}: [redacted] ({span[0]})",
        f"redact names everywhere no more: [a name] ({name[0]})",
    ]
    waits.run("undo")
    assert rules(waits)[2:] == [name, span]


def test_lifting_a_rule_lets_its_pages_be_rendered_again(waits):  # noqa: F811
    waits.run("redact", "ask", "--kind", "span", "--on", RECORD)
    waits.run("release", "--record", RECORD, "--yes")
    assert "Ask Jane Doe" not in page(waits)

    waits.run("redact", "--lift", rules(waits)[-1][0])

    assert "Ask Jane Doe" in page(waits)


def test_a_preview_tells_of_a_page_that_its_own_address_would_take_away(waits):  # noqa: F811
    shown = waits.run("redact", "Harbour", "--preview")

    assert f"\t{RECORD}\tpage\tHarbour Alliance\tno page at all\n" in shown.stdout
    assert "can't be public with this rule" in shown.stderr


def test_a_preview_shows_who_is_named_in_leads_and_what_records_are_called(waits):  # noqa: F811
    shown = waits.run("redact", "Jón Jónsson", "HA", "--label", "covered", "--preview").stdout

    rows = [line.split("\t") for line in shown.splitlines()[1:]]
    assert ["", RECORD, "acronym", "HA", "[covered]"] in rows
    one = ids(waits)[0]
    assert [
        one, RECORD, "pending", "Email sent to Jón Jónsson at Harbour Alliance (HA).", "Email sent to [covered] at Harbour Alliance ([covered])."
    ] in rows  # fmt: skip
