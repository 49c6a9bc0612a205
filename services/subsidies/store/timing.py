"""What does not add up between claims, their clocks, reminders, letters and appeals."""

_FAULTS = {
    "待补正与暂停计时不一致": "SELECT claim_id AS id FROM claims c WHERE (state = 'returned') <> EXISTS"
    " (SELECT 1 FROM claim_pauses p WHERE p.claim_id = c.claim_id AND p.resumed_on IS NULL)",
    "计时中的申领没有到期提醒": "SELECT claim_id AS id FROM claims c WHERE state IN ('submitted', 'in_review',"
    " 'waiting_for_budget', 'held', 'referred') AND due_on >="
    " ((SELECT clock.business_now()) AT TIME ZONE 'Asia/Shanghai')::date"
    " AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.key = 'claim:' || c.claim_id || ':over')",
    "不予通过而没有决定书": "SELECT claim_id AS id FROM claims c WHERE state = 'refused' AND NOT EXISTS"
    " (SELECT 1 FROM letters l WHERE l.letter_id = c.letter_id)",
    "未办结的申诉所针对的不是不予通过的申领": "SELECT appeal_id AS id FROM appeals a JOIN claims c USING (claim_id)"
    " WHERE a.state IN ('open', 'taken') AND a.claw_back_id IS NULL AND c.state <> 'refused'",
}


class Timings:
    """Statements about clocks and reminders across subjects."""

    def desk_faults(self) -> list[str]:
        """What does not add up, in words."""
        return [f"{words}：{row['id']}" for words, statement in _FAULTS.items() for row in self.rows(statement)]
