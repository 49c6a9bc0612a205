"""Recognition campaigns on a real database: from the opening to the award that goes on to be paid."""

from datetime import date

import psycopg
import pytest

from chassis.clock import start_of
from contracts.actors import Role
from contracts.incubators.campaigns import (
    ApplyForRecognition,
    AppointAssessor,
    AwardPick,
    BreakCampaignTie,
    CloseApplications,
    ConferAward,
    Finding,
    ItemScore,
    NominateBase,
    OpenCampaign,
    PubliciseChoice,
    RaiseAwardObjection,
    RankCampaign,
    ResolveAwardObjection,
    ScoreCandidature,
    WithdrawCandidature,
)
from contracts.incubators.commands import WithdrawBase
from contracts.incubators.domain_events import AwardConferred
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.subsidies.commands import OpenBudget
from tests.building import a_citizen, a_command, an_actor, an_event, on
from tests.integration.pillars.campaigning import (
    CHUXIONG,
    CITY,
    DALIAN,
    EXPERTS,
    PROVINCE,
    SHENYANG,
    SHUANGBAI,
    ZHONGSHAN,
    Round,
    keyed,
    move_to,
    operator_of,
)


@pytest.fixture(scope="module")
def desk_of_campaigns(desk, migrated):
    return desk("incubators"), migrated


@pytest.fixture
def contest(desk_of_campaigns):
    return Round(*desk_of_campaigns)


# opening


def test_a_campaign_is_opened_by_the_level_that_policy_names_and_says_what_no_source_states(contest):
    with pytest.raises(Forbidden):
        contest.act(OpenCampaign, CITY, code="excellent_bases", area=SHENYANG, apply_until=on("2024-05-31"), winners=1)
    with pytest.raises(Invalid):
        contest.open(code="best_of_all")
    with pytest.raises(Invalid):
        contest.open(apply_until=on("2024-05-05"))
    [opened] = contest.open().events("campaign_opened")
    cited = {reason["code"]: reason["citation"] for reason in opened["reasons"]}
    assert (cited["campaign_stated"]["document"], cited["campaign_stated"]["clause"]) == ("liaoning-2023", "三（七）")
    assert cited["criteria_set_locally"]["unsourced"]


# taking part


def test_a_base_takes_part_by_its_own_application_and_a_nomination_alone_does_not_count(contest):
    contest.open()
    base_id, beside = contest.base(), contest.base()
    with pytest.raises(Forbidden):
        contest.act(NominateBase, an_actor(Role.CITY_STAFF, area=DALIAN), campaign_id=contest.campaign_id,
                    base_id=base_id, ground="服务成效突出")
    contest.act(NominateBase, CITY, campaign_id=contest.campaign_id, base_id=base_id, ground="服务成效突出")
    assert contest.events("base_nominated")[0]["reasons"][0]["status"] == "unmet"
    with pytest.raises(Conflict, match="还没有基地申报"):
        contest.close()
    with pytest.raises(Forbidden):
        contest.act(ApplyForRecognition, operator_of(beside), campaign_id=contest.campaign_id, base_id=base_id,
                    account_of_work="孵化服务情况", committed=True)
    with pytest.raises(Invalid):
        contest.act(ApplyForRecognition, operator_of(base_id), campaign_id=contest.campaign_id, base_id=base_id,
                    account_of_work="孵化服务情况", committed=False)
    contest.apply(base_id)
    with pytest.raises(Conflict):
        contest.apply(base_id)
    contest.act(WithdrawCandidature, operator_of(base_id), candidature_id=contest.entered[base_id])
    contest.apply(base_id)
    assert [event["state"] for event in contest.events("candidature_filed")] == ["applied", "applied"]


def test_a_base_from_elsewhere_or_withdrawn_takes_no_part(contest):
    contest.open()
    elsewhere = contest.base(area="430102", by=an_actor(Role.PROVINCE_STAFF, area="430000"))
    gone = contest.base()
    contest.act(WithdrawBase, PROVINCE, base_id=gone, ground="不再符合条件")
    with pytest.raises(Invalid):
        contest.apply(elsewhere)
    with pytest.raises(Conflict):
        contest.apply(gone)


# scoring


