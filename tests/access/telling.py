"""The whole story told once for all that look at it: by a person who is like nobody else, past strangers and a spy."""

from dataclasses import dataclass, field

from contracts.actors import Actor
from dev.machine import Machine
from dev.made_up import a_credit_code
from dev.second_half import SecondHalf
from dev.story import JISHOU, a_register
from gateway.routes import routes_of
from tests.access.asking import Wire
from tests.access.canary import Canary
from tests.access.objects import Addresses, Probes, acting
from tests.access.people import admitted_by, issuer_of
from tests.access.places import Spy
from tests.access.school_day import SchoolDay
from tests.access.watching import Exchange, Watch, WatchedStory
from tests.people import a_sheet, an_id_number

SEED = "ca4a57"
A_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082")


class CanaryStory(WatchedStory):
    """The story of the person whose data are searched for."""

    canary = Canary()

    @property
    def name(self) -> str:
        return self.canary.name

    @property
    def id_number(self) -> str:
        return self.canary.id_number

    @property
    def phone(self) -> str:
        return self.canary.phone


class CanarySecondHalf(SecondHalf):
    """The second half with the person's own address and account."""

    def register_business(self) -> dict:
        return self.citizen.post("/businesses", {
            "person_id": self.story.person_id, "kind": "self_employed", "name": "吉首市返乡山货店", "area": JISHOU,
            "address": self.story.canary.address, "credit_code": a_credit_code(self.story.seed),
            "registered_on": self.today().isoformat()})

    def name_account(self) -> None:
        canary = self.story.canary
        self.citizen.put(f"/people/{self.story.person_id}", {
            "phone": canary.phone, "address": canary.address, "bank_account": canary.bank_account})


@dataclass
class Told:
    """What there is to look at when the story has been told."""

    machine: Machine
    story: CanaryStory
    probes: Probes
    spy: Spy
    exchanges: list[Exchange] = field(default_factory=list)

    @property
    def person(self) -> Actor:
        """Whom the story is about."""
        return acting(self.story.citizen.account)

    def heard(self, exchange: Exchange) -> None:
        """Keep what was asked and answered, and let strangers read it too."""
        self.exchanges.append(exchange)
        self.probes.after(exchange)


def tell(machine: Machine) -> Told:
    """Tell the story to its end, and everything that goes wrong beside it."""
    watch, spy = Watch(), Spy(machine)
    spy.listen()
    probes = Probes(Addresses(routes_of("test")), Wire(machine.base_url), admitted_by(issuer_of(machine.folder)))
    told = Told(machine, CanaryStory(machine.base_url, watch, SEED), probes, spy)
    watch.before, watch.after = probes.before, told.heard
    told.story.prepare()
    told.story.first_half()
    second = CanarySecondHalf(told.story)
    second.run()
    second.revoke_certificate()
    second.claw_back()
    _a_school_day(told.story)
    _through_other_doors(told.story)
    for account, method, path, body, headers in _in_wrong_places(told.story.canary):
        told.story.as_(account).send(method, path, body, headers)
    return told


def _a_school_day(story: CanaryStory) -> None:
    """A class with a timetable, the person in it by a roster that is worked off, and signed in."""
    canary, day = story.canary, SchoolDay(story.as_)
    day.import_roster((canary.name, canary.id_number, canary.phone), class_id=day.class_id)
    day.sign_in(story.citizen, "phone-of-the-person")


def _through_other_doors(story: CanaryStory) -> None:
    """Where else the person's data go in and are looked at: rosters, registers, the desk."""
    canary, clerk, institution = story.canary, story.as_("clerk"), story.as_("institution")
    roster = a_sheet(["姓名", "身份证号", "手机号"], [[canary.name, canary.id_number, canary.phone],
                                          [canary.name, an_id_number(788, born="19871213"), canary.phone]])
    institution.upload("/rosters/preview", roster, "roster.xlsx", {"keep": "good"})
    clerk.upload("/registers/preview", a_register([(canary.name, canary.id_number)]), "register.xlsx", {
        "source": "吉首市返乡农民工名册", "area": JISHOU, "fetched_on": "2024-05-06"})
    file_id = story.citizen.upload("/files", A_PICTURE, "idcard.png")["file_id"]
    story.citizen.download(f"/files/{file_id}")
    clerk.download(f"/files/{file_id}")
    story.as_("city").post("/events/contests", {"name": "创业大赛", "area": JISHOU, "level": "county", "winners": 3,
                                                "enter_until": "2026-12-31"})
    story.citizen.post("/me/drafts", {"title": "开店申请", "content": {"step": 1}})
    story.citizen.post("/data-objections", {"field": "name", "explanation": "姓名用字与证件不同"})
    story.citizen.post("/webhooks", {"address": "https://portal.invalid/hook"})
    clerk.post("/people/search", {"id_number": canary.id_number})
    clerk.get(f"/people/{story.person_id}")
    clerk.get(f"/people/{story.person_id}/page")
    story.citizen.get("/people/me")


def _in_wrong_places(canary: Canary) -> list[tuple[str, str, str, dict | None, dict[str, str]]]:
    """What people write where it does not belong: who sends it, how, where to, what, with which headers."""
    number, phone, card = canary.id_number, canary.phone, canary.bank_account
    me = {"name": canary.name, "id_number": number, "phone": phone, "area": JISHOU}
    citizen = "citizen-in-a-hurry"
    return [
        ("institution", "POST", f"/training/classes/{number}/cancellation", {"ground": "不开了"}, {}),
        ("institution", "POST", "/training/classes/x-1/cancellation", {"ground": f"请联系{phone}"}, {}),
        ("city", "POST", f"/training/certificates/{number}/revocation", {"ground": "冒名顶替参加培训"}, {}),
        ("clerk", "POST", f"/people/{number}/statuses", {"group": "veteran", "kind": "licence", "source": card}, {}),
        ("clerk", "POST", f"/people/{number}/clear-reads", {"reason": f"核对{number}"}, {}),
        (citizen, "POST", "/people", me | {"name": number, "id_number": canary.name}, {"Idempotency-Key": number}),
        (citizen, "POST", "/people", me | {"id_number": number[:-1] + "0", "area": "999999"}, {}),
        (citizen, "POST", "/people", me | {number: phone, "address": "短"}, {}),
        (citizen, "POST", "/people", me, {}),
        (citizen, "GET", f"/people/{number}", None, {"X-Request-Id": number, "User-Agent": number}),
        (citizen, "GET", f"/errors/{number}?phone={phone}&card={card}", None, {"X-Request-Id": phone}),
        (citizen, "GET", f"/me?wait_for={number}", None, {"Accept-Language": phone, "Cookie": f"id={number}"}),
        (citizen, "GET", f"/{number}/{phone}", None, {"Referer": number, "traceparent": number}),
        ("clerk", "GET", f"/inbox?area={JISHOU}&state={number}", None, {}),
        ("clerk", "GET", f"/inbox?area={JISHOU}&cursor={number}", None, {}),
        (citizen, "POST", "/sign-in", {"account": phone, "password": number}, {}),
    ]
