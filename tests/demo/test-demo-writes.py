#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant: everything that changes something, and what it refuses."""

import json
import socket
import uuid

from tenant import OTHER_SPACE, SPACE, STILL, Tenant, is_modern_pc, make_policy, run, wait_for

tenant = Tenant(*STILL)


def pcs(count):
    return [device['id'] for device in tenant.devices() if is_modern_pc(device)][:count]


def change(policy, match=None, **changes):
    body = {name: policy[name] for name in ('id', 'uuid', 'dmPartitionId', 'name', 'description', 'policyType',
                                            'platformType', 'enabled', 'esim', 'distribution')}
    body.update(changes)
    return tenant.ask('PUT', 'policy/%d' % policy['id'], body=body,
                      headers={'If-Match': match or '"%d"' % policy['version']})


def test_create():
    sent = make_policy(pcs(2))
    answer = tenant.ask('POST', 'policy', body=sent)
    policy = answer.result
    assert answer.status == 201 and answer.headers['ETag'] == '"1"'
    for name, value in sent.items():
        if name != 'distribution':
            assert policy[name] == value, name
    assert policy['distribution'] == {'type': 'CUSTOM', 'deviceGroupIds': [], 'deviceIds': sent['distribution']['deviceIds'],
                                      'accountIds': [], 'accountGroupIds': []}
    assert policy['deviceCounts']['PENDING'] == policy['totalDeviceCount'] == 2
    assert [name['id'] for name in policy['distributionNames']['devices']] == pcs(2)
    assert tenant.get('policy/%d' % policy['id']).result == policy


def test_create_twice():
    before = tenant.get('policy').total
    sent = make_policy()
    first = tenant.ask('POST', 'policy', body=sent)
    second = tenant.ask('POST', 'policy', body={**sent, 'uuid': sent['uuid'].upper()})
    assert (first.status, second.status) == (201, 200) and first.result == second.result
    assert tenant.get('policy').total == before + 1


def test_create_twice_whatever_happened():
    """An answer that was lost is found again, also when the request would be refused today."""
    old = tenant.find(lambda device: device['registrationState'] == 'WIPED' and device['dmPartitionId'] == SPACE)
    sent = make_policy([old['id'], *pcs(1)])
    policy = tenant.ask('POST', 'policy', body=sent).result
    assert tenant.ask('DELETE', 'device', query=[('deviceIds', old['id'])]).result == 1
    again = tenant.ask('POST', 'policy', body=sent)
    assert again.status == 200 and again.result['id'] == policy['id']
    assert tenant.ask('DELETE', 'policy/%d' % policy['id'], headers={'If-Match': '"1"'}).result == 1
    gone = tenant.ask('POST', 'policy', body=sent)
    assert gone.status == 409 and gone.global_error['code'] == 'Deleted'


def test_distribution_is_nobody():
    sent = make_policy()
    del sent['distribution']
    policy = tenant.ask('POST', 'policy', body=sent).result
    assert policy['distribution']['type'] == 'NO_DEVICES' and policy['totalDeviceCount'] == 0


def test_name_taken():
    policy = tenant.create().result
    answer = tenant.create(name=policy['name'].upper())
    assert answer.status == 409 and answer.field_error['field'] == 'name'
    assert tenant.create(name=policy['name'], dmPartitionId=OTHER_SPACE).status == 201
    other = tenant.create().result
    assert change(other, name=policy['name']).status == 409
    assert change(other, name=other['name'].upper()).status == 200


