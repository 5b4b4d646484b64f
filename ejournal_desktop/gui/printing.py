"""Paper out of a PDF: through CUPS where it is, else page by page onto the printer that Qt knows."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, Literal

import pypdfium2
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ejournal_desktop.domain.errors import ReportFailedError

_SPOOL_SECONDS: Final = 30
_POINTS_PER_INCH: Final = 72


def printer_names() -> list[str]:
    """Printers of this computer, the default one first; empty when there is none."""
    names = QPrinterInfo.availablePrinterNames()
    default = QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != default, name))


def print_pdf(
    pdf: bytes, title: str, printer: str, *, one_sided: bool = False, media: Literal["A4", "A5"] = "A4"
) -> None:
    """Print both sides, turned on the short edge, or one side only; waits for the spooler, so it belongs into a lane.

    Raises:
        ReportFailedError: «no-printer», or «printer-failed» with the printer's name.
    """
    if not printer:
        raise ReportFailedError("no-printer")
    if sys.platform != "win32" and (spooler := shutil.which("lp")):
        _spool(spooler, pdf, title, printer, ("one-sided" if one_sided else "two-sided-short-edge", media))
    else:
        duplex = QPrinter.DuplexMode.DuplexNone if one_sided else QPrinter.DuplexMode.DuplexShortSide
        _draw(pdf, title, printer, duplex, QPageSize.PageSizeId[media])


def _spool(spooler: str, pdf: bytes, title: str, printer: str, sheet: tuple[str, str]) -> None:
    sides, media = sheet
    with tempfile.TemporaryDirectory(prefix="ejournal-print-") as folder:
        file = Path(folder) / "copy.pdf"
        file.write_bytes(pdf)
        file.chmod(0o600)
        command = [
            spooler,
            "-d",
            printer,
            "-t",
            title,
            "-o",
            f"sides={sides}",
            "-o",
            f"media={media}",
            "--",
            str(file),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SPOOL_SECONDS, check=False)  # noqa: S603 - a fixed command
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ReportFailedError("printer-failed", {"printer": printer}) from error
    if done.returncode:
        raise ReportFailedError("printer-failed", {"printer": printer, "reason": done.stderr.decode(errors="replace")})


def _draw(pdf: bytes, title: str, name: str, duplex: QPrinter.DuplexMode, size: QPageSize.PageSizeId) -> None:
    printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setDuplex(duplex)
    printer.setPageSize(QPageSize(size))
    printer.setFullPage(True)
    document = pypdfium2.PdfDocument(pdf)
    painter = QPainter()
    try:
        for index in range(len(document)):
            width, height = document.get_page_size(index)
            wide = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
            printer.setPageOrientation(wide)
            ready = painter.begin(printer) if index == 0 else printer.newPage()
            if not ready:
                raise ReportFailedError("printer-failed", {"printer": name})
            _draw_page(painter, printer, document[index])
    finally:
        if painter.isActive():
            painter.end()
        document.close()


def _draw_page(painter: QPainter, printer: QPrinter, page: pypdfium2.PdfPage) -> None:
    bitmap = page.render(scale=printer.resolution() / 2 / _POINTS_PER_INCH, prefer_bgrx=True)
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    painter.drawImage(QRect(0, 0, paper.width(), paper.height()), image)
