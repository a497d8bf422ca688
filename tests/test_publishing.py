import threading
import time
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from shutil import copytree
from threading import Semaphore

import pytest
from PIL import Image
from sqlalchemy import delete, insert, select, update

from tests.given import NEWSROOM, NOW, an_inquiry
from tests.ledger import decide, receive
from tests.public import CALENDAR, decided, entries, is_due, published, release, standing, told, undone, with_file
from worker import intake
from worker.deadlines.reminders import Rules
from worker.errors import Refused, Transient
from worker.mail.message import Direction
from worker.pages.site import Site
from worker.pages.view import view
from worker.publication.manual import Channel
from worker.publication.rule import Redacts
from worker.publishing.folder import Folder
from worker.publishing.holdings import Holdings
from worker.publishing.inventory import NAME
from worker.publishing.printing import Printing
from worker.publishing.publish import Published
from worker.records import agenda, deadline_decisions, sites, turn
from worker.records import decisions as ledger_decisions
from worker.records import publication_decisions as decisions
from worker.records.database import reading, writing
from worker.records.page_tables import pages, written
from worker.records.page_tables import sites as sites_table
from worker.records.tables import journal, records
from worker.reminding import settle

SLUG = "harbour-example"
PAGE, DATA = f"{SLUG}/index.html", f"{SLUG}/record.json"
DAY = timedelta(days=1)


@pytest.fixture
def out(tmp_path):
    return tmp_path / "public"


@pytest.fixture
def asked(asked_and_answered):
    return asked_and_answered


@pytest.fixture
def public(asked, out):
    release(asked)
    published(asked, out)
    return asked


def test_nothing_is_public_before_it_is_released(asked, out):
    published(asked, out)

    assert told(out, "pier") == told(out, "arbour") == told(out, SLUG) == []
    assert not (out / SLUG).exists()


def test_what_is_released_stands_on_its_page_in_the_index_and_in_the_data(asked, out):
    first, second = entries(asked)
    release(asked, first)
    came = published(asked, out)

    assert came.records == 1
    assert {PAGE, DATA, "index.html", "feed.atom", "site.json"} <= standing(out).keys()
    assert PAGE in told(out, "Who owns the pier?")
    assert told(out, second.message.body.own) == []


def test_a_second_run_writes_nothing(public, out):
    before = {path: (out / path).stat().st_mtime_ns for path in standing(out)}

    assert published(public, out) == Published()
    assert {path: (out / path).stat().st_mtime_ns for path in standing(out)} == before
    assert not is_due(public, out)


def test_only_the_record_that_changed_is_written(public, out):
    receive(public, an_inquiry("office@nordsund.example", words="Who owns the ferry?"))
    before = (out / PAGE).stat().st_mtime_ns
    release(public, entries(public)[-1])
    assert is_due(public, out)

    came = published(public, out)

    assert came.records == 1
    assert (out / PAGE).stat().st_mtime_ns == before
    assert (out / "nordsund-example" / "index.html").is_file()


def test_a_withdrawn_entry_is_gone_from_every_file_in_one_run(public, out):
    first, _ = entries(public)
    assert told(out, "Who owns the pier?")
    decided(public, decisions.withhold, first.id)

    published(public, out)

    assert told(out, "Who owns the pier?") == told(out, f"e-{first.id}") == []
    assert told(out, "We do.")


def test_a_record_without_public_entries_leaves_no_trace(public, out):
    for entry in entries(public):
        decided(public, decisions.withhold, entry.id)

    published(public, out)

    assert told(out, SLUG) == told(out, "arbour") == []
    assert not (out / SLUG).exists()


def test_undoing_a_release_takes_it_back(public, out):
    undone(public)
    published(public, out)

    assert told(out, "We do.") == []
    assert told(out, "Who owns the pier?")


def test_the_words_that_were_released_stay_after_a_reparse(asked, out):
    first, _ = entries(asked)
    decided(asked, decisions.release, first.id, "Who owns that pier over there?")
    published(asked, out)
    intake.reparse(asked, NEWSROOM, now=NOW)

    published(asked, out)

    assert PAGE in told(out, "Who owns that pier over there?")


