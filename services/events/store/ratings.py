"""Rights to rate, ratings, and the cases behind bad ones."""

from datetime import timedelta

from chassis.clock import start_of
from contracts.events import Grade, RatingCaseState, RatingState
from contracts.events.commands import RemindRatingCase
from contracts.events.domain_events import (
    Rated,
    RatingCaseClosed,
    RatingCaseContacted,
    RatingCaseOpened,
    RatingCaseOverdue,
    RatingCasePublic,
    RatingRightOpened,
    ServiceRendered,
)
from contracts.problems import NotFound
from services.events.model import Rating, RatingCase

_RATING = ("rating_id", "service_act_id", "person_id", "provider_id", "pillar", "area", "title", "state")
_CASE = ("rating_case_id", "rating_id", "person_id", "provider_id", "area", "title", "grade", "due_on", "overdue",
         "contacted_on", "state")


class Ratings:
    """Statements about ratings."""

    def rating_of(self, rating_id: str) -> Rating:
        """The right to rate, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM ratings WHERE rating_id = %s FOR UPDATE", rating_id)
        if row is None:
            raise NotFound("没有可评价的服务")
        return Rating(**{name: row[name] for name in _RATING} | {"state": RatingState(row["state"])})

    def has_right(self, service_act_id: str) -> bool:
        """Whether a right to rate this service was opened before."""
        return self.one("SELECT 1 FROM ratings WHERE service_act_id = %s", service_act_id) is not None

    def rating_case_of(self, rating_case_id: str) -> RatingCase:
        """The case, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM rating_cases WHERE rating_case_id = %s FOR UPDATE", rating_case_id)
        if row is None:
            raise NotFound("没有这件差评办理")
        return RatingCase(**{name: row[name] for name in _CASE} | {
            "grade": Grade(row["grade"]), "state": RatingCaseState(row["state"])})

    def apply_service_rendered(self, event: ServiceRendered) -> None:
        """A service act is announced; the right to rate it is opened when it is heard."""

    def apply_rating_right_opened(self, event: RatingRightOpened) -> None:
        self.execute(f"INSERT INTO ratings ({', '.join(_RATING)}, version) VALUES ({'%s, ' * len(_RATING)}%s)",
                     *(getattr(event, name) for name in _RATING), event.envelope.entity_version)

    def apply_rated(self, event: Rated) -> None:
        self.execute("UPDATE ratings SET state = %s, grade = %s, version = %s WHERE rating_id = %s",
                     event.state, event.grade, event.envelope.entity_version, event.rating_id)

    def apply_rating_case_opened(self, event: RatingCaseOpened) -> None:
        self.execute(f"INSERT INTO rating_cases ({', '.join(_CASE)}, version) VALUES ({'%s, ' * len(_CASE)}%s)",
                     *(getattr(event, name) for name in _CASE), event.envelope.entity_version)
        self.set_timer(f"rating-case:{event.rating_case_id}", start_of(event.due_on + timedelta(days=1)),
                       RemindRatingCase(rating_case_id=event.rating_case_id))

    def apply_rating_case_contacted(self, event: RatingCaseContacted) -> None:
        self._move_case(event)

    def apply_rating_case_overdue(self, event: RatingCaseOverdue) -> None:
        self._move_case(event)

    def apply_rating_case_closed(self, event: RatingCaseClosed) -> None:
        self._move_case(event)
        self.drop_timer(f"rating-case:{event.rating_case_id}")

    def _move_case(self, event: RatingCasePublic) -> None:
        self.execute("UPDATE rating_cases SET state = %s, overdue = %s, contacted_on = %s, version = %s"
                     " WHERE rating_case_id = %s", event.state, event.overdue, event.contacted_on,
                     event.envelope.entity_version, event.rating_case_id)
