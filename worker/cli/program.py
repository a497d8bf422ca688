"""The program: its commands by what they are for, each loaded only when it is called."""

from __future__ import annotations

import difflib
import errno
import importlib
from pathlib import Path
from typing import Any

import click

from worker.cli.session import Session
from worker.errors import Refused, Transient

# Section, then command: (module, name in it, what it does).
COMMANDS: dict[str, dict[str, tuple[str, str, str]]] = {
    "Begin": {
        "demo": ("demo", "demo", "Show all of it with sample mail."),
        "init": ("init", "init", "Write the annotated configuration."),
        "check": ("check", "check", "Try everything the configuration names."),
        "parse": ("parse", "parse", "Tell what single mails say; store nothing."),
        "import": ("import_", "import_", "File historic mail."),
    },
    "Take mail in": {
        "run": ("run", "run", "Run the service until SIGTERM or Ctrl-C."),
        "status": ("status", "status", "Tell whether the service is well; exit 1 if something is not."),
        "poll": ("poll", "poll_", "Poll every mailbox once."),
    },
    "Read the ledger": {
        "records": ("records", "records", "List the records."),
        "show": ("records", "show", "Print one record as its page tells it."),
        "export": ("export", "export", "Print the ledger as JSON, CSV or mbox."),
        "log": ("log", "log", "List what was done by hand, by whom and why."),
    },
    "Place mail that needs a person": {
        "held": ("held", "held", "List the mail that waits, with its candidates."),
        "file": ("held", "file", "Place held mail on a record."),
        "ignore": ("held", "ignore", "Keep held mail off all records."),
    },
    "Meet the deadlines": {
        "deadlines": ("deadlines", "deadlines", "List what is due, from whom, since when."),
        "extend": ("ruling", "extend", "Let a deadline be due at another time."),
        "answered": ("ruling", "answered", "Note that a deadline is answered."),
        "snooze": ("ruling", "snooze", "Let nobody be reminded of a deadline for a while."),
        "dismiss": ("ruling", "dismiss", "Note that what was read as a deadline is none."),
        "remind": ("remind", "remind", "Tell everybody what they are to hear by now, once."),
        "outbox": ("outbox", "outbox_", "List the notices that wait to be sent, and those that could not be."),
    },
    "Publish": {
        "review": ("review", "review", "Go through what waits, as it would stand in public."),
        "release": ("releasing", "release", "Let the public read entries."),
        "withhold": ("treating", "withhold", "Keep an entry from the public."),
        "summarise": ("treating", "summarise", "Let an editor's summary stand for the words."),
        "correct": ("treating", "correct", "Add a dated line about a correction to a public entry."),
        "attach": ("treating", "attach", "Let a file of an entry be public with it."),
        "redact": ("redacting", "redact", "Cover words on the pages."),
        "embargo": ("arranging", "embargo", "Keep a record from the public until a day."),
        "count": ("arranging", "count", "Override the counts and days in the head of a page."),
        "add": ("add", "add", "Add a call, a letter on paper, a meeting or a message."),
        "assign": ("arranging", "assign", "Let a record belong to an investigation."),
        "publish": ("publish", "publish", "Write the pages of what is released."),
        "bundle": ("bundle", "bundle", "Pack a record with all that proves it."),
    },
    "Keep the ledger": {
        "open": ("open_", "open_", "Open records for organisations."),
        "close": ("keep", "close", "Close a record."),
        "reopen": ("keep", "reopen", "Open a closed record again."),
        "confirm": ("keep", "confirm", "Confirm a record that mail opened by itself."),
        "merge": ("keep", "merge", "Let one record take over another."),
        "move": ("keep", "move", "Move an entry to another record."),
        "undo": ("keep", "undo", "Take back what was done by hand."),
        "reparse": ("reparse", "reparse", "Derive everything again from the archived mail."),
    },
}


class Told(click.ClickException):
    """What can't be done, in one line."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ANN401 - as Click declares it
        """Print the line where it disturbs no data."""
        click.echo(f"onrecord: {self.format_message()}", file=file, err=True)


class Program(click.Group):
    """A group that knows its commands without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of their sections."""
        del ctx
        return [name for commands in COMMANDS.values() for name in commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        for commands in COMMANDS.values():
            if cmd_name in commands:
                module, name, _ = commands[cmd_name]
                command = getattr(importlib.import_module(f"worker.cli.{module}"), name)
                assert isinstance(command, click.Command)
                keep_lines(command)
                return command
        return None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called, or say which one was meant."""
        known = self.list_commands(ctx)
        if args[0] not in known and (near := difflib.get_close_matches(args[0], known, 1)):
            ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with what they do, a section for each purpose."""
        del ctx
        for title, commands in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name, does) for name, (_, _, does) in commands.items()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as Click declares it
        """Run a command; what it refuses is one line and exit code 2, never a traceback."""
        try:
            return super().invoke(ctx)
        except (Refused, Transient) as error:
            raise Told(" ".join(str(error).split())) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # who reads the output has seen enough
                raise
            raise Told(f"{error.filename or 'the output'}: {error.strerror}") from error


def keep_lines(command: click.Command) -> None:
    r"""Let the lines below ``\b`` stand as they are; in a raw docstring it is not yet what Click looks for."""
    command.help = (command.help or "").replace("\\b\n", "\b\n")


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--config", metavar="FILE", type=click.Path(path_type=Path), help="The configuration. [config/onrecord.toml]"
)
@click.version_option(package_name="onrecord", message="%(prog)s %(version)s")
@click.pass_context
def onrecord(ctx: click.Context, config: Path | None) -> None:
    r"""Keep the ledger of a newsroom's right-of-reply correspondence.

    \b
    onrecord demo                                     all of it, with sample mail
    onrecord init                                     write a configuration, then edit it
    onrecord open "Harbour Alliance" --domain harbour.example
    onrecord import ~/Mail/archive.mbox               file years of mail
    onrecord held                                     what needs a person
    onrecord show harbour-alliance                    the record as its readers see it
    """
    session = ctx.obj
    assert isinstance(session, Session)
    ctx.obj = Session(clock=session.clock, config=config)


keep_lines(onrecord)
