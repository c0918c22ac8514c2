"""``onrecord evaluate``: how right the records are, measured against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

if TYPE_CHECKING:
    from onrecord.evaluate import Figures, Gold
    from onrecord.model import Record


@click.command(name="evaluate", short_help="Score records against gold records.")
@click.argument("gold_dir", type=click.Path(path_type=Path))
@click.option(
    "--thought",
    type=click.Choice(["auto", "count", "leave-out"]),
    default="auto",
    help="Whether reported thought ('she hopes') counts as found. auto: where the gold labels it.",
)
@click.option(
    "--nested",
    type=click.Choice(["auto", "count", "leave-out"]),
    default="auto",
    help="Whether quotations inside others count where they match no label. auto: not where the gold labels none (PolNeAR's kind).",
)
@click.option("--misses", is_flag=True, help="List every quotation missed, found too much, or given another speaker, on standard error.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", help="What to print.")
@click.option("--floors", type=click.Path(path_type=Path), help="A TOML file of floors: a figure below its floor is listed, and exits 1.")
@click.option("--predicted", type=click.Path(path_type=Path), help="Score the records in this folder (ID.json) instead of reading anew.")
@click.option("--keep", type=click.Path(path_type=Path), help="Write the records that were scored to this folder, one ID.json a report.")
def command(
    gold_dir: Path,
    thought: str,
    nested: str,
    misses: bool,
    form: str,
    floors: Path | None,
    predicted: Path | None,
    keep: Path | None,
) -> None:
    """Read the text of every gold report in GOLD_DIR and score what was found against what people labelled.

    GOLD_DIR holds one ID.json a report, in the shape that `onrecord read --format json` prints.

    \b
    Example:
      onrecord evaluate gold/dev --misses
      onrecord evaluate gold/dev --floors tests/floors.toml --format json

    Exits 1 where a span does not stand in its report or a figure is below its floor, 2 where the gold cannot be scored.
    """
    from onrecord import evaluate
    from onrecord.errors import GoldError

    assert thought in get_args(evaluate.Thought)
    try:
        gold = evaluate.read_gold(gold_dir)
        bounds = evaluate.floors_for(floors, gold_dir) if floors else {}
        count: evaluate.Thought = thought  # type: ignore[assignment]
        if count == "auto":
            count = "count" if any(g.labels_thought for g in gold) else "leave-out"
        inside = nested == "count" or (nested == "auto" and not any(g.labels_thought for g in gold))
        found = evaluate.read_predicted(predicted, gold) if predicted else read_anew(gold)
        pairs = list(zip((g.record for g in gold), found, strict=True))
        figures = evaluate.score(pairs, thought=count, nested=inside)
        short = evaluate.shortfalls(figures, bounds)
    except GoldError as error:
        click.echo(f"onrecord evaluate: {error}", err=True)
        raise SystemExit(2) from error
    if keep:
        write(keep, gold, found)
    click.echo(printed(figures, form, inside=inside))
    if misses:
        for miss in evaluate.misses(pairs, thought=count, nested=inside):
            click.echo(str(miss), err=True)
    for shortfall in short:
        click.echo(f"onrecord evaluate: {gold_dir}: {shortfall}", err=True)
    if not figures.grounded:
        click.echo("onrecord evaluate: a span does not stand in its report (grounding below 1): the figures mean nothing.", err=True)
    raise SystemExit(0 if figures.grounded and not short else 1)


def read_anew(gold: list[Gold]) -> list[Record | None]:
    """The record of each gold report's text."""
    from onrecord import pipeline

    return list(pipeline.records(g.report for g in gold))


def write(folder: Path, gold: list[Gold], found: list[Record | None]) -> None:
    """Each record as ID.json in ``folder``, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for g, record in zip(gold, found, strict=True):
        if record is not None:
            (folder / f"{g.stem}.json").write_bytes(record.to_json() + b"\n")


def printed(figures: Figures, form: str, *, inside: bool = True) -> str:
    """The figures as text in the chosen form."""
    if form == "json":
        import json

        return json.dumps(figures.to_dict(), indent=1)
    if form == "csv":
        return "\n".join(csv_rows(figures))
    counted = "counted" if figures.thought_counted else "left out"
    unlabelled = "" if inside else "; quotations inside others left out where they match no label (--nested count counts them)"
    return f"{figures.reports} reports, thought {counted}{unlabelled}\n{figures.to_text()}"


def csv_rows(figures: Figures) -> list[str]:
    """One line a figure; a single number stands under ``f1``."""
    rows = ["figure,p,r,f1,found,gold"]
    for name, figure in figures.to_dict().items():
        cell = f'"{name}"' if "," in name else name
        values = [figure[k] for k in ("p", "r", "f1", "found", "gold")] if isinstance(figure, dict) else ["", "", figure, "", ""]
        rows.append(",".join([cell, *map(str, values)]))
    return rows
