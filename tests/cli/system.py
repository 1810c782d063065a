"""A small system that answers what the command line asks: all services behind one server, each on a path of its own."""

import contextlib
import json
import threading
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ekey.addresses import SERVICES

NUMBER = "EK-0123456789AB"
CASE = "7d1c6f8e-0000-5000-8000-0000000000ab"
WHO = {"email": "operator@ekey.example", "password": "correct horse"}
STATUS = {"number": NUMBER, "case_id": CASE, "state": "verifying", "status": {"zh": "初审中", "en": "being verified"}, "round": 2}
STEP = {
    "at": "2026-11-02T09:30:00.123456+00:00",
    "service": "application",
    "event": "MaterialsConfirmed",
    "actor": {"kind": "enterprise", "body": "", "roles": []},
    "position": 7,
    "epoch": 1,
    "cause": "http:1",
    "says": {"zh": "已确认上传", "en": "uploads confirmed"},
}
LIMIT: dict[str, object] = {
    "label": {"zh": "通知领取目标", "en": "notification (target)"},
    "kind": "target",
    "round": 0,
    "attempt": 1,
    "working_days": 2,
    "clause": "source §1 step 7",
    "started_at": "2026-02-13T01:00:00Z",
    "ended_at": None,
    "due": "2026-02-24",
    "provisional": False,
    "calendar": "chinesecalendar, to 2026",
    "state": "missed",
    "severity": "amber",
    "days": [
        {
            "date": "2026-02-14",
            "weekday": {"zh": "星期六", "en": "Saturday"},
            "working": True,
            "reason": {"zh": "春节调休上班", "en": "make-up working day (Spring Festival)"},
            "provisional": False,
            "count": 1,
        },
        {
            "date": "2026-02-15",
            "weekday": {"zh": "星期日", "en": "Sunday"},
            "working": False,
            "reason": {"zh": "春节", "en": "Spring Festival"},
            "provisional": False,
            "count": 1,
        },
    ],
}
STREAM = {
    "stream": CASE,
    "aggregate": "case",
    "facts": [
        {
            "version": 1,
            "position": 3,
            "epoch": 1,
            "type": "DraftOpened",
            "at": STEP["at"],
            "actor": STEP["actor"],
            "state": {"kind": "first"},
        }
    ],
    "states": [{"is": "Draft", "holds": {"kind": "first"}}],
}
PARKED = {
    "producer": "verification",
    "epoch": 1,
    "position": 12,
    "key": CASE,
    "type": "ReviewPassed",
    "reason": "not_submitted",
    "attempts": 3,
    "parked_at": STEP["at"],
    "retry_at": STEP["at"],
}


def progress(service: str) -> dict[str, object]:
    heard = [{"producer": "verification", "epoch": 1, "stopped": [5], "behind": None}] if service == "application" else []
    return {
        "service": service,
        "epoch": 1,
        "position": 40,
        "relay": {"cursor": 38, "lag": 2},
        "views": [{"name": "cases_v1", "checkpoint": 31, "lag": 9}],
        "heard": heard,
        "parked": 1,
        "oddities": {"duplicate": 4},
    }


REBUILT = {"view": "cases_v1", "position": 40, "head": 40, "differences": [], "compared": True, "used": True}
MENDED: dict[str, object] = {"retry": {"freed": True}, "skip": {"freed": True}, "rehear": {"reheard": 3}, "rebuild": REBUILT}


def answers() -> dict[tuple[str, str], object]:
    found: dict[tuple[str, str], object] = {
        ("tracking", f"/cases/{NUMBER}"): STATUS,
        ("tracking", f"/cases/{NUMBER}/trail"): [STEP],
        ("tracking", f"/cases/{NUMBER}/explain"): [LIMIT],
    }
    for name in SERVICES:
        found[name, "/operate/progress"] = progress(name)
        found[name, "/operate/parked"] = [PARKED] if name == "application" else []
    found["application", f"/operate/streams/{CASE}"] = STREAM
    found["application", "/operate/parked/verification/0/7"] = {**PARKED, "would": {"events": [], "reason": "refused: too_early"}}
    return found


@dataclass(kw_only=True)
class System:
    """Where it answers, and what it was told."""

    urls: Mapping[str, str]
    told: list[tuple[str, str, object]] = field(default_factory=list[tuple[str, str, object]])

    def environment(self, **more: str) -> dict[str, str]:
        return {
            **{f"EKEY_URL_{name.upper()}": url for name, url in self.urls.items()},
            "EKEY_OPERATOR_EMAIL": WHO["email"],
            "EKEY_OPERATOR_PASSWORD": WHO["password"],
            **more,
        }


class _Answer(BaseHTTPRequestHandler):
    known = answers()
    told: list[tuple[str, str, object]]

    def do_GET(self) -> None:
        _, service, path = self.path.split("/", 2)
        if self.headers.get("Authorization") != "Bearer good":
            self._say(401, {"detail": "sign in first"})
        elif (service, f"/{path}") in self.known:
            self._say(200, self.known[service, f"/{path}"])
        else:
            self._say(404, {"detail": "not found"})

    def do_POST(self) -> None:
        _, service, path = self.path.split("/", 2)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if path == "sessions":
            good = body == WHO
            self._say(200 if good else 401, {"token": "good"} if good else {"detail": "e-mail or password is not right"})
        elif "shard" not in body:
            self.told.append((service, f"/{path}", body))
            self._say(200, MENDED[path.rsplit("/", 1)[1]])
        elif body["shard"] == 5:
            self.told.append((service, f"/{path}", body))
            self._say(200, {"to": 11})
        else:
            self._say(409, {"detail": "this shard is not stopped"})

    def _say(self, status: int, body: object) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def small_system() -> Generator[System]:
    told: list[tuple[str, str, object]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answer", (_Answer,), {"told": told}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield System(urls={name: f"http://127.0.0.1:{server.server_port}/{name}" for name in SERVICES}, told=told)
    finally:
        server.shutdown()
        server.server_close()
