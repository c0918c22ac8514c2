"""Reading against real reports, which are kept beside the repository and never in it. Without them these tests fail."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

from onrecord.model import Report
from onrecord.reading import reports

SHARED = Path(__file__).parents[2] / ".." / "shared"

# On the pages of the Zyte article extraction benchmark; raise it when reading gets better, never lower it.
PAGE_F1_FLOOR = 0.968


def test_the_sample_report_reads_as_its_gold_record() -> None:
    gold = json.loads((SHARED / "gold/dev/kardashian-blanchard.json").read_text())
    (report,) = reports([SHARED / "reports/kardashian-blanchard.txt"])
    assert isinstance(report, Report)
    assert (report.text, report.published) == (gold["text"], "2024-07-06")


def test_gold_records_read_as_they_are() -> None:
    paths = sorted((SHARED / "gold/dev").glob("*.json"))
    assert len(paths) == 15
    for path, report in zip(paths, reports(paths), strict=True):
        assert isinstance(report, Report)
        assert report.text == json.loads(path.read_text())["text"]


def test_2000_news_reports() -> None:
    path = SHARED / "data/news/part-0.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        given = [json.loads(line) for line in lines]
    found = list(reports([path]))
    assert len(found) == len(given) == 2000
    assert [report.text for report in found if isinstance(report, Report)] == [item["text"] for item in given]
    assert [report.given_id for report in found if isinstance(report, Report)] == [item["id"] for item in given]
    assert 0.85 < sum(report.published is not None for report in found if isinstance(report, Report)) / 2000 < 0.95


def test_the_text_of_90_web_pages() -> None:
    truth = json.loads((SHARED / "data/html/ground-truth.json").read_text())
    assert len(truth) == 90
    scores = []
    for name, page in truth.items():
        (report,) = reports([SHARED / f"data/html/{name}.html.gz"])
        assert isinstance(report, Report)
        found, true = Counter(re.findall(r"\w+", report.text)), Counter(re.findall(r"\w+", page["articleBody"]))
        shared = (found & true).total()
        scores.append(2 * shared / (found.total() + true.total()))
    assert sum(scores) / len(scores) >= PAGE_F1_FLOOR
