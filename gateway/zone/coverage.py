"""How far subsidies reach: whose projects got one, how many who applied got theirs, how long each step takes.

Every figure stands beside last year's, by the same definition, with its base; and opens its cases.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chassis.clock import start_of
from contracts.actors import area_prefix
from gateway.zone.listings import read_for_everybody
from policies.areas import area as area_named
from policies.areas import county_of

ANY = ""
# What is counted: whose projects, and which part of `projects_to_be_covered` says so.
GROUPS = {"trainees": ("培训学员创办的项目", "of_trainees"), "mentored": ("创业导师指导的项目", "mentored"),
          "incubated": ("孵化基地入孵的项目", "incubated")}
APPLICANTS = "applicants"
_PROJECTS_READING = "项目按创办人计，年末仍在经营的计入；一人多个经营主体计一次；补贴已被撤销的不计享受"
_APPLICANTS_READING = "符合条件的申请人：当年首次提交申领，没有撤回、未被决定不予通过、没有被撤销也不在补正中的人"
PER_CENT, TENTHS = 100, 10
MOST = 200


@dataclass(frozen=True, kw_only=True)
class Span:
    """A year up to a day: what happened later, or in another year, does not count."""

    first: date
    last: date

    @classmethod
    def of(cls, year: int, today: date) -> "Span":
        """The whole of a past year, this year until today."""
        return cls(first=date(year, 1, 1), last=min(date(year, 12, 31), today))

    def a_year_before(self) -> "Span":
        """The same part of the year before, so that like is compared with like."""
        return Span(first=date(self.first.year - 1, 1, 1), last=_same_day_before(self.last))

    def as_arguments(self) -> dict:
        return {"first": self.first, "last": self.last, "since": start_of(self.first),
                "until": start_of(self.last + timedelta(days=1))}


def _same_day_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - 1, day.month, day.day - leap)


# Who has a project in operation on the last day, and to which groups they belong by then.
_PROJECTS = """
WITH projects AS (
    SELECT person_id, min(area) AS area, min(entity_id) AS entity_id FROM cases
     WHERE pillar = 'zone' AND entity = 'business' AND area LIKE %(prefix)s
       AND (data ->> 'registered_on')::date <= %(last)s
       AND (data ->> 'closed_on' IS NULL OR (data ->> 'closed_on')::date > %(last)s) GROUP BY person_id
), began AS (
    SELECT DISTINCT t.person_id, t.entity FROM projects p JOIN timeline t USING (person_id)
     WHERE t.type IN ('training.completed.v1', 'incubators.tenant_admitted.v1') AND t.occurred_at < %(until)s
       AND NOT EXISTS (SELECT 1 FROM timeline e WHERE e.person_id = t.person_id AND e.entity_id = t.entity_id
                        AND e.type IN ('training.certificate_revoked.v1', 'incubators.tenant_left.v1')
                        AND e.occurred_at < %(until)s)
), grouped AS (
    SELECT person_id, CASE entity WHEN 'enrolment' THEN 'trainees' ELSE 'incubated' END AS measure FROM began
    UNION SELECT data ->> 'person_id', 'mentored' FROM cases WHERE pillar = 'events' AND entity = 'visit'
       AND data ->> 'person_id' IN (SELECT person_id FROM projects) AND (data ->> 'held_on')::date <= %(last)s
), paid AS (
    SELECT person_id, data ->> 'programme' AS programme, min(entity_id) AS payment_id FROM cases
     WHERE pillar = 'subsidies' AND entity = 'payment' AND state = 'paid' AND (data ->> 'paid_on')::date <= %(last)s
       AND person_id IN (SELECT person_id FROM projects) AND data ->> 'claim_id' NOT IN (SELECT entity_id FROM cases
           WHERE pillar = 'subsidies' AND entity = 'claim' AND state = 'revoked'
             AND person_id IN (SELECT person_id FROM projects)) GROUP BY 1, 2
)"""
_COVERED = _PROJECTS + """
SELECT p.area, g.measure, '' AS programme, count(*)::integer AS base,
       count(*) FILTER (WHERE p.person_id IN (SELECT person_id FROM paid))::integer AS got
  FROM projects p JOIN grouped g USING (person_id) GROUP BY 1, 2
