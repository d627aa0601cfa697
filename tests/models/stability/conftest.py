"""Let the tests of this folder import the literal definitions that stand beside them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
