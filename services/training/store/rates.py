"""The whole numbers behind success and pass rates, and the cases behind each number."""

from datetime import date

from contracts.training import Figure, SplitBy

_CODE = {SplitBy.AREA: "left(c.area, 6)", SplitBy.COURSE: "e.course", SplitBy.INSTITUTION: "c.institution_id",
         SplitBy.LECTURER: "d.lecturer_id"}
_TAUGHT = " JOIN dispatches d ON d.class_id = c.class_id AND d.state = 'accepted'"
_ROWS = ("enrolments e JOIN classes c USING (class_id) LEFT JOIN success_counts s ON s.enrolment_id = e.enrolment_id"
         " AND s.state = 'counted' LEFT JOIN follow_ups f ON f.follow_up_id = 'follow-up:' || e.enrolment_id")
# Person-times of classes that ended in the year; nobody who withdrew or only waited is among them.
_TRIED = ("c.state IN ('approved', 'closed') AND extract(year FROM c.ends_on) = %s AND c.ends_on <= %s"
          " AND e.state NOT IN ('withdrawn', 'waiting')")
_COMPLETED = "e.state = 'completed' AND extract(year FROM e.completed_on) = %s"
_TRIED_NUMBERS = "count(*)::int AS enrolled, count(*) FILTER (WHERE e.state = 'completed')::int AS passed"
_COMPLETED_NUMBERS = ("count(DISTINCT e.person_id)::int AS completed,"
                      " count(DISTINCT e.person_id) FILTER (WHERE s.enrolment_id IS NOT NULL)::int AS succeeded")
_WHERE = {
    Figure.ENROLLED: _TRIED, Figure.PASSED: f"{_TRIED} AND e.state = 'completed'", Figure.COMPLETED: _COMPLETED,
    Figure.SUCCEEDED: f"{_COMPLETED} AND s.enrolment_id IS NOT NULL",
    Figure.FOLLOWED: f"{_COMPLETED} AND f.state = 'given'",
    Figure.NOT_FOLLOWED: f"{_COMPLETED} AND f.state IS DISTINCT FROM 'given'",
}
_PERSON_TIMES = (Figure.ENROLLED, Figure.PASSED)


class Rates:
    """Statements about rates. 人次 are rows, 人 are distinct people."""

    def rate_numbers(self, area_like: str, year: int, today: date) -> dict[str, int]:
        """An area's numbers over all courses; who completed two courses is one person."""
        tried = self.one(f"SELECT {_TRIED_NUMBERS} FROM {_ROWS} WHERE c.area LIKE %s AND {_TRIED}",
                         area_like, year, today)
        return tried | self.one(
            f"SELECT {_COMPLETED_NUMBERS}, count(DISTINCT e.person_id) FILTER"
            f" (WHERE f.state = 'given')::int AS followed FROM {_ROWS} WHERE c.area LIKE %s AND {_COMPLETED}",
            area_like, year)

    def people_still_in_time(self, area_like: str, year: int, since: date) -> int:
        """People who completed in the year, on `since` or later, and have had no success by any course of it."""
        return self.value(
            "SELECT count(*)::int FROM (SELECT e.person_id FROM"
            f" {_ROWS} WHERE c.area LIKE %s AND {_COMPLETED} GROUP BY e.person_id"
            " HAVING count(s.enrolment_id) = 0 AND max(e.completed_on) >= %s) open", area_like, year, since)

    def rate_lines(self, split: SplitBy, area_like: str, year: int, today: date) -> list[dict]:
        """The same numbers by county, course, institution or lecturer."""
        code, joined = _CODE[split], _ROWS + (_TAUGHT if split is SplitBy.LECTURER else "")
        return self.rows(
            f"WITH tried AS (SELECT {code} AS code, {_TRIED_NUMBERS} FROM {joined}"
            f" WHERE c.area LIKE %s AND {_TRIED} GROUP BY 1),"
            f" done AS (SELECT {code} AS code, {_COMPLETED_NUMBERS} FROM {joined}"
            f" WHERE c.area LIKE %s AND {_COMPLETED} GROUP BY 1)"
            " SELECT code, coalesce(enrolled, 0) AS enrolled,"
            " coalesce(passed, 0) AS passed, coalesce(completed, 0) AS completed, coalesce(succeeded, 0) AS succeeded"
            " FROM tried FULL JOIN done USING (code) ORDER BY code", area_like, year, today, area_like, year)

    def institution_titles(self) -> dict[str, str]:
        rows = self.rows("SELECT institution_id, title FROM institutions")
        return {row["institution_id"]: row["title"] for row in rows}

    def figure_cases(self, figure: Figure, area_like: str, year: int, today: date, narrowed: dict[str, str | None],
                     at_most: int) -> tuple[int, list[dict]]:
        """The number of a figure, and the cases behind it, newest first."""
        times = [year, today] if figure in _PERSON_TIMES else [year]
        conditions = [("e.course", narrowed["course"]), ("c.institution_id", narrowed["institution_id"])]
        where = f"c.area LIKE %s AND {_WHERE[figure]}" + "".join(
            f" AND {column} = %s" for column, value in conditions if value)
        values = [area_like, *times, *(value for _, value in conditions if value)]
        if narrowed["lecturer_id"]:
            where += (" AND EXISTS (SELECT 1 FROM dispatches d WHERE d.class_id = c.class_id AND d.state = 'accepted'"
                      " AND d.lecturer_id = %s)")
            values.append(narrowed["lecturer_id"])
        counted = "count(*)" if figure in _PERSON_TIMES else "count(DISTINCT e.person_id)"
        rows = self.rows(
            "SELECT e.enrolment_id, e.person_id, e.class_id, c.institution_id, c.area, e.course, e.state,"
            " e.completed_on, s.business_id, s.registered_on, f.progress,"
            " (SELECT count(*)::int FROM follow_up_contacts k WHERE k.follow_up_id = f.follow_up_id) AS contacts"
            f" FROM {_ROWS} WHERE {where} ORDER BY e.completed_on DESC NULLS LAST, e.enrolment_id LIMIT %s",
            *values, at_most)
        return self.value(f"SELECT {counted}::int FROM {_ROWS} WHERE {where}", *values), rows
