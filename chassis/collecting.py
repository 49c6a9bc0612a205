"""When Python looks for garbage: seldom, for what a message leaves behind is in no circle."""

import gc


def collect_seldom() -> None:
    """What is loaded by now stays and is not looked through again, nor anything after every few hundred new objects."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
