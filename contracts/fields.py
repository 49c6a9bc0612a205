"""Field builders for messages: a dataclass field that carries its Chinese label and its marshmallow field.

One declaration serves the gateway's validation, OpenAPI, the pillar and every listener, so they cannot drift.
"""

import dataclasses
import re
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from marshmallow import ValidationError, fields, validate

_MISSING = dataclasses.MISSING


class Money(fields.Field):
    """An amount: whole 分 inside, a string of 元 with at most two decimals on the wire ("150000.00")."""

    def __init__(self, *, at_least: int = 0, at_most: int | None = None, **kwargs):
        super().__init__(**kwargs)
        self.at_least, self.at_most = at_least, at_most

    def _serialize(self, value, attr, obj, **kwargs):
        return None if value is None else money_text(value)

    def _deserialize(self, value, attr, data, **kwargs):
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise ValidationError("金额请以字符串填写，单位元，例如 \"150000.00\"")
        return self.within(_fen(str(value)))

    def within(self, fen: int) -> int:
        """The amount itself; raises ValidationError when it is too small or too large."""
        if fen < self.at_least:
            raise ValidationError(f"金额不能小于 {self.at_least / 100:.2f} 元")
        if self.at_most is not None and fen > self.at_most:
            raise ValidationError(f"金额不能大于 {self.at_most / 100:.2f} 元")
        return fen


_PLAIN = re.compile(r"(-?[0-9]{1,13})\.([0-9]{2})")


def plain_money(text: str) -> int | None:
    """The 分 in an amount as it is always written on the wire, 元 with two decimals; None for any other text."""
    found = _PLAIN.fullmatch(text)
    return int(found[1] + found[2]) if found else None


def money_text(fen: int) -> str:
    """An amount in 分 as it is written on the wire."""
    return f"{Decimal(fen) / 100:.2f}"


def _fen(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,13}(\.\d+)?", text):
        raise ValidationError("金额格式不正确，请填写数字，单位元")
    try:
        fen = Decimal(text) * 100
    except InvalidOperation as error:
        raise ValidationError("金额格式不正确") from error
    if fen != fen.to_integral_value():
        raise ValidationError("金额最多两位小数")
    return int(fen)


class FileId(fields.String):
    """A kept file. The gateway refuses, wherever a message has this field, what the sender has not handed in."""


class Choice(fields.Enum):
    """An enumeration by its value; an unknown value is answered with the list of known ones."""

    def _deserialize(self, value, attr, data, **kwargs):
        try:
            return self.enum(value)
        except ValueError as error:
            raise ValidationError("请从以下选项中选择：" + "、".join(self.enum)) from error


def _messages(label: str, kind: str) -> dict:
    return {"required": f"请填写{label}", "null": f"请填写{label}", "invalid": f"{label}{kind}",
            "type": f"{label}{kind}", "validator_failed": f"{label}{kind}", "too_large": f"{label}数值过大",
            "special": f"{label}{kind}", "invalid_awareness": f"{label}{kind}"}


def _field(make, label: str, kind: str, optional: bool, default=_MISSING, **options):
    schema = make(required=not optional and default is _MISSING, allow_none=optional,
                  error_messages=_messages(label, kind), metadata={"label": label}, **options)
    if default is not _MISSING:
        schema.load_default = default
        if isinstance(default, (list, dict, tuple)):
            return dataclasses.field(default_factory=lambda: default, metadata={"schema": schema})
        return dataclasses.field(default=default, metadata={"schema": schema})
    if optional:
        schema.load_default = None
        return dataclasses.field(default=None, metadata={"schema": schema})
    return dataclasses.field(metadata={"schema": schema})


class Storable:
    """No database holds the zero character or half a surrogate pair; better a named field than a bug."""

    def __init__(self, label: str):
        self.label = label

    def __call__(self, value) -> None:
        if self.is_not(value):
            raise ValidationError(f"{self.label}含有不能保存的字符")

    @staticmethod
    def is_not(value) -> bool:
        """Whether some text in a JSON value, keys included, cannot be kept."""
        if isinstance(value, str):
            try:
                value.encode()
            except UnicodeEncodeError:  # half a surrogate pair
                return True
            return "\0" in value
        if isinstance(value, dict):
            return any(map(Storable.is_not, value)) or any(map(Storable.is_not, value.values()))
        return isinstance(value, list) and any(map(Storable.is_not, value))


def text(label: str, *, at_least: int = 1, at_most: int = 200, pattern: str | None = None,
         optional: bool = False, default=_MISSING):
    """A text of `at_least` to `at_most` characters."""
    checks = [validate.Length(min=at_least, max=at_most, error=f"{label}长度应为 {at_least} 至 {at_most} 个字")]
    checks.append(Storable(label))
    if pattern:
        checks.append(validate.Regexp(pattern, error=f"{label}格式不正确"))
    return _field(fields.String, label, "格式不正确", optional, default, validate=checks)


