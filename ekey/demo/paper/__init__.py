"""What does a person do with paper: sign, seal and scan a printed document, photograph the others?"""

from ekey.demo.paper.scanner import of_size
from ekey.demo.paper.signing import sign_and_scan
from ekey.demo.paper.specimens import specimen
from ekey.demo.paper.styles import Slot

__all__ = ["Slot", "of_size", "sign_and_scan", "specimen"]
