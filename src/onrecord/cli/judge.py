"""``onrecord judge``: put right what the program found, for good, and take it back."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import Any, TypeVar

import click
import msgspec

from onrecord import ask
from onrecord.archive import Archive
from onrecord.archive.judgements import Judgement, Verdict
from onrecord.cli import options
from onrecord.cli.printing import Column, print_rows
from onrecord.database import Place
from onrecord.errors import ArchiveError

F = TypeVar("F", bound=Callable[..., Any])

COLUMNS = (
    Column("When", lambda row: row.made),
    Column("Who", lambda row: row.who),
    Column("Verdict", lambda row: row.verdict),
    Column("About", lambda row: row.place.words, wide=True),
    Column("And", lambda row: row.other and row.other.words),
    Column("Value", lambda row: row.value),
    Column("Why", lambda row: row.why),
    Column("Taken back", lambda row: row.revoked),
    Column("Id", lambda row: row.uid),
)


def signed(command: F) -> F:
    """--why, --who and --record, which every judgement takes."""
    command = options.record(command)
    command = click.option(
        "--who", default=user, envvar="ONRECORD_WHO", metavar="NAME", show_default="you", show_envvar=True, help="Who decides."
    )(command)
    return click.option("--why", metavar="WORDS", help="The reason.")(command)


def user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


@click.group(name="judge")
def command() -> None:
    """Put right what the program found. A judgement is kept for good with who, when and why; every question and every later reading
    honours it, and `onrecord judge undo` takes it back.

    REF is what `onrecord quotes` and `onrecord who --explain` print: the report's id, a colon, and the quotation's or entity's label.
    Where an entity is meant, a full name does as well.

    \b
    Example:
      onrecord judge same "Kim Kardashian" "Kim Kardashian West"
      onrecord judge different tarn-1:E2 rail-7:E1 --why "father and son"
      onrecord judge speaker tarn-1:Q3 "Ines Okafor"
      onrecord judge undo 4f1c09aa52d07e13
    """


@command.command()
@click.argument("one", metavar="REF|NAME")
@click.argument("other", metavar="REF|NAME")
@signed
def same(one: str, other: str, who: str, why: str | None, record: Place) -> None:
    """The two are one person or organisation."""
    judge(record, "same", one, other, who=who, why=why)


@command.command()
@click.argument("one", metavar="REF|NAME")
@click.argument("other", metavar="REF|NAME")
@signed
def different(one: str, other: str, who: str, why: str | None, record: Place) -> None:
    """The two are not one person or organisation."""
    judge(record, "different", one, other, who=who, why=why)


@command.command()
@click.argument("ref")
@click.argument("name")
@signed
def speaker(ref: str, name: str, who: str, why: str | None, record: Place) -> None:
    """NAME said it."""
    judge(record, "speaker", ref, value=name, who=who, why=why)


@command.command()
@click.argument("ref")
@click.argument("value", metavar="DATE", callback=options.day)
@signed
def date(ref: str, value: str, who: str, why: str | None, record: Place) -> None:
    """It was said on DATE: 2024-05-31, 2024-05 or 2024."""
    judge(record, "date", ref, value=value, who=who, why=why)


@command.command()
@click.argument("ref")
@signed
def wrong(ref: str, who: str, why: str | None, record: Place) -> None:
    """It is no quotation."""
    judge(record, "wrong", ref, who=who, why=why)


@command.command()
@click.argument("id")
@signed
def undo(id: str, who: str, why: str | None, record: Place) -> None:
    """Take the judgement of that ID back (`onrecord judge list` shows it): everything is as if it had not been made."""
    with Archive.open(record) as archive:
        taken = archive.revoke(id, who=who, why=why)
    click.echo(f"Taken back: {said(taken)}")


@command.command(name="list")
@click.option("--all", "also_revoked", is_flag=True, help="Also those that were taken back.")
@options.record
@options.output
def listed(also_revoked: bool, record: Place, output: str) -> None:
    """Show the judgements."""
    with Archive.open(record) as archive:
        print_rows(Judgement, archive.judgements("TRUE" if also_revoked else "revoked IS NULL"), output, COLUMNS)


@command.command(name="export")
@click.argument("file", type=click.File("wb"), default="-")
@options.record
def export_command(file: Any, record: Place) -> None:
    """Write all judgements to FILE as JSON lines, so that another desk can take them in."""
    with Archive.open(record) as archive:
        for judgement in archive.judgements():
            file.write(msgspec.json.encode(judgement) + b"\n")


@command.command(name="import")
@click.argument("file", type=click.File("rb"))
@options.record
def import_command(file: Any, record: Place) -> None:
    """Take in the judgements of FILE. Those that are here already stay as they are."""
    with Archive.open(record) as archive:
        count = archive.take_in(read_judgements(file.read(), file.name))
    click.echo(f"{count:,} new")


def read_judgements(data: bytes, name: str) -> list[Judgement]:
    """The judgements in JSON lines. Raises ArchiveError where a line holds none."""
    found = []
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Judgement))
            except msgspec.DecodeError as error:
                raise ArchiveError(
                    f"{name} line {number}: it is no judgement ({error}). Name a file of `onrecord judge export`."
                ) from error
    return found


def judge(
    record: Place, verdict: Verdict, one: str, other: str | None = None, *, value: str | None = None, who: str, why: str | None
) -> None:
    with Archive.open(record) as archive:
        archive.settle()
        places = [entity_of(archive, ref) if verdict in ("same", "different") else ref for ref in (one, other) if ref is not None]
        made = archive.judge(verdict, places[0], places[1] if len(places) > 1 else None, value=value, who=who, why=why)
    click.echo(f"{said(made)}\nTo take it back: onrecord judge undo {made.uid}")


def entity_of(archive: Archive, ref: str) -> str | int:
    """The reference itself, or the first entity of the one person that has this name in full. Raises ArchiveError where several have."""
    if ":" in ref:
        return ref
    wanted = ref.casefold().split()
    found = [row for row in ask.who(archive, ref) if any(name.casefold().split() == wanted for name in row.names)]
    if len(found) == 1:
        return found[0].person
    if not found:
        raise ArchiveError(f"nobody goes by the name {ref!r}. `onrecord who` shows the names; a reference such as tarn-1:E2 does as well.")
    raise ArchiveError(f"{len(found)} go by the name {ref!r}. Say which by a reference that `onrecord who {ref!r} --explain` prints.")


def said(judgement: Judgement) -> str:
    """A judgement in one line."""
    value = judgement.other.words if judgement.other else judgement.value
    return f"{judgement.verdict}: {judgement.place.words!r}" + (f", {value!r}" if value else "")
