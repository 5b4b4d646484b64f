"""Journals to find by hand: every course of the fake person, without pupils unless the test gives some."""

from dataclasses import dataclass

from ejournal_desktop.gui.ports.palette import CoursePupils


@dataclass(kw_only=True)
class FakePaletteDesk:
    """``found`` is given by the test; otherwise the person's own courses."""

    found: tuple | None = None

    def journals_to_find(self, *, reads):
        self.asked.append(("journals_to_find", reads))
        return self.found if self.found is not None else tuple(CoursePupils(course) for course in self.courses)
