from __future__ import annotations

import pytest

from onrecord.errors import NoArticle, ReadingError
from onrecord.model import Report
from onrecord.reading import page

ONE = "The old mill on the quay burned down on Monday night, the fire service said, and nobody was hurt in it."
TWO = "“We could see it from the other side of the bay,” said Ana Reyes, who keeps the lighthouse at Torrel Head."
THREE = "The owner, Bo Lund, told the Harbour Post that he would rebuild it before the winter, whatever it cost him."


def article(*blocks: str, head: str = "") -> str:
    menu = "<nav><ul><li><a href=/>Home</a></li><li><a href=/news>News</a></li></ul></nav>"
    foot = "<footer><p>© Harbour Post</p><a href=/terms>Terms</a></footer>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{menu}<main><article>{''.join(blocks)}</article></main>{foot}</body></html>"


def chunk(*blocks: str) -> str:
    return f'<div><div class="article-body">{"".join(blocks)}</div></div>'


def p(text: str) -> str:
    return f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((p(ONE), p(TWO), p(THREE)), [ONE, TWO, THREE]),
        (("<h1>Mill burns</h1>", p("July 6, 2024"), p(ONE), p(TWO)), [ONE, TWO]),
        ((p(ONE), "<aside class=pullquote><p>We could see it from the other side of the bay</p></aside>", p(TWO)), [ONE, TWO]),
        ((p(ONE), p("<a href=/x>Read more: <b>Nine ships that never came back to the harbour</b></a>"), p(TWO)), [ONE, TWO]),
        ((p(ONE), "<table><tr><td>Fires</td><td>12</td></tr><tr><td>Floods</td><td>3</td></tr></table>", p(TWO)), [ONE, TWO]),
        (("<table><tr><td>" + p(ONE) + p(TWO) + p(THREE) + "</td></tr></table>",), [ONE, TWO, THREE]),
        (
            (
                p(ONE),
                '<div class="social-embed"><blockquote class="twitter-tweet"><p>The quay is closed. <a href=x>pic.twitter.com/Ab1</a></p>'
                "&mdash; Torrel Fire (@torrelfire) <a href=y>July 6, 2024</a></blockquote><script src=z></script></div>",
                p(TWO),
            ),
            [ONE, "The quay is closed. pic.twitter.com/Ab1 — Torrel Fire (@torrelfire) July 6, 2024", TWO],
        ),
        (
            (p(f"<style>b {{}}</style>{ONE}<script>var a</script> Nobody slept."), "<script>if (a < b) c()</script>", p(TWO)),
            [f"{ONE} Nobody slept.", TWO],
        ),
        (
            (chunk(p(ONE), p(TWO)) + "<div class=ad>x</div>" + chunk(p(THREE), p(ONE + "!")),),
            [ONE, TWO, THREE, ONE + "!"],
        ),
    ],
)
def test_the_text_of_an_article(blocks: tuple[str, ...], expected: list[str]) -> None:
    assert page.read(article(*blocks, head="<title>Mill burns</title>")).text == "\n\n".join(expected)


LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "WebSite", "@id": "#site", "name": "Harbour Post"},
  {"@type": "NewsArticle", "headline": "Mill &#8216;burns&#8217;", "datePublished": "2024-07-07T01:30:00Z",
   "author": [{"@type": "Person", "name": "Ana Reyes"}, {"name": "Bo Lund"}, {"name": "Harbour Post"}],
   "publisher": {"@id": "#site"}}]}</script>"""


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", {}),
        (
            LINKED + '<link rel=canonical href="https://post.example/2024/07/06/mill">',
            # 01:30 in Greenwich is the evening before where the page's own address says that it was the 6th.
            {
                "title": "Mill ‘burns’",
                "authors": ("Ana Reyes", "Bo Lund"),
                "outlet": "Harbour Post",
                "published": "2024-07-06",
                "url": "https://post.example/2024/07/06/mill",
            },
        ),
        (
            '<meta property="og:title" content="Mill burns"><meta property="og:site_name" content="Harbour Post | News">'
            '<meta property="article:published_time" content="2024-07-06T10:00:00+02:00">'
            '<meta name="author" content="By Ana Reyes and Bo Lund">'
            '<meta property="og:url" content="https://post.example/mill"><script type="application/ld+json">{broken</script>',
            {
                "title": "Mill burns",
                "authors": ("Ana Reyes", "Bo Lund"),
                "outlet": "Harbour Post",
                "published": "2024-07-06",
                "url": "https://post.example/mill",
            },
        ),
        ('<meta name="author" content="admin"><meta name="date" content="0001-01-01"><meta property="og:url" content="javascript:x">', {}),
    ],
)
def test_what_the_page_says_of_itself(head: str, expected: dict[str, object]) -> None:
    assert page.read(article(p(ONE), p(TWO), head=head)) == Report(text=f"{ONE}\n\n{TWO}", **expected)  # type: ignore[arg-type]


def test_what_stands_on_the_page_where_its_tags_say_nothing() -> None:
    byline = '<div class="byline"><span class="author">By Ana Reyes</span> <time datetime="2024-07-06">July 6, 2024</time></div>'
    found = page.read(article(byline, *[p(text) for text in (ONE, TWO, THREE) * 2], head="<title>Mill &amp; quay</title>"))
    assert (found.title, found.authors, found.published) == ("Mill & quay", ("Ana Reyes",), "2024-07-06")


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html></html>",
        "<html><body><nav><a href=/>Home</a></nav></body></html>",
        "<html><body>" + "".join(f"<p><a href=/{n}>Story {n}</a></p>" for n in range(50)),
        "<html><body>" + "<div>" * 100_000,
        "<html><body>" + "<" * 100_000,
        "<html><!--" + "<!-- " * 50_000,
        "<html><body><article>" + "<p>x</p>" * 60_000,
    ],
)
def test_pages_without_an_article_and_hostile_ones(html: str) -> None:
    with pytest.raises(ReadingError, match="give its words as text"):
        page.read(html)


def test_a_page_that_breaks_the_parser_is_one_report_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(page.trafilatura, "bare_extraction", fail)
    with pytest.raises(NoArticle, match="RecursionError"):
        page.read(article(p(ONE)))