UNION ALL
SELECT p.area, g.measure, k.programme, count(*)::integer,
       count(*) FILTER (WHERE (p.person_id, k.programme) IN (SELECT person_id, programme FROM paid))::integer
  FROM projects p JOIN grouped g USING (person_id) CROSS JOIN (SELECT DISTINCT programme FROM paid) k
 GROUP BY 1, 2, 3"""
_COVERED_CASES = _PROJECTS + """
SELECT p.person_id, p.area, 'zone' AS pillar, 'business' AS entity, p.entity_id,
       p.person_id IN (SELECT person_id FROM paid WHERE %(programme)s IN ('', programme)) AS got
  FROM projects p JOIN grouped g USING (person_id) WHERE g.measure = %(measure)s
 ORDER BY got, p.area, p.person_id LIMIT %(most)s"""

# Claims that were handed in for the first time within the time and stand as those of eligible applicants. One that is
# handed in again after a correction or an appeal belongs to the year in which it came.
_APPLIED = """
WITH applied AS (
    SELECT c.person_id, c.area, c.entity_id, c.data ->> 'programme' AS programme FROM cases c
     WHERE c.pillar = 'subsidies' AND c.entity = 'claim' AND c.area LIKE %(prefix)s
       AND c.state NOT IN ('refused', 'withdrawn', 'returned', 'revoked')
       AND (SELECT min(t.occurred_at) FROM timeline t WHERE t.person_id = c.person_id AND t.entity_id = c.entity_id
             AND t.type = 'subsidies.claim_submitted.v1') BETWEEN %(since)s AND %(until)s - interval '1 microsecond'
), got AS (
    SELECT DISTINCT data ->> 'claim_id' AS claim_id FROM cases WHERE pillar = 'subsidies' AND entity = 'payment'
       AND state = 'paid' AND (data ->> 'paid_on')::date <= %(last)s
       AND person_id IN (SELECT person_id FROM applied)
)"""
_REACHED = _APPLIED + """
SELECT area, programme, count(DISTINCT person_id)::integer AS base,
       count(DISTINCT person_id) FILTER (WHERE entity_id IN (SELECT claim_id FROM got))::integer AS got
  FROM applied GROUP BY GROUPING SETS ((area, programme), (area))"""
_REACHED_CASES = _APPLIED + """
SELECT person_id, area, 'subsidies' AS pillar, 'claim' AS entity, entity_id,
       entity_id IN (SELECT claim_id FROM got) AS got FROM applied WHERE %(programme)s IN ('', programme)
 ORDER BY got, area, entity_id LIMIT %(most)s"""


def coverage(zone, area: str, year: int, today: date) -> list[dict]:
    """Every measure of an area and its counties, by programme and over all, this year beside last year."""
    span = Span.of(year, today)
    now, before = _counted(zone, area, span), _counted(zone, area, span.a_year_before())
    targets = _targets(zone.policies, area, span.last)
    return [_row(key, now.get(key, (0, 0)), before.get(key, (0, 0)), targets, year)
            for key in sorted(now.keys() | before.keys())]


def _counted(zone, area: str, span: Span) -> dict[tuple[str, str, str], tuple[int, int]]:
    """(base, got) by (area, measure, programme): of each county, and of the whole area as the sum of its counties."""
    asked = {"prefix": area_prefix(area) + "%", **span.as_arguments()}
    rows = read_for_everybody(zone, _COVERED, asked)
    rows += [row | {"measure": APPLICANTS, "programme": row["programme"] or ANY}
             for row in read_for_everybody(zone, _REACHED, asked)]
    found: dict[tuple[str, str, str], tuple[int, int]] = {}
    for row in rows:
        for place in {county_of(row["area"]), area}:
            key = (place, row["measure"], row["programme"])
            base, got = found.get(key, (0, 0))
            found[key] = (base + row["base"], got + row["got"])
    return found


def _targets(policies, area: str, on: date) -> dict[str, dict]:
    """What a document strives for in this area: for all projects, and for applicants in percent."""
    view = policies.view("subsidies", area=area, on=on)
    wanted = {"projects_to_be_covered", "share_of_eligible_reached"} & set(view.keys())
    return {key: view.parameter(key) for key in wanted}


def _row(key: tuple[str, str, str], now: tuple[int, int], before: tuple[int, int], targets: dict, year: int) -> dict:
    place, measure, programme = key
    target = targets.get("share_of_eligible_reached" if measure == APPLICANTS else "projects_to_be_covered")
    if measure != APPLICANTS and target and GROUPS[measure][1] not in target.value:
        target = None
    goal = int(target.value) if target and measure == APPLICANTS else None
    return {"area": place, "area_name": area_named(place).name, "measure": measure, "programme": programme or None,
            "label": "符合条件的申请人享受到补贴" if measure == APPLICANTS else f"{GROUPS[measure][0]}享受补贴",
            "base": now[0], "got": now[1], "share": share_of(now), "base_last_year": before[0],
            "got_last_year": before[1], "share_last_year": share_of(before), "target": goal,
            "reached": None if goal is None or not now[0] else now[1] * PER_CENT >= goal * now[0],
            "force": target.force.value if target else None, "citation": target.citation.as_data() if target else None,
            "reading": _APPLICANTS_READING if measure == APPLICANTS else _PROJECTS_READING,
            "cases_at": f"/api/v1/cockpit/subsidies/cases?measure={measure}&area={place}&year={year}"
                        + (f"&programme={programme}" if programme else "")}


def share_of(counted: tuple[int, int]) -> str | None:
    """Percent with one decimal, cut off and never rounded up; None without a base."""
    base, got = counted
    if not base:
        return None
    tenths = got * PER_CENT * TENTHS // base
    return f"{tenths // TENTHS}.{tenths % TENTHS}"


def coverage_cases(zone, measure: str, area: str, year: int, programme: str, today: date) -> Iterable[dict]:
    """The cases behind a figure of this year, those who did not get theirs on top."""
    asked = {"prefix": area_prefix(area) + "%", **Span.of(year, today).as_arguments(), "programme": programme,
             "measure": measure, "most": MOST}
    return read_for_everybody(zone, _REACHED_CASES if measure == APPLICANTS else _COVERED_CASES, asked)
