"""The API is what its description says: requests made from the description, answers held to it."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from parley.web import create_app
from web.conftest import prepare, run, two_dossiers

HERE = {"host": "127.0.0.1"}
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
EXAMPLES = 10


def test_answers_are_as_described(tmp_path: Path) -> None:
    """Every operation, on well-formed requests that know no process, and on one that does."""
    folder = two_dossiers(tmp_path)
    app = create_app(folder, unreviewed=True, run=run, prepare=prepare)
    told = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HERE)
    asked = 0
    for found in told.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def hold(case: Any) -> None:
            nonlocal asked
            if "name" in case.path_parameters and asked % 2:
                case.path_parameters["name"] = "north"
            asked += 1
            case.call_and_validate(checks=CHECKS, headers=HERE)

        hold()
    assert asked > 20 * EXAMPLES / 2


@pytest.mark.parametrize("path", ["/api/p/north/dossier?start=x", "/api/p/north/whatif?horizon=0"])
def test_a_wrong_parameter_has_the_one_shape_of_errors(shared: Any, path: str) -> None:
    answer = shared.get(path)
    assert answer.status_code == 422
    assert set(answer.json()["error"]) == {"status", "message"}
