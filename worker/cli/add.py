"""``onrecord add``: an entry that no mail brought."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from worker.cli.deciding import deciding, tell
from worker.deadlines.when import when
from worker.errors import Refused
from worker.mail.message import Direction
from worker.prose.due import moment
from worker.publication.manual import Channel
from worker.records import page_decisions

if TYPE_CHECKING:
    from worker.cli.deciding import Decider

BY_HAND = [channel.value for channel in Channel if channel is not Channel.EMAIL]


@click.command()
@click.argument("slug")
@click.argument("text")
@click.option("--by", "channel", type=click.Choice(BY_HAND), required=True, help="How the words came or went.")
@click.option("--from-us", "side", flag_value=Direction.INQUIRY.value, help="We asked or told something.")
@click.option("--from-them", "side", flag_value=Direction.REPLY.value, help="They did.")
@click.option("--at", "written", required=True, metavar="MOMENT", help='"2026-07-10 15:00", "July 10, 3pm"')
@click.option("--name", default="", metavar="TEXT", help="Their person.")
@click.option("--role", default="", metavar="TEXT", help="What that person is there.")
@click.option("--not-counted", is_flag=True, help="It neither asked nor answered anything.")
@deciding
def add(  # noqa: PLR0913 - what a person may tell of a call or a letter
    decider: Decider,
    slug: str,
    text: str,
    *,
    channel: str,
    side: str | None,
    written: str,
    name: str,
    role: str,
    not_counted: bool,
) -> None:
    r"""Add a call, a letter on paper, a meeting or a message.

    It stands on the page among the mail, once it is released.

    \b
    Example:
      onrecord add harbour-alliance --by phone --from-them --at "2026-07-10 15:00" \
        --name "Jón Jónsson" --role "Head of Communications" "He said the report is due in May."
    """
    if side is None:
        raise Refused("who called or wrote? --from-us or --from-them")
    at = past(decider, written)
    added = partial(
        page_decisions.add, slug=slug, channel=Channel(channel), direction=Direction(side), moment=at,
        text=text, name=name, role=role, counted=not not_counted,
    )  # fmt: skip
    entry = decider.note(lambda c: added(c, **decider.by), slugs=(slug,))
    tell(f"{entry} stands on {slug}, {moment(at)}, to be released")


def past(decider: Decider, written: str) -> datetime:
    """Read a moment that is past, as a person writes it; without a zone it is the newsroom's."""
    settings, now = decider.session.settings(), decider.by["at"]
    try:
        found: datetime | None = datetime.fromisoformat(written.strip())
    except ValueError:
        found = when(written, said_at=now, calendar=settings.calendar)
    if found is None:
        raise Refused(f'{written!r} is no moment that is understood: write it like "2026-07-10 15:00"')
    at = found if found.tzinfo else found.replace(tzinfo=settings.newsroom.zone)
    if at > now:
        raise Refused(f"{written!r} is {moment(at)}, which is still to come")
    return at
