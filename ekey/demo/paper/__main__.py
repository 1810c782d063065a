"""How does somebody at a shell sign, seal and scan? `python -m ekey.demo.paper sign|specimen …` writes a JPEG to standard output."""

import argparse
import sys
from pathlib import Path
from zlib import crc32

from ekey.demo.paper import sign_and_scan, specimen
from ekey.demo.paper.styles import STYLES


def main(words: list[str]) -> bytes:
    """The scan. Ends the program with a line on standard error when it cannot be made."""
    parser = argparse.ArgumentParser(prog="python -m ekey.demo.paper", description=__doc__)
    does = parser.add_subparsers(dest="does", required=True)
    signing = does.add_parser("sign", help="a printed document with signature, date and seal")
    signing.add_argument("pdf", type=Path)
    signing.add_argument("--signer", required=True)
    other = does.add_parser("specimen", help="an invented document, marked as a specimen")
    other.add_argument("slot", choices=sorted(STYLES))
    other.add_argument("--line", action="append", default=[], help="a line of it; LABEL：VALUE")
    for one in (signing, other):
        one.add_argument("--company", required=True)
        one.add_argument("--again", default="", help="any word: another scan of the same")
    asked = parser.parse_args(words)
    try:
        if asked.does == "sign":
            return sign_and_scan(asked.pdf.read_bytes(), signer=asked.signer, company=asked.company, seed=_seed(asked.again))
        return specimen(asked.slot, company=asked.company, seed=_seed(asked.again), lines=asked.line)
    except (OSError, ValueError) as error:
        parser.error(str(error))


def _seed(word: str) -> int:
    return crc32(word.encode())


if __name__ == "__main__":
    sys.stdout.buffer.write(main(sys.argv[1:]))
