"""Answers of a person: single keys on a terminal, lines where a program answers."""

from __future__ import annotations

import sys

import click


def key() -> str:
    """Give the key that is pressed, or the first letter of the next line; "" where nothing more comes."""
    if sys.stdin.isatty():
        try:
            pressed = click.getchar()
        except (EOFError, KeyboardInterrupt):
            return ""
        click.echo(pressed)
        return pressed.lower()
    line = sys.stdin.readline()
    return line.strip()[:1].lower() or "?" if line else ""


def line(asked: str) -> str:
    """Ask for a line; "" where nothing is given."""
    if sys.stdin.isatty():
        return str(click.prompt(asked, default="", show_default=False))
    click.echo(f"{asked}: ", nl=False)
    given = sys.stdin.readline().strip()
    click.echo(given)
    return given