def identifier(label: str, *, optional: bool = False):
    """An opaque id (a UUID, or a short readable code such as an organisation's)."""
    return _field(fields.String, label, "编号格式不正确", optional, validate=_id_form(label))


def _id_form(label: str) -> validate.Regexp:
    return validate.Regexp(r"^[0-9A-Za-z][0-9A-Za-z._:-]{0,63}$(?!\n)", error=f"{label}编号格式不正确")


def file(label: str = "文件", *, optional: bool = False):
    """One file that the sender hands in, by its id; see `FileId`."""
    return _field(FileId, label, "编号格式不正确", optional, validate=_id_form(label))


def area_code(label: str = "地区", *, optional: bool = False):
    """A division code of 6, 9 or 12 digits (GB/T 2260 and its extensions)."""
    pattern = validate.Regexp(r"^\d{6}(\d{3}(\d{3})?)?$(?!\n)", error=f"{label}应为 6、9 或 12 位行政区划代码")
    return _field(fields.String, label, "格式不正确", optional, validate=pattern)


def count(label: str, *, at_least: int | None = 0, at_most: int | None = None,
          optional: bool = False, default=_MISSING):
    """A whole number within bounds; a fraction or a text is not one."""
    limits = validate.Range(min=at_least, max=at_most, error=_range_words(label, at_least, at_most))
    return _field(fields.Integer, label, "应为整数", optional, default, strict=True, validate=limits)


def _range_words(label: str, low, high) -> str:
    bounds = [f"不小于 {low}" if low is not None else "", f"不大于 {high}" if high is not None else ""]
    return f"{label}应" + "且".join(part for part in bounds if part)


def number(label: str, *, at_least: str | None = None, at_most: str | None = None, optional: bool = False):
    """A decimal number, a string on the wire."""
    low, high = (Decimal(b) if b is not None else None for b in (at_least, at_most))
    limits = validate.Range(min=low, max=high, error=_range_words(label, at_least, at_most))
    return _field(fields.Decimal, label, "应为数字", optional, as_string=True, validate=limits)


def money(label: str, *, at_least: int = 0, at_most: int | None = None, optional: bool = False):
    """An amount in whole 分; see `Money`."""
    return _field(Money, label, "格式不正确", optional, at_least=at_least, at_most=at_most)


def day(label: str, *, optional: bool = False):
    """A calendar day, `YYYY-MM-DD`, in Asia/Shanghai."""
    return _field(fields.Date, label, "应为日期，例如 2024-05-06", optional, format="iso")


def instant(label: str, *, optional: bool = False):
    """A moment with its offset."""
    return _field(fields.AwareDateTime, label, "应为带时区的时间", optional, format="iso")


def flag(label: str, *, optional: bool = False, default=_MISSING):
    """True or false."""
    return _field(fields.Boolean, label, "应为 true 或 false", optional, default)


def choice(enum: type[StrEnum], label: str, *, optional: bool = False, default=_MISSING):
    """One value of an enumeration."""
    return _field(Choice, label, "不在选项之中", optional, default, enum=enum, by_value=True)


def nested(message: type, label: str, *, optional: bool = False):
    """Another message inside this one."""
    return _field(fields.Nested, label, "格式不正确", optional, nested=message.Schema)


def many(message: type, label: str, *, at_most: int = 20_000, default=_MISSING):
    """A list of messages."""
    limit = validate.Length(max=at_most, error=f"{label}最多 {at_most} 条")
    inner = fields.Nested(message.Schema)
    return _field(fields.List, label, "应为列表", False, default, cls_or_instance=inner, validate=limit)


def many_texts(label: str, *, at_most: int = 20_000, default=_MISSING):
    """A list of short texts or ids."""
    limit = validate.Length(max=at_most, error=f"{label}最多 {at_most} 条")
    inner = fields.String(error_messages=_messages(label, "格式不正确"), validate=Storable(label))
    return _field(fields.List, label, "应为列表", False, default, cls_or_instance=inner, validate=limit)


def many_files(label: str, *, at_most: int, default=_MISSING):
    """Files that the sender hands in, by their ids; see `FileId`."""
    limit = validate.Length(max=at_most, error=f"{label}最多 {at_most} 份")
    inner = FileId(error_messages=_messages(label, "编号格式不正确"), validate=_id_form(label))
    return _field(fields.List, label, "应为列表", False, default, cls_or_instance=inner, validate=limit)


def data(label: str, *, optional: bool = False, default=_MISSING):
    """A free JSON object; its shape is described where it is used."""
    return _field(fields.Dict, label, "应为对象", optional, default, validate=Storable(label))
