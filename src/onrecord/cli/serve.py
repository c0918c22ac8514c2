"""``onrecord serve``: the pages, on this machine."""

from __future__ import annotations

import click

from onrecord.archive import Archive
from onrecord.cli import options
from onrecord.cli.group import Failure
from onrecord.cli.judge import user
from onrecord.database import Place

LOCAL = "127.0.0.1"


@click.command(name="serve")
@options.record
@click.option(
    "--host", default=LOCAL, show_default=True, metavar="ADDRESS", help="Where to listen. Elsewhere than here, a token is asked for."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8470, show_default=True, help="The port; 0 takes a free one.")
@click.option("--token", envvar="ONRECORD_TOKEN", show_envvar=True, metavar="WORDS", help="The token to ask for, instead of a new one.")
@click.option("--read-only", is_flag=True, help="Leave out whatever changes the archive, for publishing.")
@click.option(
    "--max-upload", type=click.IntRange(1), default=64, show_default=True, metavar="MB", help="The most that may come in at once."
)
@click.option("--who", default=user, envvar="ONRECORD_WHO", metavar="NAME", show_default="you", show_envvar=True, help="Who judges.")
def command(record: Place, host: str, port: int, token: str | None, read_only: bool, max_upload: int, who: str) -> None:
    """Open the archive in a browser: drop reports in, read them with their record laid over, search, correct.

    Nothing leaves this machine. With --host others can look in, who need the token in the address that is printed.

    \b
    Example:
      onrecord serve
      onrecord serve --record record.db --read-only --host 0.0.0.0
    """
    try:
        import uvicorn

        from onrecord.pages import LOOPBACK, Site, make_app, new_token
    except ImportError as error:
        raise Failure(f"the pages need {error.name}. Install them: pip install 'onrecord[pages]'") from error
    import socket

    is_local = host in (LOCAL, "localhost", "::1")
    token = token or (None if is_local else new_token())
    site = Site(
        record=record,
        token=token,
        read_only=read_only,
        who=who,
        max_upload=max_upload * 1_000_000,
        hosts=LOOPBACK if is_local else None,
    )
    Archive.open(record, create=not read_only).close()
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer waits 40 ms for the acknowledgement of its head
    except OSError as error:
        raise Failure(f"{host}:{port} cannot be listened at ({error.strerror}). Name another port with --port.") from error
    shown = "127.0.0.1" if host == "0.0.0.0" else f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/" + (f"?token={token}" if token else "")
    click.echo(f"onrecord: {address}  (Ctrl-C ends it)", err=True)
    server = uvicorn.Server(uvicorn.Config(make_app(site), log_level="warning", access_log=False, server_header=False))
    server.run(sockets=[listening])
