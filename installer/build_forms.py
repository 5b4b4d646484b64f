"""Hatch build hook: turns every ``ui/NAME.ui`` into ``ejournal_desktop/gui/forms/ui_NAME.py`` with pyside6-uic.

Also a script: ``python installer/build_forms.py`` does the same for a work tree.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # run as a script where hatchling is not installed
    BuildHookInterface = object  # type: ignore[assignment,misc]


def compile_forms(root: Path) -> list[Path]:
    """Compile the forms that are newer than their module; return the modules, all of them."""
    target = root / "ejournal_desktop" / "gui" / "forms"
    modules = []
    for form in sorted((root / "ui").glob("*.ui")):
        module = target / f"ui_{form.stem}.py"
        modules.append(module)
        if module.exists() and module.stat().st_mtime >= form.stat().st_mtime:
            continue
        subprocess.run([*_uic(), "-g", "python", str(form), "-o", str(module)], check=True)
    return modules


def _uic() -> list[str]:
    """The user interface compiler of the PySide6 that is importable here: the binary, for the script is not on PATH."""
    import PySide6  # noqa: PLC0415 - only needed when a form has changed

    libexec = Path(PySide6.__file__).parent / "Qt" / "libexec" / "uic"
    if libexec.exists():
        return [str(libexec)]
    return [str(next(Path(PySide6.__file__).parent.glob("uic*")))]


class FormsHook(BuildHookInterface):  # type: ignore[misc]
    """Runs before a wheel or an editable install is made."""

    PLUGIN_NAME = "forms"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Compile the forms into the tree that is packed next."""
        compile_forms(Path(self.root))


if __name__ == "__main__":
    compile_forms(Path(__file__).resolve().parent.parent)
    sys.exit(0)
