"""Lines as a browser would lay them out, with white space collapsed and margins joined."""

from __future__ import annotations

_RULE = "_" * 32
_ALPHABET = 26
_DEEPEST = 10  # levels of quotation that are told apart


class Layout:
    """A page in the making; it has a line under way, and knows what must stand before the next one."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._open = False  # the line under way is a line even if nothing is seen on it
        self._space = False  # white space came after the last word
        self._margin = False
        self._margin_level = 0
        self._marker = ""
        self._close = False
        self._fresh = False  # nothing stands in the quotation yet
        self._quotes: list[bool] = []
        self._level = 0
        self._lists: list[tuple[int | None, str]] = []
        self._pre = 0
        self.kept: dict[str, int] = {}  # elements whose style keeps white space, and how deep we are in each

    def write(self, characters: str) -> None:
        """Put text on the line under way."""
        if self._pre or self.kept:
            self._write_kept(characters)
            return
        words = characters.split()
        if not words:
            if "\xa0" in characters:
                self._open = True
            self._space = True
            return
        if self._line and (self._space or characters[0].isspace()):
            self._line.append(" ")
        self._line.append(" ".join(words))
        self._space = characters[-1].isspace()

    def _write_kept(self, characters: str) -> None:
        first, *others = characters.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").split("\n")
        if first:
            self._line.append(first)
        for row in others:
            self.new_line()
            if row:
                self._line.append(row)

    def new_line(self) -> None:
        """End the line under way even if it is empty."""
        self._open = True
        self.end_line()

    def end_line(self) -> None:
        """End the line under way if there is one."""
        if self._line or self._open:
            self._emit("".join(self._line))
            self._line.clear()
        self._open = self._space = False

    def _emit(self, line: str) -> None:
        if self._margin:
            if line and self._lines and self._lines[-1].strip("> "):
                self._lines.append(("> " * min(self._margin_level, self._level)).rstrip())
            self._margin = False
        self._lines.append(("> " * self._level + self._marker + line).rstrip() if line != "--" else self._signature())
        self._marker = ""
        self._fresh = False

    def _signature(self) -> str:
        return "> " * self._level + "-- "  # the space is what makes it the delimiter of a signature

    def paragraph(self, *, close: bool) -> None:
        """Begin a paragraph, one with no blank line around it if it is close."""
        self._close = close
        if not close:
            self.part()

    def end_paragraph(self) -> None:
        """Leave a paragraph."""
        if not self._close:
            self.part()
        self._close = False

    def part(self) -> None:
        """Ask for a blank line before what comes next, but for the first thing in a quotation or an item."""
        if not self._marker and not self._fresh:
            self._margin_level = min(self._margin_level, self._level) if self._margin else self._level
            self._margin = True

    def rule(self) -> None:
        """Draw a line across the page."""
        self.end_line()
        self._emit(_RULE)

    def cell(self) -> None:
        """Begin a cell of a table beside the one before."""
        self._space = True

    def quote(self, *, shown: bool) -> None:
        """Go one quotation deeper; one that is only an indent is not shown."""
        self.end_line()
        self._quotes.append(shown)
        self._fresh = True
        self._level = min(self._level + shown, _DEEPEST)

    def end_quote(self) -> None:
        """Leave a quotation."""
        self.end_line()
        self._fresh = False
        if self._quotes:
            self._quotes.pop()
            self._level = min(sum(self._quotes), _DEEPEST) if len(self._quotes) <= _DEEPEST else self._level

    def list(self, *, first: int | None, letters: str = "") -> None:
        """Begin a list, numbered from ``first`` or with dashes; ``letters`` is the first letter it numbers with."""
        if not self._lists:
            self.part()
        self._lists.append((first, letters))

    def end_list(self) -> None:
        """Leave a list."""
        if self._lists:
            self._lists.pop()
        if not self._lists:
            self._marker = ""
            self.part()

    def item(self) -> None:
        """Begin an item of the list under way."""
        self.end_line()
        indent = "  " * min(len(self._lists) - 1, _DEEPEST)
        number, letters = self._lists[-1] if self._lists else (None, "")
        if number is None:
            self._marker = indent + "- "
        else:
            told = chr(ord(letters) + number - 1) if letters and 1 <= number <= _ALPHABET else str(number)
            self._marker = f"{indent}{told}. "
            self._lists[-1] = number + 1, letters

    def preformatted(self, *, closing: bool) -> None:
        """Enter or leave an element whose white space is kept."""
        self.end_line()
        self._pre = max(0, self._pre - 1) if closing else self._pre + 1

    def keep(self, name: str) -> None:
        """Keep white space until this element ends."""
        self.kept.setdefault(name, 0)

    def count(self, name: str, *, closing: bool) -> None:
        """Note that an element of a name with kept white space began or ended."""
        self.kept[name] += -1 if closing else 1
        if self.kept[name] <= 0:
            del self.kept[name]

    def text(self) -> str:
        """Give the page, without blank lines around it."""
        self.end_line()
        return "\n".join(self._lines).strip("\n")
