#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant: everything that goes wrong on purpose, limits, TLS, options and its end."""

import concurrent.futures
import gzip
import http.client
import json
import os
import socket
import ssl
import subprocess
import tempfile
import time
import uuid

from tenant import PROGRAM, Tenant, make_policy, pick_port, run


def fault(rule, *options):
    return Tenant('--fault', rule, *options)


def test_status():
    with fault('GET /api/v1/device status=500 1') as tenant:
        answer = tenant.get('device')
        assert answer.status == 500 and answer.json['result'] is None and answer.global_error['code']
        assert tenant.get('policy').status == 200 and tenant.ask('PUT', 'device').status == 405
    with fault('GET /api/v1/metadata/tenant status=403 1') as tenant:
        assert tenant.get('metadata/tenant').global_error['code'] == 'Forbidden'


def test_retry_after():
    with fault('* * retry-after=7 first2') as tenant:
        for _ in range(2):
            answer = tenant.get('device')
            assert answer.status == 429 and answer.headers['Retry-After'] == '7'
        assert tenant.get('device').status == 200


def test_unavailable():
    with fault('* * unavailable first1') as tenant:
        answer = tenant.get('device')
        assert answer.status == 503 and answer.headers['Retry-After'] is None
    with fault('* * unavailable=3 first1') as tenant:
        assert tenant.get('device').headers['Retry-After'] == '3'


def is_silent(tenant, *arguments, **more):
    try:
        tenant.ask(*arguments, timeout=0.4, **more)
    except (TimeoutError, socket.timeout):
        return True
    return False


def test_hang():
    sent = make_policy()
    with fault('POST /api/v1/policy hang first1') as tenant:
        before = tenant.get('policy').total
        assert is_silent(tenant, 'POST', 'policy', body=sent)
        assert tenant.get('policy').total == before, 'it was not carried out, and others are served'
        assert tenant.ask('POST', 'policy', body=sent).status == 201


def test_hang_after():
    sent = make_policy()
    with fault('POST /api/v1/policy hang-after first1') as tenant:
        before = tenant.get('policy').total
        assert is_silent(tenant, 'POST', 'policy', body=sent)
        assert tenant.get('policy').total == before + 1
        assert tenant.ask('POST', 'policy', body=sent).status == 200


def is_dropped(tenant, *arguments, **more):
    try:
        tenant.ask(*arguments, **more)
    except (http.client.HTTPException, ConnectionError):
        return True
    return False


def test_drop():
    sent = make_policy()
    with fault('POST /api/v1/policy drop first1') as tenant:
        assert is_dropped(tenant, 'POST', 'policy', body=sent)
        assert tenant.ask('POST', 'policy', body=sent).status == 201


def test_drop_after():
    sent = make_policy()
    with fault('* /api/v1/policy* drop-after first2') as tenant:
        assert is_dropped(tenant, 'POST', 'policy', body=sent)
        # The same again finds that it was done: lost answers harm nobody.
        assert is_dropped(tenant, 'POST', 'policy', body=sent)
        policy = tenant.ask('POST', 'policy', body=sent)
        assert policy.status == 200 and policy.result['version'] == 1


def test_slow_key_is_in_progress():
    with fault('PUT /api/v1/device/esimReset slow=1000 first1') as tenant:
        device = tenant.devices()[0]['id']
        key = str(uuid.uuid4())

        def send():
            return tenant.ask('PUT', 'device/esimReset', form=[('ids', device)], key=key)

        # Which of the two comes first is the same: one is carried out, the other is told to wait.
        with concurrent.futures.ThreadPoolExecutor() as pool:
            done, refused = sorted(pool.map(lambda _: send(), range(2)), key=lambda answer: answer.status)
        assert done.status == 200 and refused.status == 409
        assert refused.global_error['code'] == 'InProgress' and int(refused.headers['Retry-After']) >= 1
        assert send().body == done.body


def test_trickle():
    with fault('GET /api/v1/metadata/tenant trickle 1') as tenant:
        connection = tenant.connect()
        connection.request('GET', '/api/v1/metadata/tenant', headers={'Authorization': tenant.authorization()})
        response = connection.getresponse()
        begin = time.monotonic()
        got = response.read(2)
        assert got == b'{"' and 0.9 < time.monotonic() - begin < 5
        connection.close()
        assert tenant.get('policy').status == 200, 'others are served meanwhile'
    with fault('GET /api/v1/metadata/tenant trickle=1 1') as tenant:
        assert tenant.get('metadata/tenant').result['defaultDmPartitionId']


def test_truncate():
    with fault('GET /api/v1/device truncate first1') as tenant:
        assert is_dropped(tenant, 'GET', 'device')
        assert tenant.get('device').status == 200


def test_garbage():
    with fault('GET /api/v1/device garbage 1') as tenant:
        answer = tenant.get('device')
        assert answer.status == 200 and answer.body.startswith(b'<')


def test_mistype():
    with fault('GET /api/v1/device mistype 1') as tenant:
        answer = tenant.get('device')
        result = answer.json['result']
        assert answer.status == 200 and isinstance(result['searchResults'], dict)
        assert isinstance(result['totalCount'], str)
        device = result['searchResults']['0']
        assert isinstance(device['id'], str) and isinstance(device['deviceName'], float)


def test_empty():
    with fault('GET /api/v1/device empty 1') as tenant:
        assert tenant.get('device').body == b''


def test_deep():
    with fault('GET /api/v1/device deep=70 1') as tenant:
        assert tenant.get('device').body.count(b'[') == 70


