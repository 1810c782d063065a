"""A service that does nothing but say that it is ready; told to by its environment, it dies or never gets ready."""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

NAME = sys.argv[1]
FATE = os.environ.get(f"STUB_{NAME.upper()}", "")


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(503 if FATE == "unready" else 200)
        self.end_headers()
        self.wfile.write(b'{"reasons": ["no leader"]}' if FATE == "unready" else b"{}")

    def log_message(self, format: str, *args: object) -> None:
        pass


def die() -> None:
    print("the disk is full", flush=True)
    os._exit(7)


if FATE == "stillborn":
    sys.exit("no such policy")
if FATE == "mortal":
    threading.Timer(1.0, die).start()
told = {name: value for name, value in os.environ.items() if name.startswith("EKEY_")}
(Path(os.environ["EKEY_FOLDER"]) / "told.json").write_text(json.dumps(told))
HTTPServer((os.environ["EKEY_HOST"], int(os.environ["EKEY_PORT"])), Answer).serve_forever()
