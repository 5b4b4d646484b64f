"""The bytes of a file to import: its name, size, hash, and what it really is whatever its extension says."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ejournal_desktop.domain.errors import BadFileError, CancelledError

MAX_FILE_BYTES = 32 * 1024 * 1024

Cancelled = Callable[[], bool]
Progress = Callable[[int, int], None]


def never() -> bool:
    """Nobody cancels."""
    return False


def silent(done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Watch:
    """How a long reading talks with its caller: asked whether to stop, told how far it is."""

    cancelled: Cancelled = never
    progress: Progress = silent

    def step(self, done: int, total: int) -> None:
        """Tell the progress; raise ``CancelledError`` when the person gave up."""
        if self.cancelled():
            raise CancelledError("import-cancelled")
        self.progress(done, total)


class FileKind(StrEnum):
    """What a file is by its first bytes."""

    ZIP = "zip"
    COMPOUND = "compound"
    PDF = "pdf"
    HTML = "html"
    XML = "xml"
    TEXT = "text"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class Source:
    """A file in memory."""

    name: str
    content: bytes
    sha256: bytes

    @property
    def extension(self) -> str:
        """«xlsx» in lower case, «» without one."""
        return Path(self.name).suffix.lower().removeprefix(".")

    @property
    def kind(self) -> FileKind:
        """What the first bytes say."""
        return _kind_of(self.content)

    def refuse(self, code: str, **detail: object) -> BadFileError:
        """The refusal of this file as a whole, ready to be raised."""
        return BadFileError(code, {"file": self.name, **detail})


def open_source(file: Path | str | bytes, name: str = "") -> Source:
    """Read a file, or take its bytes; refuse an empty or an enormous one.

    Raises:
        BadFileError: «file-missing», «file-empty», «file-too-big».
    """
    if isinstance(file, bytes):
        content, file_name = file, name
    else:
        path = Path(file)
        file_name = name or path.name
        content = _read(path, file_name)
    if len(content) > MAX_FILE_BYTES:
        raise _too_big(file_name, len(content))
    if not content.strip(b"\0 \r\n\t"):
        raise BadFileError("file-empty", {"file": file_name})
    return Source(file_name, content, hashlib.sha256(content).digest())


def _read(path: Path, file_name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _too_big(file_name, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise BadFileError("file-missing", {"file": file_name, "reason": error.strerror or ""}) from error


def _too_big(file_name: str, size: int) -> BadFileError:
    return BadFileError("file-too-big", {"file": file_name, "bytes": size, "limit": MAX_FILE_BYTES})


def _kind_of(content: bytes) -> FileKind:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return FileKind.ZIP
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return FileKind.COMPOUND
    head = content[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"%PDF"):
        return FileKind.PDF
    if head.startswith(b"<?xml") or (head.startswith(b"<") and b"<html" not in head.lower()):
        return FileKind.XML if b"<html" not in head.lower() else FileKind.HTML
    if head.startswith(b"<"):
        return FileKind.HTML
    return FileKind.TEXT if _reads_as_text(content[:65536]) else FileKind.BINARY


def _reads_as_text(sample: bytes) -> bool:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    strange = sum(byte < 32 and byte not in (0, 9, 10, 11, 12, 13, 26) for byte in sample)  # noqa: PLR2004 - control codes
    return strange * 50 < len(sample) and sample.count(0) * 4 < len(sample)