def test_invalid():
    for changes, field in (({'name': ''}, 'name'), ({'name': ' \t '}, 'name'), ({'name': 7}, 'name'), ({'uuid': 'x'}, 'uuid'),
                           ({'dmPartitionId': 1}, 'dmPartitionId'), ({'platformType': 'OSX'}, 'platformType'),
                           ({'policyType': 'WIFI'}, 'policyType'), ({'enabled': 'yes'}, 'enabled'),
                           ({'esim': {'serverName': 'https://smdp.example.com/'}}, 'esim.serverName'),
                           ({'esim': {'serverName': 'smdp'}}, 'esim.serverName'), ({'esim': None}, 'esim.serverName'),
                           ({'platformType': 'IOS', 'esim': {'carrierUrl': 'ftp://x'}}, 'esim.carrierUrl'),
                           ({'distribution': {'type': 'CUSTOM'}}, 'distribution'),
                           ({'distribution': {'type': 'SOME'}}, 'distribution.type'),
                           ({'distribution': {'type': 'CUSTOM', 'deviceIds': [1]}}, 'distribution.deviceIds'),
                           ({'distribution': {'type': 'CUSTOM', 'deviceGroupIds': [1]}}, 'distribution.deviceGroupIds'),
                           ({'distribution': {'type': 'CUSTOM', 'accountIds': [1]}}, 'distribution.accountIds'),
                           ({'distribution': {'type': 'CUSTOM', 'accountGroupIds': ['x']}}, 'distribution.accountGroupIds')):
        answer = tenant.create(**changes)
        assert answer.status == 400 and answer.field_error['field'] == field, (changes, answer.body)
    for body in ('', '{', '[]', 'null', '[' * 200000, '{"name":' * 100000):
        assert tenant.ask('POST', 'policy', body=body).status == 400


def test_wrong_json():
    """Also what json-glib takes for JSON, and what would make it recurse without an end."""
    good = json.dumps(make_policy())
    for body in ("{'\"':" + '[' * 300000, '/*"*/' + '[' * 300000, '{/*"*/"name":' + '[' * 300000,
                 good + '{}', good + ']', "{'name': 'x'}", good.replace('"description": ""', '"description": "a\\u0000b"'),
                 good.replace('{', '{/**/', 1), '\0' + good, b'{"name": "\xff"}', '{"name": "x', '"x"', '1', ' ',
                 '\ufeff' + good):
        answer = tenant.ask('POST', 'policy', body=body.encode() if isinstance(body, str) else body)
        assert answer.status == 400 and answer.global_error['code'] == 'Syntax', body[:80]
    # A backslash before the u makes it a text like any other.
    assert tenant.create(description='a\\u0000b"[[').result['description'] == 'a\\u0000b"[['
    for kind, status in (('text/plain', 400), (None, 400), ('Application/JSON; charset=utf-8', 201)):
        answer = tenant.ask('POST', 'policy', body=json.dumps(make_policy()), headers={'Content-Type': kind})
        assert answer.status == status, kind


def test_update():
    policy = tenant.create().result
    body = {name: policy[name] for name in ('uuid', 'dmPartitionId', 'name', 'policyType', 'platformType', 'esim')}
    assert tenant.ask('PUT', 'policy/%d' % policy['id'], body=body).status == 428
    answer = change(policy, description='New', enabled=False)
    assert answer.status == 200 and answer.result['version'] == 2 and answer.headers['ETag'] == '"2"'
    assert answer.result['description'] == 'New' and answer.result['enabled'] is False
    stale = change(policy, description='Newer')
    assert stale.status == 412 and stale.json['result'] == answer.result and stale.headers['ETag'] == '"2"'
    assert stale.global_error['code']
    assert change(answer.result, dmPartitionId=OTHER_SPACE).status == 400
    assert tenant.ask('PUT', 'policy/1', body=body, headers={'If-Match': '"1"'}).status == 404


def test_delete():
    sent = make_policy()
    policy = tenant.ask('POST', 'policy', body=sent).result
    path = 'policy/%d' % policy['id']
    assert tenant.ask('DELETE', path).status == 428
    stale = tenant.ask('DELETE', path, headers={'If-Match': '"7"'})
    assert stale.status == 412 and stale.json['result']['id'] == policy['id']
    assert tenant.ask('DELETE', path, headers={'If-Match': '"1"'}).result == 1
    assert tenant.ask('DELETE', path, headers={'If-Match': '"1"'}).status == 404
    again = tenant.ask('POST', 'policy', body=sent)
    assert again.status == 409 and again.global_error['code'] == 'Deleted'
    assert tenant.create(name=sent['name']).status == 201


