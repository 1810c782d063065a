"""Do facts that were stored before a field was added still load?"""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter

from services.application.events.case import CaseWithdrawn, KeyIssued, MaterialsConfirmed, ScanUploaded
from services.application.values.form import Enterprise
from tests.application.cast import form
from tests.application.histories import complete, produced, verifying, withdrawn

ADDED: tuple[tuple[object, tuple[str, ...], object], ...] = (
    (produced[-1], ("attempt",), 1),
    (complete[-1], ("page",), 1),
    (withdrawn[-1], ("certificate_serial",), ""),
    (verifying[-1], ("rules", "agreement_pages"), 10),
    (form.enterprise, ("legal_representative_id_number",), ""),
)


@pytest.mark.parametrize(("fact", "path", "default"), ADDED)
def test_a_fact_without_the_field_loads_with_what_held_then(fact: object, path: tuple[str, ...], default: object) -> None:
    shape: TypeAdapter[Any] = TypeAdapter(type(fact))
    stored: dict[str, Any] = json.loads(shape.dump_json(fact))
    *within, name = path
    part = stored
    for step in within:
        part = part[step]
    assert part.pop(name) is not None
    loaded: Any = shape.validate_json(json.dumps(stored))
    for step in path:
        loaded = getattr(loaded, step)
    assert loaded == default


def test_the_facts_of_this_table_are_those_that_grew() -> None:
    assert {type(fact) for fact, _, _ in ADDED} == {KeyIssued, ScanUploaded, CaseWithdrawn, MaterialsConfirmed, Enterprise}
