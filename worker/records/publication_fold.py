"""Folds what people decided for the public, oldest first, into what it comes to for each entry and each record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from worker.mail.message import Direction
from worker.publication.manual import Added, Channel
from worker.publication.overrides import Override
from worker.publication.rule import Redacts, Rule
from worker.publication.treatment import Correction, State, Treatment
from worker.records.line import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from worker.records.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The investigation of a record, "" for none, and of those that were merged into it by then."""

    investigation: str
    with_merged: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class Sum:
    """What the decisions so far come to, each by its subject."""

    treatments: dict[str, Treatment] = field(default_factory=dict)
    stood_on: dict[str, set[str]] = field(default_factory=dict)  # the records that an entry was decided upon or left
    rules: list[Rule] = field(default_factory=list)
    added: dict[str, list[Added]] = field(default_factory=dict)
    overrides: dict[str, Override] = field(default_factory=dict)
    embargoes: dict[str, datetime | None] = field(default_factory=dict)
    assigned: dict[str, Assigned] = field(default_factory=dict)


def folded(lines: Iterable[Line]) -> Sum:
    """Fold decisions that are not undone, in the order they were taken."""
    total = Sum()
    for line in lines:
        add(total, line)
    return total


def add(total: Sum, line: Line) -> None:
    """Add one decision to the sum."""
    detail, subject = line.detail, line.subject
    match line.kind:
        case Kind.REDACT:
            total.rules.append(rule(line))
        case Kind.LIFT:
            total.rules = [one for one in total.rules if one.id != detail["rule"]]
        case Kind.ADD:
            total.added.setdefault(subject, []).append(by_hand(detail))
        case Kind.OVERRIDE:
            total.overrides[subject] = overridden(line)
        case Kind.EMBARGO:
            total.embargoes[subject] = datetime.fromisoformat(detail["until"]) if detail["until"] else None
        case Kind.ASSIGN:
            merged = frozenset(detail.get("merged", ()))
            total.assigned[subject] = Assigned(investigation=detail["investigation"], with_merged=merged)
        case Kind.MOVE:
            total.stood_on.setdefault(subject, set()).add(detail["source"])
        case _:
            total.treatments[subject] = treated(total.treatments.get(subject, Treatment()), line)
            total.stood_on.setdefault(subject, set()).add(detail["slug"])


def treated(before: Treatment, line: Line) -> Treatment:
    """Give how an entry stands in public after one more decision."""
    detail = line.detail
    match line.kind:
        case Kind.RELEASE:
            seen = None if before.summary else detail["text"]
            return replace(before, state=State.PUBLISHED, released_at=line.at, text=seen)
        case Kind.WITHHOLD:
            return replace(before, state=State.WITHHELD, released_at=None, text=None, attachments=frozenset())
        case Kind.SUMMARISE:
            return replace(before, summary=detail["summary"])
        case Kind.CORRECT:
            corrections = (*before.corrections, Correction(at=line.at, text=detail["note"]))
            words = {} if detail["words"] is None else {"text": detail["words"], "corrected": detail["words"]}
            return replace(before, corrections=corrections, **words)
        case Kind.ATTACH:
            file = {detail["sha256"]}
            return replace(
                before, attachments=before.attachments | file if detail["released"] else before.attachments - file
            )
        case _:
            return before


def rule(line: Line) -> Rule:
    """Give the rule of redaction of a line."""
    detail = line.detail
    return Rule(
        id=detail["rule"],
        redacts=Redacts(detail["redacts"]),
        values=tuple(detail["values"]),
        scope=detail["scope"],
        label=detail["label"],
        who=line.who,
        why=line.why,
        at=line.at,
    )


def by_hand(detail: Mapping[str, Any]) -> Added:
    """Give the entry by hand that a line tells of."""
    return Added(
        id=detail["entry"],
        channel=Channel(detail["channel"]),
        direction=Direction(detail["direction"]),
        at=datetime.fromisoformat(detail["at"]),
        name=detail["name"],
        role=detail["role"],
        text=detail["text"],
        counted=detail["counted"],
    )


def overridden(line: Line) -> Override:
    """Give the counts and days of a line."""
    first, last = (date.fromisoformat(day) if (day := line.detail[name]) else None for name in ("first", "last"))
    counts = {name: line.detail[name] for name in ("inquiries", "replies")}
    return Override(**counts, first=first, last=last, reason=line.why)
