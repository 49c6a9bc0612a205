"""Ids of requests and traces have the form that others read, and differ from one another."""

import re

from chassis.trace import child_of, new_traceparent, trace_id
from gateway.http.middleware import _ID_FORM, _new_id


def test_a_new_trace_has_the_form_of_w3c_and_ids_of_its_own():
    made = [new_traceparent() for _ in range(200)]
    assert all(re.fullmatch("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01", each) for each in made)
    assert len({trace_id(each) for each in made}) == len(made)


def test_a_child_keeps_the_trace_and_has_a_span_of_its_own():
    parent = new_traceparent()
    child = child_of(parent)
    assert trace_id(child) == trace_id(parent) and child != parent
    assert trace_id(child_of("not a trace")) is not None


def test_a_request_gets_an_id_that_callers_may_send_back():
    made = {_new_id() for _ in range(200)}
    assert len(made) == 200 and all(_ID_FORM.match(each) for each in made)
