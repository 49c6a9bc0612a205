"""What the zone shows of recognition campaigns: counted for plans, named beside the base, open to anybody."""

from datetime import UTC, date, datetime

import pytest

from contracts.incubators.domain_events import AwardConferred, CandidatureConferred
from contracts.messages import EVENTS
from contracts.zone.public_pages import Directory
from gateway.routes.campaigns import ROUTES
from gateway.zone.cockpit import TARGETS
from gateway.zone.directories import entries_of
from gateway.zone.queries import Zone
from gateway.zone.reactions import reaction_to
from policies.reader import Policies
from tests.contracts.compatibility import sample
from tests.unit.gateway_examples import a_client, a_context

SHENYANG, AT = "210100", datetime(2024, 6, 20, 4, 0, tzinfo=UTC)


def a_case(type_: str, label: str) -> dict:
    """A case as the read model holds it after the event's frozen sample."""
    data = sample(type_)
    return {"entity_id": data[f"{EVENTS[type_].entity}_id"], "area": data["area"], "title": data["title"],
            "state": data["state"], "state_label": label, "data": data, "changed_at": AT}


class CampaignsOnly(Zone):
    """A zone with one base, what was conferred on it, a campaign and its notice."""

    def rows_as(self, viewer, sql, *parameters):
        base = sample("incubators.base_recognised.v1") | {"base_id": "base-heping-1", "area": "210102"}
        known = {"base": {"entity_id": "base-heping-1", "area": "210102", "title": base["name"], "state": "recognised",
                          "state_label": "已认定", "data": base, "changed_at": AT},
                 "candidature": a_case("incubators.candidature_conferred.v1", "已授予"),
                 "campaign": a_case("incubators.campaign_opened.v1", "申报中"),
                 "award_notice": a_case("incubators.award_notice_opened.v1", "公示中")}
        wanted = [known[each] for each in parameters if isinstance(each, str) and each in known]
        return wanted[:1]


@pytest.fixture(scope="module")
def zone():
    return CampaignsOnly(None, Policies.load())


def test_a_conferred_recognition_counts_for_its_plan_and_an_award_by_its_sum():
    conferred = CandidatureConferred.from_data(sample(CandidatureConferred.type))
    assert reaction_to(CandidatureConferred.type).counts(conferred) == [
        ("incubators.conferred.excellent_bases", "210102", 1, "2024-06-20")]
    award = AwardConferred.from_data(sample(AwardConferred.type))
    assert reaction_to(AwardConferred.type).counts(award) == [
        ("incubators.awarded_fen", "433101", 10_000_000, "2024-12-02")]


def test_the_cockpit_holds_the_demonstration_bases_against_three_of_the_document(zone):
    [target] = [each for each in TARGETS if each.name == "incubators.conferred.demonstration_bases"]
    view = zone.policies.view("incubators", area="532300", on=date(2024, 12, 31))
    assert (view.value(target.key), target.stock) == (3, True)


def test_the_directory_of_spaces_names_what_was_conferred_on_a_base(zone):
    [space] = entries_of(Directory.SPACES, zone, SHENYANG, date(2024, 6, 21))
    assert "2024年优秀创业孵化基地评选认定（2024-06-20）" in {
        line["value"] for line in space["lines"] if line["label"] == "评选认定"}


def test_anybody_sees_the_campaigns_and_what_is_to_be_conferred(zone):
    client = a_client(*ROUTES, context=a_context(zone=zone))
    [campaign] = client.simulate_get("/api/v1/incubators/campaigns?area=210000").json["items"]
    assert (campaign["state_label"], campaign["apply_until"], campaign["winners"]) == ("申报中", "2024-05-31", 3)
    [notice] = client.simulate_get("/api/v1/incubators/award-notices?area=210000").json["items"]
    assert [line["base_name"] for line in notice["lines"]] == ["和平区创业孵化基地"]
    assert "operator_id" not in str(notice)
