"""``onrecord schema``: the shape of a record, for other programs."""

from __future__ import annotations

import json

import click


@click.command(name="schema")
def command() -> None:
    """Print the JSON Schema (2020-12) of a record, as `onrecord read --format json` prints it.

    \b
    Example:
      onrecord schema > record.schema.json
    """
    from onrecord.model import schema

    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))
