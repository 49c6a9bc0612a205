"""The public directories (xiangxi-2024 二（五）) and the activities calendar, each entry with its source."""

from collections.abc import Callable
from datetime import date

from chassis.clock import business_day
from contracts.zone.public_pages import Directory
from gateway.zone.dictionary import label_of
from gateway.zone.listings import counted_by, public_cases
from gateway.zone.programmes import LOAN_KINDS, STATE_LABELS, Programme, loan_facts, programmes_of
from gateway.zone.queries import Zone
from policies.areas import full_name
from policies.parameters import Parameter, citation_from
from policies.reader import PolicyView

_FROM_POLICY = "政策数据：每一项都注明文件和条款，没有来源的注明由谁确认"
_TEN_THOUSAND = 10_000
_KIND_CODES = {"enterprise": "small_enterprise"}  # policy keys say it shorter than applications do
_CLAIMANTS = {"person": "个人", "organisation": "机构", "anyone": "个人或机构"}
_SEATS_TAKEN = ("enrolled", "completed", "not_completed", "revoked")


def entries_of(directory: Directory, zone: Zone, area: str, today: date, words: str | None = None) -> list[dict]:
    """The entries of a directory for an area; with `words`, those that contain every one of them."""
    found = _DIRECTORIES[directory](zone, area, today)
    return [entry for entry in found if _contains(entry, (words or "").split())]


def narrowed(entries: list[dict], *, state: str | None, with_free: bool, since: date | None,
             until: date | None) -> list[dict]:
    """The entries in a state, with something free, or held within days; what does not apply narrows nothing."""
    return [one for one in entries if state in (None, one["state"]) and (one["free"] or not with_free)
            and (since is None or one["held_on"] is None or one["held_on"] >= since)
            and (until is None or one["held_on"] is None or one["held_on"] <= until)]


def _contains(entry: dict, words: list[str]) -> bool:
    text = " ".join([entry["title"], entry["area_name"], *(f"{each['label']} {each['value']}"
                                                            for each in entry["lines"])])
    return all(word in text for word in words)


def _policies(zone: Zone, area: str, today: date) -> list[dict]:
    return [_policy_entry(each) for each in programmes_of(zone.policies, area, today)]


def _policy_entry(programme: Programme) -> dict:
    lines = [_amount_line(programme.amount), _line("谁来申领", _CLAIMANTS[programme.claimants])]
    lines += [_line(f"条件（{label_of('force', one['force'])}）", one["text"], citation_from(one["cite"]))
              for one in programme.conditions]
    lines += _handling(programme)
    return _entry(programme.code, programme.name, programme.area, programme.state, STATE_LABELS[programme.state],
                  lines=lines, source=_FROM_POLICY, changed_on=programme.changed_on, opens_on=programme.opens_on,
                  holder=f"{full_name(programme.area)}人力资源和社会保障部门")


def _handling(programme: Programme) -> list[dict]:
    """How often it is given, which register replaces which paper, and how it is handled."""
    stated = programme.stated
    lines = [_line("享受次数", stated["once_per"]["text"], citation_from(stated["once_per"]["cite"]))]
    lines += [_line("材料", f"{one['text']}：由{one['register']}代替，查不到的才需提交", citation_from(one["cite"]))
              for one in stated["materials"]]
    return lines + [_parameter_line(one) for one in programme.settings]


def _amount_line(amount: Parameter | None) -> dict:
    if amount is None:
        return _line("金额", "来源文件和本地都没有设定，请向当地人社部门咨询")
    return _parameter_line(amount, "金额")


def _financial_products(zone: Zone, area: str, today: date) -> list[dict]:
    view = zone.policies.view("loans", area=area, on=today)
    stated = [_product(kind, area, loan_facts(view, kind)) for kind in LOAN_KINDS if loan_facts(view, kind)]
    return stated + _listed(zone, area, Directory.FINANCIAL_PRODUCTS)


def _human_resource_services(zone: Zone, area: str, today: date) -> list[dict]:
    return _listed(zone, area, Directory.HUMAN_RESOURCE_SERVICES)


def _listed(zone: Zone, area: str, kind: Directory) -> list[dict]:
    """What desks have published in a directory."""
    found = public_cases(zone, "zone", "listing", area, ("published",))
    return [_listing(one, one["data"]) for one in found if one["data"]["kind"] == kind]


def _listing(case: dict, told: dict) -> dict:
    lines = [_line(each["label"], each["value"]) for each in told["lines"]]
    contact = [_line("联系方式", told["contact"])] if told.get("contact") else []
    opens_on = told.get("opens_on") and date.fromisoformat(told["opens_on"])
    return _entry(case["entity_id"], case["title"], case["area"], case["state"], case["state_label"],
                  lines=lines + contact, source=told["source"], holder=told["holder"], opens_on=opens_on,
                  changed_on=business_day(case["changed_at"]))


