"""What the pages look like: our templates and style sheet, and those that a newsroom's folder holds instead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from worker.errors import Refused
from worker.pages.files import called, href, size
from worker.pages.fragment import fragment
from worker.pages.passage import passage
from worker.prose.people import counted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

TEMPLATES: Final = ("layout.html", "record.html", "timeline.html", "index.html", "row.html")
STYLE: Final = "style.css"
SCRIPT: Final = "search.js"
ICON: Final = "icon.svg"
LARGEST: Final = 1 << 20  # octets of a file of a theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Templates ready to render, and the files beside the pages; ``fingerprint`` changes with any of them."""

    folder: Path | None
    environment: Environment
    style: bytes
    script: bytes
    icon: bytes
    fingerprint: str

    def render(self, name: str, **values: object) -> str:
        """Render a template; what is wrong with it is told in one line."""
        try:
            return self.environment.get_template(name).render(values)
        except Exception as error:
            # A template can do with its values what no type checker saw; in ours that would be our mistake.
            if self.folder is None:
                raise
            raise Refused(f"the theme in {self.folder}: {name} can't be rendered: {_line(error)}") from error


def theme(folder: Path | None) -> Theme:
    """Give our theme, or ours with each file replaced that the folder holds; refuse in one line what is broken."""
    return _ours() if folder is None else _theirs(folder, _stamps(folder))


@cache
def _ours() -> Theme:
    return _made(None, _shipped())


@lru_cache(maxsize=4)
def _theirs(folder: Path, stamps: tuple[tuple[str, int, int], ...]) -> Theme:
    replaced = {name: _text(folder / name) for name, _, _ in stamps}
    return _made(folder, {**_shipped(), **replaced})


def _stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    # What tells whether a theme changed since it was read, without reading it.
    try:
        held = sorted(p for p in folder.iterdir() if p.suffix in {".html", ".css"})
        stamps = tuple((p.name, (stat := p.stat()).st_mtime_ns, stat.st_size) for p in held)
    except OSError as error:
        raise Refused(f"the theme in {folder} can't be read: {error.strerror}") from error
    if unknown := [p.name for p in held if p.name not in {*TEMPLATES, STYLE}]:
        raise Refused(f"the theme in {folder}: {unknown[0]} is none of {', '.join((*TEMPLATES, STYLE))}")
    if not held:
        raise Refused(f"the theme in {folder} holds none of {', '.join((*TEMPLATES, STYLE))}")
    return stamps


def _text(path: Path) -> str:
    try:
        octets = path.read_bytes()
    except OSError as error:
        raise Refused(f"the theme's {path} can't be read: {error.strerror}") from error
    if len(octets) > LARGEST:
        raise Refused(f"the theme's {path} is larger than {LARGEST >> 20} MB")
    try:
        return octets.decode()
    except UnicodeDecodeError as error:
        raise Refused(f"the theme's {path} is not UTF-8") from error


@cache
def _shipped() -> Mapping[str, str]:
    ours: Traversable = files("worker.pages")
    templates = {name: (ours / "templates" / name).read_text("utf-8") for name in TEMPLATES}
    return templates | {name: (ours / "static" / name).read_text("utf-8") for name in (STYLE, SCRIPT, ICON)}


def _made(folder: Path | None, texts: Mapping[str, str]) -> Theme:
    templates = {name: texts[name] for name in TEMPLATES}
    # A theme may come from anywhere: it gets the values of the page and nothing behind them.
    kind = Environment if folder is None else ImmutableSandboxedEnvironment
    made = kind(  # templates of pages are HTML, all of them
        loader=DictLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(passage=passage, counted=counted, called=called, href=href, size=size, fragment=fragment)
    for name in TEMPLATES:
        try:
            made.get_template(name)
        except TemplateSyntaxError as error:
            raise Refused(f"the theme in {folder}: {name}, line {error.lineno}: {_line(error)}") from error
    whole = sha256("\0".join(f"{name}\0{texts[name]}" for name in sorted(texts)).encode()).hexdigest()
    style, script, icon = (texts[name].encode() for name in (STYLE, SCRIPT, ICON))
    return Theme(folder=folder, environment=made, style=style, script=script, icon=icon, fingerprint=whole)


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