def test_huge():
    with fault('GET /api/v1/device huge=40 1') as tenant:
        assert len(tenant.get('device').body) > 40 << 20


def test_bomb():
    with fault('GET /api/v1/device bomb=40 1') as tenant:
        answer = tenant.get('device')
        assert answer.headers['Content-Encoding'] == 'gzip' and len(answer.body) < 1 << 20
        assert len(gzip.decompress(answer.body)) > 40 << 20


def test_redirect():
    with fault('GET /api/v1/device redirect=http://127.0.0.1:9/ 1') as tenant:
        answer = tenant.get('device')
        assert answer.status == 307 and answer.headers['Location'] == 'http://127.0.0.1:9/'


def test_rate():
    with fault('GET * status=500 0.3', '--seed', '3') as tenant:
        wrong = sum(tenant.get('metadata/tenant').status == 500 for _ in range(200))
        assert 30 < wrong < 90, wrong
    with fault('GET * status=500 0') as tenant:
        assert tenant.get('device').status == 200


def test_faults_come_after_the_password():
    with fault('* * status=500 1') as tenant:
        assert tenant.ask('GET', 'device', headers={'Authorization': None}).status == 401


def test_rate_limit():
    with Tenant('--rate-limit', '5') as tenant:
        assert [tenant.get('metadata/tenant').status for _ in range(6)] == [200] * 5 + [429]
        answer = tenant.get('metadata/tenant')
        assert 1 <= int(answer.headers['Retry-After']) <= 61 and answer.global_error['code'] == 'TooManyRequests'


def test_latency():
    with Tenant('--latency', '200') as tenant:
        begin = time.monotonic()
        assert tenant.get('metadata/tenant').status == 200
        assert time.monotonic() - begin >= 0.2


def make_certificate(folder):
    certificate, key = os.path.join(folder, 'certificate.pem'), os.path.join(folder, 'key.pem')
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes',
                    '-days', '2', '-subj', '/CN=demo', '-addext', 'subjectAltName=IP:127.0.0.1',
                    '-keyout', key, '-out', certificate], check=True, stderr=subprocess.DEVNULL)
    return certificate, key


def test_tls():
    with tempfile.TemporaryDirectory() as folder:
        certificate, key = make_certificate(folder)
        options = ['--tls-certificate', certificate, '--tls-key', key]
        with Tenant(*options, authority=certificate) as tenant:
            assert tenant.line['baseUrl'].startswith('https://127.0.0.1:')
            assert tenant.get('device').total == 240
            tenant.context = ssl.create_default_context()
            try:
                tenant.get('device')
                raise AssertionError('an unknown authority was trusted')
            except ssl.SSLCertVerificationError:
                pass
        with Tenant(*options, '--fault', 'GET /api/v1/policy drop first1', authority=certificate) as tenant:
            assert is_dropped(tenant, 'GET', 'policy')
            assert tenant.get('policy').status == 200


def test_http2():
    """Speaks it where it is asked to; without a client for it here, the negotiation tells."""
    with tempfile.TemporaryDirectory() as folder:
        certificate, key = make_certificate(folder)
        with Tenant('--tls-certificate', certificate, '--tls-key', key, authority=certificate,
                    environment={'SOUP_SERVER_HTTP2': '1'}) as tenant:
            context = ssl.create_default_context(cafile=certificate)
            context.set_alpn_protocols(['h2', 'http/1.1'])
            with context.wrap_socket(socket.create_connection(('127.0.0.1', tenant.port)),
                                     server_hostname='127.0.0.1') as connection:
                assert connection.selected_alpn_protocol() == 'h2'
            assert tenant.get('device').total == 240, 'and HTTP/1.1 to others'


def test_wrong_options():
    for options in (['--speed', '0'], ['--devices', '0'], ['--port', '70000'], ['--mask', 'color'],
                    ['--permissions', 'everything'], ['--tls-key', 'x'], ['--fault', 'GET * odd 1'],
                    ['--fault', 'GET * status 1'], ['--fault', 'GET * drop'], ['--fault', 'GET * drop 2'],
                    ['--fault', 'GET * status=99 1'], ['--fault', 'get * drop 1'],
                    ['--fault', 'GTE * drop 1'], ['--fault', 'GET * drop first0'], ['--fault', 'GET * drop nan'],
                    ['--fault', 'GET * drop=1 1'], ['--fault', 'GET * slow 1'], ['--rate-limit', '-1'], ['--odd'], ['odd'],
                    ['--database', '/nowhere/at/all'], ['--tls-key', 'x', '--tls-certificate', 'y']):
        done = subprocess.run([PROGRAM, *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False, timeout=20,
                              env={**os.environ, 'G_DEBUG': ''})
        assert done.returncode == (4 if '--database' in options else 1), options
        assert done.stdout == b'' and done.stderr, options


def test_help():
    done = subprocess.run([PROGRAM, '--help'], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True)
    for word in (b'--fault', b'trickle', b'firstN', b'--speed', b'--mask'):
        assert word in done.stdout


def test_input_ends():
    done = subprocess.run([PROGRAM], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True, timeout=20)
    assert json.loads(done.stdout)['baseUrl']


def test_port_is_taken():
    with Tenant() as tenant:
        done = subprocess.run([PROGRAM, '--port', str(tenant.port)], stdin=subprocess.DEVNULL, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
        assert done.returncode == 1 and done.stdout == b'' and done.stderr


def test_a_port_of_choice():
    port = pick_port()
    with Tenant('--port', str(port)) as tenant:
        assert tenant.port == port


run(globals())
