#!/usr/bin/env python3
"""A mail server that keeps every message as it came and can misbehave in one way.

    smtp_sink.py --directory DIR [--port 0] [--mode normal] [--wire]

It listens on 127.0.0.1, prints its port in one line and writes it to DIR/port. Message N becomes DIR/NNNN.eml, byte
for byte without the dots of transparency, and DIR/NNNN.json with its envelope. --wire keeps what each connection sent,
decrypted, in DIR/wire-N. It ends when its standard input closes, if that is a pipe, and on SIGTERM.

Needs aiosmtpd: 1.4.6 from PyPI in the tests, python3-aiosmtpd of Debian 12 in the demo. The modes with TLS make a
certificate for localhost, DIR/certificate.pem, with openssl.
"""

import argparse
import asyncio
import json
import logging
import os
import pathlib
import signal
import ssl
import stat
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult

MODES = {
    "normal": "takes everything",
    "starttls": "the same, after STARTTLS only",
    "tls": "the same, with TLS from the first byte",
    "auth": "starttls, and wants --user and --password",
    "auth-echo": "starttls, refuses every password and says it aloud",
    "auth-busy": "starttls, cannot check passwords now (454)",
    "bad-tls": "offers STARTTLS and then speaks no TLS",
    "closed": "greets with 554",
    "busy": "greets with 421",
    "5xx-sender": "refuses every sender for ever",
    "4xx": "refuses every recipient for now",
    "5xx-rcpt": "refuses every recipient for ever, with a long and strange text",
    "5xx-data": "refuses every message for ever after the final dot",
    "4xx-data": "refuses every message for now after the final dot",
    "slow": "takes its time before it answers RCPT",
    "slow-dot": "takes a message and its time before it says so",
    "slow-once": "takes a message and its time before it says so, the first time",
    "drop-once": "takes a message and closes without a reply, the first time",
    "drop-always": "the same each time",
    "drop-data": "closes in the middle of a message",
    "hang-up": "closes after each message it took, as an impatient server does",
    "hang-up-late": "closes when a second message begins on a connection",
}
WITH_TLS = {"starttls", "tls", "auth", "auth-echo", "auth-busy", "bad-tls"}
REFUSALS = {
    "4xx": "451 4.7.1 Greylisted, come back later",
    "5xx-rcpt": "550-5.1.1 No such \x1b[31muser\x07\r\n550 5.1.1 here" + " and nowhere else" * 40,
    "5xx-data": "554 5.6.0 Content refused",
    "4xx-data": "452 4.3.1 No room",
    "5xx-sender": "550 5.7.1 Sender refused",
}


class Store:
    """The directory; numbers go on where an earlier run stopped."""

    def __init__(self, directory):
        self.directory = directory
        directory.mkdir(parents=True, exist_ok=True)
        self.number = max((int(file.stem) for file in directory.glob("[0-9]*.eml")), default=0)

    def keep(self, envelope, connection):
        self.number += 1
        name = f"{self.number:04}"
        about = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "options": envelope.mail_options,
            "connection": connection,
        }
        self.write(f"{name}.json", json.dumps(about, indent=1).encode())
        self.write(f"{name}.eml", envelope.original_content)

    def write(self, name, content):
        """Whole or not at all, for those who read while we write."""
        part = self.directory / f".{name}.part"
        part.write_bytes(content)
        part.rename(self.directory / name)


