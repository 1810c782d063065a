"""`python -m ekey` is `ekey`."""

from ekey.cli import app

app()
