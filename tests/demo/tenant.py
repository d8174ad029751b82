# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant under test, and how its answers are asked for. Shares no code with Signalbox."""

import base64
import http.client
import json
import os
import ssl
import subprocess
import sys
import time
import traceback
import urllib.parse
import uuid

sys.path.append(os.path.join(os.path.dirname(__file__), '..', 'common'))

from ports import pick_port  # noqa: E402, F401

PROGRAM = sys.argv[1]
API = '/api/v1/'
SPACE = 30001
OTHER_SPACE = 30002
# No device checks in by itself, however long a test takes.
STILL = ('--speed', '0.00001')


class Answer:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def result(self):
        assert self.status in (200, 201, 412), (self.status, self.body[:500])
        return self.json['result']

    @property
    def rows(self):
        return self.result['searchResults']

    @property
    def total(self):
        return self.result['totalCount']

    @property
    def global_error(self):
        return self.json['errors']['globalErrors'][0]

    @property
    def field_error(self):
        return self.json['errors']['fieldErrors'][0]


# Where the program is built with sanitizers: the leak check of this platform crashes on what the TLS
# library's thread leaves, unless it is told not to look there; and of what was freed no more is kept
# than the memory that a test measures leaves room for.
SANITIZER_OPTIONS = 'intercept_tls_get_addr=0:quarantine_size_mb=4'


class Tenant:
    """Ends the program when the block ends."""

    def __init__(self, *options, environment=None, authority=None, **more):
        self.process = subprocess.Popen(
            [PROGRAM, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={'ASAN_OPTIONS': SANITIZER_OPTIONS, **os.environ, **(environment or {})}, **more)
        line = self.process.stdout.readline()
        assert line.endswith(b'\n'), 'it did not start'
        self.line = json.loads(line)
        self.url = urllib.parse.urlsplit(self.line['baseUrl'])
        self.port = self.url.port
        self.context = ssl.create_default_context(cafile=authority) if authority else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self.process.stdin.close()
        assert self.process.wait(20) == 0
        assert self.process.stdout.read() == b'', 'one line and nothing else'
        self.process.stdout.close()

    def authorization(self):
        words = '%s:%s' % (self.line['user'], self.line['password'])
        return 'Basic ' + base64.b64encode(words.encode()).decode()

    def connect(self, timeout=20):
        if self.context:
            return http.client.HTTPSConnection('127.0.0.1', self.port, timeout=timeout, context=self.context)
        return http.client.HTTPConnection('127.0.0.1', self.port, timeout=timeout)

    def ask(self, method, path, query=(), form=None, body=None, headers=None, key=None, timeout=20):
        """query and form are lists of pairs; body is sent as JSON."""
        sent = {'Authorization': self.authorization(), **(headers or {})}
        data = None
        if key is not None:
            sent['Idempotency-Key'] = key
        if form is not None:
            data = urllib.parse.urlencode(form)
            sent['Content-Type'] = 'application/x-www-form-urlencoded'
        if body is not None:
            data = body if isinstance(body, (str, bytes)) else json.dumps(body)
            sent.setdefault('Content-Type', 'application/json')
        if query:
            path += '?' + urllib.parse.urlencode(query)
        connection = self.connect(timeout)
        try:
            connection.request(method, path if path.startswith('/') else API + path, data,
                               {name: value for name, value in sent.items() if value is not None})
            response = connection.getresponse()
            return Answer(response, response.read())
        finally:
            connection.close()

    def get(self, path, **query):
        return self.ask('GET', path, list(query.items()))

    def put(self, path, **names):
        """A change of the kind that needs an Idempotency-Key: put('policy/push', ids=[1, 2])."""
        form = [(name, value) for name, values in names.items() for value in values]
        return self.ask('PUT', path, form=form, key=str(uuid.uuid4()))

    def devices(self, **query):
        found = []
        while True:
            page = self.ask('GET', 'device', [('rows', 500), ('start', len(found)), *query.items()])
            found += page.rows
            if len(found) >= page.total:
                return found

    def find(self, condition, **query):
        return next(device for device in self.devices(**query) if condition(device))

    def create(self, devices=(), server='smdp.example.com', url=None, **changes):
        return self.ask('POST', 'policy', body=make_policy(devices, server, url, **changes))

    def check_in(self, *devices):
        assert self.ask('PUT', 'device/forceCheckin', form=[('ids', id) for id in devices]).result == 1

    def delivery(self, policy, device):
        for row in self.ask('GET', 'policy/%d/device' % policy, [('rows', 500)]).rows:
            if row['deviceId'] == device:
                return row
        return None

    def esim(self, device):
        return self.get('device/%d/esim' % device).result

    def wait_for_state(self, policy, device, *states):
        return wait_for(lambda: (row := self.delivery(policy, device)) and row['state'] in states and row,
                        lambda: self.delivery(policy, device))


def make_policy(devices=(), server='smdp.example.com', url=None, **changes):
    policy = {
        'uuid': str(uuid.uuid4()), 'dmPartitionId': SPACE, 'name': 'Test %s' % uuid.uuid4(),
        'description': '', 'policyType': 'ESIM', 'enabled': True,
        'platformType': 'IOS' if url else 'WINDOWS_PHONE',
        'esim': {'carrierUrl': url} if url else
                {'serverName': server, 'isDiscoveryServer': False, 'autoEnable': True},
        'distribution': {'type': 'CUSTOM', 'deviceIds': list(devices)} if devices else {'type': 'NO_DEVICES'},
    }
    policy.update(changes)
    return policy


def wait_for(condition, explain=lambda: None, seconds=20):
    """What the condition answers once it is true. Asks again and again, but not for ever."""
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < end, explain()
        time.sleep(0.01)


def is_modern_pc(device):
    """Windows 11 22H2 or later, with a modem, in the first space, and nothing odd about it."""
    return (device['platformType'] == 'WINDOWS_PHONE' and device['registrationState'] == 'ACTIVE'
            and int(device['osBuildVersion'].split('.')[2]) >= 22621 and device['esimIdentifier']
            and device['dmPartitionId'] == SPACE and device['currentCarrierNetwork'] == 'UNKNOWN')


def run(tests):
    """Every function test_… of a module as a point of TAP."""
    found = [(name, test) for name, test in tests.items() if name.startswith('test_')]
    print('TAP version 13\n1..%d' % len(found))
    failed = 0
    for number, (name, test) in enumerate(found, 1):
        try:
            test()
            result = 'ok'
        except Exception:
            result = 'not ok'
            failed += 1
            print(''.join('# %s\n' % line for line in traceback.format_exc().splitlines()), end='')
        print('%s %d %s' % (result, number, name[5:].replace('_', ' ')), flush=True)
    sys.exit(1 if failed else 0)
