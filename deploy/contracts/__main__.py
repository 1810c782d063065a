"""How are the contracts checked and written at the command line? `python -m deploy.contracts check|write`."""

import sys

from deploy.contracts import check, write

USAGE = "usage: python -m deploy.contracts check|write"


def main(arguments: list[str]) -> int:
    """0: everything holds; 1: findings, one line each; 2: asked wrongly."""
    if arguments not in (["check"], ["write"]):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        findings = check() if arguments == ["check"] else write()
    except LookupError as error:
        findings = [str(error)]
    for finding in findings:
        print(finding, file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
