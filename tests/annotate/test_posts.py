"""Embedded posts: what is one, where it begins, whose it is. All texts are invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.posts import find_posts
from onrecord.model import Post

ABOVE = "The mayor spoke on Monday.\n\n"
BELOW = "\n\nThe council meets again next week."
ADA = ("Twitter", "Ada Brook", "@adabrook", "2024-01-03")

# text, and for each post in it: its words, (platform, author, handle, posted)
FOUND = [
    ("The bridge is open. pic.twitter.com/abc123 — Ada Brook (@adabrook) January 3, 2024", [("The bridge is open.", ADA)]),
    ("The bridge is open. — Ada Brook (@adabrook) Jan 3, 2024", [("The bridge is open.", ADA)]),
    ("The bridge is open. — Ada Brook (@adabrook) Jan. 3rd, 2024", [("The bridge is open.", ADA)]),
    ("The bridge is open. &mdash; Ada Brook (@adabrook) January 3, 2024", [("The bridge is open.", ADA)]),
    ("The bridge is open. -- Ada Brook (@adabrook) January 3, 2024", [("The bridge is open.", ADA)]),
    ("The bridge is open - Ada Brook (@adabrook) 3 January 2024", [("The bridge is open", ADA)]),
    ("The bridge is open. â€” Ada Brook (@adabrook) January 3, 2024", [("The bridge is open.", ADA)]),
    ("The bridge is open. Ada Brook (@adabrook) 3 January 2024", [("The bridge is open.", ADA)]),
    ("The bridge is open. — Ada Brook (@adabrook) 9:05 PM · Jan 3, 2024", [("The bridge is open.", ADA)]),
    ("The bridge is open. — Ada Brook (@adabrook) 2024-01-03", [("The bridge is open.", ADA)]),
    ("The bridge is open.\n\n— Ada Brook (@adabrook) January 3, 2024", [("The bridge is open.", ADA)]),
    ("The bridge is open\n\npic.twitter.com/abc123 — Ada Brook (@adabrook) January 3, 2024", [("The bridge is open", ADA)]),
    ("Skip Twitter post by @adabrook The bridge is open. — Ada Brook (@adabrook) January 3, 2024 Report", [("The bridge is open.", ADA)]),
    ("x The bridge is open. — Ada Brook (@adabrook) January 3, 2024", [("The bridge is open.", ADA)]),
    (
        "Open — at last — today. https://t.co/xyz — Ada Brook - Ward 3 (@adabrook) January 3, 2024",
        [("Open — at last — today.", ("Twitter", "Ada Brook - Ward 3", "@adabrook", "2024-01-03"))],
    ),
    (
        "Open! — Ada Brook (@adabrook) Jan 3, 2024 And lit. — Ada Brook (@adabrook) Jan 3, 2024 Two lanes! — Sol (@sol_) Jan 4, 2024",
        [("Open!", ADA), ("And lit.", ADA), ("Two lanes!", ("Twitter", "Sol", "@sol_", "2024-01-04"))],
    ),
    ("The bridge is open. https://t.co/xyz — Ada Brook (@adabrook) The mayor cheered.", [("The bridge is open.", (*ADA[:3], None))]),
    ("The bridge is open. — Ada Brook (@adabrook)", [("The bridge is open.", (*ADA[:3], None))]),
    ("The bridge is open. — Ada Brook (@adabrook) February 31, 2024", [("The bridge is open.", (*ADA[:3], None))]),
    ("Ada Brook (@adabrook) The bridge is open. pic.twitter.com/abc123", [("The bridge is open.", (*ADA[:3], None))]),
    ("Ada Brook (@adabrook): The bridge is open.", [("The bridge is open.", (*ADA[:3], None))]),
    ("Ada Brook @adabrook · Jan 3, 2024 The bridge is open.", [("The bridge is open.", ADA)]),
    ("Ada Brook (@adabrook) Open.\n\nLit.\n\nOurs. https://t.co/xyz", [("Open.\n\nLit.\n\nOurs.", (*ADA[:3], None))]),
    (
        "@adabrook: The bridge is open.\n\n@sol_: Two lanes!",
        [("The bridge is open.", ("Twitter", None, "@adabrook", None)), ("Two lanes!", ("Twitter", None, "@sol_", None))],
    ),
    ("The bridge is open. pic.twitter.com/abc123", [("The bridge is open.", ("Twitter", None, None, None))]),
    ("The bridge is open, see https://t.co/xyz", [("The bridge is open, see", ("Twitter", None, None, None))]),
    (
        "Old news. pic.twitter.com/abc And so the bridge was opened. pic.twitter.com/def — Ada Brook (@adabrook) January 3, 2024",
        [("Old news.", ("Twitter", None, None, None)), ("And so the bridge was opened.", ADA)],
    ),
    (
        "View this post on Instagram Ribbon day\n\nat the bridge A post shared by Ada Brook (@adabrook) on Jan 3, 2024 at 5:00am PST",
        [("Ribbon day\n\nat the bridge", ("Instagram", *ADA[1:]))],
    ),
    ("Ribbon day A photo posted by @ada.brook on Jan 3, 2024 at 5:00am PST", [("Ribbon day", ("Instagram", None, "@ada.brook", ADA[3]))]),
    ("View this post on Instagram A post shared by Ada Brook (@adabrook)", [(None, ("Instagram", "Ada Brook", "@adabrook", None))]),
    ("Ribbon day. Posted by Ada Brook on Wednesday, January 3, 2024", [("Ribbon day.", ("Facebook", "Ada Brook", None, ADA[3]))]),
    ("TOTAL FAKE BRIDGE! Ada Brook (@realAda) Truth Social", [("TOTAL FAKE BRIDGE!", ("Truth Social", "Ada Brook", "@realAda", None))]),
    ("FAKE! — Ada Brook (@realAda) Truth Social January 3, 2024", [("FAKE!", ("Truth Social", "Ada Brook", "@realAda", ADA[3]))]),
    ("@adabrook Ribbon day #bridge ♬ original sound - Ada", [("Ribbon day #bridge", ("TikTok", None, "@adabrook", None))]),
    ("Post by @ada.brook View on Threads", [(None, ("Threads", None, "@ada.brook", None))]),
    (
        "The bridge is open. — Ada Brook (@ada.bsky.social) January 3, 2024 at 5:00 PM",
        [("The bridge is open.", ("Bluesky", "Ada Brook", "@ada.bsky.social", ADA[3]))],
    ),
    ("Open. — Ada (@ada@bridge.example) January 3, 2024", [("Open.", ("Mastodon", "Ada", "@ada@bridge.example", ADA[3]))]),
]

NONE = [
    "",
    "Nothing was posted.",
    "Brook (@adabrook) said on January 3, 2024 that the bridge was open.",
    "Ada Brook (@adabrook) January 3, 2024, was the day of the ribbon.",
    "A note by Ada Brook (@adabrook) on January 3, 2024 said so.",
    "Ada Brook (@adabrook) 3 January 2024, the day of the ribbon.",
    "Ada Brook (@adabrook) is a reporter in Westport.",
    "Ada Brook (@adabrook), a reporter, wrote this.",
    "By ADA BROOK ( @adabrook ) and SOL REYES ( @sol_ )",
    "Write to ada@bridge.example or follow @adabrook.",
    "The groups — among them Bridge Now (@bridgenow) and others — shared it.",
    "The video was posted by Ada Brook on January 3, 2024.",
    "A photo shared by Ada Brook shows the bridge.",
    '"The bridge is open. pic.twitter.com/abc123," she wrote.',
    "“@adabrook is totally lost,” he wrote.",
]


def fields(post: Post) -> tuple[str | None, tuple[str, str | None, str | None, str | None]]:
    return post.body.text if post.body else None, (post.platform, post.author, post.handle, post.posted)


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found_alone_and_in_a_report(text: str, expected: list[tuple[str | None, tuple[str, str | None, str | None, str | None]]]) -> None:
    assert [fields(p) for p in find_posts(text)] == expected
    assert [fields(p) for p in find_posts(ABOVE + "He cited this:\n\n" + text + BELOW)] == expected


@pytest.mark.parametrize(
    ("post", "body"),
    [
        ("The bridge\nis open.\n— Ada Brook\n(@adabrook)\nJanuary 3, 2024", "The bridge\nis open."),
        ("Open.\n\n\n\nAt last. — Ada Brook (@adabrook) January 3, 2024", "Open.\n\n\n\nAt last."),
    ],
)
def test_line_breaks_inside_a_post_are_not_those_between_paragraphs(post: str, body: str) -> None:
    (found,) = find_posts(ABOVE + post + BELOW)
    assert (found.text, *fields(found)) == (post, body, ADA)


@pytest.mark.parametrize("text", NONE)
def test_a_mention_is_no_post(text: str) -> None:
    assert find_posts(text) == []
    assert find_posts(ABOVE + text + BELOW) == []


def test_span_covers_words_and_attribution() -> None:
    post = "The bridge is open. pic.twitter.com/abc123 — Ada Brook (@adabrook) January 3, 2024"
    (found,) = find_posts(ABOVE + post + BELOW)
    assert found.text == post
    assert found.start == len(ABOVE)


def test_report_words_after_the_attribution_are_not_the_post() -> None:
    (found,) = find_posts("Open! — Ada Brook (@adabrook) January 3, 2024 The mayor cheered.")
    assert found.text == "Open! — Ada Brook (@adabrook) January 3, 2024"


def test_a_tweet_in_a_text_without_paragraphs_is_no_longer_than_a_tweet() -> None:
    report = "The mayor spoke at length about the bridge on Monday. " * 20
    (found,) = find_posts(report + "The bridge is open. — Ada Brook (@adabrook) January 3, 2015")
    assert found.text.endswith("The bridge is open. — Ada Brook (@adabrook) January 3, 2015")
    assert len(found.text) < 250


def test_lines_are_paragraphs_where_no_line_is_blank() -> None:
    text = "The mayor spoke.\nThe bridge is open. — Ada Brook (@adabrook) January 3, 2024\nThe council met.\nIt rained."
    assert [p.body.text for p in find_posts(text) if p.body] == ["The bridge is open."]


LINES = [
    "— Ada Brook (@ada) January 3, 2024",
    "(@ada)",
    "@ada: ",
    "Ada Brook @ada · 3h ",
    "Posted by Ada on January 3, 2024",
    "3 January 2024",
]
EMBEDS = [
    "A post shared by Ada (@ada) on ",
    "View this post on Instagram ",
    "Post by @ada View on Threads",
    "Skip Twitter post by @ada ",
    "♬ la ",
]
OTHERS = ["pic.twitter.com/abc ", "https://t.co/x ", "Truth Social", "\n", "\n\n", "\n\n\n\n", " ", "— ", "Open. ", "“", "”", "x ", "ß😀"]
PIECES = st.sampled_from(LINES + EMBEDS + OTHERS)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_spans_slice_back_in_order(text: str) -> None:
    at = 0
    for post in find_posts(text):
        assert at <= post.start < post.end <= len(text)
        assert text[post.start : post.end] == post.text
        at = post.end
        if post.body:
            assert post.start <= post.body.start < post.body.end <= post.end
            assert text[post.body.start : post.body.end] == post.body.text


COSTLY = ["(@a) ", "— A (@a) January 3, 2024 ", "(@a)\n", "A post shared by ", "pic.twitter.com/a ", " ", "@a: \n\n", "Posted by a on "]


@pytest.mark.parametrize("piece", [*COSTLY, "♬ ", "—", "A. B. ", "\n"])
def test_cost_is_linear(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "@ pic.twitter.com/"
    started = time.process_time()
    find_posts(text)
    assert time.process_time() - started < 5
