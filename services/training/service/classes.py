"""Filing, deciding, correcting, cancelling and closing classes; one class in depth."""

from chassis.calls import require_area
from chassis.declare import command, question
from contracts.actors import Role
from contracts.problems import Conflict, Forbidden, Invalid
from contracts.training import ClassState, EnrolmentState
from contracts.training.commands import CancelClass, CloseClass, CorrectClass, DecideReferredClass, FileClass
from contracts.training.questions import ShowClass
from policies.areas import city_of, exists
from services.training.rules import decide_cancellation, decide_class, decide_referred_class
from services.training.rules.classes import decide_closing, decide_correction, seats_faults
from services.training.rules.enrolments import decide_promotion, in_order


class ClassHandlers:
    """Handlers about classes."""

    @command(FileClass)
    def file_class(self, command):
        require_own_institution(command, command.institution_id)
        require_possible_dates(command)
        if not exists(command.area):
            raise Invalid(fields={"area": ["没有这个地区"]})
        with self.store.transaction(command) as tx:
            standing = tx.plan_standing_soon(city_of(command.area), command.starts_on.year, courses=[command.course])
            institution = tx.institution_soon(command.institution_id)
            policy = tx.policy(command.area, on=tx.today)
            require_sound_size(command, policy)
            class_id = tx.new_id("class")
            return tx.record(decide_class(command, class_id, standing(), institution(), policy, tx.today))

    @command(DecideReferredClass)
    def decide_referred_class(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_state(class_, ClassState.REFERRED, "班级不在待决定状态")
            require_level_above(command, class_)
            standing = tx.plan_standing(class_.city, class_.starts_on.year)
            policy = tx.policy(class_.area, on=tx.today)
            return tx.record(decide_referred_class(command, class_, standing, policy))

    @command(CorrectClass)
    def correct_class(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_own_institution(command, class_.institution_id)
            require_correctable(tx, command, class_)
            policy = tx.policy(class_.area, on=tx.today)
            require_sound_size(command, policy)
            standing = tx.plan_standing(class_.city, class_.starts_on.year)
            institution = tx.institution(class_.institution_id)
            decisions = correction(tx, command, class_, standing, institution, policy)
            return tx.record_all(decisions, subject=class_.class_id)

    @command(CancelClass)
    def cancel_class(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_party(command, class_)
            require_state(class_, ClassState.APPROVED, "只有已通过备案的班级可以取消")
            return tx.record(decide_cancellation(command, class_, tx.enrolments_in(class_.class_id)))

    @command(CloseClass)
    def close_class(self, command):
        with self.store.transaction(command) as tx:
            class_ = tx.class_of(command.class_id)
            require_party(command, class_)
            require_state(class_, ClassState.APPROVED, "只有已通过备案的班级可以结班")
            if tx.today <= class_.ends_on:
                raise Conflict(f"结业日期（{class_.ends_on}）之后才能结班")
            waiting = tuple(one for one in tx.enrolments_in(class_.class_id) if one.state is EnrolmentState.WAITING)
            return tx.record(decide_closing(command, class_, waiting))

    @question(ShowClass)
    def show_class(self, question):
        with self.store.reading(question) as tx:
            class_ = tx.class_seen(question.class_id)
            require_reader(tx, question, class_)
            rows = tx.trainees_in_depth(class_.class_id)
            places = {one.enrolment_id: place for place, one in enumerate(in_order(
                tx.waiting_seen(class_.class_id), tx.policy(class_.area, on=tx.today), tx.today), start=1)}
        names = ("class_id", "institution_id", "area", "course", "title", "seats", "sessions", "state")
        shown = {name: getattr(class_, name) for name in names}
        trainees = [{name: value for name, value in row.items() if name != "waiting_since"}
                    | {"place": places.get(row["enrolment_id"])} for row in rows]
        return shown | {"starts_on": class_.starts_on.isoformat(), "ends_on": class_.ends_on.isoformat(),
                        "timetable": [session_as_data(one) for one in class_.timetable], "trainees": trainees}


def correction(tx, command, class_, standing, institution, policy):
    """The correction, and once it is recorded who takes the seats that it added."""
    corrected = decide_correction(command, class_, standing, policy, institution, tx.today)
    yield corrected
    if corrected.events and command.seats > class_.seats:
        yield decide_promotion(tx.class_of(class_.class_id), tx.waiting_for(class_.class_id), policy, tx.today)


def session_as_data(session) -> dict:
    """A session as answers carry it."""
    return {**vars(session), "held_on": session.held_on.isoformat()}


def require_own_institution(command, institution_id: str) -> None:
    if command.actor.organisation_id != institution_id:
        raise Forbidden("只能办理本机构的班级", needed_organisation=institution_id)


def require_teaching(tx, message, class_) -> None:
    """The class's own institution and its lecturers, or a lecturer from elsewhere who accepted to teach it."""
    by_lecturer = message.actor.role is Role.LECTURER
    if not (by_lecturer and tx.teaches(message.actor.person_id, class_.class_id)):
        require_own_institution(message, class_.institution_id)


def require_party(command, class_) -> None:
    """The class's own institution, or staff of its area; another institution of the area is neither."""
    if command.actor.role is Role.INSTITUTION_STAFF:
        require_own_institution(command, class_.institution_id)
    else:
        require_area(command, class_.area)


def require_reader(tx, question, class_) -> None:
    """The class's own institution, who teaches it, or staff of its area."""
    if question.actor.role in (Role.INSTITUTION_STAFF, Role.LECTURER):
        require_teaching(tx, question, class_)
    else:
        require_area(question, class_.area)


def require_level_above(command, class_) -> None:
    """Staff of the level above the place whose plan it is; the place does not decide its own exception."""
    if command.actor.area == class_.city or not command.actor.covers(class_.city):
        raise Forbidden("超计划开班由上一级决定", needed_area=class_.city[:2] + "0000")


def require_state(class_, state: ClassState, words: str) -> None:
    if class_.state is not state:
        raise Conflict(words, state=class_.state.value)


def require_possible_dates(command) -> None:
    if command.ends_on < command.starts_on:
        raise Invalid(fields={"ends_on": ["结业日期不能早于开班日期"]})


def require_sound_size(command, policy) -> None:
    """Raise Invalid for a class that is smaller or larger than policy has it."""
    if faults := seats_faults(command.seats, policy):
        raise Invalid(fields=faults)


def require_correctable(tx, command, class_) -> None:
    """A class may be corrected until it begins; its year is that of the plan that pays its seats."""
    if class_.state not in (ClassState.APPROVED, ClassState.REFERRED):
        raise Conflict("只有待决定或已通过备案的班级可以更正", state=class_.state.value)
    if tx.is_begun(class_.class_id) or tx.today > class_.starts_on:
        raise Conflict("班级已经开课，不能再更正备案信息")
    require_possible_dates(command)
    if command.starts_on.year != class_.starts_on.year:
        raise Invalid(fields={"starts_on": ["开班年度不能更改，请取消后重新备案"]})
    if command.starts_on < tx.today:
        raise Invalid(fields={"starts_on": ["开班日期不能早于今天"]})
    require_timetable_fits(command, class_)


def require_timetable_fits(command, class_) -> None:
    """A planned timetable stays within the corrected days and number of sessions; else it is planned anew first."""
    days = [one.held_on for one in class_.timetable]
    if days and not (command.starts_on <= min(days) and max(days) <= command.ends_on):
        raise Conflict("已安排的课次不在更正后的日期之内，请先调整课程安排")
    if days and command.sessions != class_.sessions:
        raise Conflict("已有课程安排，不能更改课次数")
