"""Is the ledger laid out as this version expects, and if it is older, how does it get there?"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from tracewire.ledger.errors import LedgerNewer, LedgerReadOnly
from tracewire.ledger.schema import REVISION

__all__ = ["migrate", "revision"]

_STEPS = Path(__file__).parent / "migrations"


def revision(connection: Connection) -> str | None:
    """The step that the ledger has reached; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def migrate(connection: Connection, *, where: str, writable: bool) -> None:
    """Bring the ledger to `REVISION` inside the connection's transaction: all steps or none.

    Raises LedgerNewer where a later version of Tracewire wrote it, LedgerReadOnly where it would have to be
    written.
    """
    found = revision(connection)
    if found == REVISION:
        return
    # Imported here because Alembic takes longer to import than a ledger takes to open, and most need no step.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise LedgerNewer(
            f"a later version of Tracewire wrote this ledger (layout {found}, this version knows {REVISION})",
            where=where,
            remedy="update Tracewire",
        )
    if not writable:
        raise LedgerReadOnly(
            f"the ledger has an older layout ({found}) and cannot be written to bring it up to date",
            where=where,
            remedy="copy it to a place that can be written, and open it there once",
        )
    config.attributes["connection"] = connection
    command.upgrade(config, REVISION)
