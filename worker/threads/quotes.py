"""Which letters a history quotes: by its author, by the minute it was sent, and by its words."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from worker.threads.likeness import same_minute, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from worker.threads.copy import Copy, Quote
    from worker.threads.letter import Letter

DATED_SHARE = 0.8  # of the words, where the minute it was sent agrees too
WORDS_SHARE = 0.97  # of the words, where nothing else is written
FEWEST_WORDS = 8  # fewer prove nothing by themselves
OPENING = 8  # words by which an undated quotation is looked up
DAY = timedelta(days=1)
CROWD = 300  # letters of one moment that are looked at
CHOICE = 12  # letters with the author and minute told whose words are compared; of more, a quotation proves nothing
ANYBODY, NAMED = "anybody", "name "  # no addr-spec is written so


class Shelf:
    """Letters by when they were sent and by whom, and by the words they open with."""

    def __init__(self, letters: Iterable[Letter]) -> None:
        self.by_moment: Mapping[tuple[date, int, str], list[Letter]] = defaultdict(list)
        self.by_opening: Mapping[str, list[Letter]] = defaultdict(list)
        self.fitting: dict[Quote, list[Letter]] = {}
        for letter in letters:
            if letter.best.words:
                day, minute = moment(letter.sent_at.astimezone(UTC))
                for author in {ANYBODY, *(a for c in letter.copies for a in (c.sender, NAMED + c.sender_name))}:
                    self.by_moment[day, minute, author].append(letter)
                self.by_opening[opening(letter.best.words)].append(letter)

    def quoted(self, quote: Quote, reader: Letter) -> tuple[Letter, ...]:
        """Give the letters that ``quote``, in the history of ``reader``, may be a quotation of; most often one."""
        if quote not in self.fitting:
            near = self.near(quote)
            fitting = [x for x in near if any(fits(quote, copy) for copy in x.copies)] if len(near) <= CROWD else []
            few = len(fitting) <= CHOICE
            self.fitting[quote] = [x for x in fitting if told(quote, x)] if few else fitting
        found = tuple(x for x in self.fitting[quote] if x is not reader)
        if len(found) < 2:  # noqa: PLR2004 - one is no choice
            return found
        found = nearest(found, reader)
        return tuple(x for x in found if told(quote, x)) if len(found) <= CHOICE else ()

    def near(self, quote: Quote) -> list[Letter]:
        """Look up the letters that may fit a quotation."""
        if quote.sent_at is None:
            return self.by_opening.get(opening(quote.words), [])
        day, minute = moment(quote.sent_at.astimezone(UTC) if quote.sent_at.tzinfo else quote.sent_at)
        authors = (quote.sender, NAMED + quote.name) if quote.sender else (ANYBODY,)
        shelves = (self.by_moment.get((d, minute, a), ()) for d in (day - DAY, day, day + DAY) for a in authors)
        return list(dict.fromkeys(x for shelf in shelves for x in shelf))


def moment(at: datetime) -> tuple[date, int]:
    """Give the day, and what every zone's clock shows of the minute: its place within the quarter of an hour."""
    return at.date(), at.minute % 15


def opening(words: str) -> str:
    """Give the words a letter opens with."""
    return " ".join(words.split(" ", OPENING)[:OPENING])


def fits(quote: Quote, copy: Copy) -> bool:
    """Tell whether the author and the minute that a quotation tells are those of a copy."""
    if quote.sender and quote.sender != copy.sender and quote.name != copy.sender_name:
        return False
    if quote.sent_at is None:
        return True
    written = quote.sent_at if quote.sent_at.tzinfo else quote.sent_at.replace(tzinfo=UTC)
    return same_minute(written, copy.sent_at, zones_known=quote.sent_at.tzinfo is not None and copy.offset_known)


def told(quote: Quote, letter: Letter) -> bool:
    """Tell whether ``quote`` quotes any copy of a letter."""
    return any(quotes(quote, copy) for copy in letter.copies)


def quotes(quote: Quote, copy: Copy) -> bool:
    """Tell whether ``quote`` quotes the letter of ``copy``."""
    if not fits(quote, copy):
        return False
    theirs = copy.words[: len(quote.words)] if len(quote.words) > len(copy.words) // 2 else copy.words
    if quote.sent_at is None:
        return len(theirs.split()) >= FEWEST_WORDS and share(theirs, quote.words) >= WORDS_SHARE
    return share(theirs, quote.words) >= DATED_SHARE or share(quote.words, copy.words) >= DATED_SHARE


def nearest(found: Sequence[Letter], reader: Letter) -> tuple[Letter, ...]:
    """Of one text sent to several, the one that went to those whom ``reader`` is from or to; all, where none did."""
    parties = domains(reader)
    return tuple(x for x in found if parties & domains(x)) or tuple(found)


def domains(letter: Letter) -> frozenset[str]:
    """Give the domains a letter is from and to."""
    return frozenset(a.rpartition("@")[2] for a in (letter.best.sender, *letter.to))
