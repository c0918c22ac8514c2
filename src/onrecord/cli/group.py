"""A group of commands that lists them without importing any."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple, TextIO

import click

from onrecord.errors import OnrecordError


class Listed(NamedTuple):
    """Where a command is, and its line in the list of commands."""

    module: str
    help: str


class Failure(click.ClickException):
    """Nothing could be done. Shown as one line; exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        from onrecord.cli.printing import complain

        complain(self.message)


class LazyGroup(click.Group):
    """Imports a command's module when it is called, not to list it. Errors raised on purpose become a line and exit code 2."""

    def __init__(self, *args: Any, listed: Mapping[str, Listed], **more: Any) -> None:
        super().__init__(*args, **more)
        self.listed = listed

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.listed)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.listed:
            return None
        command: click.Command = import_module(self.listed[cmd_name].module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.help) for name, listed in self.listed.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.listed and not args[0].startswith("-"):
            known = ", ".join(self.listed)
            ctx.fail(f"there is no command {args[0]!r}. Use one of: {known}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            raise Failure(str(error)) from error
        except BrokenPipeError:  # `onrecord quotes | head`: the reader has seen enough, which click would call a failure
            silence(sys.stdout)
            ctx.exit(0)


def silence(stream: TextIO) -> None:
    """Send what is still buffered nowhere, so that Python does not complain of the closed pipe on its way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