def test_an_embargo_keeps_a_record_hidden_until_it_ends(public, out):
    decided(public, decisions.embargo, NOW + DAY, slug=SLUG)
    published(public, out)
    assert told(out, SLUG) == []
    assert not is_due(public, out, now=NOW + DAY - timedelta(minutes=1))

    assert is_due(public, out, now=NOW + DAY)
    published(public, out, now=NOW + DAY)

    assert PAGE in told(out, "We do.")


def test_an_embargo_that_ends_on_what_is_not_released_changes_nothing(asked, out):
    decided(asked, decisions.embargo, NOW + DAY, slug=SLUG)
    published(asked, out)
    assert is_due(asked, out, now=NOW + DAY)

    published(asked, out, now=NOW + DAY)

    assert not is_due(asked, out, now=NOW + 2 * DAY)


def test_an_entry_by_hand_follows_its_record_into_another(public, out):
    call = {"channel": Channel.PHONE, "direction": Direction.REPLY, "moment": NOW, "text": "They hung up at once."}
    id_ = decided(public, decisions.add, SLUG, **call)
    receive(public, an_inquiry("office@nordsund.example", words="Who owns the ferry?"))
    decide(public, ledger_decisions.merge, slug=SLUG, into="nordsund-example")
    published(public, out)

    decided(public, decisions.release, id_, "They hung up at once.")
    published(public, out)
    assert "nordsund-example/index.html" in told(out, "They hung up at once.")
    decided(public, decisions.redact, Redacts.SPAN, ("hung up",), scope=id_)
    published(public, out)

    assert told(out, "hung up") == []


def test_a_date_that_passes_changes_the_page(engine, out):
    receive(engine, an_inquiry(words="Who owns the pier? Please answer by July 10."))
    release(engine)
    early = entries(engine)[0].sent_at + DAY
    published(engine, out, now=early)
    assert "overdue" not in (out / DATA).read_text(encoding="utf-8")
    assert not is_due(engine, out, now=early + DAY)

    assert is_due(engine, out, now=NOW)
    published(engine, out, now=NOW)

    assert "overdue" in (out / DATA).read_text(encoding="utf-8")
    assert not is_due(engine, out, now=NOW + 300 * DAY)


