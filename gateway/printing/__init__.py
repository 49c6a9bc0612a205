"""Papers: a typst template beside this file and its data make a PDF. Names are joined before it is called."""

import json
from pathlib import Path

import typst

PDF = "application/pdf"
_TEMPLATES = Path(__file__).parent


def print_pdf(template: str, data: dict) -> bytes:
    """`<template>.typ` filled with `data` as PDF; the template reads it with `json(bytes(sys.inputs.data))`."""
    return typst.compile(_TEMPLATES / f"{template}.typ", root=_TEMPLATES, format="pdf",
                         sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