def test_nobody_scores_their_own_area_nor_a_base_with_which_they_have_to_do(contest):
    contest.open()
    here, there = contest.base(), contest.base(area=ZHONGSHAN)
    contest.apply(here)
    contest.apply(there)
    contest.appoint("expert-shenyang", SHENYANG)
    contest.appoint("expert-dalian", DALIAN)
    assert contest.close()["outcome"] == "returned", "each base has one assessor left after recusal"
    contest.appoint("expert-anshan", EXPERTS["expert-anshan"])
    contest.appoint("expert-fushun", EXPERTS["expert-fushun"], recused_from=(here,))
    contest.close()
    for recused in ("expert-shenyang", "expert-fushun", "nobody-appointed"):
        with pytest.raises(Forbidden):
            contest.score(recused, contest.entered[here])
    contest.score("expert-dalian", contest.entered[here])
    with pytest.raises(Conflict):
        contest.score("expert-dalian", contest.entered[here])


def test_a_score_names_every_criterion_once_within_its_points_and_stays_sealed_until_all_are_in(contest):
    base_id = contest.open().base()
    for person_id in ("expert-anshan", "expert-fushun"):
        contest.appoint(person_id, EXPERTS[person_id])
    candidature = contest.apply(base_id)
    contest.close()
    with pytest.raises(Invalid):
        contest.score("expert-anshan", candidature, 41, 30, 30)
    with pytest.raises(Invalid):
        contest.act(ScoreCandidature, an_actor(Role.MENTOR, person_id="expert-anshan"), candidature_id=candidature,
                    items=(ItemScore(criterion="service_quality", points=1),))
    contest.score("expert-anshan", candidature, 40, 30, 30)
    assert contest.desk.sql("SELECT count(*) FROM scores WHERE round_id = %s", contest.campaign_id) == [(0,)]
    assert "points" not in str(contest.events("candidature_scored"))
    with pytest.raises(Conflict, match="不能启封"):
        contest.rank()


def test_a_tie_on_which_the_choice_depends_is_a_persons_to_break(contest):
    first, second = contest.open().base(), contest.base()
    contest.scored(first, second, points=(30, 20, 20))
    assert contest.rank()["outcome"] == "referred"
    order = (contest.entered[second], contest.entered[first])
    contest.act(BreakCampaignTie, PROVINCE, campaign_id=contest.campaign_id, order=order, ground="第二家服务户数更多")
    assert contest.events("campaign_ranked")[0]["ranking"][order[0]]["rank"] == 1


# in public, and conferred


def test_five_million_can_stand_in_public_and_one_yuan_more_cannot(contest):
    base_id = contest.open().base()
    contest.scored(base_id).rank()
    beyond = contest.publicise(**{keyed(base_id): 500_000_100})
    assert (beyond["outcome"], contest.events("award_notice_opened")) == ("returned", [])
    reason = next(each for each in beyond["reasons"] if each["code"] == "award_within_limit")
    assert (reason["status"], reason["citation"]["document"], reason["citation"]["clause"]) == (
        "unmet", "liaoning-2023", "三（七）")
    with pytest.raises(Invalid):
        contest.publicise(**{keyed(base_id): None})
    assert contest.publicise(**{keyed(base_id): 500_000_000})["outcome"] == "granted"
    assert contest.events("award_notice_opened")[0]["lines"][0]["amount"] == "5000000.00"


def test_only_the_first_ranked_stand_in_public_and_the_others_are_told_their_rank(contest):
    first, second = contest.open().base(), contest.base()
    contest.scored(first, second).rank()
    assert contest.publicise(**{keyed(second): 100_000_00})["outcome"] == "returned"
    contest.publicise(**{keyed(first): 100_000_00})
    [told] = contest.events("candidature_not_chosen")
    assert (told["base_id"], told["reasons"][0]["given"]) == (second, {"rank": 2})


def test_an_award_is_conferred_after_its_notice_with_clause_and_ground_and_goes_on_to_be_paid(contest, desk):
    base_id = contest.open().base()
    contest.scored(base_id).rank()
    contest.publicise(**{keyed(base_id): 1_000_000_00})
    with pytest.raises(Conflict):
        contest.confer(base_id)
    with psycopg.connect(contest.url, options="-c search_path=incubators") as by_hand, pytest.raises(
            psycopg.errors.CheckViolation, match="has not run its days"):
        by_hand.execute("INSERT INTO awards VALUES ('x', %s, 100000000, current_date)", [contest.entered[base_id]])
    contest.run_notice_out()
    with pytest.raises(Forbidden):
        contest.confer(base_id, by=CITY)
    assert contest.confer(base_id)["outcome"] == "granted"
    with pytest.raises(Conflict):
        contest.confer(base_id)
    [conferred], [award] = contest.events("candidature_conferred"), contest.events("award_conferred")
    assert {reason["code"] for reason in conferred["reasons"]} == {
        "recognised_by_its_document", "award_within_limit", "notice_ran_out_clean", "decided_by_a_person"}
    organisation = operator_of(base_id).organisation_id
    assert (award["amount"], award["person_id"], award["organisation_id"]) == (
        "1000000.00", organisation, organisation)
    _is_paid_on(desk("subsidies"), award, contest)


