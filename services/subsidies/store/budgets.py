"""Budget lines on the ledger, in 分: given → free → committed → paid → come back."""

from casework.ledger import Transfer, balances, book, history, open_account
from contracts.problems import NotFound
from contracts.subsidies import TransferState
from contracts.subsidies.domain_events import (
    BudgetOpened,
    PaymentReturned,
    RefundPaid,
    RepaymentReceived,
    SubsidyPaid,
    TransferBooked,
    TransferDeclined,
    TransferProposed,
)
from policies.areas import lineage
from services.subsidies.model import BudgetLine
from services.subsidies.model import Transfer as MovedMoney

UNIT = "分"
PARTS = ("given", "free", "committed", "paid", "recovered")
_TRANSFER = ("transfer_id", "year", "area", "from_budget_id", "to_area", "to_budget_id", "to_programme", "amount",
             "ground", "title")


def account(budget_id: str, part: str) -> str:
    """The key of an account; parts: given (where money comes from), free, committed to approved claims, paid,
    recovered (paid once and come back: free again only by a person's act)."""
    return f"{budget_id}:{part}"


class Budgets:
    """Statements about budgets."""

    def given_so_far(self, budget_id: str) -> int:
        """What a line was given in all and has not moved to another; its accounts stay as they are until commit, also
        while two people open the line at once."""
        self._open_accounts(budget_id)
        given = account(budget_id, "given")
        return -balances(self, [given], lock=True)[given]

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
        """Given, free, committed, paid and recovered 分; given is shown as what came in."""
        found = balances(self, [account(budget_id, part) for part in PARTS])
        figures = {part: found.get(account(budget_id, part), 0) for part in PARTS}
        return {**figures, "given": -figures["given"]}

    def budgets_within(self, prefix: str, year: int) -> list[dict]:
        """The lines of areas of this prefix for a year, with their balances."""
        lines = self.rows("SELECT budget_id, area, programme FROM budgets WHERE area LIKE %s AND year = %s"
                          " ORDER BY area, programme", prefix + "%", year)
        return [line | self.budget_balances(line["budget_id"]) for line in lines]

    def free_on(self, budget_id: str) -> int:
        """What is free on a line, in 分; it stays so until commit."""
        return balances(self, [account(budget_id, "free")], lock=True).get(account(budget_id, "free"), 0)

    def transfer_of(self, transfer_id: str) -> MovedMoney:
        """The transfer, locked until commit; raises NotFound."""
        row = self.one("SELECT * FROM budget_transfers WHERE transfer_id = %s FOR UPDATE", transfer_id)
        if row is None:
            raise NotFound("没有这笔预算调剂")
        return MovedMoney(**{name: row[name] for name in _TRANSFER}, state=TransferState(row["state"]),
                          proposed_by=row["proposed_by"])

    def budget_history(self, budget_id: str) -> list[dict]:
        return [{**entry, "account": part} for part in PARTS[1:]
                for entry in history(self, account(budget_id, part))]

    def apply_budget_opened(self, event: BudgetOpened) -> None:
        self.execute("INSERT INTO budgets (budget_id, area, year, programme, total) VALUES (%s, %s, %s, %s, %s)"
                     " ON CONFLICT (budget_id) DO UPDATE SET total = excluded.total",
                     event.budget_id, event.area, event.year, event.programme, event.total)
        self._open_accounts(event.budget_id)
        self._move(event, event.budget_id, "given", "free", event.amount, event.ground)

    def _open_accounts(self, budget_id: str) -> None:
        open_account(self, account(budget_id, "given"), UNIT, never_negative=False)
        for part in PARTS[1:]:
            open_account(self, account(budget_id, part), UNIT, never_negative=True)

    def apply_transfer_proposed(self, event: TransferProposed) -> None:
        self.execute(
            f"INSERT INTO budget_transfers ({', '.join(_TRANSFER)}, state, proposed_by, version)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            *(getattr(event, name) for name in _TRANSFER), event.state, self.message.actor.person_id,
            event.envelope.entity_version)

    def apply_transfer_booked(self, event: TransferBooked) -> None:
        """The money goes back to where the one line had it from, and is given to the other."""
        self._settle_transfer(event)
        self.execute("INSERT INTO budgets (budget_id, area, year, programme, total) VALUES (%s, %s, %s, %s, %s)"
                     " ON CONFLICT (budget_id) DO UPDATE SET total = budgets.total + excluded.total",
                     event.to_budget_id, event.to_area, event.year, event.to_programme, event.amount)
        self._open_accounts(event.to_budget_id)
        memo = f"调剂 {event.transfer_id}：{event.ground}"
        out, into = event.from_budget_id, event.to_budget_id
        book(self, event.envelope.id, [
            Transfer(source=account(out, "free"), target=account(out, "given"), amount=event.amount, memo=memo),
            Transfer(source=account(into, "given"), target=account(into, "free"), amount=event.amount, memo=memo)])

    def apply_transfer_declined(self, event: TransferDeclined) -> None:
        self._settle_transfer(event)

    def _settle_transfer(self, event) -> None:
        self.execute("UPDATE budget_transfers SET state = %s, settled_by = %s, version = %s WHERE transfer_id = %s",
                     event.state, self.message.actor.person_id, event.envelope.entity_version, event.transfer_id)

    def reserve_money(self, event) -> None:
        """The money of an approved claim, or of an award, leaves what is free."""
        self._move(event, event.budget_id, "free", "committed", event.amount, f"审定 {event.claim_id}")

    def release_money(self, event, budget_id: str) -> None:
        """A claim that ends without money gives back what was reserved for it."""
        self._move(event, budget_id, "committed", "free", event.amount, f"退回 {event.claim_id}")

    def spend_money(self, event: SubsidyPaid) -> None:
        budget_id = self.value("SELECT budget_id FROM claims WHERE claim_id = %s", event.claim_id)
        self._move(event, budget_id, "committed", "paid", event.amount, f"支付 {event.payment_id}")

    def commit_money_again(self, event: PaymentReturned) -> None:
        """What the bank sent back is no longer paid; its claim still stands, so that it stays reserved."""
        budget_id = self.value("SELECT budget_id FROM claims WHERE claim_id = %s", event.claim_id)
        self._move(event, budget_id, "paid", "committed", event.amount, f"退汇 {event.bank_reference}")

    def take_money_back(self, event: RepaymentReceived) -> None:
        """Money that was paid came back; whether it may be spent again is not said by any source."""
        budget_id = self.value("SELECT budget_id FROM claims WHERE claim_id = %s", event.claim_id)
        self._open_accounts(budget_id)
        self._move(event, budget_id, "paid", "recovered", event.received, f"退回 {event.bank_reference}")

    def give_money_again(self, event: RefundPaid) -> None:
        """What had come back was given again after the claw-back was overturned."""
        budget_id = self.value("SELECT budget_id FROM claims WHERE claim_id = %s", event.claim_id)
        self._move(event, budget_id, "recovered", "paid", event.refunded, f"退还 {event.bank_reference}")

    def _move(self, event, budget_id: str, source: str, target: str, amount: int, memo: str) -> None:
        book(self, event.envelope.id, [Transfer(source=account(budget_id, source), target=account(budget_id, target),
                                                amount=amount, memo=memo)])
