import onrecord
from onrecord.annotate.topic_links import without_topic_links
from onrecord.model import Report

LINK = " Thomas (Tom) John VelderStorm 'will pass' the coast, council says Brandt balks at Vell plan MORE"
TEXT = f"President Tom Velder{LINK} said on Friday that the gates of the dam would open. “We are ready,” he told reporters."


def test_a_link_to_a_topic_is_left_blank() -> None:
    assert without_topic_links(TEXT) == TEXT.replace(LINK, " " * len(LINK))
    plain = "Velder said MORE Velders would come. Velder Velder MORE."
    assert without_topic_links(plain) == plain


def test_nothing_is_found_in_it_and_what_spans_it_has_its_words() -> None:
    record = onrecord.read(Report(text=TEXT, published="2024-05-07"))
    assert record.text == TEXT
    assert {entity.name for entity in record.entities if entity.kind == "person"} == {"Tom Velder"}
    spans = [span for q in record.quotations for span in (*q.contents, q.source, q.attribution) if span]
    assert spans
    assert all(TEXT[span.start : span.end] == span.text for span in spans)
    assert not any("council" in content.text for q in record.quotations for content in q.contents)
