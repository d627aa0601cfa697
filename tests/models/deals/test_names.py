"""The names a user imports from the room."""

import subprocess
import sys

from parley.models import deals


def test_public_names_exist_and_are_documented():
    assert deals.__all__ == sorted(deals.__all__)
    for name in deals.__all__:
        assert getattr(deals, name).__doc__, name


def test_importing_the_room_loads_nothing_heavy():
    code = (
        "import sys, parley.models.deals; "
        "print([m for m in ('numba', 'scipy', 'yaml', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