def test_read_only():
    rows = tenant.get('policy', rows=500).rows
    for policy in (next(row for row in rows if row['inherited']), next(row for row in rows if row['policyType'] == 'WIFI')):
        answer = tenant.ask('DELETE', 'policy/%d' % policy['id'], headers={'If-Match': '"%d"' % policy['version']})
        assert answer.status == 409 and answer.global_error['code'] == 'ReadOnly'


def preview(**query):
    body = query.pop('body')
    return tenant.ask('POST', 'policy/preview', list(query.items()), body=body)


def test_preview():
    first, second, third = pcs(3)
    policy = tenant.create([first, second]).result
    before = tenant.get('policy').total
    answer = preview(body={**policy, 'distribution': {'type': 'CUSTOM', 'deviceIds': [second, third]}})
    assert [(row['deviceId'], row['change'], row['state']) for row in answer.rows] == [
        (first, 'REMOVED', 'PENDING'), (second, 'KEPT', 'PENDING'), (third, 'ADDED', None)]
    row = answer.rows[0]
    assert row['excluded'] is False and row['downloaded'] is False and row['liveProfileCount'] == 0
    assert row['osBuildVersion'] and row['deviceName'] and row['lastCheckin']
    assert answer.result['facetedResults'] == {
        'CHANGE': {'ADDED': 1, 'KEPT': 1, 'REMOVED': 1}, 'PLATFORMTYPE': {'WINDOWS_PHONE': 3},
        'STATE': {'PENDING': 2}, 'DOWNLOADED': {'false': 3}}
    assert tenant.get('policy').total == before and tenant.get('policy/%d' % policy['id']).result == policy
    one = preview(body={**policy, 'distribution': {'type': 'ALL_DEVICES'}}, rows=1)
    assert len(one.rows) == 1 and sum(one.result['facetedResults']['CHANGE'].values()) == one.total > 20
    # Disabling reaches nobody any more. A draft that is not finished has a count too.
    assert {row['change'] for row in preview(body={**policy, 'enabled': False}).rows} == {'REMOVED'}
    draft = {'dmPartitionId': SPACE, 'platformType': 'IOS', 'distribution': {'type': 'ALL_DEVICES'}}
    assert preview(body=draft).result['facetedResults']['PLATFORMTYPE'].keys() == {'IOS'}
    assert preview(body={**draft, 'distribution': {'type': 'CUSTOM', 'deviceIds': [1]}}).status == 400
    assert preview(body=draft, rows=501).field_error['code'] == 'Range'


def test_distribution_is_resolved():
    groups = tenant.get('rule_group', dmPartitionId=SPACE, q='Pilot').rows
    members = tenant.get('group', q='Field Sales').rows
    owner = tenant.find(is_modern_pc)
    account = tenant.get('account', q=owner['emailAddress']).rows[0]
    policy = tenant.create(distribution={
        'type': 'CUSTOM', 'deviceGroupIds': [groups[0]['id']], 'deviceIds': [owner['id']],
        'accountIds': [account['id']], 'accountGroupIds': [members[0]['id']]}).result
    rows = tenant.ask('GET', 'policy/%d/device' % policy['id'], [('rows', 500)]).rows
    kinds = {reason['type'] for row in rows for reason in row['assignedBy']}
    assert kinds >= {'DEVICE_GROUP', 'DEVICE', 'USER', 'USER_GROUP'}, kinds
    assert all(row['platformType'] == 'WINDOWS_PHONE' and row['assignedBy'] for row in rows)
    mine = next(row for row in rows if row['deviceId'] == owner['id'])
    assert {'type': 'DEVICE', 'id': owner['id'], 'name': owner['deviceName']} in mine['assignedBy']
    assert {'type': 'USER', 'id': account['id'], 'name': account['displayName']} in mine['assignedBy']
    names = policy['distributionNames']
    assert names['deviceGroups'] == [{name: groups[0][name] for name in ('id', 'name', 'memberCount')}]
    everybody = tenant.create(distribution={'type': 'ALL_DEVICES'}).result
    row = tenant.get('policy/%d/device' % everybody['id'], rows=1).rows[0]
    assert row['assignedBy'] == [{'type': 'ALL_DEVICES', 'id': None, 'name': None}]


