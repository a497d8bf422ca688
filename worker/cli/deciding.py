"""What every command that decides has in common: who, when and why, and how it is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from worker import intake
from worker.cli.ledger import meant, opened
from worker.records.by import By
from worker.records.database import writing
from worker.settings import person

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.cli.session import Session
    from worker.records.database import Connection

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """A person at the ledger."""

    session: Session
    by: By

    def take(
        self,
        decision: Callable[[Connection], T],
        *,
        slugs: tuple[str, ...] = (),
        entry: str = "",
        held: str = "",
    ) -> T:
        """Take a decision; the words in it that name something on the ledger are told apart if one names nothing."""
        engine = opened(self.session.settings())
        with meant(engine, slugs=slugs, entry=entry, held=held):
            return intake.decide(engine, decision, now=self.by["at"])

    def note(self, decision: Callable[[Connection], T], *, slugs: tuple[str, ...] = (), entry: str = "") -> T:
        """Take a decision that moves no mail, so that nothing is placed anew."""
        engine = opened(self.session.settings())
        with meant(engine, slugs=slugs, entry=entry), writing(engine) as connection:
            return decision(connection)

    def tell(self, what: str, undone: str = "takes it back") -> None:
        """Say what was decided for the public, when the pages follow, and how it is taken back."""
        by_itself = self.session.settings().pages.out is not None
        tell(what if by_itself else f"{what}; the pages follow with `onrecord publish`", undone)


def deciding(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options ``--why`` and ``--as``, and the one who decides as its first argument."""

    @click.option("--why", default="", metavar="TEXT", help="The reason, for the log.")
    @click.option("--as", "who", default="", metavar="NAME", help="Who decides. [$ONRECORD_AS, or the login name]")
    @click.pass_obj
    def with_decider(session: Session, /, who: str, why: str, **arguments: object) -> None:
        by = By(who=person(who), at=session.clock(), why=why)
        command(Decider(session=session, by=by), **arguments)

    with_decider.__doc__ = command.__doc__
    return with_decider


def tell(what: str, undone: str = "takes it back") -> None:
    """Say what was done and how it is taken back."""
    click.echo(f"{what}; `onrecord undo` {undone}")
