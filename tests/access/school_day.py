"""One day at a training institution, told over HTTP: a class with its timetable, its roster and its sign-ins."""

from datetime import date, timedelta

from dev.caller import Caller, eventually
from dev.story import INSTITUTION, JISHOU
from tests.people import a_sheet

HEADINGS = ["姓名", "身份证号", "手机号"]


class SchoolDay:
    """A class of one session that lasts from now to the end of the business day."""

    def __init__(self, as_, *, seats: int = 2, course: str = "simulation"):
        self.as_, self.institution = as_, as_("institution")
        self.today = date.fromisoformat(self.institution.get("/clock")["business_time"][:10])
        until = self.today + timedelta(days=5)
        self.class_id = self.institution.post("/training/classes", {
            "institution_id": INSTITUTION, "area": JISHOU, "course": course, "title": "吉首市一日实训班", "sessions": 1,
            "seats": seats, "starts_on": self.today.isoformat(), "ends_on": until.isoformat()})["subject"]
        self.plan = self.send("timetable", {"timetable": [{
            "session": 1, "held_on": self.today.isoformat(), "starts_at": "00:00", "ends_at": "23:59",
            "place": "人民中路18号三楼"}]})

    def send(self, what: str, body: dict, *, by: Caller | None = None) -> dict:
        """Give a command about the class."""
        return (by or self.institution).post(f"/training/classes/{self.class_id}/{what}", body)

    def show(self, account: str = "institution") -> dict:
        return self.as_(account).get(f"/training/classes/{self.class_id}")

    def trainee(self, person_id: str) -> dict:
        return next(each for each in self.show()["trainees"] if each["person_id"] == person_id)

    def enrol(self, person_id: str, **options) -> dict:
        """One person's row; training may learn of a registration a moment later than the desk."""
        def attempt():
            return self.send("enrolments", {"person_ids": [person_id], **options})["rows"][0]
        return eventually(attempt, lambda row: row.get("reason") != "尚未实名登记", "学员没有录入班级")

    def import_roster(self, *rows: tuple[str, str, str], **options: str) -> dict:
        """A roster as a sheet, worked off in the background; how it ended."""
        sheet = a_sheet(HEADINGS, [list(row) for row in rows])
        opened = self.institution.upload("/rosters/jobs", sheet, "roster.xlsx", options)
        return eventually(lambda: self.institution.get(f"/rosters/jobs/{opened['job_id']}"),
                          lambda job: job["state"] != "running", "花名册没有导入完")

    def code(self) -> str:
        return self.institution.get(f"/training/classes/{self.class_id}/sign-in-code?session=1")["code"]

    def sign_in(self, citizen: Caller, device: str) -> dict:
        return self.send("sign-ins", {"session": 1, "code": self.code(), "device": device.ljust(16, "x")}, by=citizen)

    def examine(self, person_id: str, mark: int) -> dict:
        return self.send("completions", {"person_id": person_id, "mark": mark, "completed_on": self.today.isoformat()})