def test_not_applicable():
    with Tenant(*STILL) as still:
        policy = still.create(distribution={'type': 'ALL_DEVICES'}).result
        devices = {device['id']: device for device in still.devices(dmPartitionId=SPACE)}
        rows = still.ask('GET', 'policy/%d/device' % policy['id'], [('rows', 500)]).rows
        assert rows and len(rows) == sum(device['platformType'] == 'WINDOWS_PHONE' for device in devices.values())
        for row in rows:
            device = devices[row['deviceId']]
            fits = int(device['osBuildVersion'].split('.')[2]) >= 22000 and device['registrationState'] == 'ACTIVE'
            if not fits:
                assert row['state'] == 'NOT_APPLICABLE', row
            # One without an identifier may have said already that it has no eSIM.
            elif device['esimIdentifier']:
                assert row['state'] == 'PENDING', row
        rows = still.get('policy/%d/device' % policy['id'], state='NOT_APPLICABLE').rows
        assert {row['state'] for row in rows} == {'NOT_APPLICABLE'}
        assert still.get('policy/%d/device' % policy['id'], state='ODD').status == 400


def test_ids_anywhere():
    def seen():
        return [other.get('device/%d' % device).result['lastCheckin'] for device in devices]

    parts = '--edge\r\nContent-Disposition: form-data; name="ids"\r\n\r\n%d\r\n'
    with Tenant('--speed', '1') as other:
        # By themselves these check in after some three minutes at the earliest.
        latest = sorted(filter(is_modern_pc, other.devices()), key=lambda device: device['lastCheckin'])[-3:]
        devices = [device['id'] for device in latest]
        pairs = [('ids', device) for device in devices]
        form = {'body': ''.join(parts % device for device in devices) + '--edge--\r\n',
                'headers': {'Content-Type': 'multipart/form-data; boundary=edge'}}
        for how in ({'query': pairs}, {'form': pairs}, form):
            before = seen()
            assert other.ask('PUT', 'device/forceCheckin', **how).result == 1
            wait_for(lambda: all(later > earlier for later, earlier in zip(seen(), before)))


def test_form_is_read_whole():
    """A NUL does not hide what follows it, and a type of media may be written in capitals."""
    ids = pcs(2)
    kind = {'Content-Type': 'Application/X-WWW-Form-URLEncoded; charset=UTF-8'}
    for body in (b'ids=%d\0&ids=%d', b'ids=%d&\0ids=%d&ids=x', b'ids=%d%%00&ids=%d', b'ids=\xff%d&ids=%d',
                 b'ids=%d&ids=%d&%%zz=1', b'ids=%d&note=%%ff&ids=%d', b'ids=%d&ids=%d&note'):
        assert tenant.ask('PUT', 'device/forceCheckin', body=body % tuple(ids), headers=kind).status == 400, body
    assert tenant.ask('PUT', 'device/forceCheckin', body=b'ids=%d&ids=%d' % tuple(ids), headers=kind).result == 1
    for query, status in (('', 200), ('?rows=1&', 200), ('?rows=1&q=a+b%2B', 200), ('?rows=1&q=%zz', 400),
                          ('?rows=1&q=%00', 400), ('?rows=1&note=%ff', 400), ('?rows=1&note', 400)):
        assert tenant.ask('GET', 'device' + query).status == status, query


def test_bytes_that_are_no_text():
    """They are not in any answer: not as a method, not as a key that a reset belongs to."""
    device = pcs(5)[4]
    for line, key, status in (('P\xffT /api/v1/device/esimReset', 'x', 405), ('PUT /api/v1/device/esimReset', '\xff', 400),
                              ('PUT /api/v1/device/\xff', 'x', 404)):
        request = '%s?ids=%d HTTP/1.0\r\nHost: 127.0.0.1:%d\r\nAuthorization: %s\r\nIdempotency-Key: %s\r\n\r\n' % (
            line, device, tenant.port, tenant.authorization(), key)
        with socket.create_connection(('127.0.0.1', tenant.port), timeout=20) as connection:
            connection.sendall(request.encode('latin-1'))
            answer = connection.makefile('rb').read()
        head, body = answer.split(b'\r\n\r\n', 1)
        assert head.split()[1] == str(status).encode() and json.loads(body.decode())['errors'], answer
    assert tenant.esim(device)['resetState'] == 'NONE'


