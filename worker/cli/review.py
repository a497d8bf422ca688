"""``onrecord review``: what waits, one entry after the other, as it would stand in public."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import click

from worker.cli.candidate import candidates, found
from worker.cli.deciding import deciding
from worker.cli.keys import key, line
from worker.cli.ledger import meant, opened
from worker.cli.releasing import release_words
from worker.cli.reviewing import told
from worker.cli.table import plain
from worker.errors import Refused
from worker.prose.people import counted
from worker.publication.rule import Redacts
from worker.publication.treatment import State
from worker.records import correspondences, page_decisions, publication_decisions, publications
from worker.records.awaiting import awaiting
from worker.records.database import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from worker.cli.candidate import Candidate
    from worker.cli.deciding import Decider
    from worker.records.database import Connection, Engine

ASK = "[r]elease  [e]dit a summary  [w]ithhold  red[a]ct words  [s]kip  [b]ack  [q]uit"
DONE = "onrecord: {released} released, {withheld} withheld, {left} still waiting"


@dataclass(slots=True)
class Queue:
    """What waits, record by record: each is read when it is reached, for a ledger may hold very many."""

    slugs: list[str]
    total: int
    ids: list[str] = field(default_factory=list)  # of the records that were reached
    at: int = 0
    became: dict[str, str] = field(default_factory=dict)

    def current(self, engine: Engine) -> Candidate | None:
        """Give the entry that the person is at; None past the last one."""
        with reading(engine) as connection:
            while self.at >= len(self.ids) and self.slugs:
                self.ids.extend(pending(connection, self.slugs.pop(0)))
            return found(connection, self.ids[self.at]) if self.at < len(self.ids) else None

    def move(self, by: int) -> None:
        """Go on or back."""
        self.at = max(0, self.at + by)


@click.command()
@click.argument("slug", required=False)
@deciding
def review(decider: Decider, slug: str | None) -> None:
    r"""Go through what waits, as it would stand in public.

    Shows each entry that nobody has decided of, with what is redacted and by which rule, what is attached, whether its
    sender is proved and who brought it in; then takes one key. "e" opens $EDITOR for a summary that stands instead of
    the words. Where standard input is no terminal, keys are read from it, one on a line.

    \b
    Example:
      onrecord review harbour-alliance
    """
    settings = decider.session.settings()
    engine = opened(settings)
    with meant(engine, slugs=(slug,) if slug else ()), reading(engine) as connection:
        waits = awaiting(connection, slug)
    if not waits:
        click.echo("Nothing waits to be reviewed.", err=True)
        return
    queue = Queue(list(waits), sum(waits.values()))
    while candidate := queue.current(engine):
        decider = replace(decider, by={**decider.by, "at": decider.session.clock()})
        candidate = candidate.ruled(settings.edition(decider.by["at"]))
        show(decider, candidate, queue)
        if not answered(decider, candidate, queue):
            break
    became = list(queue.became.values())
    released, withheld = (became.count(state) for state in (State.PUBLISHED, State.WITHHELD))
    click.echo(DONE.format(released=released, withheld=withheld, left=queue.total - released - withheld))


def pending(connection: Connection, slug: str) -> list[str]:
    """Give the ids of what waits on a record, in order of the conversation."""
    (record,) = correspondences.all(connection, slug)
    every = candidates(record, publications.publication(connection, slug))
    return [candidate.id for candidate in every if candidate.waits]


def show(decider: Decider, candidate: Candidate, queue: Queue) -> None:
    """Print an entry and what can be decided of it."""
    settings = decider.session.settings()
    shown = candidate.shown(newsroom=settings.newsroom, calendar=settings.calendar, now=decider.by["at"])
    state = queue.became.get(candidate.id, candidate.treatment.state.value)
    standing = "" if state == State.PENDING else f", {state}"
    click.echo(f"\n{queue.at + 1} of {queue.total}  {candidate.record.slug}  [{candidate.id}]{standing}\n")
    for told_line in told(candidate, shown, settings):
        click.echo(plain(told_line))
    click.echo(f"\n{ASK} ", nl=False)


def answered(decider: Decider, candidate: Candidate, queue: Queue) -> bool:
    """Do what the next key says; False where the person has seen enough."""
    pressed = key()
    if pressed in ("", "q", "\x03", "\x04", "\x1b"):
        click.echo()
        return False
    answers: Mapping[str, Callable[[], object]] = {
        "r": partial(released, decider, candidate, queue),
        "e": partial(edited, decider, candidate),
        "w": partial(withheld, decider, candidate, queue),
        "a": partial(covered, decider, candidate),
        "s": partial(queue.move, 1),
        "b": partial(queue.move, -1),
    }
    click.echo()
    try:
        answers.get(pressed, lambda: click.echo("press one of r, e, w, a, s, b and q"))()
    except Refused as error:
        click.echo(plain(f"onrecord: {error}"), err=True)
    return True


def released(decider: Decider, candidate: Candidate, queue: Queue) -> None:
    """Release it in the words that were shown, and go on."""
    decider.note(lambda c: release_words(decider, c, candidate))
    queue.became[candidate.id] = State.PUBLISHED
    queue.move(1)


def withheld(decider: Decider, candidate: Candidate, queue: Queue) -> None:
    """Withhold it, and go on."""
    decider.note(lambda c: publication_decisions.withhold(c, candidate.id, **decider.by))
    queue.became[candidate.id] = State.WITHHELD
    queue.move(1)


def edited(decider: Decider, candidate: Candidate) -> None:
    """Let a person write a summary in an editor; it is shown before it is released."""
    text = click.edit(candidate.words)
    if text is None or text.strip() == candidate.words.strip():
        click.echo("left as it is")
        return
    decider.note(lambda c: publication_decisions.summarise(c, candidate.id, text, **decider.by))


def covered(decider: Decider, candidate: Candidate) -> None:
    """Cover words that a person names; the entry is shown again without them."""
    words = line("cover which words, in whatever capitals they stand")
    if not words:
        return
    places = candidate.words.casefold().count(words.casefold())
    if not places:
        raise Refused(f"{words!r} does not stand there")
    span = partial(page_decisions.redact, redacts=Redacts.SPAN, values=(words,), scope=candidate.id)
    decider.note(lambda c: span(c, **decider.by))
    click.echo(f"covered in {counted(places, 'place', 'places')}")
