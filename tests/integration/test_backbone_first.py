"""From a command to an effect, the way everything goes."""


def test_a_command_is_answered_its_event_published_and_its_reaction_has_one_effect(toy):
    toy.host(), toy.relay()
    answer = toy.do_task("t-1", 5)
    assert answer["outcome"] == "granted"
    assert len(answer["events"]) == 1
    toy.wait(lambda: toy.effects() == {"t-1": 1}, "the effect")
    toy.wait(lambda: toy.outbox() == 0, "an empty outbox")
    assert toy.failed() == []
