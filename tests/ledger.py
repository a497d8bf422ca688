"""The ledger as the tests take mail in, decide, and read it."""

from __future__ import annotations

from functools import partial

from tests.given import NEWSROOM, NOW, raw
from worker import intake
from worker.records import correspondences, journal
from worker.records.database import reading

ME = {"who": "mara", "at": NOW}


def receive(engine, *mails, newsroom=NEWSROOM):
    return intake.receive(engine, [m if hasattr(m, "octets") else raw(m) for m in mails], newsroom, now=NOW)


def decide(engine, decision, *told, **more):
    return intake.decide(engine, partial(decision, *told, **ME, **more), now=NOW)


def ledger(engine):
    """All that stands in the ledger, as a reader sees it."""
    with reading(engine) as connection:
        return (
            correspondences.all(connection),
            correspondences.held(connection),
            correspondences.ignored(connection),
        )


def texts(engine):
    """The words of every entry, by record."""
    return {c.slug: [e.message.body.own for e in c.entries] for c in ledger(engine)[0]}


def kinds(engine):
    with reading(engine) as connection:
        return [line.kind for line in journal.lines(connection)]
