"""What can be told to a system, and asked of it, at the command line?"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from typer.exceptions import Abort, TyperException

from ekey import explaining, history, mend, operate, show
from ekey.addresses import SERVICES, shell_lines
from ekey.client import Operator, Unanswered, find_addresses
from ekey.settings import ROOT, WrongSetting, read_ports

A = TypeVar("A")
USAGE = 2

commands = typer.Typer(
    name="ekey",
    help="The electronic key of the Ministry of Commerce, from registration to a bound key.",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Examples = Annotated[Path, typer.Argument(help="a folder of examples: world.yaml and an application each")]
Kafka = Annotated[bool, typer.Option("--kafka", help="on Apache Kafka instead of the embedded broker")]
Ports = Annotated[list[str] | None, typer.Option("--port", help="SERVICE=NUMBER (or mailbox=NUMBER); free ones otherwise")]
AsJson = Annotated[bool, typer.Option("--json", help="for programs")]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="an application number, EK-…")]
Service = Annotated[str | None, typer.Option("--service", help="one service only: " + ", ".join(SERVICES))]


@commands.command()
def demo(examples: Examples = ROOT / "examples", kafka: Kafka = False, port: Ports = None, as_json: AsJson = False) -> None:
    """Play the applications of a folder.

    Starts everything and ends everything; the exit status is 0 only if each application ended as its file says.
    """
    from ekey import interrupt, launch

    asked = launch.Launch(examples=examples, apache=kafka, ports=read_ports(port or []), json=as_json)
    raise typer.Exit(interrupt.run(launch.demo(asked)))


@commands.command()
def up(examples: Examples = ROOT / "examples", kafka: Kafka = False, port: Ports = None, as_json: AsJson = False) -> None:
    """Start everything and stay.

    Prints each address, its API page, the mailbox and the staff accounts of the folder's world; Ctrl-C stops all in order.
    """
    from ekey import interrupt, launch

    asked = launch.Launch(examples=examples, apache=kafka, ports=read_ports(port or []), json=as_json)
    interrupt.run(launch.up(asked))


@commands.command()
def addresses(
    shell: Annotated[bool, typer.Option("--shell", help='for a shell: eval "$(ekey addresses --shell)"')] = False,
    as_json: AsJson = False,
) -> None:
    """Where the running system answers."""
    found = find_addresses()
    if as_json:
        print(json.dumps({**found.services, "mailbox": found.mailbox, "tokens": str(found.tokens)}, indent=2))
    elif shell:
        print(*shell_lines(found), sep="\n")
    else:
        print(*(f"{name}: {url}" for name, url in {**found.services, "mailbox": found.mailbox}.items()), sep="\n")


@commands.command("sign-challenge")
def sign_challenge(
    serial: Annotated[str, typer.Argument(help="the serial of the plugged token")],
    challenge: Annotated[str, typer.Argument(help="base64 of the bytes to sign")],
    pin: Annotated[str, typer.Option(envvar="EKEY_PIN", help="better by EKEY_PIN than on the command line")],
) -> None:
    """Let a token of this machine sign a challenge; prints base64 of the signature."""
    from ekey import plugged

    print(plugged.signature(find_addresses().tokens, serial, pin, challenge))


@commands.command()
def status(number: Number, as_json: AsJson = False) -> None:
    """Where an application stands."""
    _answer(lambda operator: operate.status(operator, number), show.show_status, as_json)


@commands.command()
def audit(number: Number, as_json: AsJson = False) -> None:
    """What happened to an application, everywhere."""
    _answer(lambda operator: operate.trail(operator, number), show.show_trail, as_json)


@commands.command()
def explain(number: Number, as_json: AsJson = False) -> None:
    """When each limit of an application is due, day by day."""
    _answer(lambda operator: explaining.explanation(operator, number), explaining.show_explanation, as_json)


@commands.command()
def replay(
    stream: Annotated[str, typer.Argument(metavar="NUMBER|STREAM", help="an application number, or the id of any stream")],
    service: Service = None,
    as_json: AsJson = False,
) -> None:
    """A history, with the state after each event."""
    services = _services(service)
    _answer(lambda operator: operate.histories(operator, stream, services), history.show_histories, as_json)


parked = typer.Typer(
    help="The messages that could not be taken, and why; try or give up one.", no_args_is_help=False, rich_markup_mode=None
)
commands.add_typer(parked, name="parked")
Place = Annotated[str, typer.Argument(metavar="PRODUCER/EPOCH/POSITION", help="the place of a parked message")]


@parked.callback(invoke_without_command=True)
def parked_messages(context: typer.Context, service: Service = None, as_json: AsJson = False) -> None:
    """The messages that could not be taken, and why."""
    if context.invoked_subcommand is None:
        parked_list(service, as_json)


@parked.command("list")
def parked_list(service: Service = None, as_json: AsJson = False) -> None:
    """List them."""
    services = _services(service)
    _answer(lambda operator: operate.parked(operator, services), show.show_parked, as_json)


@parked.command("show")
def parked_show(service: str, place: Place, as_json: AsJson = False) -> None:
    """One message, and what it would do now: a dry run, nothing is stored."""
    at = _one(service)
    _answer(lambda operator: mend.trial(operator, at, place), show.show_status, as_json)


@parked.command("retry")
def parked_retry(service: str, place: Place, as_json: AsJson = False) -> None:
    """Try one message now."""
    at = _one(service)
    _answer(lambda operator: mend.retry(operator, at, place), show.show_status, as_json)


@parked.command("skip")
def parked_skip(
    service: str,
    place: Place,
    reason: Annotated[str, typer.Option("--reason", help="why it is given up; recorded")],
    as_json: AsJson = False,
) -> None:
    """Give one message up; what follows of its key goes on."""
    at = _one(service)
    _answer(lambda operator: mend.skip(operator, at, place, reason), show.show_status, as_json)


@commands.command()
def rehear(service: str, as_json: AsJson = False) -> None:
    """Hear again what was of an unknown type, after an upgrade that knows it."""
    at = _one(service)
    _answer(lambda operator: mend.rehear(operator, at), show.show_status, as_json)


@commands.command()
def rebuild(
    service: str, view: Annotated[str, typer.Argument(help="a view, as `ekey lag` names it")], as_json: AsJson = False
) -> None:
    """Fold a view again beside the live one, compare, use it."""
    at = _one(service)
    with show.progress() as told:
        _answer(lambda operator: mend.rebuild(operator, at, view, told), show.show_status, as_json)


contracts = typer.Typer(help="The published language.", no_args_is_help=True, rich_markup_mode=None)
commands.add_typer(contracts, name="contracts")


@contracts.command("check")
def contracts_check(as_json: AsJson = False) -> None:
    """Is every promise kept? Each finding is a line; the status is 0 only without any."""
    from deploy.contracts import check

    findings = check()
    print(json.dumps(findings, ensure_ascii=False) if as_json else "\n".join(findings) or "every promise is kept")
    raise typer.Exit(1 if findings else 0)


@commands.command()
def lag(service: Service = None, as_json: AsJson = False) -> None:
    """How far each service is behind."""
    services = _services(service)
    _answer(lambda operator: operate.progress(operator, services), show.show_lag, as_json)


@commands.command()
def resync(service: str, producer: str, shard: int, as_json: AsJson = False) -> None:
    """Let a stopped shard go on.

    A shard of a producer stops at a service that took facts which no longer exist: the producer was restored to an earlier point.
    """
    at, of = _one(service), _one(producer)
    _answer(lambda operator: operate.resync(operator, at, of, shard), show.show_status, as_json)


def app() -> None:
    """Run a command; an error is one clear line on standard error and a status that is not 0."""
    try:
        sys.exit(commands(standalone_mode=False) or 0)
    except TyperException as error:
        _fail(error.format_message(), USAGE)
    except (Abort, KeyboardInterrupt):
        _fail("stopped", 130)
    except Exception as error:
        status = _expected(error)
        if status is None and os.environ.get("EKEY_TRACE") == "1":
            raise
        unexpected = f"{type(error).__name__}: {error} (EKEY_TRACE=1 shows where)"
        _fail(unexpected if status is None else str(error), status or 1)


def _expected(error: Exception) -> int | None:
    """The exit status of an error that is no mistake of this program."""
    from ekey.demo.format.reading import WrongFile
    from ekey.interrupt import Interrupted
    from ekey.plugged import NotSigned
    from ekey.running import StackFailed

    match error:
        case Unanswered() | StackFailed() | NotSigned() | OSError():
            return 1
        case WrongSetting() | WrongFile():
            return USAGE
        case Interrupted():
            return 128 + error.number
        case _:
            return None


def _fail(text: str, status: int) -> None:
    print(f"error: {text}", file=sys.stderr)
    sys.exit(status)


def _services(named: str | None) -> list[str]:
    return list(SERVICES) if named is None else [_one(named)]


def _one(name: str) -> str:
    if name not in SERVICES:
        raise WrongSetting(f"there is no service {name!r}: one of {', '.join(SERVICES)}")
    return name


def _answer(ask: Callable[[Operator], A], shown: Callable[[Console, A], None], as_json: bool) -> None:
    with Operator(find_addresses()) as operator:
        answer = ask(operator)
    if as_json:
        print(json.dumps(answer, ensure_ascii=False, indent=2, default=vars))
    else:
        shown(show.terminal(), answer)
