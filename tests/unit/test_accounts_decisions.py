"""What accounts decide about people, groups, posts, sheets and drafts, in memory."""

from datetime import date, timedelta

import pytest

from contracts.actors import Actor, Role
from contracts.decisions import Outcome
from contracts.problems import Conflict, Forbidden
from contracts.zone import EvidenceKind, KeptRows, TargetGroup
from contracts.zone.commands import ImportRegister, RegisterRow, UpdatePerson
from contracts.zone.domain_events import GroupEvidence, PersonRegistered, StatusConfirmed, StatusLapsed
from gateway.accounts.model import Person, StoredFile
from gateway.accounts.rules.people import decide_registration, decide_update
from gateway.accounts.rules.registers import check_register, decide_import, read_group
from gateway.accounts.rules.sign_in import LONGEST_WAIT, wait_after
from gateway.accounts.rules.statuses import confirmations, decide_lapse
from tests.building import JISHOU, XIANGXI, a_citizen, a_command, the_city, the_county_clerk
from tests.people import an_id_number

TODAY = date(2024, 5, 6)


def evidence(group=TargetGroup.GRADUATE, source="名册甲", until="2024-12-31", **changes) -> GroupEvidence:
    return GroupEvidence(group=group, source=source, fetched_on=TODAY, kind=EvidenceKind.REGISTER,
                         valid_until=until and date.fromisoformat(until), **changes)


def a_person(**changes) -> Person:
    return Person(**{"person_id": "person-1", "birth_month": "1990-03", "area": JISHOU} | changes)


def test_a_registration_announces_the_person_and_then_each_group_with_the_groups_so_far():
    told = (evidence(), evidence(TargetGroup.VETERAN), evidence(TargetGroup.DISABLED, until="2024-05-05"))
    decision = decide_registration(a_person(), taken=False, evidence=told, doubt="请核对", today=TODAY)
    assert [type(event) for event in decision.events] == [PersonRegistered, StatusConfirmed, StatusConfirmed]
    assert [len(event.groups) for event in decision.events] == [0, 1, 2]
    assert decision.details["warnings"] == ["请核对"]
    assert decision.details["groups"] == ["graduate", "veteran"]


def test_a_taken_number_is_a_conflict():
    with pytest.raises(Conflict):
        decide_registration(a_person(), taken=True, evidence=(), doubt=None, today=TODAY)


def test_evidence_holds_to_the_end_of_its_last_day():
    assert confirmations(a_person(), (evidence(until="2024-05-06"),), TODAY)
    assert not confirmations(a_person(), (evidence(until="2024-05-05"),), TODAY)


def test_of_two_sources_the_one_that_holds_longer_is_shown():
    person = a_person().with_evidence(evidence(until=None)).with_evidence(evidence(source="名册乙"))
    assert [each.source for each in person.groups] == ["名册甲"]
    person = person.with_evidence(evidence(until="2024-06-30"))
    assert person.groups[0].valid_until == date(2024, 6, 30)


def test_a_group_lapses_only_when_no_evidence_holds():
    person = a_person(groups=(evidence(),))
    later = date(2025, 1, 1)
    [event] = decide_lapse(person, TargetGroup.GRADUATE, (evidence(),), later).events
    assert isinstance(event, StatusLapsed)
    assert (event.lapsed_on, event.groups) == (later, ())
    for standing in ((evidence(), evidence(source="名册乙", until=None)), (evidence(until="2025-06-30"),)):
        decision = decide_lapse(person, TargetGroup.GRADUATE, standing, later)
        assert (decision.outcome, decision.events) == (Outcome.NOT_APPLICABLE, ())


def test_a_lapse_is_not_announced_twice():
    assert decide_lapse(a_person(), TargetGroup.GRADUATE, (), TODAY).outcome is Outcome.NOT_APPLICABLE


def test_only_oneself_or_the_desk_of_the_area_changes_a_person():
    def update(by: Actor):
        command = a_command(UpdatePerson, by, person_id="person-1", phone="13800000012")
        return decide_update(a_person(), command, a_person(phone_token="t"), ("phone",))

    assert update(a_citizen("person-1")).events[0].changed == ("phone",)
    assert update(the_county_clerk()).events
    assert update(the_city()).events
    for other in (a_citizen("person-2"), Actor(role=Role.CLERK, person_id="c", area="433123")):
        with pytest.raises(Forbidden):
            update(other)


@pytest.mark.parametrize(("written", "group"), [
    ("返乡入乡农民工", TargetGroup.RETURNING_MIGRANT_WORKER), (" 脱贫劳动力 ", TargetGroup.LIFTED_FROM_POVERTY),
    ("veteran", TargetGroup.VETERAN)])
def test_groups_are_read_by_name_usual_short_form_or_code(written, group):
    assert read_group(written) is group


def an_import(*rows: dict, **changes) -> ImportRegister:
    numbered = tuple(RegisterRow(**{"row": number, "name": "石秀花", "id_number": an_id_number(number),
                                    "group": "残疾人"} | row) for number, row in enumerate(rows, 2))
    return a_command(ImportRegister, the_city(), rows=numbered, **{
        "source": "残疾人名册", "area": XIANGXI, "fetched_on": TODAY} | changes)


def test_one_person_may_stand_in_a_register_for_two_groups_but_not_twice_for_one():
    same = {"id_number": an_id_number(1)}
    entries, faults, _ = check_register(an_import(same, same | {"group": "退役军人"}, same), TODAY)
    assert [entry.row for entry in entries] == [2, 3]
    assert [(fault.row, fault.reason) for fault in faults] == [(4, "与第 2 行重复")]


def test_a_doubted_area_keeps_its_row():
    entries, faults, doubts = check_register(an_import({"id_number": an_id_number(1, area="990101")}), TODAY)
    assert (len(entries), faults, [doubt.row for doubt in doubts]) == (1, [], [2])


@pytest.mark.parametrize(("keep", "kept"), [(KeptRows.GOOD, 1), (KeptRows.NONE, 0)])
def test_good_rows_are_kept_or_none_as_the_caller_chose(keep, kept):
    command = an_import({}, {"name": ""}, keep=keep)
    entries, faults, doubts = check_register(command, TODAY)
    decision = decide_import(command, "r", rows=(2, len(entries)), faults=faults, doubts=doubts,
                             matches=[(a_person(), (evidence(),))], today=TODAY)
    assert decision.details["kept"] == kept
    assert len(decision.events) == (2 if kept else 0)


def test_wrong_passwords_cost_more_and_more_time_up_to_an_hour():
    waits = [wait_after(failures) for failures in range(0, 20)]
    assert waits[:5] == [timedelta(0)] * 5
    assert waits[5:8] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


def test_a_file_is_open_to_its_owner_their_organisation_and_the_desk_of_its_area():
    stored = StoredFile(file_id="f", media_type="application/pdf", size=1, owner_id="person-1",
                        organisation_id="school", area=JISHOU)
    colleague = Actor(role=Role.INSTITUTION_STAFF, person_id="x", organisation_id="school", area=JISHOU)
    mentor = Actor(role=Role.MENTOR, person_id="m", area=JISHOU)
    opened = [stored.open_to(viewer) for viewer in (
        a_citizen("person-1"), colleague, the_county_clerk(), a_citizen("person-2"), mentor)]
    assert opened == [True, True, True, False, False]
