"""Budget lines on the ledger, in 分: given → free → committed → paid."""

from casework.ledger import Transfer, balances, book, history, open_account
from contracts.subsidies.domain_events import BudgetOpened, ClaimApproved, SubsidyPaid
from policies.areas import lineage
from services.subsidies.model import BudgetLine

UNIT = "分"
PARTS = ("given", "free", "committed", "paid")


def account(budget_id: str, part: str) -> str:
    """The key of an account; parts: given (where money comes from), free, committed to approved claims, paid."""
    return f"{budget_id}:{part}"


class Budgets:
    """Statements about budgets."""

    def given_so_far(self, budget_id: str) -> int:
        """What a line was given in all; 0 before it is open. The line stays as it is until commit."""
        return self.value("SELECT total FROM budgets WHERE budget_id = %s FOR UPDATE", budget_id) or 0

    def has_budget(self, budget_id: str) -> bool:
        return self.value("SELECT 1 FROM budgets WHERE budget_id = %s", budget_id) is not None

    def budget_for(self, area: str, year: int, programme: str) -> BudgetLine | None:
        """The line that pays a claim of `area`: its own, else the nearest above it; locked until commit."""
        places = list(lineage(area))
        rows = self.rows("SELECT budget_id, area FROM budgets WHERE area = ANY(%s) AND year = %s AND programme = %s",
                         places, year, programme)
        if not rows:
            return None
        nearest = min(rows, key=lambda row: places.index(row["area"]))
        free = account(nearest["budget_id"], "free")
        return BudgetLine(budget_id=nearest["budget_id"], area=nearest["area"], year=year, programme=programme,
                          free=balances(self, [free], lock=True)[free])

    def budget_balances(self, budget_id: str) -> dict[str, int]:
        """Given, free, committed and paid 分; given is shown as what came in."""
        found = balances(self, [account(budget_id, part) for part in PARTS])
        figures = {part: found.get(account(budget_id, part), 0) for part in PARTS}
        return {**figures, "given": -figures["given"]}

    def budget_history(self, budget_id: str) -> list[dict]:
        return [{**entry, "account": part} for part in PARTS[1:]
                for entry in history(self, account(budget_id, part))]

    def apply_budget_opened(self, event: BudgetOpened) -> None:
        self.execute("INSERT INTO budgets (budget_id, area, year, programme, total) VALUES (%s, %s, %s, %s, %s)"
                     " ON CONFLICT (budget_id) DO UPDATE SET total = excluded.total",
                     event.budget_id, event.area, event.year, event.programme, event.total)
        open_account(self, account(event.budget_id, "given"), UNIT, never_negative=False)
        for part in PARTS[1:]:
            open_account(self, account(event.budget_id, part), UNIT, never_negative=True)
        self._move(event, event.budget_id, "given", "free", event.amount, event.ground)

    def reserve_money(self, event: ClaimApproved) -> None:
        """An approved claim's money leaves what is free."""
        self._move(event, event.budget_id, "free", "committed", event.amount, f"审定 {event.claim_id}")

    def release_money(self, event, budget_id: str) -> None:
        """A claim that ends without money gives back what was reserved for it."""
        self._move(event, budget_id, "committed", "free", event.amount, f"退回 {event.claim_id}")

    def spend_money(self, event: SubsidyPaid) -> None:
        budget_id = self.value("SELECT budget_id FROM claims WHERE claim_id = %s", event.claim_id)
        self._move(event, budget_id, "committed", "paid", event.amount, f"支付 {event.payment_id}")

    def _move(self, event, budget_id: str, source: str, target: str, amount: int, memo: str) -> None:
        book(self, event.envelope.id, [Transfer(source=account(budget_id, source), target=account(budget_id, target),
                                                amount=amount, memo=memo)])
