"""Which commands there are, and what becomes of an error in any of them.

Modules of commands import only what their options need; the rest is imported when the command runs, so that
`tracewire --help` and shell completion answer at once.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tracewire.cli.assess import assess
from tracewire.cli.changes import changes
from tracewire.cli.contradictions import contradictions
from tracewire.cli.evaluate import evaluate
from tracewire.cli.exits import Exit, exit_of
from tracewire.cli.explain import explain
from tracewire.cli.export import export
from tracewire.cli.extract import extract
from tracewire.cli.line import line
from tracewire.cli.lines import lines
from tracewire.cli.output import note, use_utf8
from tracewire.cli.read import read
from tracewire.cli.regimes import regimes
from tracewire.cli.register import sources
from tracewire.cli.report import report
from tracewire.cli.review import review
from tracewire.cli.stock import stock
from tracewire.cli.verify import verify
from tracewire.cli.watch import watch
from tracewire.errors import TracewireError, unwritten
from tracewire.settings import DEBUG

__all__ = ["app", "main"]


class _Commands(TyperGroup):
    """The group of all commands: turns errors into a line on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
            return answer
        except TracewireError as error:
            note(f"tracewire: {error}")
            raise typer.Exit(exit_of(error)) from error
        except BrokenPipeError as error:
            # The reader has seen enough (`tracewire extract … | head`).
            _give_up_stdout()
            raise typer.Exit(Exit.OK) from error
        except KeyboardInterrupt as error:
            note("tracewire: interrupted; what was appended is whole and stays")
            raise typer.Exit(Exit.INTERRUPTED) from error
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except OSError as error:
            if error.errno not in _NOT_WRITTEN:
                raise typer.Exit(_fault(error)) from error
            # Whatever writes to a file tells its own errors: what has no name is one of the standard streams.
            told = unwritten(error, where=error.filename or "standard output")
            _give_up_stdout()
            note(f"tracewire: {told}")
            raise typer.Exit(exit_of(told)) from error
        except Exception as error:
            raise typer.Exit(_fault(error)) from error


_NOT_WRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)
"""What the system answers to a write for reasons of its own: no fault of ours."""


def _give_up_stdout() -> None:
    """Sends what Python would still flush when it ends to the null device, or it would complain on stderr."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fault(error: Exception) -> Exit:
    """Tells an error that nobody foresaw."""
    if os.environ.get(DEBUG.name, DEBUG.default):
        traceback.print_exc()
    note(
        f"tracewire: internal error: {type(error).__name__}: {error}"
        f" (please report it; {DEBUG.name}=1 shows where it happened)"
    )
    return Exit.INTERNAL


_SHORT_HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    name="tracewire",
    cls=_Commands,
    help="Turn dispatches into an auditable ledger of arms transfers.",
    epilog="Each command tells more: tracewire extract --help",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings=_SHORT_HELP,
)
for command in (
    *(extract, read, lines, line, assess, contradictions, stock, regimes, sources),
    *(changes, watch, export, report, evaluate, explain, verify),
):
    app.command(context_settings=_SHORT_HELP)(command)
app.add_typer(review, name="review")


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"tracewire {version('tracewire')}")
        raise typer.Exit(Exit.OK)


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Turn dispatches into an auditable ledger of arms transfers."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    use_utf8()
    app(prog_name="tracewire")
