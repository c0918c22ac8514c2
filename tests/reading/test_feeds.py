"""Atom, RSS and JSON Feed."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest
from builders import ONE, TEXT, THREE, TWO

from onrecord.errors import BadStructure, EmptyReport, NoArticle, ReadingError
from onrecord.model import Report
from onrecord.reading import reports

MARKUP = f"<p>{ONE}</p>\n<figure><img src=x><figcaption>The mill</figcaption></figure><p>{TWO}</p><script>x</script><p>{THREE}</p>"
FOOT = '<p>The post <a href="x">Mill burns</a> appeared first on <a href="y">Harbour Post</a>.</p>'


def read(tmp_path: Path, data: str | bytes) -> list[Report | ReadingError]:
    path = tmp_path / "feed"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(reports([path]))


def report(tmp_path: Path, number: int = 1, **fields: object) -> Report:
    told: dict[str, object] = {
        "text": TEXT,
        "title": "Mill “burns” & falls",
        "url": "https://harbour.example/mill",
        "outlet": "Harbour Post",
        "published": "2024-07-06",
        "authors": ("Ana Reyes",),
        "place": f"{tmp_path / 'feed'} item {number}",
    }
    return Report(**(told | fields))  # type: ignore[arg-type]


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour&#32;Post</title>'
        f"<link>https://harbour.example/</link>{''.join(items)}</channel></rss>"
    )


def test_rss(tmp_path: Path) -> None:
    head = (
        "<item><title>Mill &amp;#8220;burns&amp;#8221; &amp;amp; falls</title><link>https://harbour.example/mill</link>"
        "<pubDate>Sat, 06 Jul 2024 23:50:00 -0500</pubDate>"
    )
    content = f"<content:encoded><![CDATA[{MARKUP}{FOOT}]]></content:encoded>"
    full = f"{head}<dc:creator>Ana Reyes</dc:creator><description>Short.</description>{content}</item>"
    escaped = f"{head}<author>desk@harbour.example (Ana Reyes)</author><description>{html.escape(MARKUP)}</description></item>"
    cut = f"<item><title>Mill</title><guid>https://harbour.example/cut</guid><description>{ONE * 4} […]</description></item>"
    found = read(tmp_path, rss(full, escaped, cut))
    assert found[:2] == [report(tmp_path), report(tmp_path, 2)]
    assert isinstance(found[2], NoArticle)
    assert "item 3" in found[2].where
    assert "https://harbour.example/cut" in found[2].message


@pytest.mark.parametrize(
    "content",
    [
        f'<content type="html">{html.escape(MARKUP)}</content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div></content>',
        f"<content>{TEXT}</content>",
    ],
)
def test_atom(tmp_path: Path, content: str) -> None:
    feed = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><entry>
      <title type="html">Mill “burns” &amp;amp; falls</title><link rel="self" href="https://harbour.example/atom"/>
      <link href="https://harbour.example/mill"/><author><name>Ana Reyes</name><uri>x</uri></author>
      <updated>2024-07-08T10:00:00Z</updated><published>2024-07-06T10:00:00Z</published>{content}</entry></feed>"""
    assert read(tmp_path, feed) == [report(tmp_path)]


def test_json_feed(tmp_path: Path) -> None:
    item = {
        "id": "1",
        "url": "https://harbour.example/mill",
        "title": "Mill “burns” & falls",
        "date_published": "2024-07-06T10:00:00Z",
        "authors": [{"name": "Ana Reyes"}],
    }
    items = [item | {"content_html": MARKUP}, item | {"content_text": TEXT}, item | {"summary": "Short."}, 7, {}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Post", "items": items}
    found = read(tmp_path, json.dumps(feed))
    assert found[:2] == [report(tmp_path), report(tmp_path, 2)]
    assert [type(error) for error in found[2:]] == [NoArticle, BadStructure, NoArticle]


def test_a_feed_in_an_older_encoding_with_entities_of_html(tmp_path: Path) -> None:
    item = f"<item><title>Café&nbsp;&eacute;</title><description>{'Café. ' * 60}&mdash;</description></item>"
    (found,) = read(tmp_path, rss(item).replace("UTF-8", "ISO-8859-1").encode("latin-1"))
    assert isinstance(found, Report)
    assert found.title == "Café é"
    assert found.text.endswith("Café. —")


def test_a_feed_that_breaks_off_gives_what_is_whole(tmp_path: Path) -> None:
    item = f"<item><title>Mill</title><description>{html.escape(MARKUP)}</description></item>"
    found = read(tmp_path, rss(item, item)[:-80])
    assert isinstance(found[0], Report)
    assert found[0].text == TEXT


@pytest.mark.parametrize(
    ("feed", "error"),
    [
        (rss(), EmptyReport),
        ('<?xml version="1.0"?><rss', EmptyReport),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', EmptyReport),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [', BadStructure),
    ],
)
def test_no_items(tmp_path: Path, feed: str, error: type[ReadingError]) -> None:
    (found,) = read(tmp_path, feed)
    assert isinstance(found, ReadingError)


def test_entities_are_not_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret " * 50)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    outside = f'<!ENTITY out SYSTEM "file://{tmp_path}/secret">'
    item = f"<item><description>{ONE * 4}&l11;&out;.</description></item>"
    (found,) = read(tmp_path, f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}{outside}]>{rss(item).partition("?>")[2]}')
    assert isinstance(found, Report)
    assert found.text == ONE * 4 + "."
