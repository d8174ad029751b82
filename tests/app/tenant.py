#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant, with a line to it that a test can cut.

Signalbox starts this in the demo tenant's place. It starts the real one, relays every byte between
the two, and does to the line what it is told to on a socket. In the folder SB_TENANT_FOLDER are

  line.json   where the real tenant listens, for the test to ask it past this relay
  control     the socket; one of these a connection, answered with "ok":
                pass            relay (as it begins)
                refuse          nobody listens, and open connections are cut
                hang            accept, and never answer
                trickle         relay the answers, a byte a second
                429 SECONDS     answer 429 with Retry-After
                503 [SECONDS]   answer 503, with Retry-After if given
                cut             cut the open connections, once

SB_TENANT_PROGRAM is the real one. The arguments are its arguments.
"""

import asyncio
import json
import os
import subprocess
import sys
import urllib.parse

sys.path.append(os.path.join(os.path.dirname(__file__), '..', 'common'))

from ports import pick_port  # noqa: E402

FOLDER = os.environ.get('SB_TENANT_FOLDER', '')


class Relay:
    def __init__(self, address):
        self.address = (address.hostname, address.port)
        self.port = None
        self.mode = ['pass']
        self.listener = None
        self.connections = set()
        # Set while bytes may flow.
        self.open = asyncio.Event()
        self.open.set()

    async def listen(self):
        self.listener = await asyncio.start_server(self.accepted, '127.0.0.1', self.port)

    def cut(self):
        for writer in self.connections:
            writer.transport.abort()
        self.connections.clear()

    async def set_mode(self, mode):
        before, self.mode = self.mode, mode
        if mode == ['cut']:
            self.mode = before
            self.cut()
            return
        if mode[0] == 'refuse' and self.listener is not None:
            self.listener.close()
            self.listener = None
            self.cut()
        elif mode[0] != 'refuse' and self.listener is None:
            await self.listen()
        if mode[0] in ('429', '503'):
            self.cut()
        if mode[0] == 'hang':
            self.open.clear()
        else:
            self.open.set()

    async def accepted(self, reader, writer):
        self.connections.add(writer)
        try:
            await self.open.wait()
            if self.mode[0] in ('429', '503'):
                await self.answer(reader, writer)
            else:
                await self.relay(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self.connections.discard(writer)
            writer.transport.abort()

    async def answer(self, reader, writer):
        status = {'429': '429 Too Many Requests', '503': '503 Service Unavailable'}[self.mode[0]]
        wait = f'Retry-After: {self.mode[1]}\r\n' if len(self.mode) > 1 else ''
        head = await reader.readuntil(b'\r\n\r\n')
        for line in head.lower().split(b'\r\n'):
            if line.startswith(b'content-length:'):
                await reader.readexactly(int(line.split(b':')[1]))
        writer.write(f'HTTP/1.1 {status}\r\n{wait}Content-Length: 0\r\nConnection: close\r\n\r\n'.encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def relay(self, reader, writer):
        there_reader, there_writer = await asyncio.open_connection(*self.address)
        try:
            await asyncio.wait([asyncio.ensure_future(self.copy(reader, there_writer)),
                                asyncio.ensure_future(self.copy(there_reader, writer, True))],
                               return_when=asyncio.FIRST_COMPLETED)
        finally:
            there_writer.transport.abort()

    async def copy(self, reader, writer, answers=False):
        while True:
            data = await reader.read(65536)
            if not data:
                return
            await self.open.wait()
            while data and answers and self.mode[0] == 'trickle':
                writer.write(data[:1])
                data = data[1:]
                await asyncio.sleep(1)
                await self.open.wait()
            writer.write(data if answers else self.readdress(data))
            await writer.drain()

    def readdress(self, data):
        """The tenant takes what was sent to itself, not to the relay."""
        return data.replace(b'\r\nHost: 127.0.0.1:%d\r\n' % self.port, b'\r\nHost: 127.0.0.1:%d\r\n' % self.address[1])

    async def controlled(self, reader, writer):
        await self.set_mode((await reader.readline()).decode().split())
        writer.write(b'ok\n')
        writer.close()


def take_port(arguments):
    """Takes the last port out of the arguments."""
    port = 0
    rest = []
    words = iter(arguments)
    for word in words:
        if word == '--port':
            port = int(next(words))
        else:
            rest.append(word)
    return port, rest


async def serve(tenant, line, port):
    relay = Relay(urllib.parse.urlsplit(line['baseUrl']))
    # While nobody listens, an application that tries again and again must not meet somebody else here.
    relay.port = port or pick_port()
    await relay.listen()
    control = os.path.join(FOLDER, 'control')
    if os.path.exists(control):
        os.unlink(control)
    await asyncio.start_unix_server(relay.controlled, control)

    temporary = os.path.join(FOLDER, 'line.json.new')
    with open(temporary, 'w', encoding='utf-8') as file:
        json.dump(dict(line, process=tenant.pid), file)
    os.rename(temporary, os.path.join(FOLDER, 'line.json'))

    print(json.dumps(dict(line, baseUrl=f'http://127.0.0.1:{relay.port}')), flush=True)
    # The tenant ends when the standard input closes, which is Signalbox's end of it.
    await asyncio.get_running_loop().run_in_executor(None, tenant.wait)
    os._exit(tenant.returncode)


def main():
    port, arguments = take_port(sys.argv[1:])
    tenant = subprocess.Popen([os.environ['SB_TENANT_PROGRAM'], '--port', '0', *arguments],
                              stdout=subprocess.PIPE)
    line = tenant.stdout.readline()
    if not line:
        return tenant.wait()
    asyncio.run(serve(tenant, json.loads(line), port))
    return 0


if __name__ == '__main__':
    sys.exit(main())
