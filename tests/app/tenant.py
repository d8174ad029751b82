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
                answer STATUS KIND
                                answer every request so; KIND is api (the API's envelope of an
                                error), html (a page of somebody in between) or odd (a success
                                with one row, in which everything is odd that a value can be)
                cut             cut the open connections, once

  asked       a line for each request that the relay answered itself: when, on the monotonic
              clock, and which

SB_TENANT_PROGRAM is the real one. SB_TENANT_MODE is how it begins, "pass" where it is not set. The
arguments are the real one's arguments.
"""

import asyncio
import json
import os
import resource
import subprocess
import sys
import time
import urllib.parse
from http import HTTPStatus

sys.path.append(os.path.join(os.path.dirname(__file__), '..', 'common'))

from ports import pick_port  # noqa: E402

FOLDER = os.environ.get('SB_TENANT_FOLDER', '')

# What the API says of itself, by status.
CODES = {401: 'Unauthorized', 403: 'Forbidden', 404: 'NotFound', 500: 'Internal', 503: 'Maintenance'}

# A lone surrogate, a NUL, a raw tab, a byte of Latin-1, a number of 20 digits, one that is no number
# for a computer, and a member that nobody knows.
ODD_ROW = (b'{"id":1,"policyId":1,"deviceId":1,"name":"Odd \\ud800 one","deviceName":"Odd\ttab and \xe9",'
           b'"displayName":"\\u0000","iccid":18446744073709551616,"lastCheckin":1e400,"unknown":18446744073709551615,'
           b'"policyType":"ESIM","platformType":7,"registrationState":"ACTIVE","esim":[],"distribution":"x"}')


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
        if mode[0] in ('429', '503', 'answer'):
            self.cut()
        if mode[0] == 'hang':
            self.open.clear()
        else:
            self.open.set()

    async def accepted(self, reader, writer):
        self.connections.add(writer)
        try:
            await self.open.wait()
            if self.mode[0] in ('429', '503', 'answer'):
                await self.answer(reader, writer)
            else:
                await self.relay(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self.connections.discard(writer)
            writer.transport.abort()

    def make_answer(self, path):
        """Status, more headers and body of what the relay answers by itself."""
        if self.mode[0] != 'answer':
            wait = f'Retry-After: {self.mode[1]}\r\n' if len(self.mode) > 1 else ''
            return int(self.mode[0]), wait, b''
        status, kind = int(self.mode[1]), self.mode[2]
        if kind == 'html':
            return status, 'Content-Type: text/html\r\n', b'<html><body>Please sign in to the hotel</body></html>'
        if kind == 'api':
            error = {'code': CODES[status], 'message': CODES[status]}
            return status, '', json.dumps({'errors': {'globalErrors': [error], 'fieldErrors': None},
                                           'result': None}).encode()
        single = path.rsplit('/', 1)[-1].isdigit() or path.endswith('/esim') or path.endswith('/tenant')
        return status, '', (b'\xef\xbb\xbf{"errors":null,"result":'
                            + (ODD_ROW if single else b'{"searchResults":[' + ODD_ROW + b'],"totalCount":1}') + b'}')

    async def answer(self, reader, writer):
        head = await reader.readuntil(b'\r\n\r\n')
        for line in head.lower().split(b'\r\n'):
            if line.startswith(b'content-length:'):
                await reader.readexactly(int(line.split(b':')[1]))
        method, target = head.decode('ascii', 'replace').split()[:2]
        with open(os.path.join(FOLDER, 'asked'), 'a', encoding='utf-8') as file:
            file.write(f'{time.monotonic()} {method} {target}\n')
        status, headers, body = self.make_answer(target.split('?')[0])
        writer.write(f'HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{headers}Content-Length: {len(body)}\r\n'
                     'Connection: close\r\n\r\n'.encode() + body)
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
    await relay.set_mode(os.environ.get('SB_TENANT_MODE', 'pass').split())
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


def limit_disk():
    """While the file `full` is there, the disk is."""
    if os.path.exists(os.path.join(FOLDER, 'full')):
        resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000))


def main():
    port, arguments = take_port(sys.argv[1:])
    # Python ignores the signal of the limit, and so does what it starts: the write fails instead.
    tenant = subprocess.Popen([os.environ['SB_TENANT_PROGRAM'], '--port', '0', *arguments],
                              stdout=subprocess.PIPE, restore_signals=False, preexec_fn=limit_disk)
    line = tenant.stdout.readline()
    if not line:
        return tenant.wait()
    asyncio.run(serve(tenant, json.loads(line), port))
    return 0


if __name__ == '__main__':
    sys.exit(main())
