"""Whether the name of a record, which stands in the address of its page for ever, tells what is covered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.pages.redact import covers
from worker.publication.rule import Redacts
from worker.threads.slug import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.publication.rule import Rule

_NAMING: Final = frozenset({Redacts.NAMES, Redacts.SPAN})


def telling(slug: str, rules: Iterable[Rule]) -> bool:
    """Tell whether a slug holds what a rule covers on its record, as it was written or in a slug's letters."""
    going = tuple(rule for rule in rules if rule.covers(slug, ""))
    if covers(slug.replace("-", " "), going, slug=slug, entry=""):
        return True
    values = (value for rule in going if rule.redacts in _NAMING for value in rule.values)
    return any(f"-{slugify(value)}-" in f"-{slug}-" for value in values if any(map(str.isalnum, value)))