def _product(kind: str, area: str, facts: list[Parameter]) -> dict:
    return _entry(kind, label_of("loans.kind", _KIND_CODES.get(kind, kind)), area, "open", "正在办理",
                  lines=[_parameter_line(fact) for fact in facts], source=_FROM_POLICY, holder="合作银行、担保机构",
                  changed_on=max(fact.from_day for fact in facts))


def _spaces(zone: Zone, area: str, today: date) -> list[dict]:
    tenants = counted_by(zone, "incubators", "tenancy", "base_id", ("admitted",))
    places = {one["data"]["base_id"]: one["data"] for one in
              public_cases(zone, "incubators", "place_count", area, ("counted",))}
    honours = _honours(zone, area)
    return [_space(base, tenants.get(base["entity_id"], 0), places.get(base["entity_id"]),
                   honours.get(base["entity_id"], ()), zone.policies.view("incubators", area=base["area"], on=today))
            for base in public_cases(zone, "incubators", "base", area, ("recognised",))]


def _honours(zone: Zone, area: str) -> dict[str, list[str]]:
    """What campaigns conferred on the bases of an area, by base."""
    found: dict[str, list[str]] = {}
    for one in public_cases(zone, "incubators", "candidature", area, ("conferred",)):
        campaign = one["title"].partition("：")[0]
        found.setdefault(one["data"]["base_id"], []).append(f"{campaign}（{one['data']['conferred_on']}）")
    return found


def _space(base: dict, tenants: int, places: dict | None, honours, policy: PolicyView) -> dict:
    told = "未登记工位数，请向基地咨询" if places is None else \
        f"{places['free']} 个（共 {places['total']} 个，已用 {places['taken']} 个，留位 {places['kept']} 个）"
    return _case_entry(base, [
        _line("级别", label_of("incubators.level", base["data"]["level"])),
        _line("类型", label_of("incubators.kind", base["data"]["kind"])),
        _funded(base["data"]["government_funded"], policy),
        _line("空位", told), _line("在孵项目", f"{tenants} 个"), *(_line("评选认定", honour) for honour in honours),
    ], base["data"]["name"], free=places["free"] if places else None)


def _funded(by_government: bool, policy: PolicyView) -> dict:
    """Whether a government paid for it; who comes first there, only where a document says so."""
    if by_government and policy.has("free_space_in_public_bases"):
        return _line("政府投资", "是，优先向重点群体免费提供", policy.citation("free_space_in_public_bases"))
    return _line("政府投资", "是" if by_government else "否")


def _courses(zone: Zone, area: str, today: date) -> list[dict]:
    taken = counted_by(zone, "training", "enrolment", "class_id", _SEATS_TAKEN)
    return [_course(one, one["data"], taken.get(one["entity_id"], 0))
            for one in public_cases(zone, "training", "class", area, ("approved",))
            if one["data"]["ends_on"] >= today.isoformat()]


def _course(case: dict, told: dict, taken: int) -> dict:
    free = max(0, told["seats"] - taken)
    return _case_entry(case, [
        _line("课程", label_of("training.course", told["course"])),
        _line("时间", f"{told['starts_on']} 至 {told['ends_on']}，共 {told['sessions']} 次"),
        _line("名额", f"{told['seats']} 人，还可报 {free} 人"),
    ], free=free, held_on=told["starts_on"])


def _mentors(zone: Zone, area: str, today: date) -> list[dict]:
    return [_case_entry(one, [
        _line("擅长", "、".join(one["data"].get("topics") or ["未填写"])),
    ]) for one in public_cases(zone, "events", "mentor", area, ("joined", "verified"))]


def _activities(zone: Zone, area: str, today: date) -> list[dict]:
    coming = [one for one in public_cases(zone, "events", "activity", area, ("approved",))
              if one["data"]["held_on"] >= today.isoformat()]
    return [_activity(one, one["data"]) for one in sorted(coming, key=lambda one: one["data"]["held_on"])]


def _activity(case: dict, told: dict) -> dict:
    return _case_entry(case, [
        _line("类型", label_of("events.activity", told["kind"])),
        _line("时间", told["held_on"]), _line("地点", told["venue"]),
        _line("名额", f"{told['places']} 人，已报 {told['taken']} 人"),
    ], free=max(0, told["places"] - told["taken"]), held_on=told["held_on"])


def _training_institutions(zone: Zone, area: str, today: date) -> list[dict]:
    """Institutions that may teach, and those that are suspended, so that nobody signs up in vain."""
    return [_case_entry(one, [
        _line("课程", _courses_told(one)), _line("资质有效期至", one["data"]["valid_until"]),
    ]) for one in public_cases(zone, "training", "institution", area, ("accredited", "suspended"))
        if one["data"]["valid_until"] >= today.isoformat()]


def _lecturers(zone: Zone, area: str, today: date) -> list[dict]:
    """Lecturers who may teach, as the public list of them (公示, jiaxing-2013 三（二）3); no source says that it gives
    whole names, so they are masked as on every public notice, beside the number that tells two apart."""
    found = public_cases(zone, "training", "lecturer", area, ("registered", "verified"))
    return [_case_entry(one, [
        _line("可讲授课程", _courses_told(one)), _line("梯队", _tier_told(one)),
    ], f"创业培训讲师 {one['entity_id'][:8]}") | {"named_person": one["person_id"]} for one in found]