def test_too_many_ids():
    pairs = [('ids', number) for number in range(1, 502)]
    answer = tenant.ask('PUT', 'device/forceCheckin', form=pairs)
    assert answer.status == 400
    assert answer.field_error == {'code': 'Range', 'message': 'must be between 1 and 500', 'field': 'ids'}
    assert tenant.ask('PUT', 'device/forceCheckin', form=[]).status == 400
    assert tenant.ask('PUT', 'device/forceCheckin', form=[('ids', 'x')]).status == 400
    assert tenant.ask('PUT', 'device/forceCheckin', form=[('ids', 1)]).status == 400


def test_reset_is_for_windows_11():
    devices = tenant.devices()
    iphone = next(device for device in devices if device['platformType'] == 'IOS')
    old = next(device for device in devices if (device['osBuildVersion'] or '').startswith('10.0.19045'))
    wiped = next(device for device in devices if device['registrationState'] == 'WIPED')
    answer = tenant.put('device/esimReset', ids=[iphone['id'], old['id'], wiped['id'], 5, pcs(1)[0]]).result
    assert [(row['deviceId'], row['code']) for row in answer['rejected']] == [
        (iphone['id'], 'NOT_WINDOWS_11'), (old['id'], 'NOT_WINDOWS_11'), (wiped['id'], 'NOT_ACTIVE'),
        (5, 'UNKNOWN_DEVICE')]
    assert answer['accepted'] == 1 and answer['rejectedCount'] == 4
    assert all(row['message'] and row['policyId'] is None for row in answer['rejected'])


def test_reset_and_cancel():
    device = pcs(4)[3]
    key = str(uuid.uuid4())
    answer = tenant.ask('PUT', 'device/esimReset', form=[('ids', device)], key=key)
    assert answer.result == {'accepted': 1, 'rejectedCount': 0, 'rejected': []}
    state = tenant.esim(device)
    assert state['resetState'] == 'REQUESTED' and state['resetKey'] == key and state['resetRequestedAt']
    assert tenant.put('device/esimReset', ids=[device]).result['rejected'][0]['code'] == 'RESET_PENDING'
    policy = tenant.create([device]).result
    pushed = tenant.put('policy/push', ids=[policy['id']], deviceIds=[device]).result
    assert pushed['rejected'][0]['code'] == 'RESET_PENDING'
    listed = tenant.ask('GET', 'device/esim', [('resetState', 'REQUESTED'), ('rows', 500)]).rows
    assert device in [row['deviceId'] for row in listed]
    assert tenant.put('device/esimResetCancel', ids=[device]).result['accepted'] == 1
    assert tenant.esim(device)['resetState'] == 'CANCELLED'
    since = tenant.get('device/esim', changedSince=state['resetRequestedAt'], deviceIds=device).rows
    assert [row['deviceId'] for row in since] == [device]
    assert tenant.get('device/esim', changedSince=9999999999999).total == 0


def test_keys():
    device = pcs(5)[4]
    policy = tenant.create([device]).result
    for path, form in (('policy/push', [('ids', policy['id'])]), ('device/esimReset', [('ids', device)]),
                       ('device/esimResetCancel', [('ids', device)]),
                       ('device/%d/policy/exclude' % device, [('policyIds', policy['id'])]),
                       ('device/%d/policy/include' % device, [('policyIds', policy['id'])])):
        assert tenant.ask('PUT', path, form=form).status == 400, path
        key = str(uuid.uuid4())
        first = tenant.ask('PUT', path, form=form, key=key)
        assert first.status == 200, (path, first.body)
        second = tenant.ask('PUT', path, form=form, key=key)
        assert second.status == 200 and second.body == first.body
        # The same in the query is the same.
        assert tenant.ask('PUT', path, query=form, key=key).body == first.body
        reused = tenant.ask('PUT', path, form=[*form, (form[0][0], 5)], key=key)
        assert reused.status == 409 and reused.global_error['code'] == 'KeyReused'


