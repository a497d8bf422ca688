"""Organisations in a table, as spreadsheets write it: all rows are right, or none is taken."""

from __future__ import annotations

import csv
import difflib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COLUMNS = ("name", "acronym", "country", "domains", "contacts", "owner")
TOLD = 5  # bad rows that are told of; the others are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What a person knows of an organisation; domains and addresses in lower case."""

    name: str
    acronym: str = ""
    country: str = ""
    domains: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    owner: str = ""


def read(path: Path) -> tuple[tuple[Organisation, ...], tuple[str, ...]]:
    """Read the organisations of a table, each once, and the names of columns that say nothing to the ledger."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Refused(f"{path}, line {line}: not UTF-8; save the table as CSV UTF-8") from error
    rows, unused = table(path, text)
    found: dict[str, tuple[int, Organisation]] = {}
    wrong: list[str] = []
    for line, row in rows:
        organisation = told(row)
        why = fault(organisation, row[""])
        earlier, same = found.get(organisation.name.casefold(), (line, organisation))
        if not why and same != organisation:
            why = f"{organisation.name!r} stands in line {earlier} with other details"
        if why:
            wrong.append(f"line {line}: {why}")
        found.setdefault(organisation.name.casefold(), (line, organisation))
    if wrong:
        others = f"; and {len(wrong) - TOLD} more" if len(wrong) > TOLD else ""
        raise Refused(f"{path}: {'; '.join(wrong[:TOLD])}{others}; nothing was opened")
    return tuple(organisation for _, organisation in found.values()), unused


def table(path: Path, text: str) -> tuple[list[tuple[int, dict[str, str]]], tuple[str, ...]]:
    """Part a table into rows with the number of the line they begin in; refuse a heading that looks mistyped."""
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    numbered = lines(path, rows)
    _, heading = next(numbered, (1, []))
    columns = [c.strip().casefold() for c in heading]
    if "name" not in columns:
        raise Refused(f"{path}, line 1: no column is called name; the columns are {', '.join(COLUMNS)}")
    unused = [c for c in columns if c and c not in COLUMNS]
    for column in unused:
        if near := difflib.get_close_matches(column, set(COLUMNS) - set(columns), 1):
            raise Refused(f"{path}, line 1: no column is called {column!r}; did you mean {near[0]}?")
    return [(n, cells(row, columns)) for n, row in numbered if any(c.strip() for c in row)], tuple(unused)


def lines(path: Path, rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins in."""
    begins = 1
    try:
        for row in rows:
            yield begins, row
            begins = rows.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        raise Refused(f"{path}, line {begins}: {error}") from error


def cells(row: list[str], columns: list[str]) -> dict[str, str]:
    """Give the cells of a row by column, and under "" what stands to the right of the last one."""
    beyond = " ".join(c.strip() for c in row[len(columns) :] if c.strip())
    return dict.fromkeys(columns, "") | dict(zip(columns, row, strict=False)) | {"": beyond}


def told(row: dict[str, str]) -> Organisation:
    """Give what the cells of a row tell."""
    return Organisation(
        name=" ".join(row["name"].split()),
        acronym=row.get("acronym", "").strip(),
        country=row.get("country", "").strip(),
        domains=tuple(d.removeprefix("@") for d in row.get("domains", "").lower().split()),
        contacts=tuple(row.get("contacts", "").lower().split()),
        owner=row.get("owner", "").strip(),
    )


def fault(organisation: Organisation, beyond: str = "") -> str:
    """Say what is wrong with an organisation, "" if nothing is."""
    if not organisation.name:
        return "it has no name"
    if beyond:
        return f"{beyond!r} stands in no column (a comma in a cell needs quotes around it)"
    for domain in organisation.domains:
        if "@" in domain or "/" in domain or "." not in domain.strip("."):
            return f"{domain!r} is no domain: write it like harbour.example"
    for contact in organisation.contacts:
        local, _, domain = contact.rpartition("@")
        if not local or not domain or "@" in local:
            return f"{contact!r} is no address: write it like press@harbour.example"
    return ""
