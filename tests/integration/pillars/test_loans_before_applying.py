"""Before any application: what a person is told by event, and grounds to waive the counter-guarantee."""

import pytest

from chassis.inbox import Repeated
from contracts.events import ContestLevel
from contracts.events.domain_events import PrizeAwarded
from contracts.incubators import BaseKind, BaseLevel, BaseState, Leaving, TenancyState
from contracts.incubators.domain_events import BaseWithdrawn, TenantLeft
from contracts.loans import GroundState
from contracts.loans.commands import ConfirmCreditLine
from contracts.training import Course, EnrolmentState
from contracts.training.domain_events import CertificateRevoked
from contracts.zone import EvidenceKind, TargetGroup
from contracts.zone.domain_events import StatusConfirmed, StatusLapsed
from tests.building import JISHOU, XIANGXI, a_command, a_person_registered, an_event, on
from tests.integration.pillars.lending import (
    YUAN,
    a_group,
    a_tenancy,
    admitted,
    base_recognised,
    completed,
    desks_prepared,
    registered,
    the_bank,
    with_business,
)


@pytest.fixture(scope="module")
def loans(desk):
    pillar = desk("loans")
    desks_prepared(pillar)
    base_recognised(pillar)
    return pillar


def shown(loans, person_id):
    return [data for data in loans.events("loans.prequalified.v1") if data["person_id"] == person_id]


def statuses(data):
    return {reason["code"]: reason["status"] for reason in data["reasons"]}


def test_a_completed_course_prequalifies_by_event_with_reasons_and_asks_for_no_paper(loans):
    registered(loans, "pre-1", a_group())
    completed(loans, "pre-1")
    told = shown(loans, "pre-1")[-1]
    assert told["state"] == "incomplete"
    assert told["papers"] == []
    assert statuses(told)["target_group_recognised"] == "met"
    assert statuses(told)["business_registered"] == "unmet"
    assert "登记经营主体" in told["todo"]
    assert {"document": "hunan-2024", "clause": "二（二）1"}.items() <= {
        reason["code"]: reason["citation"] for reason in told["reasons"]}["status_paper_not_asked"].items()


def test_the_order_of_events_makes_no_difference(loans):
    completed(loans, "pre-2")
    assert shown(loans, "pre-2")[-1]["state"] == "unknown"
    assert shown(loans, "pre-2")[-1]["papers"] == ["group_proof"]
    registered(loans, "pre-2", a_group())
    assert shown(loans, "pre-2")[-1]["state"] == "incomplete"
    with_business(loans, "pre-2")
    assert shown(loans, "pre-2")[-1]["state"] == "likely"
    assert "licence_not_asked" in statuses(shown(loans, "pre-2")[-1])


def test_somebody_whom_nothing_leads_to_the_loans_is_told_nothing(loans):
    registered(loans, "pre-3", a_group())
    with_business(loans, "pre-3")
    assert shown(loans, "pre-3") == []


def test_a_status_confirmed_later_and_lapsed_again_is_told_each_time_once(loans):
    registered(loans, "pre-4")
    completed(loans, "pre-4")
    group = {"group": TargetGroup.GRADUATE, "source": "高校名册"}
    confirmed = an_event(StatusConfirmed, "loans.reassess_person_on_status_confirmed", version=2, **group,
                         **a_person_registered("pre-4", groups=(a_group(TargetGroup.GRADUATE),)),
                         kind=EvidenceKind.REGISTER, fetched_on=on("2024-05-06"))
    loans.give(confirmed)
    with pytest.raises(Repeated):
        loans.give(confirmed)
    loans.give(an_event(StatusLapsed, "loans.reassess_person_on_status_lapsed", version=3, **group,
                        **a_person_registered("pre-4"), lapsed_on=on("2024-05-06"), ground="名册更正"))
    assert [data["state"] for data in shown(loans, "pre-4")] == ["unknown", "incomplete", "unknown"]


def test_an_older_event_that_comes_late_changes_nothing(loans):
    registered(loans, "pre-5", a_group(), version=3)
    completed(loans, "pre-5")
    registered(loans, "pre-5", version=1)
    assert [data["state"] for data in shown(loans, "pre-5")] == ["incomplete"]