CHANGES = {
    "a rule everywhere": lambda e: decided(e, decisions.redact, Redacts.SPAN, ("pier",)),
    "a rule of the record": lambda e: decided(e, decisions.redact, Redacts.SPAN, ("pier",), scope=SLUG),
    "a rule of the entry": lambda e: decided(e, decisions.redact, Redacts.SPAN, ("pier",), scope=entries(e)[0].id),
    "a summary": lambda e: decided(e, decisions.summarise, entries(e)[0].id, "We asked who it belongs to."),
    "other words": lambda e: decided(e, decisions.correct, entries(e)[0].id, "A word was wrong.", words="Who owns it?"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_words_that_are_covered_are_gone_from_every_file(public, out, change):
    assert told(out, "pier")
    change(public)
    assert is_due(public, out)

    published(public, out)

    assert told(out, "pier") == []


def test_counts_investigation_and_the_state_of_a_record_follow(public, out):
    decided(public, decisions.override, SLUG, inquiries=7, why="six came on paper")
    decided(public, decisions.assign, SLUG, "Piers of Ellery")
    published(public, out)
    assert {PAGE, "site.json"} <= set(told(out, "Piers of Ellery"))
    assert PAGE in told(out, "7 inquiries")

    decide(public, ledger_decisions.close, slug=SLUG)
    published(public, out)

    assert DATA in told(out, '"status": "closed"')


def test_a_record_that_is_merged_leaves_its_folder(public, out):
    receive(public, an_inquiry("office@nordsund.example", words="Who owns the ferry?"))
    decide(public, ledger_decisions.merge, slug=SLUG, into="nordsund-example")

    published(public, out)

    assert not (out / SLUG).exists()
    assert "nordsund-example/index.html" in told(out, "Who owns the pier?")


def test_an_entry_by_hand_stands_on_the_page_once_it_is_released(public, out):
    call = {"channel": Channel.PHONE, "direction": Direction.REPLY, "moment": NOW, "text": "They hung up."}
    id_ = decided(public, decisions.add, SLUG, **call)
    published(public, out)
    assert told(out, "They hung up.") == []

    decided(public, decisions.release, id_, "They hung up.")
    published(public, out)

    assert PAGE in told(out, "They hung up.")


def test_another_title_is_written_on_every_page(public, out):
    published(public, out, site=Site(newsroom="The Newsroom", title="Said and Answered"))

    assert {PAGE, "index.html", "feed.atom"} <= set(told(out, "Said and Answered"))


def test_a_file_that_somebody_changed_or_took_is_written_again(public, out):
    (out / PAGE).write_text("changed", encoding="utf-8")
    (out / "feed.atom").unlink()

    published(public, out)

    assert PAGE in told(out, "Who owns the pier?")
    assert "feed.atom" in standing(out)


def test_what_others_put_there_is_left_alone(public, out):
    (out / "robots.txt").write_text("ours", encoding="utf-8")
    (out / SLUG / "notes.txt").write_text("ours", encoding="utf-8")
    for entry in entries(public):
        decided(public, decisions.withhold, entry.id)

    published(public, out)

    assert {"robots.txt", f"{SLUG}/notes.txt"} <= standing(out).keys()
    assert PAGE not in standing(out)


def test_a_folder_that_can_not_be_written_is_told_in_a_line(public, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(Transient, match="can't be written"):
        published(public, tmp_path / "file" / "public")


class Cut(Exception):  # noqa: N818 - no error of ours
    """The power goes."""


def cut_at(monkeypatch, step):
    """Let the power go at a step of writing: before or after any file or any commit."""
    steps = iter(range(10_000))

    def counted(doing):
        def step_by_step(*told, **more):
            if next(steps) == step:
                raise Cut
            came = doing(*told, **more)
            if next(steps) == step:
                raise Cut
            return came

        return step_by_step

    for owner, name in (
        (Folder, "write"), (Folder, "append"), (Folder, "remove"), (sites, "keep"), (sites, "forget"), (sites, "keep_heads"),
        (sites, "note_shared"), (sites, "settle_shared"), (Printing, "share"),
    ):  # fmt: skip
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))


def interrupted(engine, out, step):
    with pytest.MonkeyPatch.context() as monkeypatch:
        cut_at(monkeypatch, step)
        try:
            published(engine, out)
        except Cut:
            return True
    return False


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_whatever_ends_a_run_the_next_one_completes_it(asked, out, tmp_path):
    first, second = entries(asked)
    receive(asked, an_inquiry("office@nordsund.example", words="Who owns the ferry?"))
    release(asked)
    for step in range(1000):
        if step % 2:
            decided(asked, decisions.withhold, first.id)
        elif step:
            decided(asked, decisions.release, first.id, "Who owns the pier?")
        cut = interrupted(asked, out, step)
        published(asked, out)
        assert (told(out, "Who owns the pier?") == []) is bool(step % 2)
        assert told(out, second.message.body.own)
        if not cut:
            break
    assert step > 20
    again = tmp_path / "again"
    published(asked, again)
    assert standing(again) == standing(out)


def test_half_written_files_are_taken_away(public, out):
    decided(public, decisions.correct, entries(public)[0].id, "A word was wrong.", words="Who owns the secret pier?")

    def half(self, path, octets):
        self.half(path).write_bytes(octets)
        raise Cut

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Folder, "write", half)
        with pytest.raises(Cut):
            published(public, out)
    assert told(out, "secret")
    for entry in entries(public):
        decided(public, decisions.withhold, entry.id)

    published(public, out)

    assert told(out, "secret") == []


def test_what_is_withdrawn_while_pages_are_rendered_goes_with_the_next_run(asked, out, monkeypatch):
    release(asked)
    first, _ = entries(asked)
    write = Holdings.write

    def withdrawn_meanwhile(self, files, of):
        monkeypatch.setattr(Holdings, "write", write)
        decided(asked, decisions.withhold, first.id)
        write(self, files, of)

    monkeypatch.setattr(Holdings, "write", withdrawn_meanwhile)
    published(asked, out)
    assert is_due(asked, out)

    published(asked, out)

    assert told(out, "Who owns the pier?") == []


