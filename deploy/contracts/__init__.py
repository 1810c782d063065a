"""Are the promises of the published language kept? `check` says what is not; `write` adds what is missing and rewrites no promise."""

from pathlib import Path

from deploy.contracts import documents, promises
from deploy.contracts.services import Services, services

FOLDER = Path(__file__).parent.parent.parent / "contracts"


def check(folder: Path = FOLDER) -> list[str]:
    """One line per finding; empty when every promise, golden payload and document holds."""
    found = services()
    return [*promises.check(found, folder / "promises"), *documents.check(found, folder)]


def write(folder: Path = FOLDER) -> list[str]:
    """Write missing promises with their golden payloads, and the documents anew; then tell what still does not hold."""
    found: Services = services()
    promises.write(found, folder / "promises")
    documents.write(found, folder)
    return check(folder)
