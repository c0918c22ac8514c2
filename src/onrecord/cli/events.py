"""Events, the justice path and checks of a report, and a person's story, in columns."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from onrecord.checks import cases
from onrecord.cli.printing import printable
from onrecord.cli.tables import one_line, print_columns
from onrecord.model import Event, Record
from onrecord.timeline import Entry


def print_events(console: Console, record: Record) -> None:
    """The events of one report, in the order of the text; nothing where there are none."""
    if not record.events:
        return
    names = {entity.id: entity.name for entity in record.entities}
    console.print()
    rows = ((Text(event.id, style="dim"), what(event), who(event, names), circumstances(event)) for event in record.events)
    print_columns(
        console, ("", "What happened", "To whom, by whom", "How it is told"), (max(len(e.id) for e in record.events), 30, None, 30), rows
    )


def what(event: Event) -> Text:
    """The type, with amount and status, and the words that tell it."""
    text = Text(event.type, style="bold")
    if event.amount:
        text.append(f" {printable(one_line(event.amount))}", style="not bold")
    if event.status != "actual":
        text.append(f" ({event.status})", style="not bold italic")
    text.append(f"\n{printable(one_line(event.text))}", style="not bold dim")
    return text


def who(event: Event, names: dict[str, str]) -> Text:
    text = Text()
    for place, participant in enumerate(event.participants):
        text.append("\n" if place else "")
        text.append(f"{participant.role} ", style="dim")
        text.append(printable(one_line(names[participant.entity])))
    return text


def circumstances(event: Event) -> Text:
    """When, where, and who says so."""
    facts = [
        ("when", f"{event.time_span.text} ({event.time or 'not known'})" if event.time_span else event.time),
        ("where", event.place.text if event.place else None),
        ("says", event.according_to),
    ]
    return Text("\n").join(Text.assemble((f"{name} ", "dim"), printable(one_line(fact))) for name, fact in facts if fact)


def print_cases(console: Console, record: Record) -> None:
    """The justice path of each person with one: the steps in order, and the state on the day of the report."""
    found = cases(record)
    if not found:
        return
    names = {entity.id: entity.name for entity in record.entities}
    events = {event.id: event for event in record.events}
    console.print(Text("Justice path", style="dim"))
    for case in found:
        steps = []
        for step in case.steps:
            event = events[step.event]
            amount = f" {event.amount}" if event.amount else ""
            steps.append(f"{step.type}{amount} {event.time or 'undated'} ({step.event})")
        line = Text(printable(names[case.entity]), style="bold")
        line.append(": " + printable(one_line(" → ".join(steps))), style="not bold")
        if record.published:
            state = case.state_on(record.published)
            sure = "" if state.sure else ", perhaps further"
            line.append(f"\n  on {record.published}: {state.state}{sure} ({', '.join(state.rests_on)})", style="not bold dim")
        console.print(line)
    console.print()


def print_checks(console: Console, record: Record) -> None:
    """The checks, those that do not hold in red; nothing where there are none."""
    if not record.checks:
        return
    console.print(Text("Checks", style="dim"))
    for check in record.checks:
        mark = Text("holds  " if check.holds else "does not hold  ", style="green4" if check.holds else "bold red3")
        mark.append(printable(one_line(check.says)), style="default not bold")
        places = ", ".join(f"“{printable(one_line(span.text))}” at {span.start}" for span in check.evidence)
        mark.append(f"\n  {places}", style="default not bold dim")
        console.print(mark)
    console.print()


def print_timeline(console: Console, entries: Sequence[Entry]) -> None:
    """A person's story, the earliest first."""
    from onrecord.plot import days_of, label_of

    def when(entry: Entry) -> Text:
        text = Text(days_of(entry))
        if entry.rests_on == "publication":
            text.append("\nday not told", style="dim italic")
        return text

    def printed(entry: Entry) -> Text:
        text = Text(printable(entry.published or "undated"))
        text.append(f"\n{printable(entry.outlet or 'no outlet')}\n{printable(entry.report)} {entry.id}", style="dim")
        return text

    def evidence(entry: Entry) -> Text:
        text = Text(printable(one_line(entry.sentence.text)))
        if entry.according_to:
            text.append(f"\naccording to {printable(entry.according_to)}", style="dim")
        return text

    rows = ((when(e), Text(printable(label_of(e)), style="bold"), evidence(e), printed(e)) for e in entries)
    print_columns(console, ("When", "What", "In its sentence", "Printed"), (18, 30, None, 18), rows)
