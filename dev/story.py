"""The story that the platform exists for, told through the public HTTP interface alone.

`run` is what `make up` and `make demo` call; the journeys' tests use the same steps and look closer.
"""

import uuid
from dataclasses import dataclass, field
from io import BytesIO

import xlsxwriter

from dev.caller import Caller, Refused, eventually, shown_time
from dev.made_up import a_name, a_phone, an_id_number

JISHOU, XIANGXI, HUNAN = "433101", "433100", "430000"
INSTITUTION, OPERATOR = "institution-qihang", "base-jishou"
START = "2024-05-06T09:00:00+08:00"
SESSIONS = 10


@dataclass
class Story:
    """One person's way through the platform; each step is a real command with real rules."""

    base_url: str
    seed: str = field(default_factory=lambda: uuid.uuid4().hex[:8])

    def __post_init__(self):
        self.callers: dict[str, Caller] = {}

    def as_(self, account: str) -> Caller:
        """The caller signed in to a demonstration account."""
        if account not in self.callers:
            self.callers[account] = Caller(self.base_url, account)
        return self.callers[account]

    @property
    def citizen(self) -> Caller:
        return self.as_(f"citizen-{self.seed}")

    # the desks prepare the year

    def prepare(self) -> None:
        """Business time, the year's plan, the institution and the base; safe to repeat."""
        move_clock_to_start(self.as_("operator"))
        key = "demonstration-2024"
        self.as_("province").post("/training/plans", {"area": HUNAN, "year": 2024}, key=f"{key}-plan")
        self.as_("city").post("/training/accreditations", {
            "institution_id": INSTITUTION, "area": JISHOU, "valid_until": "2026-12-31", "name": "湘西启航培训学校",
            "courses": ["siyb", "online_shop", "live_stream", "simulation", "village_leader"]}, key=f"{key}-teach")
        self.as_("province").post("/incubators/bases", {
            "name": "吉首市返乡创业孵化基地", "area": JISHOU, "level": "province", "kind": "incubation_base",
            "operator_id": OPERATOR, "places": 40, "government_funded": True}, key=f"{key}-base")

    # 1 a returning worker registers, the register confirms the target group

    def register_person(self) -> dict:
        """The register is imported first, so that it can confirm who registers."""
        self.import_register()
        return self.citizen.post("/people", {"name": self.name, "id_number": self.id_number,
                                             "phone": a_phone(self.seed), "area": JISHOU})

    def import_register(self) -> None:
        """The county's register of returning workers names this person."""
        self.as_("clerk").upload("/registers", a_register([(self.name, self.id_number)]), "register.xlsx", {
            "source": "吉首市返乡农民工名册", "area": JISHOU, "fetched_on": "2024-05-06", "keep": "good"})

    @property
    def name(self) -> str:
        return a_name(self.seed)

    @property
    def id_number(self) -> str:
        return an_id_number(self.seed)

    @property
    def person_id(self) -> str:
        return self.page()["profile"]["person_id"]

    # 2 and 3 a class is filed, the person is enrolled, attends and passes

    def file_class(self, *, course: str = "siyb", seats: int = 30) -> dict:
        return self.as_("institution").post("/training/classes", {
            "institution_id": INSTITUTION, "area": JISHOU, "course": course, "title": f"吉首市创业培训班 {self.seed}",
            "seats": seats, "starts_on": "2024-05-06", "ends_on": "2024-05-15", "sessions": SESSIONS})

    def enrol(self, class_id: str) -> dict:
        """Enrol from the roster; training may learn of the registration a moment later than the desk."""
        def attempt():
            return self.as_("institution").post(f"/training/classes/{class_id}/enrolments",
                                                {"person_ids": [self.person_id]})
        return eventually(attempt, lambda answer: answer["outcome"] == "granted", "学员没有录入班级")

    def attend_and_pass(self, class_id: str) -> dict:
        for session in range(1, SESSIONS + 1):
            self.as_("lecturer").post(f"/training/classes/{class_id}/attendance",
                                      {"session": session, "present": [self.person_id]})
        return self.as_("institution").post(f"/training/classes/{class_id}/completions",
                                {"person_id": self.person_id, "mark": 88, "completed_on": "2024-05-06"})

    # 4 by events alone: an invitation, a pre-qualification, an assessment

    def page(self) -> dict:
        """The person's page, showing at least what this story's own commands did last."""
        return self.citizen.get("/me", wait_for=self.own_events())

    def own_events(self) -> list[str]:
        """The newest events that each desk of this story recorded."""
        return [event for caller in self.callers.values() for event in caller.seen_events[-3:]][-50:]

    def await_reactions(self) -> dict[str, dict]:
        """The three cases that other pillars open on the completed course, by pillar."""
        wanted = {"incubators": "invitation", "loans": "prequalification", "subsidies": "assessment"}
        page = eventually(self.page, lambda seen: set(wanted.items()) <= {
            (case["pillar"], case["entity"]) for case in seen["cases"]}, "没有等到其他业务的响应")
        return {pillar: next(case for case in page["cases"] if (case["pillar"], case["entity"]) == (pillar, entity))
                for pillar, entity in wanted.items()}

    def first_half(self) -> None:
        """Steps 1 to 4."""
        self.register_person()
        eventually(self.page, lambda page: page["profile"] and page["profile"]["groups"], "没有确认重点群体身份")
        class_id = self.file_class()["subject"]
        self.enrol(class_id)
        self.attend_and_pass(class_id)
        self.await_reactions()

    def timeline(self) -> str:
        """What the person's page shows, as text, oldest first."""
        page = self.page()
        newest_first = self.citizen.get("/me/timeline?limit=100", wait_for=self.own_events())["items"]
        lines = [f"{shown_time(line['occurred_at'])}  {line['label']}{about(line)}" for line in reversed(newest_first)]
        cases = [f"  · {case['title']}（{case['state_label']}）" + (f" 下一步：{case['todo']}" if case["todo"] else "")
                 for case in page["cases"]]
        return "\n".join([f"【{self.name[0]}*　服务专区】", *lines, "目前的事项：", *cases])


def about(line: dict) -> str:
    """What a line of the timeline is about, where that says more than what happened."""
    return f"：{line['title']}" if line["title"] != line["label"] else ""


def move_clock_to_start(operator: Caller) -> None:
    """Move business time to the start of the demonstration unless it is there already."""
    try:
        operator.post("/dev/clock", {"to": START})
    except Refused as refused:
        if refused.code != "conflict":
            raise


def a_register(people: list[tuple[str, str]], group: str = "返乡入乡农民工") -> bytes:
    """A register of people as a county sends it: an Excel sheet."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "身份证号", "人员类别", "来源", "有效期至"])
        for row, (name, id_number) in enumerate(people, start=1):
            sheet.write_row(row, 0, [name, id_number, group, "吉首市返乡农民工名册", "2026-12-31"])
    return out.getvalue()


def run(base_url: str, settings=None) -> str:
    """Prepare the year if need be, take one new person through the story, and tell it in Chinese."""
    from dev.second_half import SecondHalf

    story = Story(base_url)
    story.prepare()
    story.first_half()
    SecondHalf(story).run()
    return story.timeline()
