"""``onrecord redact``: what of the words is not public."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from worker.cli.deciding import deciding
from worker.cli.ledger import misnamed, opened
from worker.cli.previewing import changed
from worker.cli.progress import waiting
from worker.cli.stamp import stamp
from worker.cli.table import show
from worker.errors import Refused
from worker.pages.pattern import pattern
from worker.pages.telling import telling
from worker.publication.rule import DEFAULT_RULES, Redacts, Rule
from worker.records import correspondences, page_decisions, publications
from worker.records.database import reading
from worker.records.subjects import on_ledger

if TYPE_CHECKING:
    from worker.cli.deciding import Decider
    from worker.records.database import Connection
    from worker.settings import Settings

TOLD = (
    "can't be public with this rule, for the address of its page tells what is covered: "
    "`onrecord open NAME`, and `onrecord merge` it into that"
)
WHOLE = frozenset({Redacts.ADDRESSES, Redacts.PHONES})  # they need no values


@click.command()
@click.argument("values", nargs=-1, metavar="[VALUE]...")
@click.option("--kind", type=click.Choice([r.value for r in Redacts]), help="What the values are. [names]")
@click.option("--on", "scope", default="", metavar="SLUG|ENTRY", help="Only there. [everywhere]")
@click.option("--label", default="redacted", metavar="TEXT", help="What readers see instead.")
@click.option("--preview", "only_shown", is_flag=True, help="Show what it would change; write nothing.")
@click.option("--lift", metavar="ID", help="Let a rule go no longer.")
@deciding
def redact(  # noqa: PLR0913 - what a rule is made of
    decider: Decider,
    values: tuple[str, ...],
    kind: str | None,
    scope: str,
    label: str,
    *,
    only_shown: bool,
    lift: str | None,
) -> None:
    r"""Cover words on the pages.

    A rule goes for the public text only, never for the archived mail. --kind names covers names in any case of
    letters, pattern what a regular expression matches, span words in any case of letters wherever they stand,
    addresses and phones those of everybody. Without anything to cover it lists the rules.

    \b
    Example:
      onrecord redact "Jane Doe" "Jon Doe" --label "name of a member of staff" --preview
      onrecord redact --kind pattern "case no\. \d{4,8}" --on harbour-alliance --why "personal data"
      onrecord redact --lift r1f3a9c02
    """
    covers = bool(values or kind or only_shown)
    if lift and covers:
        raise Refused("--lift takes the id of a rule and nothing beside: `onrecord redact` lists them")
    if lift:
        lifted(decider, lift)
    elif not covers:
        listed(decider, scope)
    else:
        rule = made(decider, values, Redacts(kind or Redacts.NAMES), scope, label)
        warned(decider, rule)
        (previewed if only_shown else decided)(decider, rule)


def lifted(decider: Decider, id_: str) -> None:
    """Let a rule go no longer."""
    gone = decider.note(partial(page_decisions.lift, rule=id_, **decider.by))
    decider.tell(f"{gone.redacts.value} covered {where(gone)} no longer by {id_}")


def warned(decider: Decider, rule: Rule) -> None:
    """Name the records that can't be public with a rule."""
    with reading(opened(decider.session.settings())) as connection:
        for slug in correspondences.names(connection):
            if telling(slug, (rule,)):
                click.echo(f"onrecord: {slug} {TOLD}", err=True)


def previewed(decider: Decider, rule: Rule) -> None:
    """Show what a rule would change."""
    with waiting("looking through the ledger"):
        changes = list(changed(decider, rule))
    if changes:
        show(("entry", "record", "standing", "before", "after"), changes)
    else:
        click.echo("Nothing would change.", err=True)


def decided(decider: Decider, rule: Rule) -> None:
    """Let a rule go from now on."""
    redact_by = partial(page_decisions.redact, **decider.by)
    decider.note(partial(redact_by, redacts=rule.redacts, values=rule.values, scope=rule.scope, label=rule.label))
    decider.tell(f"{rule.redacts.value} covered {where(rule)}")


def where(rule: Rule) -> str:
    """Say where a rule goes."""
    return f"on {rule.scope}" if rule.scope else "everywhere"


def listed(decider: Decider, scope: str) -> None:
    """Print the rules that go, the oldest first."""
    settings = decider.session.settings()
    with reading(opened(settings)) as connection:
        require(connection, scope)
        rules = settings.edition(decider.by["at"]).rules((*DEFAULT_RULES, *publications.every_rule(connection)))
    rows = [
        (rule.id, rule.redacts.value, rule.values, where(rule), rule.label, rule.who, day(rule, settings), rule.why)
        for rule in rules
        if scope in ("", rule.scope)
    ]
    show(("id", "kind", "words", "where", "label", "who", "when", "why"), rows)


def day(rule: Rule, settings: Settings) -> str:
    """Say when a person made a rule."""
    return "" if rule in DEFAULT_RULES else stamp(rule.at, settings.newsroom.zone)


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
