"""Who may ask for the pages, and what they refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("starlette")
from starlette.testclient import TestClient

from onrecord.archive import Archive
from onrecord.model import Entity, Mention, Quotation, Record, Report, Span
from onrecord.pages import Site, make_app
from onrecord.pages.intake import safe_name
from onrecord.pages.judging import own_address

TEXT = '"We open on Monday," said Ines Okafor. "Never," said a farmer.'
RECORD = Record.of(
    Report(text=TEXT, outlet="=The Tarn", published="2024-05-03", title="Dam", given_id="tarn-1"),
    entities=(Entity(id="E1", name="Ines Okafor", kind="person", mentions=(Mention(start=26, end=37, text="Ines Okafor"),)),),
    quotations=(
        Quotation(id="Q1", kind="direct", contents=(Span.of(TEXT, 0, 20),), speaker="E1"),
        Quotation(id="Q2", kind="direct", contents=(Span.of(TEXT, 39, 47),), speaker_reason="not named"),
    ),
)


def client(path: Path, base: str = "http://127.0.0.1:8470", **choices: object) -> TestClient:
    record = path / "record.db"
    with Archive.open(record, create=True) as archive:
        archive.add(RECORD)
    return TestClient(make_app(Site(record=record, who="desk", **choices)), base_url=base, follow_redirects=False)  # type: ignore[arg-type]


def csrf_of(pages: TestClient) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', pages.get(f"/reports/{RECORD.sha256[:16]}").text)
    assert found
    return found[1]


def test_every_answer_forbids_inline_scripts_and_foreign_frames(tmp_path: Path) -> None:
    pages = client(tmp_path)
    for path in ("/", "/nothing", "/static/onrecord.js", "/api/quotations"):
        policy = pages.get(path).headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_other_names_and_origins_are_refused(tmp_path: Path) -> None:
    pages = client(tmp_path)
    assert pages.get("/", headers={"host": "evil.example"}).status_code == 421
    assert pages.get("/", headers={"host": "localhost:8470"}).status_code == 200
    form = {"csrf": csrf_of(pages), "verdict": "wrong", "place": "tarn-1:Q2"}
    assert pages.post("/judgements", data=form, headers={"origin": "http://evil.example"}).status_code == 403
    assert pages.post("/judgements", data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert pages.post("/judgements", data=form | {"csrf": "0" * 64}).status_code == 403
    assert pages.post("/judgements", data=form).status_code == 303


def test_a_judgement_shows_at_once_and_is_taken_back(tmp_path: Path) -> None:
    pages = client(tmp_path)
    seal = csrf_of(pages)
    form = {"csrf": seal, "verdict": "speaker", "place": f"{RECORD.sha256}:Q2", "value": "Ada Reyes", "back": "/reports/tarn-1"}
    answer = pages.post("/judgements", data=form)
    assert answer.headers["location"] == "/reports/tarn-1"
    assert [row["speaker"] for row in pages.get("/api/quotations?order=date").json()] == ["Ines Okafor", "Ada Reyes"]
    (judgement,) = pages.get("/api/judgements").json()
    assert (judgement["who"], judgement["value"]) == ("desk", "Ada Reyes")
    assert pages.post(f"/judgements/{judgement['uid']}/undo", data={"csrf": seal}).status_code == 303
    assert [row["speaker"] for row in pages.get("/api/quotations?order=date").json()] == ["Ines Okafor", None]
    assert pages.post("/judgements", data=form | {"verdict": "date", "value": "Tuesday"}).status_code == 400
    assert pages.post("/judgements", data=form | {"place": "nowhere:Q1"}).status_code == 400


def test_programs_judge_in_json(tmp_path: Path) -> None:
    pages = client(tmp_path)
    new = {"verdict": "date", "place": "tarn-1:Q1", "value": "2024-05"}
    made = pages.post("/api/judgements", json=new)
    assert made.status_code == 201
    assert pages.post("/api/judgements", data=new).status_code == 415
    assert pages.post("/api/judgements", json={"verdict": "perhaps", "place": "tarn-1:Q1"}).status_code == 400
    assert pages.post(f"/api/judgements/{made.json()['uid']}/undo", json={}).status_code == 204


def test_a_token_is_taken_once_from_the_address(tmp_path: Path) -> None:
    pages = client(tmp_path, base="http://desk.example", token="s3cret", hosts=None)
    assert pages.get("/").status_code == 401
    assert pages.get("/?token=guess").status_code == 401
    assert pages.get("/api/people", headers={"authorization": "Bearer s3cret"}).status_code == 200
    answer = pages.get("http://desk.example//evil.example/?token=s3cret&q=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/evil.example/?q=1")
    assert pages.get("/").status_code == 200
    assert "s3cret" not in str(pages.cookies)


def test_uploads_are_bounded_and_stay_in_their_folder(tmp_path: Path) -> None:
    pages = client(tmp_path, max_upload=1_000)
    form = {"csrf": csrf_of(pages), "text": "x" * 2_000}
    assert pages.post("/add", data=form).status_code == 413
    assert (
        pages.post("/add", content=(b"x" * 600 for _ in range(4)), headers={"content-type": "multipart/form-data; boundary=x"}).status_code
        == 413
    )
    assert pages.post("/add", data=form | {"text": ""}, files={"none": b""}).status_code == 400
    assert safe_name("../../etc/passwd") == "passwd"
    assert safe_name("..\\a\x00b.html") == "a_b.html"


def test_read_only_changes_nothing(tmp_path: Path) -> None:
    pages = client(tmp_path, read_only=True)
    for path in ("/add", "/judgements", "/api/judgements"):
        assert pages.post(path).status_code == 403
    assert 'method="post"' not in pages.get("/").text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "/\tx", ""])
def test_a_form_leads_back_to_our_own_pages_only(back: str) -> None:
    assert own_address(back) == "/judgements"


@pytest.mark.parametrize(
    "path",
    [
        "/people/99999999999999999999999", "/people/7", "/reports/zzz", "/reports/tarn-1?layer=x", "/sources?by=x", "/search?since=soon",
        "/search?q=%00%22%27*&in=reports", "/search?limit=-1&q=%ED%A0%80", "/reports?page=999999999999", "/add/none", "/sources?since=x",
        "/reports/tarn-1?at=5-2", "/api/sources?by=x", "/api/quotations?kind=x", "/api/reports", "/api/people?limit=x", "/people/1?since=x",
    ],
)  # fmt: skip
def test_no_address_is_an_error_of_ours(tmp_path: Path, path: str) -> None:
    assert client(tmp_path).get(path).status_code < 500


def test_downloads_hold_no_formula(tmp_path: Path) -> None:
    lines = client(tmp_path).get("/api/quotations?format=csv").text.splitlines()
    assert len(lines) == 3
    assert "'=The Tarn" in lines[1]
    assert ",=The Tarn" not in lines[1]


def test_the_description_names_every_address_of_the_interface(tmp_path: Path) -> None:
    pages = client(tmp_path)
    described = set(pages.get("/api/openapi.json").json()["paths"])
    served = {route.path.replace(":int", "") for route in pages.app.routes if route.path.startswith("/api/")}  # type: ignore[attr-defined]
    assert described == served - {"/api/openapi.json"}