def test_push_refusals():
    device, other = pcs(7)[5:]
    policy = tenant.create([device]).result
    silent = tenant.create([other], enabled=False).result

    def codes(policy, *devices):
        answer = tenant.put('policy/push', ids=[policy['id']], deviceIds=devices).result
        return [row['code'] for row in answer['rejected']]

    assert codes(policy, device) == []
    assert codes(policy, other) == ['NOT_DISTRIBUTED']
    assert codes(policy, 5) == ['UNKNOWN_DEVICE']
    assert codes(silent, other) == ['DISABLED']
    assert tenant.put('device/%d/policy/exclude' % device, policyIds=[policy['id']]).result == 1
    assert codes(policy, device) == ['EXCLUDED']
    assert tenant.delivery(policy['id'], device)['excluded'] is True
    assert tenant.get('policy/%d' % policy['id']).result['version'] == policy['version']
    assert tenant.put('policy/push', ids=[5]).status == 400
    assert tenant.put('device/5/policy/exclude', policyIds=[policy['id']]).status == 404
    everybody = tenant.create(distribution={'type': 'ALL_DEVICES'}).result
    answer = tenant.put('policy/push', ids=[everybody['id']]).result
    counts = tenant.get('policy/%d' % everybody['id']).result['deviceCounts']
    assert answer['accepted'] + answer['rejectedCount'] == sum(counts.values()) - counts['NOT_APPLICABLE']


def test_delete_devices():
    devices = tenant.devices()
    wiped = [device['id'] for device in devices if device['registrationState'] == 'WIPED'][:2]
    active = pcs(1)[0]
    answer = tenant.ask('DELETE', 'device', [('deviceIds', wiped[0]), ('deviceIds', active)])
    assert answer.status == 400 and str(active) in answer.field_error['message']
    assert str(wiped[0]) not in answer.field_error['message']
    assert tenant.get('device/%d' % wiped[0]).status == 200, 'all or nothing'
    assert tenant.ask('DELETE', 'device', form=[('deviceIds', device) for device in wiped]).result == 1
    assert tenant.get('device/%d' % wiped[0]).status == 404
    assert tenant.ask('DELETE', 'device', [('deviceIds', device) for device in wiped]).status == 404


def test_permissions():
    with Tenant('--permissions', 'device.force.checkin,policy.create') as other:
        assert other.get('metadata/tenant').result['dmPermissionList'] == ['device.force.checkin', 'policy.create']
        device = other.devices()[0]['id']
        other.check_in(device)
        policy = other.create().result
        for method, path, permission in (
                ('PUT', 'device/retire', 'device.retire'), ('DELETE', 'device', 'device.delete'),
                ('PUT', 'device/wipe', 'device.wipe'), ('PUT', 'policy/%d' % policy['id'], 'policy.update'),
                ('DELETE', 'policy/%d' % policy['id'], 'policy.delete'),
                ('PUT', 'policy/push', 'device.push.profile'), ('PUT', 'device/esimReset', 'device.esim.reset'),
                ('PUT', 'device/esimResetCancel', 'device.esim.reset'),
                ('PUT', 'device/%d/policy/exclude' % device, 'device.exclude.profile'),
                ('PUT', 'device/%d/policy/include' % device, 'device.exclude.profile')):
            answer = other.ask(method, path)
            assert answer.status == 403 and answer.json['result'] is None, path
            assert answer.global_error == {'code': 'Forbidden', 'message': permission}


def test_nothing_changed_by_failing():
    def versions():
        return [(policy['id'], policy['name'], policy['version']) for policy in tenant.get('policy', rows=500).rows]

    before = versions()
    tenant.create(name='')
    tenant.put('policy/push', ids=[5])
    assert versions() == before


def test_end():
    tenant.stop()


run(globals())
