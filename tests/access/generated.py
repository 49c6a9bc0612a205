"""Requests made up from the interface's own description; what breaks, and what answers as it is not described."""

from collections.abc import Iterable, Iterator, Mapping

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from contracts.actors import Role
from gateway.http.route import PREFIX, Route
from tests.access.people import Asker

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# The same requests every time; what fails is told as it is, without looking for a shorter one.
SETTINGS = settings(max_examples=3, deadline=None, database=None, derandomize=True, phases=(Phase.generate,),
                    suppress_health_check=list(HealthCheck))


def unlike_described(document: dict, base_url: str, routes: Iterable[Route],
                     people: Mapping[Role, Asker]) -> Iterator[str]:
    """What each of `routes` answers to generated requests that the `document` does not allow."""
    wanted = {(route.method, PREFIX + route.path): route for route in routes}
    for found in schemathesis.openapi.from_dict(document).get_all_operations():
        operation = found.ok()
        route = wanted.pop((operation.method.upper(), operation.path), None)
        if route is not None:
            who = people[next(role for role in route.by if role in people)] if route.by else None
            yield from _faults(operation, base_url, {"Authorization": f"Bearer {who.token}"} if who else {})
    yield from (f"{method} {path} is not described" for method, path in wanted)


def _faults(operation, base_url: str, headers: dict[str, str]) -> list[str]:
    faults: list[str] = []

    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    @SETTINGS
    def ask(case):
        answer = case.call(base_url=base_url, headers=headers)
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as group:
            told = "; ".join(f"{each.title} {each.message}" for each in group.exceptions)
            faults.append(f"{operation.label}: {answer.status_code} {told[:300]}")

    ask()
    return faults
