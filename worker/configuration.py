"""A configuration file as it is read: TOML with what the environment says instead, each key asked for by its type."""

from __future__ import annotations

import difflib
import tomllib
from typing import TYPE_CHECKING

from worker.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Tree = dict[str, object]


class Said(str):
    """A value from the environment: text, whatever the type of the key."""

    __slots__ = ()


class Section:
    """One table of the configuration. What was never asked for when it is closed is an unknown key."""

    def __init__(self, path: Path, name: str, values: object) -> None:
        self.path = path
        self.name = name
        self.asked: dict[str, None] = {}
        if not isinstance(values, dict):
            raise Refused(f"{path}: {name} must be a table, [{name}]")
        self.values: Tree = values

    def refuse(self, key: str, why: str) -> Refused:
        """Make the one line that names the key and what to do."""
        return Refused(f"{self.path}: {self.name + '.' if self.name else ''}{key} {why}")

    def missing(self, key: str, hint: str = "") -> Refused:
        """Make the one line that asks for a key, or for the right name of it."""
        near = closest(key, (k for k in self.values if k not in self.asked))
        return self.refuse(key, f"is missing; is {near} meant for it?" if near else f"is missing{hint}")

    def value(self, key: str) -> object:
        """Give what stands at a key, None where nothing does."""
        self.asked[key] = None
        return self.values.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text; without a default the key must be there."""
        value = self.value(key)
        if value is None and default is not None:
            return default
        if value is None or value == "" != default:
            raise self.missing(key)
        if not isinstance(value, str):
            raise self.refuse(key, f"must be a text in quotes, not {value!r}")
        return str(value)

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Give a list of texts; in the environment they are separated by spaces or commas."""
        value = self.value(key)
        if value is None:
            return default
        if isinstance(value, Said):
            value = value.replace(",", " ").split()
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.refuse(key, f'must be a list of texts, ["one", "two"], not {value!r}')
        return tuple(value)

    def number(self, key: str, default: int) -> int:
        """Give a whole number."""
        value = self.value(key)
        if value is None:
            return default
        if isinstance(value, Said) and value.isdecimal():
            return int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refuse(key, f"must be a whole number, not {value!r}")
        return value

    def optional(self, key: str, default: str) -> str:
        """Give a text that may be empty, which is something else than none at all."""
        return "" if self.value(key) == "" else self.text(key, default)

    def numbers(self, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
        """Give a list of whole numbers; in the environment they are separated by spaces or commas."""
        value = self.value(key)
        if value is None:
            return default
        if isinstance(value, Said):
            value = [int(v) if v.isdecimal() else v for v in value.replace(",", " ").split()]
        if not isinstance(value, list) or not all(isinstance(v, int) and not isinstance(v, bool) for v in value):
            raise self.refuse(key, f"must be a list of whole numbers, [2, 0], not {value!r}")
        return tuple(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """Give yes or no; in the environment "true" or "false"."""
        value = self.value(key)
        if value is None:
            return default
        if isinstance(value, Said) and value.casefold() in {"true", "false"}:
            return value.casefold() == "true"
        if not isinstance(value, bool):
            raise self.refuse(key, f"must be true or false, not {value!r}")
        return value

    def secret(self, key: str, default: str | None = None) -> str:
        """Give a text that may lie in a file of its own instead, named by ``KEY_file``."""
        beside = f"{key}_file"
        here, named = self.value(key), self.value(beside)
        if here is None and named is None and default is None:
            raise self.missing(key, f"; give {key} or {beside}")
        if here is not None and named is not None and isinstance(here, Said) == isinstance(named, Said):
            raise self.refuse(key, f"is given twice: take out {key} or {beside}")
        if named is None or isinstance(here, Said):  # the environment goes before the file
            return self.text(key, default)
        path = self.path.parent / self.text(beside)
        try:
            return path.read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "not UTF-8"
            raise self.refuse(beside, f"names {path}, which can't be read: {reason}") from error

    def sections(self, key: str) -> tuple[Section, ...]:
        """Give the tables of a list, ``[[KEY]]``."""
        value = self.value(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.refuse(key, f"must be a list of tables, [[{key}]]")
        return tuple(Section(self.path, f"{key}[{i}]", v) for i, v in enumerate(value))

    def section(self, key: str) -> Section:
        """Give a table; an absent one is empty."""
        value = self.value(key)
        return Section(self.path, f"{self.name}.{key}" if self.name else key, {} if value is None else value)

    def close(self) -> None:
        """Refuse the first key that nobody asked for."""
        for key in self.values:
            if key not in self.asked:
                near = closest(key, self.asked)
                hint = f"did you mean {near}?" if near else f"there are: {', '.join(self.asked)}"
                raise self.refuse(key, f"is no key; {hint}")


def closest(word: str, known: Iterable[str]) -> str:
    """Give the known word that was meant, or nothing."""
    return next(iter(difflib.get_close_matches(word.casefold(), list(known), 1)), "")


def read(path: Path) -> Tree:
    """Read a TOML file; a byte-order mark in front, as some editors put it, is none of its text."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}; `onrecord init {path}` writes one") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8 text (octet {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{path} is not valid TOML: {str(error)[:1].lower()}{str(error)[1:]}") from error


def overlaid(tree: Tree, said: Mapping[tuple[str, ...], str]) -> Tree:
    """Give the tree with what the environment says at paths of keys; a table of a list is met by number or name."""
    for keys, value in said.items():
        here: object = tree
        for depth, key in enumerate(keys):
            last = depth == len(keys) - 1
            if isinstance(here, list):
                here = listed(here, key, keys)
            elif isinstance(here, dict) and last:
                here[key] = Said(value)
            elif isinstance(here, dict):
                here = here.setdefault(key, {})
            else:
                raise Refused(f"ONRECORD_{'__'.join(keys).upper()} is no key: {keys[depth - 1]} holds no keys")
    return tree


def listed(tables: list[object], key: str, keys: tuple[str, ...]) -> object:
    """Find the table of a list that a part of an environment's key means."""
    for number, table in enumerate(tables):
        if isinstance(table, dict) and key in {str(number), str(table.get("name", "")).casefold()}:
            return table
    raise Refused(f"ONRECORD_{'__'.join(keys).upper()}: no table of {keys[0]} has the name or number {key!r}")