def test_two_publishers_at_once_take_turns(asked, out):
    release(asked)
    came = []
    threads = [threading.Thread(target=lambda: came.append(published(asked, out))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done.records for done in came) == [0, 0, 1]
    assert PAGE in told(out, "Who owns the pier?")


def a_picture(kind="JPEG", size=(40, 30)):
    octets = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "canary in the camera"
    Image.new("RGB", size, "navy").save(octets, kind, exif=exif, comment=b"canary in a comment")
    return octets.getvalue() + b"canary behind the end"


def files(out):
    return {path: octets for path, octets in standing(out).items() if "/files/" in path}


@pytest.mark.parametrize("type_", ["image/jpeg", "application/pdf"])
@pytest.mark.parametrize(("name", "kind"), [("quay.jpg", "JPEG"), ("quay.png", "PNG"), ("quay.webp", "WEBP")])
def test_a_picture_is_written_anew_without_what_it_hides(engine, out, name, kind, type_):
    with_file(engine, name, a_picture(kind), type_)
    published(engine, out)

    ((path, octets),) = files(out).items()
    assert path.endswith(name)
    assert b"canary" not in octets
    with Image.open(BytesIO(octets)) as shown:
        assert (shown.format, shown.size, dict(shown.getexif())) == (kind, (40, 30), {})
    assert told(out, "canary") == []
    assert f'"size": {len(octets)}' in (out / DATA).read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"no picture at all", a_picture(size=(9000, 5000))], ids=["broken", "too large"])
def test_a_picture_that_can_not_be_written_anew_is_not_public(engine, out, content):
    with_file(engine, "quay.jpg", content, "image/jpeg")
    published(engine, out)

    assert files(out) == {}
    assert told(out, "quay.jpg") == []
    assert PAGE in told(out, "Who owns the pier?")


def test_a_file_is_public_only_with_its_entry_and_goes_with_it(engine, out):
    entry = with_file(engine, "plan of mara@newsroom.example.pdf", b"%PDF-1.7 the plan", "application/pdf")
    published(engine, out)
    ((path, octets),) = files(out).items()
    assert octets == b"%PDF-1.7 the plan"
    assert "mara" not in path
    assert published(engine, out) == Published()

    decided(engine, decisions.withhold, entry.id)
    published(engine, out)

    assert files(out) == {}
    assert told(out, "the plan") == []


def test_a_word_about_a_deadline_lets_the_page_be_rendered_again(engine, out):
    receive(engine, an_inquiry(words="Who owns the pier? Please answer by July 10."))
    release(engine)
    published(engine, out)

    settle(engine, CALENDAR, Rules(before=(2,), at_due=True, after=(), follow_up_after=7), now=NOW)
    with reading(engine) as connection:
        id_ = agenda.ids(connection)[0]
    decided(engine, deadline_decisions.dismiss, id_)

    assert is_due(engine, out)
    published(engine, out)
    assert "overdue" not in (out / DATA).read_text(encoding="utf-8")


def overtaken(engine, out, entry, *, before=lambda: None):
    """Publish, and while the pages are about to be written, let another run withhold an entry and publish that."""
    write = Holdings.write

    def late(self, files, of):
        patched.setattr(Holdings, "write", write)
        decided(engine, decisions.withhold, entry.id)
        before()
        published(engine, out)
        write(self, files, of)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Holdings, "write", late)
        published(engine, out)


def test_a_run_that_was_overtaken_lets_its_pages_be_rendered_again(asked, out, monkeypatch):
    first, second = entries(asked)
    release(asked, second)
    published(asked, out)
    release(asked, first)
    monkeypatch.setattr("worker.publishing.publish.publishing", lambda *_, **__: nullcontext(lambda: None))
    overtaken(asked, out, first)
    assert told(out, "Who owns the pier?")
    assert is_due(asked, out)

    published(asked, out)

    assert told(out, "Who owns the pier?") == []


def test_what_tells_of_all_records_is_written_again_by_a_run_that_was_overtaken(asked, out, monkeypatch):
    release(asked)
    published(asked, out)
    (out / "index.html").unlink()
    monkeypatch.setattr("worker.publishing.publish.publishing", lambda *_, **__: nullcontext(lambda: None))
    overtaken(asked, out, entries(asked)[0])
    assert is_due(asked, out)

    published(asked, out)

    assert told(out, "Who owns the pier?") == []


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_who_lost_the_lock_writes_nothing_any_more(asked, out):
    release(asked)

    def cut_off():
        with reading(asked) as connection:
            others = "locktype = 'advisory' AND pid <> pg_backend_pid()"
            connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE {others}")
        time.sleep(0.2)

    with within_process_free(), pytest.raises(Transient):
        overtaken(asked, out, entries(asked)[0], before=cut_off)

    assert told(out, "Who owns the pier?") == []


