#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A password that the server refuses is sent once, and everything goes on with the next one.

Between the program and a tenant stands a server that knows its own password, and counts.
"""

import base64
import http.server
import json
import subprocess
import threading
import time
import unittest
import urllib.error
import urllib.request

from signalbox import TENANT, App

REFUSAL = b'{"errors":{"globalErrors":[{"code":"Unauthorized","message":"no"}],"fieldErrors":null},"result":null}'


class Gate(http.server.ThreadingHTTPServer):
    """Lets those through who know the password."""
    daemon_threads = True

    def __init__(self, line):
        super().__init__(('127.0.0.1', 0), Handler)
        self.base = line['baseUrl']
        self.secret = self.encode(line['user'], line['password'])
        self.password = 'first'
        self.seen = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @staticmethod
    def encode(user, password):
        return 'Basic ' + base64.b64encode(f'{user}:{password}'.encode()).decode()

    def count(self, password):
        """How many requests came with a password."""
        return self.seen.count(self.encode('greta', password))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *arguments):
        pass

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers:
            if name.lower() in ('content-type', 'etag', 'retry-after'):
                self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', '0')))
        secret = self.headers.get('Authorization', '')
        self.server.seen.append(secret)
        if secret != self.server.encode('greta', self.server.password):
            self.answer(401, [], REFUSAL)
            return
        request = urllib.request.Request(self.server.base + self.path, method=self.command, data=body or None)
        for name in ('Content-Type', 'If-Match', 'Idempotency-Key'):
            if name in self.headers:
                request.add_header(name, self.headers[name])
        request.add_header('Authorization', self.server.secret)
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                self.answer(reply.status, reply.getheaders(), reply.read())
        except urllib.error.HTTPError as error:
            self.answer(error.code, error.headers.items(), error.read())

    do_GET = do_POST = do_PUT = do_DELETE = handle_any


class SignIn(unittest.TestCase):
    def setUp(self):
        self.tenant = subprocess.Popen([str(TENANT), '--port', '0', '--seed', '1'], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE)
        self.addCleanup(self.tenant.wait)
        self.addCleanup(self.tenant.stdin.close)
        self.addCleanup(self.tenant.stdout.close)
        self.gate = Gate(json.loads(self.tenant.stdout.readline()))
        self.addCleanup(self.gate.server_close)
        self.addCleanup(self.gate.shutdown)
        self.app = App(arguments=())
        self.addCleanup(self.app.stop)
        self.addCleanup(lambda: self._outcome.success or self.app.report())

    def walk_pages(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for keys in ('alt+2', 'alt+3', 'alt+1', 'F5'):
                self.app.press(keys)
                self.app.tree()

    def test_refused(self):
        app, gate = self.app, self.gate

        # A wrong one at first: the dialog stays open, with what was typed.
        app.see('button', 'Add an Account').activate()
        app.see_window('Account')
        app.type(f'http://127.0.0.1:{gate.server_port}/index.html#!/devices')
        app.press('alt+u')
        app.type('greta')
        app.press('alt+p')
        app.type('wrong')
        app.press('Return')
        app.see('label', r'(?s)The server refused the sign-in.*')
        self.assertEqual(gate.count('wrong'), 1)
        app.press('alt+p', 'ctrl+a')
        app.type('first')
        app.press('alt+c')
        app.see_window('Signalbox')
        app.see('row', r'.*, OS: .*|Nordtel.*')
        self.assertEqual(gate.count('wrong'), 1)

        # The server takes it no longer.
        gate.password = 'second'
        app.press('F5')
        app.see('button', 'Sign In…')
        before = gate.count('first')
        self.walk_pages(12)
        self.assertEqual(gate.count('first'), before)
        app.press('alt+1')
        app.see('row', r'Nordtel.*')

        # A wrong one again is one request more.
        app.press('alt+g')
        app.see_window('Account')
        app.settle()
        app.type('third')
        app.press('Return')
        app.see('label', r'(?s)The server refused the sign-in.*')
        self.assertEqual(gate.count('third'), 1)
        app.press('ctrl+a')
        app.type('second')
        app.press('Return')
        app.see_window('Signalbox')
        app.see_none('button', 'Sign In…')
        app.see('row', r'Nordtel.*')
        app.wait('the lists to go on', lambda tree: gate.count('second') > 3)
        self.assertEqual(gate.count('first'), before)
        self.assertEqual(gate.count('third'), 1)


if __name__ == '__main__':
    unittest.main(verbosity=2)