def _is_paid_on(subsidies, award: dict, contest: Round) -> None:
    """What subsidies make of it: a line that may be paid, the organisation's own."""
    subsidies.give(a_command(OpenBudget, an_actor(Role.CITY_STAFF, area=SHENYANG), area=SHENYANG,
                             year=date.fromisoformat(award["conferred_on"]).year, programme="campaign_award",
                             amount=10_000_000_00, ground="辽财社〔2024〕1号（演示）"))
    told = AwardConferred.from_data(award)
    fields = {name: value for name, value in vars(told).items() if name != "envelope"}
    subsidies.give(an_event(AwardConferred, "subsidies.open_payment_line_on_award_conferred", **fields))
    [line] = [data for data in subsidies.events("subsidies.award_line_opened.v1")
              if data["award_id"] == award["award_id"]]
    assert (line["state"], line["organisation_id"]) == ("cleared", award["organisation_id"])


def test_an_objection_stops_its_own_line_until_a_person_has_decided_it(contest):
    one, other = contest.open(winners=2).base(), contest.base()
    contest.scored(one, other).rank()
    contest.publicise(**{keyed(one): 100_000_00, keyed(other): 100_000_00})
    objection = {}
    for base_id in (one, other):
        objection[base_id] = contest.act(RaiseAwardObjection, a_citizen("neighbour"), ground="申报数据与实际不符",
                                         candidature_id=contest.entered[base_id])["subject"]
    contest.run_notice_out()
    assert contest.confer(one)["outcome"] == "returned"
    contest.act(ResolveAwardObjection, PROVINCE, award_objection_id=objection[one], upheld=False, finding="数据属实")
    contest.act(ResolveAwardObjection, PROVINCE, award_objection_id=objection[other], upheld=True, finding="数据不实")
    assert contest.confer(one)["outcome"] == "granted"
    with pytest.raises(Conflict):
        contest.confer(other)
    assert [event["base_id"] for event in contest.events("candidature_refused")] == [other]
    with pytest.raises(Conflict):
        contest.act(RaiseAwardObjection, a_citizen("late"), ground="晚到的异议意见",
                    candidature_id=contest.entered[one])


def test_a_demonstration_base_is_recognised_without_money_with_a_finding_on_each_point_whichever_its_county(contest):
    move_to(contest.url, start_of(on("2024-08-01")))
    city = an_actor(Role.CITY_STAFF, area=CHUXIONG, person_id="city-chuxiong")
    opened = {"code": "demonstration_bases", "area": CHUXIONG, "apply_until": on("2024-12-01")}
    assert contest.act(OpenCampaign, city, **opened, winners=6)["outcome"] == "referred"
    contest.campaign_id = contest.act(OpenCampaign, city, **opened, winners=5)["subject"]
    base_id = contest.base(area=SHUANGBAI, by=city)
    candidature = contest.apply(base_id)
    act, campaign = contest.act, {"campaign_id": contest.campaign_id}
    for person_id in ("expert-1", "expert-2"):
        act(AppointAssessor, city, **campaign, person_id=person_id, area="532301")
    act(CloseApplications, city, **campaign)
    points = {"good_prospects": 30, "complete_services": 20, "clear_help": 20}
    for person_id in ("expert-1", "expert-2"):
        act(ScoreCandidature, an_actor(Role.MENTOR, area="532301", person_id=person_id), candidature_id=candidature,
            items=tuple(ItemScore(criterion=code, points=given) for code, given in points.items()))
    act(RankCampaign, city, **campaign)
    with pytest.raises(Invalid):
        act(PubliciseChoice, city, **campaign, picks=(AwardPick(candidature_id=candidature, amount=100),))
    act(PubliciseChoice, city, **campaign, picks=(AwardPick(candidature_id=candidature, amount=None),))
    contest.run_notice_out()
    with pytest.raises(Invalid):
        contest.confer(base_id, by=city)
    act(ConferAward, city, candidature_id=candidature, ground="符合方案三个方面", findings=tuple(
        Finding(criterion=code, finding="有记录可查") for code in points))
    [conferred] = contest.events("candidature_conferred")
    assert {f"found_{code}" for code in points} <= {reason["code"] for reason in conferred["reasons"]}
    assert contest.events("award_conferred") == []


def test_after_the_last_day_nobody_applies_any_more(contest):
    base_id = contest.open(apply_until=on("2030-01-01")).base()
    move_to(contest.url, start_of(on("2030-01-02")))
    with pytest.raises(Conflict, match="申报已截止"):
        contest.apply(base_id)
