"""Campaigns, candidatures and assessors; the scores themselves stay sealed in casework's tables."""

from contracts.incubators.campaign_states import CampaignState, CandidatureState
from contracts.incubators.domain_events import (
    AssessorAppointed,
    BaseNominated,
    CampaignOpened,
    CampaignPublic,
    CampaignRanked,
    CandidatureFiled,
    CandidaturePublic,
    CandidatureScored,
)
from contracts.problems import NotFound
from services.incubators.model import Assessor, Campaign, Candidature

_CAMPAIGN = ("campaign_id", "code", "title", "area", "apply_until", "winners", "opened_on", "notice_id")
_CANDIDATURE = ("candidature_id", "campaign_id", "base_id", "base_name", "operator_id", "area", "rank", "amount")


class Campaigns:
    """Statements about campaigns."""

    def campaign_of(self, campaign_id: str) -> Campaign:
        """The campaign, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM campaigns WHERE campaign_id = %s FOR UPDATE", campaign_id)
        if row is None:
            raise NotFound("没有这次评选认定")
        return Campaign(**{name: row[name] for name in _CAMPAIGN}, state=CampaignState(row["state"]))

    def candidature(self, candidature_id: str) -> Candidature | None:
        row = self.one("SELECT * FROM candidatures WHERE candidature_id = %s", candidature_id)
        return row and _candidature(row)

    def candidature_of(self, candidature_id: str) -> Candidature:
        """The base's part in its campaign, with the campaign locked until commit; raises NotFound."""
        campaign_id = self.value("SELECT campaign_id FROM candidatures WHERE candidature_id = %s", candidature_id)
        if campaign_id is None:
            raise NotFound("没有这项参评")
        self.campaign_of(campaign_id)
        return self.candidature(candidature_id)

    def candidatures(self, campaign_id: str, state: CandidatureState) -> tuple[Candidature, ...]:
        return tuple(_candidature(row) for row in self.rows(
            "SELECT * FROM candidatures WHERE campaign_id = %s AND state = %s ORDER BY candidature_id",
            campaign_id, state))

    def ranked(self, campaign_id: str) -> tuple[Candidature, ...]:
        """Those that were scored, best first."""
        return tuple(_candidature(row) for row in self.rows(
            "SELECT * FROM candidatures WHERE campaign_id = %s AND rank IS NOT NULL ORDER BY rank, candidature_id",
            campaign_id))

    def assessors(self, campaign_id: str) -> tuple[Assessor, ...]:
        return tuple(Assessor(**row | {"recused_from": tuple(row["recused_from"])}) for row in self.rows(
            "SELECT assessor_id, person_id, area, recused_from FROM assessors WHERE campaign_id = %s"
            " ORDER BY assessor_id", campaign_id))

    def apply_campaign_opened(self, event: CampaignOpened) -> None:
        self.execute(
            "INSERT INTO campaigns (campaign_id, code, title, area, apply_until, opened_on, winners, state, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)", event.campaign_id, event.code, event.title, event.area,
            event.apply_until, self.today, event.winners, event.state, event.envelope.entity_version)

    def apply_base_nominated(self, event: BaseNominated) -> None:
        self._take_part(event)

    def apply_candidature_filed(self, event: CandidatureFiled) -> None:
        self._take_part(event)

    def _take_part(self, event: CandidaturePublic) -> None:
        self.execute(
            "INSERT INTO candidatures (candidature_id, campaign_id, base_id, base_name, operator_id, area, state,"
            " version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (candidature_id) DO UPDATE SET"
            " state = excluded.state, operator_id = excluded.operator_id, version = excluded.version",
            event.candidature_id, event.campaign_id, event.base_id, event.base_name, event.operator_id, event.area,
            event.state, event.envelope.entity_version)

    def apply_candidature_withdrawn(self, event) -> None:
        self._candidature_state(event)

    def apply_assessor_appointed(self, event: AssessorAppointed) -> None:
        self.execute("INSERT INTO assessors (assessor_id, campaign_id, person_id, area, recused_from)"
                     " VALUES (%s, %s, %s, %s, %s)", event.assessor_id, event.campaign_id, event.person_id,
                     event.area, list(event.recused_from))

    def apply_campaign_scoring_opened(self, event) -> None:
        self._move_campaign(event)

    def apply_candidature_scored(self, event: CandidatureScored) -> None:
        """The score stands sealed in casework's tables; the event says only that it is in."""

    def apply_campaign_tied(self, event) -> None:
        self._move_campaign(event)

    def apply_campaign_ranked(self, event: CampaignRanked) -> None:
        self._move_campaign(event)
        for candidature_id, place in event.ranking.items():
            self.execute("UPDATE candidatures SET rank = %s WHERE candidature_id = %s", place["rank"], candidature_id)

    def _move_campaign(self, event: CampaignPublic) -> None:
        self.execute("UPDATE campaigns SET state = %s, version = %s WHERE campaign_id = %s",
                     event.state, event.envelope.entity_version, event.campaign_id)

    def _candidature_state(self, event: CandidaturePublic) -> None:
        self.execute("UPDATE candidatures SET state = %s, version = %s WHERE candidature_id = %s",
                     event.state, event.envelope.entity_version, event.candidature_id)


def _candidature(row: dict) -> Candidature:
    return Candidature(**{name: row[name] for name in _CANDIDATURE}, state=CandidatureState(row["state"]))
