"""Certificates."""

from contracts.actors import Role
from contracts.fields import text
from contracts.messages import command

_OFFICE = (Role.CITY_STAFF, Role.PROVINCE_STAFF)


@command("training.revoke_certificate", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF))
class RevokeCertificate:
    """Revoke a certificate with a ground; what rests on it elsewhere is told by event."""

    certificate_number: str = text("证书编号", at_most=40)
    ground: str = text("理由", at_least=4, at_most=500)


@command("training.reissue_certificate", by=(Role.CITY_STAFF, Role.PROVINCE_STAFF))
class ReissueCertificate:
    """Replace a certificate that has a mistake by a new one with a new number; the completion stands."""

    certificate_number: str = text("证书编号", at_most=40)
    ground: str = text("理由", at_least=4, at_most=500)