class Behaviour:
    """What aiosmtpd asks at each step."""

    def __init__(self, store, options):
        self.store = store
        self.mode = options.mode
        self.delay = options.delay
        self.login = (options.user.encode(), options.password.encode())
        self.has_failed = False

    def authenticate(self, server, session, envelope, mechanism, data):
        # With handled=True, aiosmtpd would send no reply at all.
        if self.mode == "auth-echo":
            text = f"535 5.7.8 {data.password.decode()} is wrong for {data.login.decode()}"
            return AuthResult(success=False, handled=False, message=text)
        if self.mode == "auth-busy":
            return AuthResult(success=False, handled=False, message="454 4.7.0 Try again later")
        if (data.login, data.password) == self.login:
            return AuthResult(success=True, auth_data=data)
        return AuthResult(success=False, handled=False)

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.mode == "5xx-sender":
            return REFUSALS[self.mode]
        if self.mode == "hang-up-late" and server.taken:
            await server.leave()
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mode in ("4xx", "5xx-rcpt"):
            return REFUSALS[self.mode]
        if self.mode == "slow":
            await asyncio.sleep(self.delay)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.mode in REFUSALS:
            return REFUSALS[self.mode]
        self.store.keep(envelope, server.connection)
        if self.mode == "slow-dot" or (self.mode == "slow-once" and not self.has_failed):
            self.has_failed = True
            await asyncio.sleep(self.delay)
        if self.mode == "drop-always" or (self.mode == "drop-once" and not self.has_failed):
            self.has_failed = True
            await server.leave()
        if self.mode == "hang-up":
            asyncio.get_running_loop().call_soon(server.transport.close)
        server.taken += 1
        return "250 OK: taken"


class Server(SMTP):
    """One connection."""

    count = 0

    def __init__(self, behaviour, wire, *arguments, **options):
        super().__init__(behaviour, *arguments, **options)
        Server.count += 1
        self.connection = Server.count
        self.mode = behaviour.mode
        self.wire = open(wire / f"wire-{self.connection}", "wb", buffering=0) if wire else None
        self.size = 0
        self.taken = 0

    async def push(self, status):
        """The greeting is the first thing that is said."""
        if self.mode in ("closed", "busy") and status.startswith("220 "):
            text = "554 5.3.2 No mail service here" if self.mode == "closed" else "421 4.3.2 Too busy"
            await super().push(text)
            await self.leave()
        await super().push(status)

    def data_received(self, data):
        if self.wire:
            self.wire.write(data)
        self.size += len(data)
        if self.mode == "drop-data" and self.size > 300_000:
            self.transport.abort()
            return
        super().data_received(data)

    async def leave(self):
        """Closes without another word."""
        self.transport.close()
        await asyncio.sleep(3600)  # until connection_lost cancels it

    async def smtp_STARTTLS(self, arg):
        if self.mode != "bad-tls":
            return await super().smtp_STARTTLS(arg)
        await self.push("220 Ready to start something")
        await self.push("This is no TLS. " * 10)
        await self.leave()


def certificate(directory):
    """A context with a new certificate for localhost that nobody but its reader trusts."""
    key, file = directory / "certificate.key", directory / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, "-keyout", key, "-out", file], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return context


def stop_with_input(loop, stop):
    """The end of a pipe is the end of whoever started us; /dev/null and a terminal say nothing."""
    kind = os.fstat(0).st_mode
    if not (stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind)):
        return

    def look():
        if not os.read(0, 4096):
            loop.remove_reader(0)
            stop.set()

    loop.add_reader(0, look)


async def serve(options):
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    # A client that leaves in the middle is what is tried here, and no fault of the server.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    store = Store(options.directory)
    behaviour = Behaviour(store, options)
    context = certificate(options.directory) if options.mode in WITH_TLS else None
    is_starttls = context is not None and options.mode != "tls"
    wants_login = options.mode.startswith("auth")

    def make():
        return Server(
            behaviour,
            options.directory if options.wire else None,
            hostname="sink.invalid",
            loop=loop,
            tls_context=context if is_starttls else None,
            require_starttls=is_starttls,
            auth_required=wants_login,
            authenticator=behaviour.authenticate if wants_login else None,
        )

    implicit = context if options.mode == "tls" else None
    server = await loop.create_server(make, "127.0.0.1", options.port, ssl=implicit)
    port = str(server.sockets[0].getsockname()[1])
    store.write("port", port.encode())
    print(port, flush=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    stop_with_input(loop, stop)
    await stop.wait()
    server.close()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="modes:\n" + "\n".join(f"  {name:12} {what}" for name, what in MODES.items()),
    )
    parser.add_argument("--directory", type=pathlib.Path, required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--mode", choices=MODES, default="normal", metavar="MODE")
    parser.add_argument("--delay", type=float, default=20, help="seconds of the slow modes")
    parser.add_argument("--user", default="portico")
    parser.add_argument("--password", default="")
    parser.add_argument("--wire", action="store_true")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
