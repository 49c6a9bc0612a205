"""Who teaches which class."""

from dataclasses import dataclass

from contracts.training import DispatchState
from services.training.model.classes import Class_
from services.training.model.lecturers import Lecturer


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """A lecturer asked to teach a class."""

    dispatch_id: str
    lecturer: Lecturer
    class_: Class_
    state: DispatchState