@contextmanager
def within_process_free():
    """Let threads of this process be as far from each other as processes are."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(turn.within_process, "publishing", Semaphore(2))
        yield


def test_who_does_not_wait_is_told_that_another_publishes(asked, out):
    release(asked)
    with within_process_free(), turn.publishing(asked), pytest.raises(Transient, match="just now"):
        published(asked, out, wait=False)
    with turn.publishing(asked), pytest.raises(Transient, match="just now"):
        published(asked, out, wait=False)

    assert published(asked, out, wait=False).records == 1


@pytest.fixture
def two(asked, out, monkeypatch):
    """Two records in public, of which the one of the harbour can't be rendered any more."""
    receive(asked, an_inquiry("office@nordsund.example", words="Who owns the ferry?"))
    release(asked)
    published(asked, out)

    def broken(record, *told, **more):
        if record.slug == SLUG:
            raise ZeroDivisionError("We do.")
        return view(record, *told, **more)

    monkeypatch.setattr("worker.publishing.rendering.view", broken)
    return asked


def of_the_ferry(engine):
    return next(entry for entry in entries(engine) if "ferry" in entry.message.body.own)


def test_a_record_that_can_not_be_rendered_keeps_nothing_withdrawn_of_others_in_public(two, out, caplog):
    decided(two, decisions.withhold, of_the_ferry(two).id)
    decided(two, decisions.assign, SLUG, "Piers")

    came = published(two, out)

    assert (came.failed, came.records) == ((SLUG,), 1)
    assert told(out, "Who owns the ferry?") == []
    assert {PAGE, DATA, "feed.atom"} <= set(told(out, "Who owns the pier?"))
    assert "ZeroDivisionError in broken" in caplog.text
    assert "We do." not in caplog.text
    assert is_due(two, out)


def withheld(engine):
    decided(engine, decisions.withhold, entries(engine)[0].id)


def embargoed(engine):
    decided(engine, decisions.embargo, NOW + DAY, slug=SLUG)


@pytest.mark.parametrize("withdrawn", [withheld, embargoed])
def test_what_is_withdrawn_of_a_record_that_can_not_be_rendered_goes(two, out, withdrawn):
    withdrawn(two)

    assert published(two, out).failed == (SLUG,)

    assert told(out, "Who owns the pier?") == []
    assert not (out / SLUG).exists()
    assert told(out, "Who owns the ferry?")


def test_a_record_that_can_be_rendered_again_comes_back(two, out, monkeypatch):
    withheld(two)
    published(two, out)
    monkeypatch.undo()

    assert published(two, out).failed == ()
    assert PAGE in told(out, "We do.")


@pytest.mark.parametrize("name", ["index.html", PAGE])
def test_a_file_of_others_that_has_the_name_of_a_page_is_not_written_over(asked, out, name):
    release(asked)
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text("theirs", encoding="utf-8")

    with pytest.raises(Refused, match=f"{name} is none of this ledger's"):
        published(asked, out)

    assert standing(out) == {name: b"theirs"}
    published(asked, out, take_over=True)
    assert b"theirs" not in standing(out)[name]
    assert published(asked, out) == Published()


def test_pages_that_the_database_has_forgotten_are_taken_over_and_can_be_withdrawn(public, out):
    with writing(public) as connection:
        for table in (pages, sites_table, written):
            connection.execute(delete(table))
        connection.execute(update(records).values(fresh_by=""))
    with pytest.raises(Refused, match="--take-over"):
        published(public, out)

    published(public, out, take_over=True)

    for entry in entries(public):
        decided(public, decisions.withhold, entry.id)
    published(public, out)
    assert PAGE not in standing(out)


def test_another_version_makes_the_files_of_entries_anew(engine, out, monkeypatch):
    entry = with_file(engine, "quay.jpg", a_picture(), "image/jpeg")
    published(engine, out)
    monkeypatch.setattr("worker.publishing.files.picture", lambda _: b"made by another")
    decided(engine, decisions.correct, entry.id, "The first line was missing.")
    published(engine, out)
    assert b"made by another" not in files(out).values()

    monkeypatch.setattr("worker.publishing.printing.VERSION", "another")
    decided(engine, decisions.correct, entry.id, "The last line was missing, too.")
    published(engine, out)

    assert list(files(out).values()) == [b"made by another"]


