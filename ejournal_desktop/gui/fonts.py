"""PT Sans from the installed package, so that the windows look alike on every machine."""

from PySide6.QtGui import QFontDatabase

from ejournal_desktop.config import paths


def load() -> set[str]:
    """Give the fonts to Qt; return their families (empty when none could be read: the system's are used then)."""
    families: set[str] = set()
    for file in paths.font_files():
        if not file.name.startswith("PT_Sans-Web"):
            continue
        number = QFontDatabase.addApplicationFont(str(file))
        families.update(QFontDatabase.applicationFontFamilies(number))
    return families
