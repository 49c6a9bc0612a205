"""Guarantee funds in double entry: money (contributed → cash → compensated → back, or written off) and exposure
(limit → room → reserved → exposed → room)."""

from casework.ledger import Transfer, balances, book, history, open_account
from contracts.loans.domain_events import FundRaised
from policies.areas import lineage
from services.loans.model import Fund

MONEY = ("contributed", "cash", "compensated", "written_off")
EXPOSURE = ("limit", "room", "reserved", "exposed")
_SOURCES = ("contributed", "limit")


def account(fund_id: str, part: str) -> str:
    return f"{fund_id}:{part}"


class Funds:
    """Statements about guarantee funds. Amounts are 分; exposure is counted apart from money."""

    def fund_of_body(self, guarantee_body_id: str, area: str) -> Fund | None:
        """The fund with which a body guarantees loans of an area, nearest area first, its accounts locked."""
        row = self.one("SELECT * FROM funds WHERE guarantee_body_id = %s AND area = ANY(%s)"
                       " ORDER BY array_position(%s::text[], area) LIMIT 1",
                       guarantee_body_id, list(lineage(area)), list(lineage(area)))
        return self._with_figures(row, lock=True) if row else None

    def fund_for_area(self, area: str) -> str | None:
        """The body whose fund is nearest to an area; None while none is open."""
        return self.value("SELECT guarantee_body_id FROM funds WHERE area = ANY(%s)"
                          " ORDER BY array_position(%s::text[], area), fund_id LIMIT 1",
                          list(lineage(area)), list(lineage(area)))

    def fund(self, fund_id: str, *, lock: bool = True) -> Fund | None:
        row = self.one("SELECT * FROM funds WHERE fund_id = %s", fund_id)
        return self._with_figures(row, lock=lock) if row else None

    def _with_figures(self, row: dict, *, lock: bool) -> Fund:
        found = self.fund_figures(row["fund_id"], lock=lock)
        return Fund(**row, room=found["room"], cash=found["cash"])

    def fund_figures(self, fund_id: str, *, lock: bool = False) -> dict[str, int]:
        """Every account of a fund by its part; contributed and limit are shown as given out."""
        keys = {account(fund_id, part): part for part in (*MONEY, *EXPOSURE)}
        found = balances(self, list(keys), lock=lock)
        return {part: abs(found[key]) for key, part in keys.items()}

    def fund_history(self, fund_id: str) -> list[dict]:
        parts = [part for part in (*MONEY, *EXPOSURE) if part not in _SOURCES]
        return [{**entry, "account": part} for part in parts for entry in history(self, account(fund_id, part))]

    def apply_fund_raised(self, event: FundRaised) -> None:
        self.execute("INSERT INTO funds (fund_id, guarantee_body_id, area) VALUES (%s, %s, %s)"
                     " ON CONFLICT (fund_id) DO NOTHING", event.fund_id, event.guarantee_body_id, event.area)
        for unit, parts in (("fund_fen", MONEY), ("exposure_fen", EXPOSURE)):
            for part in parts:
                open_account(self, account(event.fund_id, part), unit, never_negative=part not in _SOURCES)
        self.move(event, event.fund_id, ("contributed", "cash", event.capital, event.ground),
                  ("limit", "room", event.exposure, event.ground))

    def move(self, event, fund_id: str, *moves: tuple[str, str, int, str]) -> None:
        """Book (from part, to part, 分, memo); moves of nothing are left out."""
        transfers = [Transfer(source=account(fund_id, source), target=account(fund_id, target), amount=fen, memo=memo)
                     for source, target, fen, memo in moves if fen]
        if transfers:
            book(self, event.envelope.id, transfers)