def test_a_folder_that_was_moved_is_known(public, out, tmp_path):
    out.rename(tmp_path / "moved")
    decided(public, decisions.withhold, entries(public)[0].id)

    published(public, tmp_path / "moved")

    assert told(tmp_path / "moved", "Who owns the pier?") == []
    assert PAGE in told(tmp_path / "moved", "We do.")


@pytest.fixture
def moved(tmp_path):
    return tmp_path / "moved"


def test_what_was_withdrawn_goes_from_a_copy_of_the_folder(public, out, moved):
    copytree(out, moved)
    for entry in entries(public):
        decided(public, decisions.withhold, entry.id)

    published(public, moved)

    assert told(moved, "Who owns the pier?") == told(moved, SLUG) == []


def test_a_folder_is_known_through_a_link(public, out, moved):
    moved.symlink_to(out)

    assert published(public, moved) == Published()


def test_what_an_older_back_up_of_the_ledger_does_not_know_goes(public, out):
    with reading(public) as connection:
        before = connection.execute(select(journal.c.id)).scalars().all()
        site = connection.execute(select(written)).all()
    receive(public, an_inquiry("office@nordsund.example", words="Who owns the ferry?"))
    release(public, of_the_ferry(public))
    published(public, out)
    assert told(out, "Who owns the ferry?")
    with writing(public) as connection:
        connection.execute(delete(journal).where(journal.c.id.not_in(before)))
        connection.execute(delete(written))
        connection.execute(insert(written), [row._asdict() for row in site])
        connection.execute(delete(pages).where(pages.c.slug != SLUG))

    published(public, out)

    assert told(out, "Who owns the ferry?") == told(out, "nordsund") == []
    assert PAGE in told(out, "Who owns the pier?")
    assert published(public, out) == Published()


def test_the_site_of_another_ledger_is_taken_over_as_a_whole(public, out):
    (out / "other-house").mkdir()
    (out / "other-house" / "index.html").write_text("another house", encoding="utf-8")
    (out / "other-house" / "robots.txt").write_text("by hand", encoding="utf-8")
    with (out / NAME).open("a") as told_there:
        told_there.write(f"{sha256(b'another house').hexdigest()}  other-house/index.html\n")

    published(public, out)

    assert told(out, "another house") == []
    assert (out / "other-house" / "robots.txt").exists()


@pytest.mark.parametrize("path", ["../others", "link/others", "linked", "/others", "a/../../others", "robots.txt"])
def test_a_list_that_somebody_else_wrote_removes_nothing_of_others(public, out, tmp_path, path):
    for file in (tmp_path / "others", tmp_path / "elsewhere" / "others", out / "robots.txt"):
        file.parent.mkdir(exist_ok=True)
        file.write_text("theirs", encoding="utf-8")
    (out / "link").symlink_to(tmp_path / "elsewhere")
    (out / "linked").symlink_to(tmp_path / "others")
    (out / "robots.txt").write_text("changed since", encoding="utf-8")
    with (out / NAME).open("a") as told_there:
        told_there.write(f"{sha256(b'theirs').hexdigest()}  {path}\n")

    assert published(public, out).removed == 0

    assert (tmp_path / "others").exists()
    assert (tmp_path / "elsewhere" / "others").exists()
    assert (out / "linked").is_symlink()
    assert (out / "robots.txt").exists()


@pytest.mark.usefixtures("public")
def test_the_folder_lists_its_own_files_as_sha256sum_does(out):
    listed = dict(reversed(line.split("  ")) for line in (out / NAME).read_text("utf-8").splitlines())

    assert listed == {path: sha256(octets).hexdigest() for path, octets in standing(out).items() if path != NAME}


@pytest.mark.parametrize(
    "octets", [b"", b"\xff\xfe", b"index.html\n", b"0" * 64 + b"  \xff/\xfe\n\n" + b"0" * 64 + b"  half a na"]
)
def test_a_list_that_is_spoilt_is_written_anew(public, out, octets):
    before = (out / NAME).read_bytes()
    (out / NAME).write_bytes(octets)

    published(public, out)

    assert (out / NAME).read_bytes() == before
