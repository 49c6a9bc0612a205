"""Who may teach what."""

from contracts.actors import Role
from contracts.fields import area_code, identifier
from contracts.messages import question

_STAFF = (Role.CITY_STAFF, Role.PROVINCE_STAFF, Role.SUPERVISOR)


@question("training.show_institution", by=(Role.INSTITUTION_STAFF, *_STAFF))
class ShowInstitution:
    """Whether an institution may teach each course today, and every reason why or why not."""

    institution_id: str = identifier("培训机构")


@question("training.list_institutions", by=(*_STAFF, Role.CLERK))
class ListInstitutions:
    """The institutions of an area and how they stand, and the counties in which none may teach today."""

    area: str = area_code("地区")
