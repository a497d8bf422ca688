"""``onrecord redact``: what of the words is not public."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from worker.cli.candidate import candidates
from worker.cli.deciding import deciding
from worker.cli.ledger import misnamed, opened
from worker.cli.progress import waiting
from worker.cli.table import show
from worker.errors import Refused
from worker.pages.pattern import pattern
from worker.pages.redact import preview
from worker.pages.telling import telling
from worker.publication.rule import Redacts, Rule
from worker.publication.treatment import State
from worker.records import correspondences, page_decisions, publications
from worker.records.database import reading
from worker.records.subjects import on_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.cli.candidate import Candidate
    from worker.cli.deciding import Decider
    from worker.records.database import Connection

TOLD = (
    "can't be public with this rule, for the address of its page tells what is covered: "
    "`onrecord open NAME`, and `onrecord merge` it into that"
)
WHOLE = frozenset({Redacts.ADDRESSES, Redacts.PHONES})  # they need no values


@click.command()
@click.argument("values", nargs=-1, metavar="[VALUE]...")
@click.option(
    "--kind", type=click.Choice([r.value for r in Redacts]), default=Redacts.NAMES.value,
    show_default=True, help="What the values are.",
)  # fmt: skip
@click.option("--on", "scope", default="", metavar="SLUG|ENTRY", help="Only there. [everywhere]")
@click.option("--label", default="redacted", metavar="TEXT", help="What readers see instead.")
@click.option("--preview", "only_shown", is_flag=True, help="Show what it would change; write nothing.")
@deciding
def redact(  # noqa: PLR0913 - what a rule is made of
    decider: Decider, values: tuple[str, ...], kind: str, scope: str, label: str, *, only_shown: bool
) -> None:
    r"""Cover words on the pages.

    A rule goes for the public text only, never for the archived mail. --kind names covers names in any case of
    letters, pattern what a regular expression matches, span exact words, addresses and phones those of everybody.

    \b
    Example:
      onrecord redact "Jane Doe" "Jon Doe" --label "name of a member of staff" --preview
      onrecord redact --kind pattern "case no\. \d{4,8}" --on harbour-alliance --why "personal data"
    """
    rule = made(decider, values, Redacts(kind), scope, label)
    with reading(opened(decider.session.settings())) as connection:
        for slug in correspondences.names(connection):
            if telling(slug, (rule,)):
                click.echo(f"onrecord: {slug} {TOLD}", err=True)
    if only_shown:
        with waiting("looking through the ledger"):
            changes = changed(decider, rule)
        if not changes:
            click.echo("Nothing would change.", err=True)
            return
        show(("entry", "record", "standing", "before", "after"), changes)
        return
    cover = partial(
        page_decisions.redact, redacts=rule.redacts, values=rule.values, scope=scope, label=label, **decider.by
    )
    decider.note(cover)
    decider.tell(f"{rule.redacts.value} covered {f'on {scope}' if scope else 'everywhere'}")


def made(decider: Decider, values: tuple[str, ...], kind: Redacts, scope: str, label: str) -> Rule:
    """Make a rule; refuse one that covers nothing or could be slow, and a scope that names nothing."""
    values = tuple(value for value in values if value.strip())
    if bool(values) == (kind in WHOLE):
        raise Refused(f"--kind {kind.value} takes no values" if values else f"which {kind.value}? name them")
    for value in values if kind == Redacts.PATTERN else ():
        pattern(value)
    rule = Rule(id="this rule", redacts=kind, values=values, scope=scope, label=label, **decider.by)
    with reading(opened(decider.session.settings())) as connection:
        require(connection, scope)
    return rule


def require(connection: Connection, scope: str) -> None:
    """Refuse a scope that names no record and no entry, and ask for the one that is nearest."""
    if not scope or scope in correspondences.names(connection):
        return
    try:
        on_ledger(connection, scope)
    except Refused as error:
        named = (*misnamed(connection, (scope,), scope, ""), f"no record and no entry {scope!r}")
        raise Refused(next((told for told in named if "did you mean" in told), named[0])) from error


def changed(decider: Decider, rule: Rule) -> list[tuple[str, ...]]:
    """Give a row for each place that a rule would cover and that stands open now."""
    with reading(opened(decider.session.settings())) as connection:
        return [row for candidate in every(connection, rule.scope) for row in places(candidate, rule)]


def every(connection: Connection, scope: str) -> Iterator[Candidate]:
    """Yield the entries that a rule of some scope may go for."""
    known = correspondences.names(connection)
    slug = scope if scope in known else on_ledger(connection, scope).slug if scope else None
    records = correspondences.all(connection, slug)
    decided = publications.publications(connection, [record.slug for record in records])
    for record in records:
        yield from (c for c in candidates(record, decided[record.slug]) if scope in ("", slug, c.id))


def places(candidate: Candidate, rule: Rule) -> Iterator[tuple[str, ...]]:
    """Yield what a rule would change in an entry: before, and after."""
    treatment, slug = candidate.treatment, candidate.record.slug
    words = treatment.text if treatment.state == State.PUBLISHED and treatment.text else candidate.text
    for change in preview(treatment.summary or words, rule, candidate.publication.rules, slug=slug, entry=candidate.id):
        before = f"…{change.before}{change.words}{change.after}…"
        after = f"…{change.before}[{rule.label}]{change.after}…"
        yield candidate.id, slug, treatment.state.value, before, after
