"""What the pages of the desk are built from: what somebody may do in their role, and what it asks for."""

from contracts.fields import data, flag, many, many_texts, text
from contracts.messages import answer


@answer
class FieldOption:
    """One of the values that a field may have."""

    code: str = text("代码")
    label: str = text("名称")


@answer
class InnerField:
    """One field to be filled in or shown; bounds and default as text."""

    name: str = text("字段")
    label: str = text("名称")
    kind: str = text("种类")
    required: bool = flag("必填", default=False)
    default: str | None = text("默认值", at_least=0, optional=True)
    at_least: str | None = text("至少", optional=True)
    at_most: str | None = text("至多", optional=True)
    options: tuple[FieldOption, ...] = many(FieldOption, "选项", default=())


@answer
class FormField(InnerField):
    """A field of a form; one that has several parts, or rows of them, says which."""

    fields: tuple[InnerField, ...] = many(InnerField, "各部分", default=())


@answer
class DeskAct:
    """One thing that may be done: to a case of `entity` in one of `states`, or by itself where there is none."""

    command: str = text("命令")
    label: str = text("名称")
    method: str = text("方法")
    path: str = text("地址")
    pillar: str = text("业务")
    entity: str | None = text("事项类别", optional=True)
    turn: tuple[str, ...] = many_texts("事项在这些状态时等待办理")
    states: tuple[str, ...] = many_texts("事项在这些状态时可以办理")
    from_case: tuple[str, ...] = many_texts("取自事项的内容")
    undoable: bool = flag("办错可以再改")
    fields: tuple[FormField, ...] = many(FormField, "要填写的内容")


@answer
class DeskView:
    """Where a case of `entity` is shown in depth by its pillar, and what of it is called what."""

    label: str = text("名称")
    path: str = text("地址")
    pillar: str = text("业务")
    entity: str = text("事项类别")
    fields: tuple[FormField, ...] = many(FormField, "内容")


@answer
class DeskPaper:
    """A file that can be had of a case of `entity`: a letter, a bank's file."""

    label: str = text("名称")
    path: str = text("地址")
    pillar: str = text("业务")
    entity: str = text("事项类别")


@answer
class DeskActs:
    """Everything that one may do in one's role, and what kinds of cases and their public contents are called."""

    acts: tuple[DeskAct, ...] = many(DeskAct, "可以办理的事")
    views: tuple[DeskView, ...] = many(DeskView, "可以查看的详细情况")
    papers: tuple[DeskPaper, ...] = many(DeskPaper, "可以下载的文件")
    labels: dict = data("各类事项公开内容的名称")
    kinds: dict = data("事项类别的名称")
