"""What the JSON interface offers, as OpenAPI 3.1: shapes are derived from the nouns."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord import ask
from onrecord.archive.judgements import VERDICTS, Judgement

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
}
CHOICES = {"kind": ask.KINDS, "order": ask.ORDERS, "named": ("yes", "no"), "format": ("json", "csv")}
PERIOD = ("outlet", "since", "until")
OUT = ("limit", "format")


def description(version: str, new_judgement: type, record: type) -> dict[str, Any]:
    """The OpenAPI description."""
    nouns = (ask.QuoteRow, ask.PersonRow, ask.ReportRow, ask.SourceRow, Judgement, record, new_judgement)
    _, components = msgspec.json.schema_components(nouns, ref_template="#/components/schemas/{name}")
    components[new_judgement.__name__]["properties"]["verdict"]["enum"] = list(VERDICTS)
    lists = {
        "quotations": ("Who said what", ("q", "by", "to", "via", *PERIOD, "kind", "named", "order", *OUT), "QuoteRow"),
        "people": ("Who is who", ("q", *OUT), "PersonRow"),
        "reports": ("Reports that hold some words", ("q", *PERIOD, *OUT), "ReportRow"),
        "sources": ("Who gets quoted", ("by", *PERIOD, *OUT), "SourceRow"),
        "judgements": ("What people judged", OUT, "Judgement"),
    }
    paths: dict[str, Any] = {
        f"/api/{name}": {"get": _operation(f"list_{name}", summary, parameters, {"type": "array", "items": _ref(noun)}, csv=True)}
        for name, (summary, parameters, noun) in lists.items()
    }
    by = next(one for one in paths["/api/sources"]["get"]["parameters"] if one["name"] == "by")
    by |= {"description": "what to count by", "schema": {"type": "string", "enum": list(ask.GROUPS)}}
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
    in_path = name in ("id", "uid")
    schema: dict[str, Any] = {"type": "string"}
    if name == "limit":
        schema = {"type": "integer", "minimum": 1, "maximum": 100_000, "default": 100}
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
