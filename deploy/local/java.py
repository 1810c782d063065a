"""Which Java runs Apache Kafka, and where are Kafka's jars?"""

import asyncio
import fcntl
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from deploy.local.children import last_lines, spawn

OLDEST_JAVA = 17
POM = Path(__file__).resolve().parent.parent / "kafka" / "pom.xml"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"


class KafkaUnavailable(Exception):
    """Apache Kafka cannot run here; the text says what is missing and what helps."""


@dataclass(frozen=True, kw_only=True)
class Java:
    """A Java runtime: the path of `java` and its major version."""

    path: Path
    version: int


async def find_java() -> Java:
    """`EKEY_JAVA` (the program or its home folder), else `java` on the PATH. Raises `KafkaUnavailable`: none, or older than 17."""
    path = _java_path()
    asked = await asyncio.create_subprocess_exec(
        path, "-version", stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, answer = await asked.communicate()
    version = re.search(r'version "(?:1\.)?(\d+)', answer.decode(errors="replace"))
    if version is None:
        raise KafkaUnavailable(f"{path} does not tell its Java version")
    if int(version[1]) < OLDEST_JAVA:
        raise KafkaUnavailable(f"{path} is Java {version[1]}; Apache Kafka needs {OLDEST_JAVA} or newer: name one in EKEY_JAVA")
    return Java(path=path, version=int(version[1]))


def _java_path() -> Path:
    named = os.environ.get("EKEY_JAVA")
    if named:
        path = Path(named) / "bin" / "java" if Path(named).is_dir() else Path(named)
        if not os.access(path, os.X_OK):
            raise KafkaUnavailable(f"EKEY_JAVA names {named}, and there is no Java to run")
        return path
    found = shutil.which("java")
    if found is None:
        raise KafkaUnavailable(f"no Java on the PATH: install Java {OLDEST_JAVA} or newer, or name one in EKEY_JAVA")
    return Path(found)


async def fetch_jars(libs: Path, java: Java, *, timeout: float = 600.0) -> Path:
    """Fill the folder `libs` with Kafka's jars by Maven unless that was done before, and return it. Raises `KafkaUnavailable`.

    The folder appears in one step, so half a download is never taken for a whole one; processes wait for each other.
    """
    libs = libs.resolve()
    libs.parent.mkdir(parents=True, exist_ok=True)
    with libs.with_name(libs.name + ".lock").open("a") as lock:
        await asyncio.to_thread(fcntl.flock, lock, fcntl.LOCK_EX)
        if not libs.exists():
            await _copy_dependencies(libs, java, timeout)
    return libs


async def _copy_dependencies(libs: Path, java: Java, timeout: float) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise KafkaUnavailable(f"Apache Kafka's jars come by Maven, and there is no mvn on the PATH: install it, or fill {libs}")
    unfinished, log = libs.with_name(libs.name + ".unfinished"), libs.with_name("maven.log")
    shutil.rmtree(unfinished, ignore_errors=True)
    log.unlink(missing_ok=True)
    argv = [maven, "--batch-mode", "--file", str(POM), COPY, "-DincludeScope=runtime", f"-DoutputDirectory={unfinished}"]
    fetching = await spawn(argv, log=log, env={"JAVA_HOME": str(java.path.resolve().parent.parent)})
    try:
        code = await asyncio.wait_for(fetching.wait(), timeout)
    except TimeoutError:
        fetching.kill()
        raise KafkaUnavailable(f"Maven had not fetched Apache Kafka's jars after {timeout:g} s; see {log}") from None
    if code != 0 or not any(unfinished.glob("kafka_2.13-*.jar")):
        lines = "\n  ".join(line for line in last_lines(log) if "ERROR" in line)
        raise KafkaUnavailable(f"Maven could not fetch Apache Kafka's jars:\n  {lines}")
    unfinished.rename(libs)
