"""A recognition campaign, driven message by message, for the tests of incubators."""

import itertools
from dataclasses import dataclass, field

import psycopg

from contracts.actors import Role
from contracts.incubators.campaigns import (
    ApplyForRecognition,
    AppointAssessor,
    AwardPick,
    CloseApplications,
    CloseAwardNotice,
    ConferAward,
    ItemScore,
    OpenCampaign,
    PubliciseChoice,
    RankCampaign,
    ScoreCandidature,
)
from contracts.incubators.commands import RecogniseBase
from tests.building import a_command, an_actor, on, sent

LIAONING, SHENYANG, HEPING, DALIAN, ZHONGSHAN = "210000", "210100", "210102", "210200", "210202"
CHUXIONG, SHUANGBAI = "532300", "532322"
PROVINCE = an_actor(Role.PROVINCE_STAFF, area=LIAONING, person_id="province-1")
CITY = an_actor(Role.CITY_STAFF, area=SHENYANG, person_id="city-1")
EXPERTS = {"expert-shenyang": SHENYANG, "expert-dalian": DALIAN, "expert-anshan": "210300", "expert-fushun": "210400"}
WEIGHTS = {"service_quality": 40, "incubation": 30, "upgrading": 30}
_numbers = itertools.count(1)


@dataclass
class Round:
    """One campaign of the province with the pillar's handlers at hand."""

    desk: object
    url: str
    campaign_id: str = ""
    entered: dict[str, str] = field(default_factory=dict)

    def act(self, command_class: type, by, **fields) -> dict:
        return self.desk.give(a_command(command_class, by, **fields))

    def open(self, winners: int = 1, **more) -> "Round":
        self.campaign_id = self.act(OpenCampaign, PROVINCE, **{
            "code": "excellent_bases", "area": LIAONING, "apply_until": on("2024-05-31"), "winners": winners} | more)[
            "subject"]
        return self

    def base(self, area: str = HEPING, by=PROVINCE, level: str = "city") -> str:
        number = next(_numbers)
        return self.desk.give(sent(RecogniseBase, by, base_id=f"base-{number}", name=f"第{number}创业孵化基地",
                                   area=area, level=level, kind="incubation_base", operator_id=f"org-{number}",
                                   places=0))["subject"]

    def apply(self, base_id: str) -> str:
        answer = self.act(ApplyForRecognition, operator_of(base_id), campaign_id=self.campaign_id, base_id=base_id,
                          account_of_work="孵化服务情况和成效", committed=True)
        self.entered[base_id] = answer["subject"]
        return answer["subject"]

    def appoint(self, person_id: str, area: str, recused_from=()) -> dict:
        return self.act(AppointAssessor, PROVINCE, campaign_id=self.campaign_id, person_id=person_id, area=area,
                        recused_from=tuple(recused_from))

    def close(self, by=PROVINCE) -> dict:
        return self.act(CloseApplications, by, campaign_id=self.campaign_id)

    def score(self, person_id: str, candidature_id: str, *points: int) -> dict:
        items = tuple(ItemScore(criterion=code, points=given)
                      for code, given in zip(WEIGHTS, points or (30, 20, 20), strict=True))
        return self.act(ScoreCandidature, an_actor(Role.MENTOR, area=EXPERTS.get(person_id, SHENYANG),
                                                   person_id=person_id), candidature_id=candidature_id, items=items)

    def rank(self) -> dict:
        return self.act(RankCampaign, PROVINCE, campaign_id=self.campaign_id)

    def publicise(self, **amounts: int | None) -> dict:
        picks = tuple(AwardPick(candidature_id=self.entered[base.replace("_", "-")], amount=amount)
                      for base, amount in amounts.items())
        return self.act(PubliciseChoice, PROVINCE, campaign_id=self.campaign_id, picks=picks)

    def confer(self, base_id: str, by=PROVINCE) -> dict:
        return self.act(ConferAward, by, candidature_id=self.entered[base_id], ground="经评审和公示，同意授予")

    def run_notice_out(self) -> None:
        ends_at = self.desk.sql("SELECT n.ends_at FROM campaigns c JOIN notices n USING (notice_id)"
                                " WHERE campaign_id = %s", self.campaign_id)[0][0]
        move_to(self.url, ends_at)
        self.act(CloseAwardNotice, an_actor(Role.CALENDAR), campaign_id=self.campaign_id)

    def events(self, name: str) -> list[dict]:
        found = self.desk.events(f"incubators.{name}.v1")
        return [data for data in found if data.get("campaign_id") == self.campaign_id]

    def scored(self, *bases: str, points=None) -> "Round":
        """Bases that applied and were scored by two from elsewhere, the first named best."""
        for person_id in ("expert-anshan", "expert-fushun"):
            self.appoint(person_id, EXPERTS[person_id])
        for base_id in bases:
            self.apply(base_id)
        self.close()
        for place, base_id in enumerate(bases):
            for person_id in ("expert-anshan", "expert-fushun"):
                self.score(person_id, self.entered[base_id], *(points or (40 - place, 30, 30)))
        return self


def move_to(url: str, moment) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT clock.move_to(greatest(clock.business_now(), %s))", [moment])


def operator_of(base_id: str):
    return an_actor(Role.BASE_OPERATOR, area=HEPING, organisation_id=base_id.replace("base", "org"),
                    person_id=f"agent-of-{base_id}")


def keyed(base_id: str) -> str:
    return base_id.replace("-", "_")
