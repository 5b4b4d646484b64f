"""The issue asks for sixty attacks over real SCRAM connections, each with its control: they are counted here."""

import subprocess
import sys
from pathlib import Path

ASKED = 60


def test_at_least_sixty_attacks_over_scram_are_seen_to_succeed_without_their_defence():
    """``pytest -m attack`` runs them; the marker names the defence, ``conftest`` sees that each one signs in."""
    here = Path(__file__).parent
    choice = ["-m", "attack", str(here), f"--ignore={here / 'on_postgresql_15'}"]
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider", *choice],
        capture_output=True,
        text=True,
        check=True,
        cwd=here.parent.parent,
    ).stdout
    attacks = {line for line in listed.splitlines() if "::" in line}

    assert len(attacks) >= ASKED, listed
