"""Do applications end as their files say when everything really runs? Six processes, PostgreSQL, and a broker of either kind."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAYED = ("E01-ordinary-first.yaml", "E09-three-rounds.yaml", "E11-reissue-lost.yaml", "E16-withdrawn-while-claimed.yaml")


@pytest.mark.timeout(400)
@pytest.mark.parametrize("broker", ["embedded", pytest.param("apache", marks=pytest.mark.kafka)])
def test_applications_end_as_their_files_say(broker: str, tmp_path: Path) -> None:
    if (
        broker == "apache"
        and not shutil.which(os.environ.get("EKEY_JAVA", "java"))
        and os.environ.get("EKEY_REQUIRE_KAFKA") != "1"
    ):
        pytest.skip("Apache Kafka cannot be started: no Java here")
    for name in ("world.yaml", *PLAYED):
        shutil.copy(ROOT / "examples" / name, tmp_path / name)
    argv = [sys.executable, "-m", "ekey", "demo", str(tmp_path), "--json", *(["--kafka"] if broker == "apache" else [])]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("EKEY_")}
    with_state = environment | {"EKEY_STATE": str(ROOT / ".local" / f"journeys-{broker}")}
    done = subprocess.run(argv, check=False, capture_output=True, text=True, cwd=ROOT, env=with_state, timeout=380)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    steps = {line["step"]["event"] for line in lines if "step" in line}
    assert steps >= {"KeyBound", "CertificateRevoked", "CaseWithdrawn", "ReviewFailed"}
    assert len([line for line in lines if "application" in line]) == len(PLAYED)
