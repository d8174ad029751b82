#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant, asked as public clients of the real API ask it, with curl: nothing here is written
the way Signalbox would write it."""

import json
import socket
import subprocess

from tenant import SPACE, STILL, Tenant, is_modern_pc, make_policy, run

tenant = Tenant(*STILL)
USER = '%s:%s' % (tenant.line['user'], tenant.line['password'])
URL = tenant.line['baseUrl']
devices = tenant.devices()
PIECE = b' ' * 65536


def curl(*arguments, url=None, user=USER):
    """The status and what came, as JSON."""
    done = subprocess.run(['curl', '--silent', '--globoff', '--max-time', '20', '--user', user, '--write-out', '\n%{http_code}',
                           *arguments[:-1], (url or URL) + arguments[-1]], capture_output=True, check=True, text=True)
    body, _, status = done.stdout.rpartition('\n')
    return int(status), json.loads(body)


def result(*arguments, **more):
    status, answer = curl(*arguments, **more)
    assert status == 200 and answer['errors'] is None, (status, answer)
    return answer['result']


def rows(*arguments):
    return result(*arguments)['searchResults']


def filtered(filter):
    return rows('--get', '--data-urlencode', 'fq=' + filter, '--data', 'rows=500', '/api/v1/device')


def check(filter, condition):
    wanted = [device['id'] for device in devices if condition(device)]
    assert [row['id'] for row in filtered(filter)] == wanted, filter
    return len(wanted)


def test_slash_at_the_end():
    for path in ('metadata/tenant', 'tenant/partition/device', 'device', 'policy', 'account', 'group', 'rule_group',
                 'device/%d' % devices[0]['id']):
        assert result('/api/v1/%s/' % path) == result('/api/v1/' + path), path
    assert curl('/api/v1/device//')[0] == 404
    assert result('--request', 'PUT', '--data', 'ids=%d' % devices[0]['id'], '/api/v1/device/forceCheckin/') == 1


def test_limits():
    for path, limit in (('device', 10), ('account', 10), ('tenant/partition/device', 50)):
        assert result('/api/v1/' + path)['limit'] == limit, path
        status, answer = curl('/api/v1/%s?rows=501' % path)
        assert status == 400 and answer['errors']['fieldErrors'][0]['code'] == 'Range', path


def test_bearer():
    done = subprocess.run(['curl', '--silent', '--header', 'Authorization: Bearer ' + tenant.line['password'],
                           URL + '/api/v1/device?rows=1'], capture_output=True, check=True)
    assert json.loads(done.stdout)['result']['totalCount'] == 240


def test_users():
    users = rows('/api/v1/account?rows=500')
    one = users[7]
    for filter in ('emailAddress=' + one['emailAddress'], 'EMAILADDRESS eq "%s"' % one['emailAddress'],
                   "uid EQ '%s'" % one['uid'].upper(), 'id = %d' % one['id'],
                   'id=%d and (uid=%s or uid=nobody)' % (one['id'], one['uid'])):
        found = rows('--get', '--data-urlencode', 'fq=' + filter, '/api/v1/account')
        assert [row['id'] for row in found] == [one['id']], filter
    for order in ('ASC', 'DESC'):
        sorted_ids = [row['id'] for row in rows('/api/v1/account?rows=500&sortFields[0].name=id&sortFields[0].order=' + order)]
        assert sorted_ids == sorted(sorted_ids, reverse=order == 'DESC') and len(sorted_ids) == len(users)
    mails = [row['emailAddress'] for row in rows('/api/v1/account?rows=500&sortFields[0].name=emailAddress')]
    assert mails == sorted(mails)
    status, answer = curl('--get', '--data-urlencode', 'fq=color=red', '/api/v1/account')
    assert status == 400 and answer['errors']['fieldErrors'][0]['code'] == 'UnknownField'
    assert curl('/api/v1/account?sortFields[0].name=color')[0] == 400


def test_groups():
    for path in ('group', 'rule_group'):
        found = rows('/api/v1/%s?rows=500&sortFields[0].name=id&sortFields[0].order=DESC' % path)
        assert [row['id'] for row in found] == sorted((row['id'] for row in found), reverse=True)
        named = rows('--get', '--data-urlencode', "fq=name = '%s'" % found[0]['name'].replace("'", "''"), '/api/v1/' + path)
        assert named and {row['name'] for row in named} == {found[0]['name']}
    groups = rows('/api/v1/rule_group?rows=50&start=0') + rows('/api/v1/rule_group?rows=50&start=50')
    not_counted = [group for group in groups if group['countLastUpdatedAt'] is None]
    assert [group['memberCount'] for group in not_counted] == [0], 'not counted, so nobody knows how many'


def test_filters():
    assert check('registrationState=ACTIVE', lambda device: device['registrationState'] == 'ACTIVE')
    assert check('RegistrationState eq WIPED OR registrationstate EQ wipe_pending',
                 lambda device: device['registrationState'] in ('WIPED', 'WIPE_PENDING'))
    assert check("(platformType = 'IOS' or platformType = 'OSX') and quarantined = false",
                 lambda device: device['platformType'] in ('IOS', 'OSX') and not device['quarantined'])
    assert check('platformType=IOS or platformType=OSX and quarantined=true',
                 lambda device: device['platformType'] == 'IOS' or device['platformType'] == 'OSX' and device['quarantined'])
    assert check('not_there=1 or platformType=IOS'.replace('not_there', 'platformType'),
                 lambda device: device['platformType'] == 'IOS')
    assert check('((platformType NE IOS)AND(platformType != "ANDROID"))',
                 lambda device: device['platformType'] not in ('IOS', 'ANDROID'))
    assert check('complianceState=false', lambda device: device['complianceState'] is False)
    assert check('jailbroken=false', lambda device: device['jailbroken'] is False)
    assert check('version=10.0', lambda device: device['platformVersion'] == '10.0')
    network = next(device['subscriberCarrierNetwork'] for device in devices if device['subscriberCarrierNetwork'])
    assert check("subscriberCarrierNetwork='%s'" % network, lambda device: device['subscriberCarrierNetwork'] == network)
    spaced = next(device['imei'] for device in devices if ' ' in (device['imei'] or ''))
    assert check("imei='%s'" % spaced, lambda device: device['imei'] == spaced)
    assert check("emailAddress='o''nobody@example.com'", lambda device: False) == 0
    assert check(r"uid='DOMAIN\user'", lambda device: False) == 0


def test_wrong_filters():
    for filter, code in (('color=red', 'UnknownField'), ('platformType=IOS or color=red', 'UnknownField'),
                         ('(platformType=IOS', 'Syntax'), ('platformType=IOS)', 'Syntax'), ('()', 'Syntax'),
                         ('platformType=IOS or', 'Syntax'), ('or platformType=IOS', 'Syntax'),
                         ('platformType=IOS xor imei=1', 'Syntax'), ('imei=35 1', 'Syntax'),
                         ("uid='a''", 'Syntax'), ("uid='it's'", 'Syntax'), ('(' * 40 + 'imei=1' + ')' * 40, 'Syntax'),
                         (' or '.join(['imei=1'] * 40), 'Syntax')):
        status, answer = curl('--get', '--data-urlencode', 'fq=' + filter, '/api/v1/device')
        assert status == 400 and answer['result'] is None, filter
        assert answer['errors']['fieldErrors'][0]['code'] == code, (filter, answer)


def test_facets():
    answer = result('/api/v1/device?rows=1')
    facets = answer['facetedResults']
    assert {'PLATFORMTYPE', 'REGISTRATIONSTATE', 'COMPLIANCESTATE', 'SUBSCRIBERCARRIERNETWORK', 'QUARANTINED'} <= set(facets)
    for name in ('COMPLIANCESTATE', 'QUARANTINED'):
        assert set(facets[name]) == {'true', 'false'} and sum(facets[name].values()) == answer['totalCount']
    assert answer['totalUnfilteredResultCount'] == 0
    quarantined = result('--get', '--data-urlencode', 'fq=quarantined=true', '/api/v1/device')
    assert quarantined['facetedResults']['QUARANTINED'] == {'true': quarantined['totalCount'], 'false': None}


def test_shapes():
    for device in devices:
        assert isinstance(device['complianceState'], bool) and isinstance(device['jailbroken'], bool)
        assert 'registeredAt' not in device and device['lastRegistrationTime'] > 0
        assert device['entityName'] == device['displayName'], 'a name'
        assert device['dmPartitionId'] and device['dmPartitionName'] is None
        assert device['platformType'] != 'WINDOWS_PHONE' or device['platformVersion'] == '10.0'
        assert 16 < device['totalCapacity'] < 4096 and device['availableCapacity'] < device['totalCapacity']
    assert any(device['totalCapacity'] % 1 for device in devices), 'GB with fractions'
    one = result('/api/v1/device/%d?dmPartitionId=%d' % (devices[0]['id'], devices[0]['dmPartitionId']))
    spaces = {space['id']: space['name'] for space in rows('/api/v1/tenant/partition/device')}
    assert one['dmPartitionName'] == spaces[one['dmPartitionId']]
    for policy in rows('/api/v1/policy?dmPartitionId=%d&rows=500' % SPACE):
        assert policy['configurationMutable'] is policy['distributionMutable'] is policy['deletable'] is not policy['inherited']
        assert policy['clonedFromDefaultSpace'] is policy['inherited'] and policy['systemDefault'] is False


def test_inventory():
    nameless = next(device for device in devices if device['platformType'] == 'WINDOWS_PHONE' and not device['serialNumber'])
    named = next(device for device in devices if device['platformType'] == 'WINDOWS_PHONE' and len(device['serialNumber'] or '') > 5)
    for device in (nameless, named):
        serial = result('/api/v1/device/%d/hardwareinventory' % device['id'])['computerSystemProduct']['identifyingNumber']
        assert len(serial) == 12 and device['serialNumber'] in (None, serial)
    assert curl('/api/v1/device/1/hardwareinventory')[0] == 404


def test_changes():
    pcs = [device for device in devices if is_modern_pc(device)]
    ids = ['ids=%d' % device['id'] for device in pcs[:2]]
    guid = pcs[2]['guid']
    for how in (['--data', '&'.join(ids)], ['--form', ids[0], '--form', ids[1]], ['--data', ids[0], '--data', ids[1]],
                ['--data', 'ids=' + guid], ['--data', 'ids=' + guid.upper()]):
        assert result('--request', 'PUT', *how, '/api/v1/device/forceCheckin') == 1, how
    assert result('--request', 'PUT', '/api/v1/device/forceCheckin?' + '&'.join(ids)) == 1
    assert curl('--request', 'PUT', '--data', 'ids=' + guid[:-1], '/api/v1/device/forceCheckin')[0] == 400
    many = '&'.join('ids=%d' % number for number in range(1, 502))
    status, answer = curl('--request', 'PUT', '--data', many, '/api/v1/device/forceCheckin')
    assert status == 400 and answer['errors']['fieldErrors'][0] == {
        'code': 'Range', 'message': 'must be between 1 and 500', 'field': 'ids'}
    assert result('--request', 'PUT', '--form', 'ids=%d' % pcs[3]['id'], '/api/v1/device/retire') == 1
    assert result('--request', 'DELETE', '/api/v1/device?deviceIds=%d' % pcs[3]['id']) == 1
    status, answer = curl('--request', 'DELETE', '/api/v1/device?deviceIds=%d&deviceIds=%d' % (pcs[4]['id'], pcs[5]['id']))
    assert status == 400 and str(pcs[5]['id']) in answer['errors']['fieldErrors'][0]['message']


def test_where_it_was_sent():
    local = URL.replace('127.0.0.1', 'localhost')
    port = tenant.port
    assert result('--ipv4', '/api/v1/metadata/tenant', url=local) == result('/api/v1/metadata/tenant')
    for own in ('http://127.0.0.1:%d' % port, 'http://localhost:%d' % port):
        assert curl('--header', 'Origin: ' + own, '/api/v1/device')[0] == 200, own
    for foreign in ('http://evil.example', 'null', 'http://127.0.0.1:%d' % (port - 1), 'https://127.0.0.1:%d' % port,
                    'http://127.0.0.1', 'http://127.0.0.1:%d.evil.example' % port):
        status, answer = curl('--header', 'Origin: ' + foreign, '/api/v1/device')
        assert status == 403 and answer['result'] is None, foreign
    for host in ('evil.example', 'evil.example:%d' % port, '127.0.0.1', 'localhost:%d' % (port - 1)):
        status, answer = curl('--header', 'Host: ' + host, '/api/v1/device')
        assert status == 421 and answer['result'] is None, host
    assert curl('--header', 'Host: LocalHost:%d' % port, '/api/v1/device')[0] == 200


def read_memory():
    """The most that the program has ever had, in KiB."""
    with open('/proc/%d/status' % tenant.process.pid) as status:
        return next(int(line.split()[1]) for line in status if line.startswith('VmHWM'))


def send_raw(head, size):
    """What comes for a body of so many bytes, or nothing when the connection is cut off."""
    with socket.create_connection(('127.0.0.1', tenant.port), timeout=20) as connection:
        connection.sendall(head)
        try:
            for _ in range(size // len(PIECE)):
                connection.sendall(PIECE)
            return connection.recv(65536)
        except OSError:
            return b''


def test_body_is_bounded():
    """Of who may not ask nothing is kept, and of who may no more than 1 MiB; nobody is read for ever."""
    before = read_memory()
    post = 'POST /api/v1/policy HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n' % tenant.port
    known = post + 'Authorization: %s\r\n' % tenant.authorization()
    for head, status in ((post, b'401'), (known, b'413')):
        for size, expected in ((8, status), (15 * 16, status), (64 * 16, None)):
            head_of = (head + 'Content-Length: %d\r\n\r\n' % (size * len(PIECE))).encode()
            if status == b'413' and size == 8:
                expected = b'400'
            answer = send_raw(head_of, size * len(PIECE))
            assert answer.startswith(b'HTTP/1.1 %s ' % expected if expected else b'') and (expected or not answer), (
                head, size, answer)
    assert read_memory() < before + 8 * 1024, (before, read_memory())
    # One that was taken just fits.
    wanted = make_policy(description='x' * 1000)
    assert tenant.ask('POST', 'policy', body=json.dumps(wanted).ljust(1024 * 1024)).status == 201
    assert tenant.ask('POST', 'policy', body=json.dumps(wanted).ljust(1024 * 1024 + 1)).status == 413


def test_end():
    tenant.stop()


run(globals())
