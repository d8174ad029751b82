#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant's replies beside the fixtures, which were typed by hand from the API's
description: the same members, and the types that occur there.

The fixtures show that servers leave things out and send numbers as strings. The demo tenant sends
everything, and numbers as numbers.
"""

import json
import os
import sys
import urllib.parse
import uuid

from tenant import SPACE, Tenant, is_modern_pc, make_policy, run, wait_for

FIXTURES = sys.argv[2]
tenant = Tenant('--speed', '600')
devices = [device['id'] for device in tenant.devices() if is_modern_pc(device)]
policy = tenant.create(devices[:2]).result


def fixture(name):
    with open(os.path.join(FIXTURES, name), encoding='utf-8') as file:
        return json.load(file) if name.endswith('.json') else urllib.parse.parse_qsl(file.read().strip())


def types(value):
    """{path: names of types} of everything inside. Members of facets are values, not names."""
    found = {}

    def walk(value, path):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        found.setdefault(path, set()).add('number' if number else type(value).__name__)
        if isinstance(value, dict) and not path.endswith('facetedResults'):
            for name, inner in value.items():
                walk(inner, '%s.%s' % (path, name))
        elif isinstance(value, list):
            for inner in value:
                walk(inner, path + '[]')

    walk(value, '')
    return found


# Beyond the description; clients ignore what they do not know.
MORE = {('accounts', name) for name in ('firstName', 'lastName', 'uid')} | {('account-groups', 'description')}


def compare(name, answer):
    wanted, got = types(fixture(name + '.reply.json')), types(answer.json)
    for path in set(wanted) ^ set(got):
        parent, _, member = path.rpartition('.')
        # What is in an empty list, or in null, cannot be compared; what is in esim depends on the OS.
        comparable = not path.endswith('[]') and not parent.endswith('.esim') and 'dict' in wanted.get(parent, ()) and 'dict' in got.get(parent, ())
        # The preview's rows have the fields of a device; its fixture has some of them.
        more = (name, member) in MORE or name == 'preview' and path in got
        assert not comparable or more, (name, path, 'is in one alone')
    for path in set(wanted) & set(got):
        kinds, allowed = got[path] - {'NoneType'}, wanted[path] - {'NoneType'}
        if allowed == {'str'}:
            allowed = {'str', 'number', 'bool'}
        assert not allowed or kinds <= allowed, (name, path, got[path], wanted[path])


def test_published():
    compare('tenant', tenant.get('metadata/tenant'))
    compare('device-spaces', tenant.get('tenant/partition/device'))
    compare('devices', tenant.get('device', rows=500))
    compare('accounts', tenant.get('account', rows=500))
    compare('account-groups', tenant.get('group', rows=500))
    with Tenant('--published-only') as other:
        compare('policies', other.get('policy', rows=500))


def test_seen_in_clients():
    phone = tenant.find(lambda device: device['serviceSubscriptions'] and device['esimIdentifier'])
    compare('device', tenant.get('device/%d' % phone['id']))
    compare('device-groups', tenant.get('rule_group'))
    compare('hardware-inventory', tenant.get('device/%d/hardwareinventory' % devices[0]))
    compare('force-checkin', tenant.ask('PUT', 'device/forceCheckin', form=[('ids', devices[0])]))
    compare('retire', tenant.ask('PUT', 'device/retire', form=[('ids', devices[-1])]))
    compare('delete-device', tenant.ask('DELETE', 'device', [('deviceIds', devices[-1])]))


def test_configurations():
    compare('policy-types', tenant.get('policy/type'))
    compare('policies-own', tenant.get('policy', dmPartitionId=SPACE, rows=500))
    compare('policy', tenant.get('policy/%d' % policy['id']))
    compare('preview', tenant.ask('POST', 'policy/preview', body={**policy, 'distribution': {'type': 'ALL_DEVICES'}}))


def test_bodies():
    """What the fixtures send is taken, once it speaks of this tenant's devices."""
    for name in ('create-ios', 'create-windows'):
        body = fixture(name + '.body.json')
        body.update(dmPartitionId=SPACE, uuid=str(uuid.uuid4()), distribution={'type': 'NO_DEVICES'})
        answer = tenant.ask('POST', 'policy', body=body)
        assert answer.status == 201, answer.body
        compare(name, answer)
    body = {**fixture('update.body.json'), 'dmPartitionId': SPACE, 'distribution': {'type': 'NO_DEVICES'}}
    changed = answer.result if answer.result['platformType'] == body['platformType'] else policy
    answer = tenant.ask('PUT', 'policy/%d' % changed['id'], body={**body, 'name': 'From the fixture'},
                        headers={'If-Match': '"%d"' % changed['version']})
    assert answer.status == 200, answer.body
    compare('update', answer)
    for name, path, id in (('force-checkin', 'device/forceCheckin', devices[0]), ('retire', 'device/retire', devices[-2]),
                           ('push', 'policy/push', policy['id']), ('esim-reset', 'device/esimReset', devices[2]),
                           ('esim-reset-cancel', 'device/esimResetCancel', devices[2]),
                           ('exclude', 'device/%d/policy/exclude' % devices[3], policy['id']),
                           ('include', 'device/%d/policy/include' % devices[3], policy['id'])):
        names = {key for key, _ in fixture(name + '.body.form')}
        form = [(key, devices[0] if key == 'deviceIds' else id) for key in names]
        answer = tenant.ask('PUT', path, form=form, key=str(uuid.uuid4()))
        assert answer.status == 200, (name, answer.body)
        compare(name, answer)


def test_deliveries():
    tenant.check_in(devices[1])
    wait_for(lambda: (tenant.delivery(policy['id'], devices[1]) or {}).get('state') != 'PENDING')
    compare('deliveries', tenant.get('policy/%d/device' % policy['id']))
    compare('device-policies', tenant.get('device/%d/policy' % devices[1]))
    compare('esim-state', tenant.get('device/%d/esim' % devices[1]))
    compare('esim-states', tenant.get('device/esim', rows=500))


def test_errors():
    taken = tenant.create().result
    key = {'If-Match': '"99"'}
    path = 'policy/%d' % taken['id']
    compare('error-range', tenant.get('device', rows=501))
    compare('error-unauthorized', tenant.ask('GET', 'device', headers={'Authorization': None}))
    compare('error-not-found', tenant.get('policy/1'))
    compare('error-name-taken', tenant.create(name=taken['name']))
    compare('error-no-version', tenant.ask('PUT', path, body=taken))
    compare('error-changed', tenant.ask('PUT', path, body=taken, headers=key))
    compare('error-distribution', tenant.create(distribution={'type': 'CUSTOM', 'deviceIds': [1]}))
    compare('error-delete-device', tenant.ask('DELETE', 'device', [('deviceIds', devices[0])]))
    for ids in ((devices[0],), (devices[1],)):
        answer = tenant.ask('PUT', 'device/esimReset', form=[('ids', id) for id in ids], key='one key')
    compare('error-key-reused', answer)
    assert tenant.ask('DELETE', path, headers={'If-Match': '"1"'}).status == 200
    compare('error-deleted', tenant.ask('POST', 'policy', body={**make_policy(), 'uuid': taken['uuid']}))
    with Tenant('--permissions', 'policy.create', '--rate-limit', '1') as other:
        compare('error-forbidden', other.ask('PUT', 'device/retire'))
        compare('error-rate', other.get('device'))


def test_end():
    tenant.stop()


run(globals())
