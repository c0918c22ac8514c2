"""What the JSON interface offers, as OpenAPI 3.1: shapes are derived from the nouns."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord import ask
from onrecord.archive.judgements import VERDICTS, Judgement
from onrecord.compare.nouns import Position, Saying, Story

_DAY = "2024-05-31, 2024-05 or 2024"
PARAMETERS = {
    "q": "words to look for, in any of their forms",
    "by": "words of the speaker's name",
    "to": "words of the name of those it was said to",
    "via": "words of the name of those who passed it on",
    "outlet": "who published the report",
    "since": f"published then or later: {_DAY}",
    "until": f"published then or earlier: {_DAY}",
    "kind": "direct, indirect or mixed",
    "named": "yes: speakers with a name; no: sources without",
    "order": "relevance or date",
    "limit": "at most so many",
    "format": "json or csv",
    "id": "the sha256 of the report, its first 8 digits or more, or the id that it came with",
    "uid": "the name of the judgement",
    "typing": "yes: the last word of q may be a beginning only",
    "least": "in at least so many reports",
    "number": "its number; where it became part of another one, that one is given",
    "story": "the number of a story",
    "report": "the sha256 of a report, or its first digits",
    "verdict": "conflict: both cannot be right; update: the later brings the earlier up to date; both; possible: may differ, check",
    "person": "the number of a person or organisation",
    "about": "words of the topic, in any of their forms",
}
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": ask.KINDS,
    "order": ask.ORDERS,
    "named": ("yes", "no"),
    "format": ("json", "csv"),
    "typing": ("yes", "no"),
    "verdict": (*ask.VERDICTS, "both"),
}
NUMBERS = {"limit": (1, 100_000), "least": (1, 10_000), "number": (0, 2**63 - 1), "person": (0, 2**63 - 1), "story": (0, 10**15 - 1)}
IN_PATH = frozenset({"id", "uid", "number", "person"})
PERIOD = ("outlet", "since", "until")
OUT = ("limit", "format")


def description(version: str, new_judgement: type, record: type) -> dict[str, Any]:
    """The OpenAPI description."""
    nouns = (
        ask.QuoteRow, ask.PersonRow, ask.ReportRow, ask.ListedStory, ask.ListedSaying, ask.Facing, ask.SourceRow, Judgement, Story, Saying,
        Position, record, new_judgement,
    )  # fmt: skip
    _, components = msgspec.json.schema_components(nouns, ref_template="#/components/schemas/{name}")
    components[new_judgement.__name__]["properties"]["verdict"]["enum"] = list(VERDICTS)
    lists = {
        "quotations": ("Who said what", ("q", "typing", "by", "to", "via", *PERIOD, "kind", "named", "order", *OUT), "QuoteRow"),
        "people": ("Who is who", ("q", "typing", *OUT), "PersonRow"),
        "reports": ("Reports that hold some words", ("q", "typing", *PERIOD, *OUT), "ReportRow"),
        "stories": ("Which reports tell of one happening", ("q", *PERIOD, "least", "order", *OUT), "ListedStory"),
        "sayings": ("One utterance as several reports print it", ("q", "by", "least", *OUT), "ListedSaying"),
        "conflicts": ("Where reports of one story disagree", ("story", "report", "kind", "verdict", *OUT), "Facing"),
        "sources": ("Who gets quoted", ("by", *PERIOD, *OUT), "SourceRow"),
        "judgements": ("What people judged", OUT, "Judgement"),
    }
    paths: dict[str, Any] = {
        f"/api/{name}": {"get": _operation(f"list_{name}", summary, parameters, {"type": "array", "items": _ref(noun)}, csv=True)}
        for name, (summary, parameters, noun) in lists.items()
    }
    for path, name, words, choices in (
        ("/api/sources", "by", "what to count by", ask.GROUPS),
        ("/api/stories", "order", "size: most reports first; date: the latest first", ask.STORY_ORDERS),
        ("/api/conflicts", "kind", "what they disagree about", tuple(ask.CONFLICT_KINDS)),
    ):
        parameter = next(one for one in paths[path]["get"]["parameters"] if one["name"] == name)
        parameter |= {"description": words, "schema": {"type": "string", "enum": list(choices)}}
    for path, id, summary, names, noun in (
        ("/api/stories/{number}", "get_story", "A story's reports in time, with who copied whom", ("number",), "Story"),
        ("/api/sayings/{number}", "get_saying", "A saying's wordings, with what differs", ("number",), "Saying"),
        ("/api/people/{person}/positions", "get_positions", "What somebody said on a topic over time", ("person", "about"), "Position"),
    ):
        paths[path] = {"get": _operation(id, summary, names, _ref(noun))}
    paths["/api/reports/{id}"] = {
        "get": _operation("get_report", "The record of one report, corrections in force", ("id",), _ref("Record"))
    }
    paths["/api/judgements"]["post"] = {
        **_operation("judge", "Put right what was found", (), _ref("Judgement"), status="201"),
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ref(new_judgement.__name__)}}},
    }
    undo = _operation("undo", "Take a judgement back", ("uid",), None, status="204")
    paths["/api/judgements/{uid}/undo"] = {"post": {**undo, "requestBody": {"content": {"application/json": {"schema": {}}}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "onrecord", "version": version},
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        "security": [{}, {"token": []}],
    }


def _operation(id: str, summary: str, names: tuple[str, ...], shape: Any, *, status: str = "200", csv: bool = False) -> dict[str, Any]:
    content = {"application/json": {"schema": shape}} if shape else {}
    if csv:
        content["text/csv"] = {"schema": {"type": "string"}}
    answer: dict[str, Any] = {"description": summary}
    if content:
        answer["content"] = content
    problem = {"content": {"text/plain": {"schema": {"type": "string"}}}}
    refusals = {"400": "It cannot be understood", "401": "No token", "403": "For reading only", "404": "There is none", "415": "Not JSON"}
    return {
        "operationId": id,
        "summary": summary,
        "parameters": [_parameter(name) for name in names],
        "responses": {status: answer, **{code: {"description": words, **problem} for code, words in refusals.items()}},
    }


def _parameter(name: str) -> dict[str, Any]:
    in_path = name in IN_PATH
    schema: dict[str, Any] = {"type": "string"}
    if name in NUMBERS:
        least, most = NUMBERS[name]
        schema = {"type": "integer", "minimum": least, "maximum": most} | ({"default": 100} if name == "limit" else {})
    elif name in CHOICES:
        schema["enum"] = list(CHOICES[name])
    return {
        "name": name,
        "in": "path" if in_path else "query",
        "required": in_path,
        "description": PARAMETERS[name],
        "schema": schema,
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
