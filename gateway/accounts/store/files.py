"""Materials, evidence and pictures: kept by the hash of their content, judged by it, opened by those it concerns."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Collection
from io import BytesIO
from pathlib import Path

from contracts.actors import Actor
from contracts.problems import Problem
from gateway.accounts.model import StoredFile

LARGEST_BYTES = 20 * 1024 * 1024
_STARTS = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
_OFFICE = "application/vnd.openxmlformats-officedocument."
XLSX = f"{_OFFICE}spreadsheetml.sheet"
_PACKAGES = (("xl/workbook.xml", XLSX), ("word/document.xml", f"{_OFFICE}wordprocessingml.document"),
             ("OFD.xml", "application/ofd"))
KINDS = "PDF、OFD、JPEG、PNG、WebP、Excel（xlsx）或 Word（docx）"


def media_type_of(content: bytes) -> str | None:
    """The type that the content shows, whatever its name says; None for one that is not taken."""
    for start, media_type in _STARTS:
        if content.startswith(start):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return _package_type(content) if content.startswith(b"PK\x03\x04") else None


def _package_type(content: bytes) -> str | None:
    try:
        names = set(zipfile.ZipFile(BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    return next((media_type for name, media_type in _PACKAGES if name in names), None)


class FileStore:
    """A folder of contents named by their SHA-256, two digits a level."""

    def __init__(self, folder: Path):
        self.folder = folder

    def keep(self, content: bytes) -> tuple[str, str]:
        """The id and type of `content`, kept once; raises body_too_large or wrong_media_type."""
        if len(content) > LARGEST_BYTES:
            raise Problem(f"单个文件不能超过 {LARGEST_BYTES // 2**20} MB", code="body_too_large")
        media_type = media_type_of(content)
        if media_type is None:
            raise Problem(f"只接收 {KINDS} 文件", code="wrong_media_type")
        file_id = hashlib.sha256(content).hexdigest()
        if not self._path(file_id).exists():
            self._write(self._path(file_id), content)
        return file_id, media_type

    def keep_made(self, content: bytes) -> str:
        """The id of a content that the platform itself made, kept once."""
        file_id = hashlib.sha256(content).hexdigest()
        if not self._path(file_id).exists():
            self._write(self._path(file_id), content)
        return file_id

    def content(self, file_id: str) -> bytes:
        """The content of a kept file; raises FileNotFoundError."""
        return self._path(file_id).read_bytes()

    def _path(self, file_id: str) -> Path:
        return self.folder / file_id[:2] / file_id

    def _write(self, path: Path, content: bytes) -> None:
        """Whole or not at all: a crash leaves no half file under its name."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as unfinished:
            unfinished.write(content)
            unfinished.flush()
            os.fsync(unfinished.fileno())
        os.replace(unfinished.name, path)


class Files:
    """Which files there are and who may open them; part of the accounts' transaction."""

    def keep_file(self, file_id: str, media_type: str, size: int, owner: Actor, area: str) -> None:
        """Note a file as its owner's. One content may have several owners, each with their own row."""
        self.execute(
            "INSERT INTO files (file_id, media_type, size, owner_id, organisation_id, area, kept_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (file_id, owner_id) DO NOTHING",
            file_id, media_type, size, owner.person_id, owner.organisation_id, area, self.now)

    def stored_files(self, file_id: str) -> list[StoredFile]:
        """Every owner's claim on a file."""
        rows = self.rows("SELECT file_id, media_type, size, owner_id, organisation_id, area FROM files"
                         " WHERE file_id = %s", file_id)
        return [StoredFile(**row) for row in rows]

    def files_of(self, owners: Collection[str | None], file_ids: Collection[str]) -> frozenset[str]:
        """Which of these files one of `owners` has handed in: the person, or the desk that acts for them."""
        rows = self.rows("SELECT DISTINCT file_id FROM files WHERE file_id = ANY(%s) AND owner_id = ANY(%s)",
                         list(file_ids), list(owners))
        return frozenset(row["file_id"] for row in rows)

    def note_opened(self, file_id: str, viewer: Actor) -> None:
        """Who opened which file."""
        self.execute("INSERT INTO file_reads (file_id, viewer_id, role) VALUES (%s, %s, %s)", file_id,
                     viewer.person_id, viewer.role.value)
