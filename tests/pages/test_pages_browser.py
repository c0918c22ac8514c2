"""What a person does on the pages, in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import ATTACK, EXAMPLES, serving

Browse = Callable[..., Page]


def report_of(site: str, words: str) -> str:
    """The address of the report that holds the words."""
    with urllib.request.urlopen(f"{site}/api/reports?q={words}") as answer:
        return f"{site}/reports/{json.load(answer)[0]['sha256'][:16]}"


def person_of(site: str, name: str) -> str:
    with urllib.request.urlopen(f"{site}/api/people?q={name}") as answer:
        return f"{site}/people/{json.load(answer)[0]['person']}"


def test_pointing_and_tabbing_show_the_reading(site: str, browse: Browse) -> None:
    page = browse(report_of(site, "Quintane"))
    tip = page.get_by_role("tooltip")
    expect(tip).to_be_hidden()
    page.locator(".said", has_text="She could sell sand to a beach").first.hover()
    expect(tip).to_contain_text("Gerard Arkwright")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    figure = page.locator("a.figure[aria-label*='family']").first
    figure.focus()
    expect(tip).to_contain_text("Marisol Quintane")
    expect(figure).to_have_attribute("aria-label", re.compile(r"^\d+: Marisol Quintane, to Marisol Quintane's family"))
    figure.press("Enter")
    expect(page.locator(".reading[open] summary")).to_be_focused()
    page.keyboard.press("Escape")
    expect(figure).to_be_focused()


def test_a_newcomer_reads_a_report_sees_the_chain_corrects_a_speaker_and_takes_it_back(tmp_path: Path, browse: Browse) -> None:
    with serving(tmp_path / "new.db") as site:
        page = browse(site)
        page.get_by_label("Paste a report").fill((EXAMPLES / "celebrity.txt").read_text(encoding="utf-8"))
        page.get_by_role("button", name="Read").click()
        expect(page.locator(".words")).to_contain_text("Nobody in there ever asked me", timeout=30_000)
        assert "/reports/" in page.url
        page.locator(".said", has_text="that he feared the friendship").last.click()
        reading = page.locator(".reading[open]")
        expect(reading.locator(".chain")).to_contain_text(re.compile("Gerard Arkwright.*Velvet Weekly.*this report"))
        page.locator(".said", has_text="I raised you to be kind").click()
        page.locator(".reading[open]").get_by_label("Another speaker").fill("Consuelo Quintane")
        page.locator(".reading[open]").get_by_role("button", name="Save").first.click()
        expect(page.locator(".reading[open] .gist b")).to_have_text("Consuelo Quintane")
        page.locator(".reading[open]").get_by_role("button", name="Not a quotation").click()
        expect(page.locator(".reading.dropped")).to_have_count(1)
        page.get_by_role("link", name="Corrections").click()
        expect(page.locator(".log li")).to_have_count(2)
        page.get_by_role("button", name="Undo").first.click()
        page.get_by_role("button", name="Undo").first.click()
        expect(page.locator(".log .revoked")).to_have_count(2)


def test_search_answers_while_one_types(site: str, browse: Browse) -> None:
    page = browse(f"{site}/search")
    page.get_by_label("Words to look for").press_sequentially("yellow")
    expect(page.locator(".hit mark").first).to_have_text("Yellow")
    expect(page.locator(".hit .speaker").first).to_have_text("Maureen Mardle")
    assert "q=yellow" in page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert "Maureen Mardle" in download.value.path().read_text(encoding="utf-8")
    page.locator(".hit .sentence a").first.click()
    expect(page.locator("#here")).to_contain_text("Yellow")


def test_words_of_reports_never_run_in_a_card(site: str, browse: Browse) -> None:
    address = report_of(site, "peace")
    page = browse(address)
    expect(page.locator(".words")).to_contain_text(ATTACK)
    page.locator("a.figure").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text(ATTACK)
    assert page.title() != "ran"


def test_a_link_to_selected_words_counts_code_points(site: str, browse: Browse) -> None:
    page = browse(report_of(site, "peace"))
    page.evaluate(
        """() => { const walker = document.createTreeWalker(document.querySelector('.words'), NodeFilter.SHOW_TEXT); let node;
        while ((node = walker.nextNode())) { const at = node.data.indexOf('peace'); if (at >= 0) {
        const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 5);
        getSelection().removeAllRanges(); getSelection().addRange(range); return; } } }"""
    )
    page.get_by_role("button", name="Copy a link to these words").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    page.goto(copied)
    expect(page.locator("#here")).to_have_text("peace")


def test_files_that_cannot_be_read_are_set_aside_by_name(tmp_path: Path, made: Path, browse: Browse) -> None:
    record = tmp_path / "record.db"
    shutil.copy(made, record)
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "good.txt").write_text('"We open at nine," said Ada Reyes.', encoding="utf-8")
    with serving(record) as site:
        page = browse(f"{site}/add")
        page.locator("input[type=file]").set_input_files([tmp_path / "bad.txt", tmp_path / "good.txt"])
        page.get_by_role("button", name="Read").click()
        expect(page.locator("dl.aside dt")).to_have_text("bad.txt", timeout=30_000)
        page.get_by_role("link", name="Report 1").click()
        expect(page.locator(".words")).to_contain_text("We open at nine")


def test_with_a_token_one_must_show_it_and_read_only_offers_no_corrections(made: Path, tmp_path: Path, browse: Browse) -> None:
    record = tmp_path / "record.db"
    shutil.copy(made, record)
    with serving(record, "--token", "s3cret", "--read-only") as address:
        page = browse(address)
        assert "token" not in page.url
        page.get_by_role("link", name="Ferry company").click()
        expect(page.locator(".words")).to_contain_text("careful mornings")
        assert page.locator("form[method=post]").count() == 0
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(address.partition("?")[0])


def test_a_report_leads_to_its_story_its_sayings_and_what_contradicts_it(site: str, browse: Browse) -> None:
    page = browse(report_of(site, "stall%20mourns"))
    expect(page.get_by_role("link", name="disagrees with others")).to_be_visible()
    page.locator(".said", has_text="I heard a noise").click()
    page.locator(".reading[open]").get_by_role("link", name="In 2 reports").click()
    expect(page.locator(".variants ins")).to_have_text(["noise"])
    expect(page.locator(".variants del")).to_have_text(["sound", "being"])
    page.get_by_role("link", name=re.compile("In the report of Velvet Weekly")).click()
    expect(page.locator(".reading[open]")).to_contain_text("torn in two")
    page.get_by_role("link", name="One of 4 reports of this story").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quay wall at Vell gives way, four dead")
    expect(page.locator(".tellers .copy")).to_contain_text("The Lowland Dispatch")
    expect(page.locator(".tellers .copy")).to_contain_text("100% of its words are those of The Harbour Ledger")
    expect(page.locator(".descent .made")).to_have_count(1)
    page.get_by_text("Death", exact=True).click()
    expect(page.locator(".reading[open]")).to_contain_text("the harbour office")
    built = page.locator(".conflicts > li", has_text="gives the date as 1911").first
    expect(built.locator("mark")).to_have_text(["1911", "1908"])
    built.get_by_role("link", name=re.compile("built in 1908")).click()
    expect(page.locator("#here")).to_contain_text("built in 1908")


def test_stories_sayings_and_conflicts_are_filtered_as_one_types_and_chooses(site: str, browse: Browse) -> None:
    page = browse(f"{site}/stories")
    page.get_by_label("Words in a report").press_sequentially("quay market")
    expect(page.locator(".reports h3")).to_have_text(["Quay wall at Vell gives way, four dead"])
    assert "q=quay" in page.url
    page.goto(f"{site}/sayings")
    page.get_by_label("Speaker").press_sequentially("Holm")
    expect(page.locator(".hit .speaker").first).to_contain_text("Holm")
    page.goto(f"{site}/conflicts")
    page.get_by_role("link", name="Updates").click()
    expect(page.locator(".conflicts > li.conflict")).to_have_count(0)
    page.get_by_label("About").select_option("numbers")
    expect(page.locator(".conflicts > li").first).to_contain_text("people")
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON", exact=True).click()
    assert {one["kind"] for one in json.loads(download.value.path().read_text(encoding="utf-8"))} == {"count"}


def test_a_life_is_looked_at_closer_and_a_position_turns(site: str, browse: Browse) -> None:
    page = browse(person_of(site, "Okafor"))
    happened = page.locator(".timeline .tick.happened")
    expect(happened).to_have_count(2)
    page.get_by_role("link", name="2024", exact=True).click()
    page.get_by_role("link", name="May 2024", exact=True).click()
    expect(page.locator(".timeline")).to_have_attribute("aria-label", "From 1 May 2024 to 31 May 2024")
    expect(happened.first.locator("title")).to_contain_text("day not given, printed 4 May 2024")
    page.get_by_label("On what?").fill("stay")
    page.get_by_label("On what?").press("Enter")
    expect(page.locator(".turns")).to_contain_text("Did Ines Okafor change position on stay")
    expect(page.locator(".stances .tag")).to_have_text(["affirms", "hedges"])
    page.locator(".stances a").last.click()
    expect(page.locator("#here")).to_contain_text("I may not stay")


def test_what_does_not_add_up_is_told_and_shown(site: str, browse: Browse) -> None:
    page = browse(report_of(site, "letters%20Bray"))
    expect(page.get_by_text("Does not add up")).to_be_visible()
    page.locator(".words .amiss").first.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("Karel Bray, 61, born 1971")
    page.locator(".steps a", has_text="resignation").click()
    expect(page.locator(".reading[open]")).to_contain_text("Resignation")
    expect(page.locator(".words .event.on")).to_have_text(["resign"])


def test_what_is_added_is_compared_soon(tmp_path: Path, browse: Browse) -> None:
    with serving(tmp_path / "new.db") as site:
        page = browse(f"{site}/add")
        page.locator("input[type=file]").set_input_files(sorted(EXAMPLES.glob("quay/*.txt")))
        page.get_by_role("button", name="Read").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Read", timeout=60_000)
        page.get_by_role("link", name="Stories").click()
        if page.locator("#comparing").count():
            expect(page.locator("#comparing")).to_have_count(0, timeout=30_000)
            page.reload()
        expect(page.locator(".reports > li")).to_contain_text("4 reports, 3 independent")
