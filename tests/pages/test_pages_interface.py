"""The JSON interface holds to its description, whatever is asked."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")
pytest.importorskip("schemathesis")
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from onrecord.archive import Archive
from onrecord.archive.comparing import update
from onrecord.pages import Site, make_app

from .test_pages_between import REPORTS

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    record = tmp_path_factory.mktemp("interface") / "record.db"
    with Archive.open(record, create=True) as archive:
        for one in REPORTS:
            archive.add(one)
        list(update(archive))
    app = make_app(Site(record=record, who="desk", hosts=None))
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


def test_every_answer_is_as_described(described) -> None:  # type: ignore[no-untyped-def]
    for found in described.get_all_operations():

        @given(case=found.ok().as_strategy())
        @settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        def holds(case) -> None:  # type: ignore[no-untyped-def]
            case.call_and_validate(checks=CHECKS)

        holds()