def test_a_revoked_certificate_is_pointed_out_and_decides_nothing(loans):
    registered(loans, "pre-6", a_group())
    completed(loans, "pre-6")
    loans.give(an_event(
        CertificateRevoked, "loans.flag_loans_on_certificate_revoked", version=2, enrolment_id="enrolment-pre-6",
        person_id="pre-6", class_id="class-1", title="吉首市SIYB第一期", area=JISHOU, city=XIANGXI, course=Course.SIYB,
        state=EnrolmentState.REVOKED, certificate_number="CYpre-6", ground="考勤经核查系代签"))
    told = shown(loans, "pre-6")[-1]
    assert statuses(told)["certificate_holds"] == "unmet"
    assert told["state"] == "incomplete"


def grounds(loans, person_id):
    rows = loans.sql("SELECT ground_id, state FROM grounds WHERE person_id = %s ORDER BY ground_id", person_id)
    return dict(rows)


def test_a_tenant_of_a_provincial_base_gains_a_ground_and_loses_it_on_leaving(loans):
    ground = admitted(loans, "tenant-1")
    assert grounds(loans, "tenant-1") == {ground: GroundState.NOTED}
    noted = loans.events("loans.ground_noted.v1")[-1]
    assert {reason["citation"]["clause"] for reason in noted["reasons"]} == {"二（二）2"}
    loans.give(an_event(TenantLeft, "loans.withdraw_waiver_ground_on_tenant_left", version=2, **a_tenancy("tenant-1"),
                        state=TenancyState.LEFT, how=Leaving.LEFT, left_on=on("2024-05-06"), ground="搬迁"))
    assert grounds(loans, "tenant-1") == {ground: GroundState.WITHDRAWN}


def test_a_tenant_of_a_city_base_gains_none_until_the_province_recognises_the_base(loans):
    base_recognised(loans, "base-city", BaseLevel.CITY)
    ground = admitted(loans, "tenant-2", "base-city", BaseLevel.CITY)
    assert grounds(loans, "tenant-2") == {}
    base_recognised(loans, "base-city", BaseLevel.PROVINCE, version=2)
    assert grounds(loans, "tenant-2") == {ground: GroundState.NOTED}


def test_a_tenancy_heard_of_before_its_base_counts_once_the_base_is_known(loans):
    ground = admitted(loans, "tenant-3", "base-later", BaseLevel.PROVINCE)
    base_recognised(loans, "base-later", BaseLevel.PROVINCE)
    assert grounds(loans, "tenant-3") == {ground: GroundState.NOTED}
    assert len([g for g in loans.events("loans.ground_noted.v1") if g["person_id"] == "tenant-3"]) == 1


def test_a_base_that_loses_its_recognition_takes_its_tenants_grounds(loans):
    base_recognised(loans, "base-lost")
    ground = admitted(loans, "tenant-4", "base-lost")
    loans.give(an_event(
        BaseWithdrawn, "loans.withdraw_waiver_grounds_on_base_withdrawn", version=2, base_id="base-lost",
        name="吉首市返乡创业孵化基地", area=JISHOU, level=BaseLevel.PROVINCE, kind=BaseKind.INCUBATION_BASE,
        operator_id="org-base", government_funded=True, state=BaseState.WITHDRAWN, ground="复评未通过"))
    assert grounds(loans, "tenant-4") == {ground: GroundState.WITHDRAWN}


def a_credit_line(yuan, by):
    return a_command(ConfirmCreditLine, by, person_id="line-1", area=JISHOU, amount=yuan * YUAN,
                     valid_until=on("2024-12-31"))


def test_only_a_cooperating_banks_credit_line_is_a_ground_and_zero_takes_it_back(loans):
    assert loans.give(a_credit_line(200_000, the_bank("org-other-bank")))["outcome"] == "not_applicable"
    assert grounds(loans, "line-1") == {}
    assert loans.give(a_credit_line(200_000, the_bank()))["outcome"] == "offered"
    assert list(grounds(loans, "line-1").values()) == [GroundState.NOTED]
    loans.give(a_credit_line(0, the_bank()))
    assert list(grounds(loans, "line-1").values()) == [GroundState.WITHDRAWN]


def test_a_tenancy_or_a_prize_leads_to_the_loans_as_a_course_does(loans):
    registered(loans, "led-1", a_group())
    admitted(loans, "led-1")
    assert shown(loans, "led-1")[-1]["state"] == "incomplete"
    registered(loans, "led-2", a_group())
    loans.give(an_event(
        PrizeAwarded, "loans.note_prize_on_prize_awarded", prize_id="prize-1", contest_id="contest-1",
        entry_id="entry-1", person_id="led-2", area=JISHOU, level=ContestLevel.CITY, rank=1, title="创业项目",
        awarded_on=on("2024-05-06")))
    assert statuses(shown(loans, "led-2")[-1])["linked_with_help"] == "met"
