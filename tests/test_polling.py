from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.given import NEWSROOM, NOW, a_mail, a_reply_to, a_stranger, an_inquiry
from tests.ledger import ledger
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Proxy
from tests.servers.pymap import pymap
from worker import intake
from worker.errors import Refused, Transient
from worker.mailbox import fetching
from worker.mailbox.account import Timeouts
from worker.mailbox.folder import SLICE, Folder
from worker.polling import poll
from worker.records import archive, places, pulses
from worker.records.database import reading
from worker.records.tables import mails

KEYWORD = {b"$OnRecord"}


@pytest.fixture(scope="module")
def shared():
    with Dovecot() as server:
        yield server


@pytest.fixture
def dovecot(shared):
    """A server whose mailboxes are empty."""
    shared.empty()
    return shared


def polled(engine, account, *, now=NOW, trusted=("INBOX",), **options):
    return poll(engine, account, trusted_folders=trusted, now=now, **options)


def filed(engine, account, **options):
    """Poll, read and file."""
    came = polled(engine, account, **options)
    intake.resume(engine, NEWSROOM, now=NOW)
    return came


def a_conversation(length=6, *, size=0):
    """An inquiry and answers to it, as octets."""
    inquiry = an_inquiry()
    answers = [a_reply_to(inquiry, words=f"Answer {n}.\n" + "x" * 70 * (size // 71)) for n in range(length - 1)]
    return [mail.as_bytes() for mail in (inquiry, *answers)]


def archived(engine):
    """The octets of every mail in the archive."""
    with reading(engine) as connection:
        digests = connection.execute(mails.select().order_by(mails.c.id).with_only_columns(mails.c.sha256)).scalars()
        return [archive.octets(connection, digest) for digest in digests]


def crlf(mail):
    """A mail as a server gives it."""
    return mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def all_of(mails):
    return sorted(crlf(mail) for mail in mails)


def test_a_poll_archives_every_mail_as_it_lies_on_the_server(engine, dovecot):
    letters = a_conversation()
    dovecot.deliver(*letters)

    came = polled(engine, dovecot.account())

    assert (came.new, came.known, came.gone, len(came.mails)) == (6, 0, 0, 6)
    assert sorted(archived(engine)) == all_of(letters)


def test_polling_twice_adds_nothing(engine, dovecot):
    dovecot.deliver(*a_conversation())
    filed(engine, dovecot.account())
    before = ledger(engine)

    again = filed(engine, dovecot.account())

    assert (again.new, again.known, again.mails) == (0, 0, ())
    assert ledger(engine) == before


def test_what_comes_later_is_fetched_alone(engine, dovecot):
    first, *later = a_conversation()
    dovecot.deliver(first)
    polled(engine, dovecot.account())
    dovecot.deliver(*later)

    assert polled(engine, dovecot.account()).new == len(later)
    assert len(archived(engine)) == 6


def test_mail_is_marked_by_a_keyword_and_never_as_seen(engine, dovecot):
    dovecot.deliver(*a_conversation(3))

    polled(engine, dovecot.account())

    assert set(map(frozenset, dovecot.flags().values())) == {frozenset(KEYWORD)}


def test_mail_that_is_seen_already_is_fetched_all_the_same(engine, dovecot):
    dovecot.deliver(*a_conversation(3), flags="S")

    assert polled(engine, dovecot.account()).new == 3
    assert set(map(frozenset, dovecot.flags().values())) == {frozenset({b"\\Seen", *KEYWORD})}


def test_mail_is_moved_where_the_account_says_so(engine, dovecot):
    dovecot.deliver(*a_conversation(3))
    dovecot.maildir(folder="Filed")

    moving = dovecot.account(mark="move", move_to="Filed")

    assert [polled(engine, moving).new, polled(engine, moving).new] == [3, 0]
    assert (len(dovecot.flags()), len(dovecot.flags(folder="Filed"))) == (0, 3)


def test_where_the_folder_to_move_to_is_missing_mail_is_archived_and_left_where_it_lies(engine, dovecot):
    dovecot.deliver(*a_conversation(3))

    came = polled(engine, dovecot.account(mark="move", move_to="Filed"))

    assert came.new == 3
    assert came.refused == ("desk: no folder 'Filed' to move mail to: create it, or change move_to",)
    assert len(dovecot.flags()) == 3


def test_without_marks_the_folder_is_left_as_it_is(engine, dovecot):
    dovecot.deliver(*a_conversation(3))

    polled(engine, dovecot.account(mark="none"))

    assert set(map(frozenset, dovecot.flags().values())) == {frozenset()}


def test_what_was_archived_and_not_marked_is_marked_by_the_next_poll(engine, dovecot, monkeypatch):
    dovecot.deliver(*a_conversation(3))

    def lost(*_given):
        raise Transient("the connection is lost")

    with monkeypatch.context() as broken:
        broken.setattr(Folder, "mark", lost)
        with pytest.raises(Transient):
            polled(engine, dovecot.account())
    assert set(map(frozenset, dovecot.flags().values())) == {frozenset()}

    assert polled(engine, dovecot.account()).new == 0
    assert set(map(frozenset, dovecot.flags().values())) == {frozenset(KEYWORD)}


def test_nothing_is_marked_that_is_not_committed(engine, dovecot, monkeypatch):
    dovecot.deliver(*a_conversation(3))

    def full(*_given, **_told):
        raise Transient("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(places, "advance", full)
        with pytest.raises(Transient):
            polled(engine, dovecot.account())

    assert archived(engine) == []
    assert set(map(frozenset, dovecot.flags().values())) == {frozenset()}
    assert polled(engine, dovecot.account()).new == 3


def test_a_line_cut_at_any_point_loses_and_repeats_nothing(engine, dovecot, monkeypatch):
    monkeypatch.setattr(fetching, "BATCH_OCTETS", 4000)
    letters = a_conversation(40, size=1500)
    dovecot.deliver(*letters)
    cuts = 0

    for octets in range(400, 8_000, 191):
        with Proxy(dovecot.port, cut_after=octets) as line:
            try:
                polled(engine, replace(dovecot.account(), port=line.port))
            except Transient:
                cuts += 1
        marked = {uid for uid, flags in dovecot.flags().items() if flags & KEYWORD}
        assert marked <= uids(engine)
        assert not any(b"\\Seen" in flags for flags in dovecot.flags().values())

    assert cuts > 20
    polled(engine, dovecot.account())
    assert sorted(archived(engine)) == all_of(letters)


def uids(engine):
    """The uids whose mails are archived, of whatever uidvalidity."""
    with reading(engine) as connection:
        return {uid for (uid,) in connection.exec_driver_sql("SELECT uid FROM places")}


def test_a_silent_line_keeps_nobody_waiting_beyond_the_timeout(engine, dovecot):
    letters = a_conversation(3)
    dovecot.deliver(*letters)
    short = Timeouts(connect=0.4, read=0.4)

    for octets in (0, 200, 1500, 2500):
        with Proxy(dovecot.port, silent_after=octets) as line, pytest.raises(Transient, match="is silent"):
            polled(engine, replace(dovecot.account(), port=line.port, timeouts=short))

    polled(engine, dovecot.account())
    assert sorted(archived(engine)) == all_of(letters)


def test_a_folder_that_counts_anew_is_read_again_and_files_nothing_twice(engine, dovecot):
    letters = a_conversation()
    dovecot.deliver(*letters[:4])
    filed(engine, dovecot.account())
    before = ledger(engine)
    dovecot.forget_uids()

    again = filed(engine, dovecot.account())

    assert (again.new, again.known) == (0, 4)
    assert ledger(engine) == before
    dovecot.deliver(*letters[4:])
    assert filed(engine, dovecot.account()).new == 2


def test_a_folder_that_counts_anew_under_the_same_uids_hides_no_mail(engine, dovecot):
    old, new = a_conversation(3), a_conversation(3)
    dovecot.deliver(*old)
    polled(engine, dovecot.account())
    for path in dovecot.lying():
        path.unlink()
    dovecot.forget_uids()
    dovecot.deliver(*new)

    assert polled(engine, dovecot.account()).new == 3


def test_mail_that_another_client_takes_away_before_it_is_fetched_is_gone_and_no_failure(engine, dovecot, monkeypatch):
    letters = a_conversation(5)
    dovecot.deliver(*letters)
    dovecot.maildir(folder="Elsewhere")

    def interfere(client, uids):
        client.move([uids[1]], "Elsewhere")
        client.delete_messages([uids[2]])
        client.expunge()
        client.add_flags([uids[3]], [b"\\Seen"])

    with other_client(dovecot, monkeypatch, interfere):
        came = polled(engine, dovecot.account())

    assert (came.new, came.gone, came.declined) == (3, 2, 0)
    assert sorted(archived(engine)) == all_of([letters[0], letters[3], letters[4]])
    assert polled(engine, dovecot.account(folders=("INBOX", "Elsewhere"))).new == 1


@contextmanager
def other_client(dovecot, monkeypatch, interfere):
    """Let another client of the mailbox do something between the search and the fetch of its mails."""
    octets = Folder.octets

    def late(folder, uids):
        monkeypatch.setattr(Folder, "octets", octets)
        with dovecot.client() as client:
            client.select_folder(folder.name)
            interfere(client, uids)
        return octets(folder, uids)

    monkeypatch.setattr(Folder, "octets", late)
    yield
    assert Folder.octets is octets


def test_a_server_that_restarts_between_two_batches_is_polled_on_by_the_next_poll(engine, dovecot, monkeypatch):
    monkeypatch.setattr(fetching, "BATCH_OCTETS", 2000)
    letters = a_conversation(8, size=1000)
    dovecot.deliver(*letters)

    with other_client(dovecot, monkeypatch, lambda _client, _uids: None):
        seen = []

        def restart(octets):
            seen.append(octets)
            if len(seen) == 3:
                dovecot.restart()

        with pytest.raises(Transient, match="try again"):
            polled(engine, dovecot.account(), progress=restart)

    came = len(archived(engine))
    assert 3 <= came < 8
    assert polled(engine, dovecot.account()).new == 8 - came
    assert sorted(archived(engine)) == all_of(letters)


def test_a_mail_at_which_the_server_ends_the_connection_keeps_no_other_waiting(engine, dovecot, caplog):
    letters = a_conversation(6)
    dovecot.deliver(*letters)
    with dovecot.client() as client:
        client.select_folder("INBOX")
        (uid,) = client.search(["BODY", "Answer 2."])
    (poison,) = (path for path in dovecot.lying() if b"Answer 2." in path.read_bytes())
    poison.chmod(0)

    for _ in range(2):
        with pytest.raises(Transient, match="ended the connection"):
            polled(engine, dovecot.account())
    for _ in range(3):
        dovecot.deliver(*a_conversation(1))
        came = polled(engine, dovecot.account())

    assert came.declined == 1
    assert f"ends the connection when asked for uid {uid} in desk/INBOX" in caplog.text
    assert len(archived(engine)) == 5 + 3
    poison.chmod(0o600)
    came = polled(engine, dovecot.account())
    assert (came.new, came.declined) == (1, 0)
    assert (polled(engine, dovecot.account()).new, cursor(engine).uid) == (0, 9)


def cursor(engine):
    with reading(engine) as connection:
        (uidvalidity,) = connection.exec_driver_sql("SELECT uidvalidity FROM cursors").one()
        return places.cursor(connection, "desk/INBOX", uidvalidity)


def test_a_large_mail_comes_in_slices(engine, dovecot):
    letter = an_inquiry()
    letter.add_attachment(bytes(3 << 20), maintype="application", subtype="octet-stream")
    letters = [*a_conversation(2), letter.as_bytes()]
    dovecot.deliver(*letters)

    assert len(letters[-1]) > 4 * SLICE
    assert polled(engine, dovecot.account()).new == 3
    assert sorted(archived(engine)) == all_of(letters)


def test_a_mail_of_exactly_so_many_slices_is_whole(engine, dovecot):
    head = b"From: a@b.example\r\n\r\n"
    octets = head + b"x" * (3 * SLICE - len(head) - 2) + b"\r\n"
    dovecot.deliver(octets)

    polled(engine, dovecot.account())

    assert archived(engine) == [octets]


def test_a_mail_too_large_for_the_archive_is_told_and_keeps_no_other_waiting(engine, dovecot, monkeypatch, caplog):
    monkeypatch.setattr(fetching, "LARGEST", 5000)
    first, last = a_conversation(2)
    dovecot.deliver(first, an_inquiry(words="x\n" * 4000).as_bytes(), last)

    came = polled(engine, dovecot.account())

    assert (came.new, came.oversized) == (2, 1)
    assert "uid 2 in desk/INBOX is too large" in caplog.text
    assert cursor(engine).uid == 1
    monkeypatch.setattr(fetching, "LARGEST", 50_000)
    assert polled(engine, dovecot.account()).new == 1


def test_mail_that_was_passed_over_is_found_by_comparing_all(engine, dovecot):
    letters = a_conversation(4)
    dovecot.deliver(*letters)
    polled(engine, dovecot.account())
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM places WHERE uid = 2")
    assert polled(engine, dovecot.account()).known == 1

    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM places WHERE uid = 2")
    dovecot.deliver(*a_conversation(1))
    with dovecot.client() as client:
        client.select_folder("INBOX")
        client.delete_messages([3])
        client.expunge()

    assert polled(engine, dovecot.account()).known == 1
    assert polled(engine, dovecot.account(), now=NOW + timedelta(days=1)).known == 0


def test_two_mailboxes_with_the_same_mail_archive_it_once(engine, dovecot):
    letters = a_conversation(3)
    for user in ("desk", "tips"):
        dovecot.deliver(*letters, user=user)

    first, second = filed(engine, dovecot.account()), filed(engine, dovecot.account("tips"))

    assert ((first.new, first.known), (second.new, second.known)) == ((3, 0), (0, 3))
    assert [len(record.entries) for record in ledger(engine)[0]] == [3]
    assert len(dovecot.flags(user="tips")) == 3


def test_the_time_of_receipt_is_that_of_the_server(engine, dovecot):
    (path,) = dovecot.deliver(*a_conversation(1))

    polled(engine, dovecot.account())

    with reading(engine) as connection:
        moment = connection.execute(mails.select()).one().internal_date
    assert moment.tzinfo is not None
    assert moment.timestamp() == dovecot.delivered_at(path)


def test_what_lies_in_a_trusted_folder_was_put_there_by_us(engine, dovecot):
    dovecot.deliver(*a_conversation(1))
    dovecot.deliver(a_stranger().as_bytes(), folder="Sent")

    polled(engine, dovecot.account(folders=("INBOX", "Sent")), trusted=("Sent",))

    with reading(engine) as connection:
        found = {row.mailbox: row.trusted for row in connection.execute(mails.select())}
    assert found == {"desk/INBOX": False, "desk/Sent": True}


def test_a_folder_with_a_name_in_any_language_is_polled(engine, dovecot):
    with dovecot.client() as client:
        client.create_folder("Öffentlich & geprüft")
        client.append("Öffentlich & geprüft", a_stranger().as_bytes())

    assert polled(engine, dovecot.account(folders=("Öffentlich & geprüft",))).new == 1


def test_a_folder_that_is_not_there_is_told_and_the_others_are_polled(engine, dovecot):
    dovecot.deliver(*a_conversation(2))
    dovecot.maildir(folder="Sent")

    came = polled(engine, dovecot.account(folders=("Semt", "INBOX")))

    assert came.new == 2
    assert came.refused == ("desk: no folder 'Semt' on 127.0.0.1; did you mean 'Sent'?",)


def test_a_poll_that_comes_to_its_end_leaves_a_sign(engine, dovecot):
    dovecot.deliver(*a_conversation(2))

    polled(engine, dovecot.account())

    with reading(engine) as connection:
        pulse = pulses.pulses(connection)["poll:desk/INBOX"]
    assert (pulse.at, pulse.detail) == (NOW, "2 new")


def test_more_uids_than_an_answer_holds_are_asked_for_in_windows(engine, dovecot, monkeypatch):
    monkeypatch.setattr("worker.mailbox.folder.WINDOW", 3)
    monkeypatch.setattr(fetching, "SOME", 2)
    letters = a_conversation(11)
    dovecot.deliver(*letters)

    assert [polled(engine, dovecot.account()).new, polled(engine, dovecot.account()).new] == [11, 0]
    assert sorted(archived(engine)) == all_of(letters)


def test_a_server_that_was_set_back_hides_no_mail(engine, dovecot):
    dovecot.deliver(*a_conversation(4))
    polled(engine, dovecot.account())
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE cursors SET uid = 9, marked = 9")
        connection.exec_driver_sql("UPDATE places SET uid = uid + 5 WHERE uid > 2")

    assert polled(engine, dovecot.account()).known == 2


def test_two_polls_at_once_archive_each_mail_once(engine, dovecot, monkeypatch):
    letters = a_conversation(5)
    dovecot.deliver(*letters)

    with other_client(dovecot, monkeypatch, lambda _client, _uids: polled(engine, dovecot.account())):
        late = polled(engine, dovecot.account())

    assert (late.new, late.known) == (0, 5)
    assert sorted(archived(engine)) == all_of(letters)


def test_a_server_that_keeps_no_keywords_is_polled_without_marks(engine):
    letters = a_conversation(4)
    with pymap() as server:
        server.deliver(*(crlf(letter) for letter in letters))

        came = [polled(engine, server.account()).new for _ in range(2)]

    assert came == [4, 0]
    assert sorted(archived(engine)) == all_of(letters)


def test_hostile_octets_arrive_as_they_are(engine, dovecot):
    mails = [
        b"",
        b"\r\n",
        b"no header at all",
        b"Subject: {10}\r\n\r\n) FETCH (UID 7 BODY[] {3}\r\nabc)\r\n",
        b"From: a@b.example\r\n\r\n\xff\xfe\x80 high octets\r\n",
        a_mail(sender="a@b.example", to="c@d.example", words="Ünïcode 日本語").as_bytes(),
    ]
    dovecot.deliver(*mails)

    polled(engine, dovecot.account())

    assert sorted(archived(engine)) == all_of(mails)


def test_a_wrong_password_is_refused_in_one_line(engine, dovecot):
    with pytest.raises(Refused, match=r"refuses the login of 'desk'.*check username and password") as refusal:
        polled(engine, replace(dovecot.account(), password="wrong-and-hidden"))

    assert "\n" not in str(refusal.value)
    assert "wrong-and-hidden" not in str(refusal.value)