def _courses_told(case: dict) -> str:
    return "、".join(label_of("training.course", course) for course in case["data"]["courses"])


def _tier_told(case: dict) -> str:
    tier = case["data"].get("tier")
    return label_of("training.tier", tier) if tier else "未定"


_DIRECTORIES: dict[Directory, Callable[[Zone, str, date], list[dict]]] = {
    Directory.POLICIES: _policies, Directory.SPACES: _spaces, Directory.FINANCIAL_PRODUCTS: _financial_products,
    Directory.COURSES: _courses, Directory.MENTORS: _mentors, Directory.ACTIVITIES: _activities,
    Directory.TRAINING_INSTITUTIONS: _training_institutions, Directory.LECTURERS: _lecturers,
    Directory.HUMAN_RESOURCE_SERVICES: _human_resource_services,
}
# Who answers for a thing of a pillar, by the field of its data; their names are public.
_HOLDERS = ("operator_id", "institution_id", "organiser_id", "organisation_id")


def _case_entry(case: dict, lines: list[dict], title: str | None = None, *, free: int | None = None,
                held_on: str | None = None) -> dict:
    holder_id = next((case["data"][name] for name in _HOLDERS if case["data"].get(name)), None)
    return _entry(case["entity_id"], title or case["title"], case["area"], case["state"], case["state_label"],
                  lines=lines, source="平台业务数据，随办理自动更新", changed_on=business_day(case["changed_at"])) | {
                      "free": free, "held_on": held_on and date.fromisoformat(held_on), "holder_id": holder_id}


def with_contact(entries: list[dict], contact: str | None) -> list[dict]:
    """The entries, each with whom to ask where it names nobody."""
    told = [_line("联系方式", contact or "本地尚未发布服务窗口，请向当地人力资源和社会保障部门咨询")]
    return [one if any(line["label"] == "联系方式" for line in one["lines"]) else one | {"lines": one["lines"] + told}
            for one in entries]


def with_holders(entries: list[dict], names: Callable[[list[str]], dict[str, str]]) -> list[dict]:
    """The entries, each with the name of the organisation that holds it; `names` gives them by id."""
    wanted = sorted({one["holder_id"] for one in entries if one.get("holder_id")})
    known = names(wanted) if wanted else {}
    for one in entries:
        held_by = known.get(one.pop("holder_id", None))
        one["holder"] = one["holder"] or held_by or _office_of(one["area"])
    return entries


def with_masked_names(entries: list[dict], names: Callable[[list[str]], dict[str, str]]) -> list[dict]:
    """The entries, each that is a person's with their masked name before it; `names` gives these by person. Nobody's
    id is left in them."""
    wanted = sorted({one["named_person"] for one in entries if one.get("named_person")})
    known = names(wanted) if wanted else {}
    for one in entries:
        if name := known.get(one.pop("named_person", None)):
            one["title"] = f"{name}　{one['title']}"
    return entries


def _office_of(area: str) -> str:
    return f"{full_name(area)}人力资源和社会保障部门"


def _entry(id_: str, title: str, area: str, state: str, state_label: str, *, lines: list[dict], source: str,
           changed_on: date, holder: str | None = None, opens_on: date | None = None) -> dict:
    return {"id": id_, "title": title, "area": area, "area_name": full_name(area), "state": state,
            "state_label": state_label, "holder": holder, "source": source, "changed_on": changed_on,
            "opens_on": opens_on, "held_on": None, "free": None, "lines": lines}


def _parameter_line(parameter: Parameter, label: str | None = None) -> dict:
    return _line(label or parameter.label, _told(parameter), parameter.citation)


def _told(parameter: Parameter) -> str:
    """A figure as people say it: 30 万元 rather than 300000 元."""
    if isinstance(parameter.value, dict):
        return _told_by_formula(parameter.value, parameter.unit)
    if isinstance(parameter.value, list):
        return "；".join(f"{one['text']}（{one['working_days']}个工作日）" for one in parameter.value)
    return _told_figure(parameter.value, parameter.unit)


def _told_by_formula(value: dict, unit: str | None) -> str:
    """A sum that depends on the base: so much for each tenant, or by the level at which it is recognised."""
    if "amounts" not in value and "each" not in value:
        return "按授予的金额"
    if "each" in value:
        return f"按在孵实体计算，每户 {_told_figure(value['each'], unit)}"
    if not value["amounts"]:
        return "当地尚未设定"
    return "、".join(f"{label_of('incubators.level', level)} {_told_figure(sum_, unit)}"
                    for level, sum_ in value["amounts"].items())


def _told_figure(figure: int, unit: str | None) -> str:
    if unit == "元" and figure % _TEN_THOUSAND == 0:
        return f"{figure // _TEN_THOUSAND} 万元"
    return f"{figure} {unit or ''}".strip()


def _line(label: str, value: str, citation=None) -> dict:
    return {"label": label, "value": value, "citation": citation.as_data() if citation else None}
