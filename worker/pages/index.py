"""The ways through all records: those changed last first, by investigation, by country, by standing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from worker.pages.fragment import fragment
from worker.pages.head import latest
from worker.pages.page import Stands
from worker.pages.render import render
from worker.pages.theme import theme
from worker.prose.people import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from worker.pages.head import Head
    from worker.pages.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A page of the index: its file, its name in the menu, and the field of a head that it groups by."""

    file: str
    label: str
    by: str = ""
    other: str = ""  # the heading of the records that have no such field


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Records under one heading, each as a row of HTML."""

    name: str
    facts: str
    rows: tuple[Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A field that the reader can filter by."""

    name: str
    label: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One of the letters of all records that were released or corrected last."""

    slug: str
    short: str  # what the organisation is called in short
    anchor: str
    day: str
    lead: str
    text: str


LATEST: Final = 3  # letters that stand above the records
WAYS: Final = (
    Way(file="index.html", label="Newly published"),
    Way(file="investigations.html", label="By investigation", by="investigation", other="Other correspondence"),
    Way(file="countries.html", label="By country", by="country", other="No country given"),
    Way(file="standings.html", label="By standing", by="standing"),
)
CHOICES: Final = (("investigation", "Investigation"), ("country", "Country"), ("standing", "Standing"))
STANDINGS: Final = tuple(s.value for s in (Stands.OVERDUE, Stands.AWAITING, Stands.REPLIED, Stands.OPEN, Stands.CLOSED))


def indexes(heads: Sequence[Head], site: Site) -> Mapping[str, bytes]:
    """Write each way through the records; one that would have a single nameless group is left out."""
    look, heads = theme(site.theme), tuple(_alike(heads))
    rows = {head.slug: Markup(look.render("row.html", head=head)) for head in heads}  # noqa: S704 - by a template that escapes
    ways = [way for way in WAYS if not way.by or any(getattr(head, way.by) for head in heads)]
    shared: dict[str, object] = {
        "ways": ways,
        "choices": tuple(_choices(heads)),
        "heading": _whom(heads),
        "whole": facts(heads),
        "newest": _latest(heads),
    }
    return {
        way.file: render(
            "index.html", site, root="", values={**shared, "way": way, "groups": tuple(_groups(heads, way, rows))}
        )
        for way in ways
    }


def facts(heads: Sequence[Head]) -> str:
    """Tell of several records in a line: their letters, who answered, what was answered when; of one its row tells."""
    if len(heads) < 2:  # noqa: PLR2004 - several
        return ""
    inquiries, replies = sum(head.inquiries for head in heads), sum(head.replies for head in heads)
    told = [f"{counted(inquiries, 'inquiry', 'inquiries')}, {counted(replies, 'reply', 'replies')}"]
    replied = [head.replies > 0 for head in heads if head.answer_told]
    if len(replied) > 1:
        those = "organisations" if len(replied) == len(heads) else "organisations of which that can be told"
        told.append(f"{sum(replied)} of {len(replied)} {those} replied ({_share(sum(replied), len(replied))})")
    if asked := sum(head.asked for head in heads):
        answered, late = sum(head.answered for head in heads), sum(head.late for head in heads)
        after = f", {late} of them late" if late else ""
        told.append(f"{answered} of {counted(asked, 'deadline', 'deadlines')} answered{after}")
    return " · ".join(told)


def _whom(heads: Sequence[Head]) -> str:
    told = counted(len(heads), "organisation", "organisations")
    return f"Correspondence with {told}" if heads else "Nothing is public yet"


def _latest(heads: Iterable[Head]) -> tuple[Letter, ...]:
    return tuple(
        Letter(
            slug=head.slug, short=head.acronym or head.name, anchor=one.anchor,
            day=one.day, lead=one.lead, text=one.text,
        )
        for head, one in latest(heads, LATEST)
    )  # fmt: skip


def _alike(heads: Iterable[Head]) -> Iterator[Head]:
    """Spell each investigation and country as the first record does: what a link can't tell apart is one."""
    first: dict[str, str] = {}
    spelt = {"": ""}
    for head in heads:
        for told in (head.investigation, head.country):
            if told not in spelt:
                spelt[told] = first.setdefault(fragment(told), told)
        investigation, country = spelt[head.investigation], spelt[head.country]
        same = (investigation, country) == (head.investigation, head.country)
        yield head if same else replace(head, investigation=investigation, country=country)


def _share(part: int, whole: int) -> str:
    return f"{100 * part // whole}%"


def _groups(heads: Sequence[Head], way: Way, rows: Mapping[str, Markup]) -> Iterator[Group]:
    grouped: dict[str, list[Head]] = defaultdict(list)
    for head in heads:
        grouped[getattr(head, way.by) if way.by else "All records"].append(head)
    for name in sorted(grouped, key=_place):
        inside = grouped[name]
        yield Group(
            name=_heading(name, way),
            facts=facts(inside) if way.by else "",
            rows=tuple(rows[head.slug] for head in inside),
        )


def _place(name: str) -> tuple[int, str]:
    # Standings in the order of their urgency, names by the alphabet, what has no name last.
    return (STANDINGS.index(name) if name in STANDINGS else len(STANDINGS) + (not name), name.casefold())


def _heading(name: str, way: Way) -> str:
    return name[:1].upper() + name[1:] if name else way.other


def _choices(heads: Iterable[Head]) -> Iterator[Choice]:
    for name, label in CHOICES:
        options = sorted({value for head in heads if (value := getattr(head, name))}, key=_place)
        if len(options) > 1:
            yield Choice(name=name, label=label, options=tuple(options))
