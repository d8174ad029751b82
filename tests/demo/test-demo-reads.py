#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant: who may ask, and everything that can be read."""

import http.client
import json

from tenant import API, OTHER_SPACE, SPACE, STILL, Tenant, run

tenant = Tenant(*STILL)


def test_authorization():
    for header in (None, 'Basic', 'Basic !!!', 'Basic eDp5', 'Bearer wrong'):
        answer = tenant.ask('GET', 'device', headers={'Authorization': header})
        assert answer.status == 401 and answer.json['result'] is None
        assert answer.global_error['code'] == 'Unauthorized'
        assert answer.headers['WWW-Authenticate'].startswith('Basic ')
    # An unknown call too: nobody learns what there is.
    assert tenant.ask('GET', 'nothing', headers={'Authorization': None}).status == 401
    bearer = {'Authorization': 'Bearer ' + tenant.line['password']}
    assert tenant.ask('GET', 'metadata/tenant', headers=bearer).status == 200


def test_line():
    assert set(tenant.line) == {'baseUrl', 'user', 'password', 'dmPartitionId'}
    assert tenant.line['baseUrl'] == 'http://127.0.0.1:%d' % tenant.port
    assert tenant.line['dmPartitionId'] == SPACE


def test_only_this_computer():
    with open('/proc/net/tcp', encoding='ascii') as table:
        listening = [line.split()[1] for line in table if line.split()[3] == '0A']
    assert '0100007F:%04X' % tenant.port in listening


def test_envelope():
    answer = tenant.get('device', rows=1)
    assert list(answer.json) == ['errors', 'result'] and answer.json['errors'] is None
    assert set(answer.result) >= {'searchResults', 'totalCount', 'offset', 'limit', 'queryTime'}
    assert answer.headers['Content-Type'].startswith('application/json')


def test_rows():
    assert tenant.get('device').result['limit'] == 10 and tenant.get('policy').result['limit'] == 50
    assert len(tenant.get('device', rows=500).rows) == 240
    for path in ('device', 'policy', 'account', 'group', 'rule_group', 'tenant/partition/device',
                 'device/esim', 'policy/type'):
        for rows in ('501', '0', '-1', '99999999999999999999'):
            answer = tenant.get(path, rows=rows)
            assert answer.status == 400, path
            assert answer.json == {'result': None, 'errors': {'globalErrors': None, 'fieldErrors': [
                {'code': 'Range', 'message': 'must be between 1 and 500', 'field': 'rows'}]}}
    for name, value in (('rows', 'many'), ('rows', '5 '), ('start', '-1'), ('start', '9223372036854775808')):
        answer = tenant.get('device', **{name: value})
        assert answer.status == 400 and answer.field_error['field'] == name, value


def test_paging():
    ids = []
    for start in range(0, 240, 37):
        page = tenant.get('device', rows=37, start=start)
        assert page.total == 240 and page.result['offset'] == start and page.result['limit'] == 37
        ids += [device['id'] for device in page.rows]
    assert len(set(ids)) == len(ids) == 240 and ids == sorted(ids)
    assert tenant.get('device', start=240).rows == []


def test_groups_give_fifty():
    for path in ('rule_group', 'group'):
        answer = tenant.get(path, rows=500)
        assert answer.result['limit'] == 50 and len(answer.rows) == min(50, answer.total), path
    assert tenant.get('rule_group', rows=500).total > 50


def test_metadata():
    result = tenant.get('metadata/tenant').result
    assert result['defaultDmPartitionId'] == SPACE
    assert 'device.esim.reset' in result['dmPermissionList'] and isinstance(result['cmPermissionList'], list)


def test_spaces():
    spaces = tenant.get('tenant/partition/device').rows
    assert [space['defaultPartition'] for space in spaces] == [True, False, False]
    for space in spaces:
        assert space['deviceCount'] == tenant.get('device', dmPartitionId=space['id']).total
        assert space['configurationCount'] == tenant.get('policy', dmPartitionId=space['id']).total
        assert space['deviceGroupCount'] == tenant.get('rule_group', dmPartitionId=space['id']).total
    assert sum(space['deviceCount'] for space in spaces) == 240
    assert tenant.get('device', dmPartitionId=1).status == 400


def test_search():
    device = tenant.find(lambda device: device['displayName'] and device['platformType'] == 'IOS')
    found = tenant.get('device', q=device['displayName'].upper(), rows=500)
    assert device['id'] in [row['id'] for row in found.rows]
    assert all(device['displayName'].split()[0].lower() in json.dumps(row, ensure_ascii=False).lower()
               for row in found.rows)
    assert found.total < 240 and found.result['totalUnfilteredResultCount'] == 0
    assert tenant.get('device', q='no such device at all').total == 0
    assert tenant.get('device', q="'; DROP TABLE device; --").total == 0


def test_filter():
    everything = tenant.devices()

    def check(filter, condition):
        answer = tenant.get('device', fq=filter, rows=500)
        assert [row['id'] for row in answer.rows] == [row['id'] for row in everything if condition(row)], filter
        return answer.total

    device = next(row for row in everything if row['serialNumber'] and row['emailAddress'] and row['imei'])
    assert check('platformType=IOS', lambda row: row['platformType'] == 'IOS') > 0
    assert check('PLATFORMTYPE EQ "IOS"', lambda row: row['platformType'] == 'IOS') > 0
    assert check("platformtype != 'IOS'", lambda row: row['platformType'] != 'IOS') > 0
    assert check('PlatformType ne IOS and registrationState=WIPED',
                 lambda row: row['platformType'] != 'IOS' and row['registrationState'] == 'WIPED') > 0
    assert check('quarantined=TRUE', lambda row: row['quarantined']) > 0
    assert check('deviceId=%d' % device['id'], lambda row: row['id'] == device['id']) == 1
    assert check('imei="%s"' % device['imei'], lambda row: row['imei'] == device['imei']) > 0
    assert check('windowsDeviceType=WINDOWS_DESKTOP', lambda row: row['windowsDeviceType']) > 0
    for filter in ('deviceId=%dabc', 'deviceId="%d or 1=1"', 'deviceId=0%dx'):
        assert check(filter % device['id'], lambda row: False) == 0
    assert check('deviceId != abc', lambda row: True) == 240
    assert check('platformType EQ"IOS"', lambda row: row['platformType'] == 'IOS') > 0
    assert check("platformType\tne\t'IOS'", lambda row: row['platformType'] != 'IOS') > 0
    # A device without a value is not equal to any.
    assert check('windowsDeviceType!=WINDOWS_DESKTOP', lambda row: not row['windowsDeviceType']) > 0
    for name in ('guid', 'emailAddress', 'uid', 'serialNumber', 'wifiMacAddress'):
        assert check('%s = "%s"' % (name, device[name]), lambda row: row[name] == device[name]) > 0, name
    for name in ('udid', 'iccid', 'esimIdentifier', 'currentCarrierNetwork'):
        value = next(row[name] for row in everything if row[name])
        assert check('%s EQ %s' % (name, json.dumps(value)), lambda row: row[name] == value) > 0, name
    counts = tenant.get('device', rows=1).result['facetedResults']['HASESIM']
    assert tenant.get('device', fq='hasEsim=true').total == counts['true'] > 0


def test_wrong_filter():
    for filter in ('color=red', 'platformType', 'platformType=', 'platformType~IOS', '=IOS',
                   'platformType=IOS or', 'platformType=IOS imei=1', 'platformType="IOS',
                   'platformType=IOS and', 'quarantined=perhaps', "id=1;--", 'platformType EQUAL IOS',
                   'platformType EQIOS', 'guid=\0'):
        answer = tenant.get('device', fq=filter)
        assert answer.status == 400 and answer.field_error['field'] == 'fq', filter
    assert tenant.get('device', fq=' ').total == 240


def test_sorting():
    for name in ('id', 'deviceName', 'displayName', 'platformType', 'prettyModel', 'registrationState',
                 'lastCheckin', 'currentCarrierNetwork'):
        for order in ('ASC', 'DESC'):
            query = [('sortFields[0].name', name), ('sortFields[0].order', order), ('rows', 500)]
            rows = tenant.ask('GET', 'device', query).rows
            values = [row[name] for row in rows]
            if name not in ('id', 'lastCheckin'):
                values = [(value or '').lower() for value in values]
            assert values == sorted(values, reverse=order == 'DESC'), (name, order)
            assert len({row['id'] for row in rows}) == 240
    # The index says which comes first; a gap is none.
    several = [('sortFields[5].name', 'id'), ('sortFields[5].order', 'DESC'),
               ('sortFields[2].name', 'platformType'), ('rows', 500)]
    rows = tenant.ask('GET', 'device', several).rows
    assert rows == sorted(rows, key=lambda row: (row['platformType'], -row['id']))
    bare = tenant.ask('GET', 'device?sortFields[0].name=id&sortFields[0].order=DESC&rows=1')
    assert bare.rows[0]['id'] == max(row['id'] for row in rows)
    assert tenant.ask('GET', 'device', [('sortFields[0].name', 'color')]).status == 400
    assert tenant.ask('GET', 'device', [('sortFields[0].name', 'id'), ('sortFields[0].order', 'UP')]).status == 400


def test_facets():
    result = tenant.get('device', fq='platformType=WINDOWS_PHONE', rows=1).result
    facets = result['facetedResults']
    assert set(facets) == {'PLATFORMTYPE', 'REGISTRATIONSTATE', 'COMPLIANCESTATE', 'SUBSCRIBERCARRIERNETWORK',
                           'QUARANTINED', 'CURRENTCARRIERNETWORK', 'HASESIM'}
    assert facets['PLATFORMTYPE'] == {'WINDOWS_PHONE': result['totalCount']}
    assert sum(facets['REGISTRATIONSTATE'].values()) == sum(facets['HASESIM'].values()) == result['totalCount']


def test_one_device():
    listed = tenant.find(lambda device: device['serviceSubscriptions'])
    device = tenant.get('device/%d' % listed['id'], dmPartitionId=listed['dmPartitionId']).result
    assert {group['name'] for group in device['groups']} >= {'All Devices', 'iOS devices'}
    assert set(device['serviceSubscriptions'][0]) == {
        'slot', 'label', 'iccid', 'eid', 'imei', 'phoneNumber', 'currentCarrierNetwork', 'isRoaming',
        'isDataPreferred'}
    assert tenant.get('device/1').status == 404 and tenant.get('device/99999999999999999999').status == 404


def test_slots():
    """What the SIM slots say is what the device says."""
    dual = 0
    for device in tenant.devices(fq='platformType=IOS'):
        slots = device['serviceSubscriptions'] or []
        assert len(slots) < 3 and len({slot['slot'] for slot in slots}) == len(slots)
        assert [slot['imei'] for slot in slots] == [device['imei'], device['imei2']][:len(slots)], device
        assert {slot['eid'] for slot in slots} - {None} == {device['esimIdentifier']} - {None}, device
        dual += len(slots) == 2
    assert dual > 2


def test_people():
    accounts = tenant.get('account', rows=500)
    assert accounts.total == len(accounts.rows) and all(row['emailAddress'] for row in accounts.rows)
    name = accounts.rows[5]['displayName']
    assert accounts.rows[5]['id'] in [row['id'] for row in tenant.get('account', q=name).rows]
    groups = tenant.get('group', q='sales')
    assert [group['name'] for group in groups.rows] == ['Field Sales'] and groups.rows[0]['memberCount'] > 0
    groups = tenant.get('rule_group', q='windows 11', dmPartitionId=OTHER_SPACE)
    assert [group['name'] for group in groups.rows] == ['Windows 11 PCs']
    assert groups.rows[0]['type'] == 'DEVICE' and groups.rows[0]['membershipStatic'] is False


def test_configurations():
    listed = tenant.get('policy', dmPartitionId=SPACE, tag='DEVICE_CONFIGURATION', rows=500).rows
    esims = [policy for policy in listed if policy['policyType'] == 'ESIM']
    assert len(esims) >= 5 and len(listed) - len(esims) >= 3
    assert {policy['platformType'] for policy in esims} == {'IOS', 'WINDOWS_PHONE'}
    assert not all(policy['enabled'] for policy in esims)
    states = {state for policy in esims for state, count in policy['deviceCounts'].items() if count}
    assert states >= {'ACTIVE', 'ERROR', 'INSTALLED'}, states
    for policy in esims:
        assert tenant.get('policy/%d' % policy['id']).result == policy
        counts = tenant.get('policy/%d/device' % policy['id']).result['facetedResults']['STATE']
        assert counts == {state: count for state, count in policy['deviceCounts'].items() if count}
        if policy['platformType'] == 'IOS':
            assert policy['totalDeviceCount'] == policy['installedDeviceCount'] == 0
    assert tenant.get('policy', tag='SOMETHING_ELSE').total == 0
    inherited = [policy for policy in tenant.get('policy', rows=500).rows if policy['inherited']]
    assert inherited and all(policy['dmPartitionId'] != SPACE for policy in inherited)


def test_one_configuration():
    policy = tenant.get('policy', dmPartitionId=SPACE, rows=500).rows[-1]
    answer = tenant.get('policy/%d' % policy['id'])
    assert answer.headers['ETag'] == '"%d"' % answer.result['version']
    assert tenant.get('policy/1').status == 404


def test_types():
    types = {row['policyType']: row for row in tenant.get('policy/type').rows}
    assert types['ESIM']['platformTypes'] == ['IOS', 'WINDOWS_PHONE'] and len(types) > 3


def test_wrong_calls():
    assert tenant.get('nothing').status == 404
    assert tenant.get('nothing').global_error['code'] == 'NotFound'
    answer = tenant.ask('PATCH', 'device')
    assert answer.status == 405 and answer.json['result'] is None and answer.headers['Allow'] == 'GET, DELETE'
    for method, path, allowed in (('DELETE', 'policy', 'GET, POST'), ('OPTIONS', 'device/1', 'GET'),
                                  ('HEAD', 'policy/1', 'GET, PUT, DELETE'), ('GET', 'policy/push', 'PUT'),
                                  ('get', 'account', 'GET'), ('TRACE', 'device/1/esim', 'GET')):
        answer = tenant.ask(method, path)
        assert answer.status == 405 and answer.headers['Allow'] == allowed, (method, path)
    # Numbers that are none, or no id.
    for path in ('device/0', 'device/-1', 'device/x', 'device/9223372036854775808', 'device/99999999999999999999',
                 'policy/1//', '/api/v1//policy', '/', '/api/v1', 'device/1/2'):
        answer = tenant.ask('GET', path)
        assert answer.status == 404 and answer.global_error['code'] == 'NotFound', path


def test_one_connection():
    connection = http.client.HTTPConnection('127.0.0.1', tenant.port, timeout=20)
    for _ in range(5):
        connection.request('GET', API + 'device?rows=3', headers={'Authorization': tenant.authorization()})
        assert len(json.loads(connection.getresponse().read())['result']['searchResults']) == 3
    connection.close()


def test_published_only():
    with Tenant('--published-only') as other:
        for method, path in (('GET', 'policy/type'), ('GET', 'policy/20010'), ('POST', 'policy'),
                             ('PUT', 'policy/20010'), ('DELETE', 'policy/20010'), ('POST', 'policy/preview'),
                             ('PUT', 'policy/push'), ('GET', 'policy/20010/device'),
                             ('GET', 'device/70001/policy'), ('PUT', 'device/70001/policy/exclude'),
                             ('PUT', 'device/70001/policy/include'), ('PUT', 'device/esimReset'),
                             ('PUT', 'device/esimResetCancel'), ('GET', 'device/esim'),
                             ('GET', 'device/70001/esim')):
            assert other.ask(method, path).status == 404, path
        assert not {'HASESIM', 'CURRENTCARRIERNETWORK'} & set(other.get('device', rows=1).result['facetedResults'])
        assert other.get('device', fq='hasEsim=true').status == 400
        policy = other.get('policy', rows=500).rows[-1]
        assert not {'version', 'esim', 'distribution', 'deviceCounts', 'inherited'} & set(policy)
        assert 'policy.create' not in other.get('metadata/tenant').result['dmPermissionList']


def test_mask():
    with Tenant('--mask', 'displayName,emailAddress,uid,imei,serialNumber,iccid,esimIdentifier,phoneNumber') as other:
        rows = other.devices()
        masked = [row for row in rows if row['emailAddress'] == '*****']
        assert 2 <= len(masked) < len(rows) / 2
        for row in masked:
            assert row['displayName'] == '*****' and row['uid'] == '*****'
            assert row['serialNumber'] in ('*****', None) and row['imei'] in ('*****', None)
            assert row['wifiMacAddress'] != '*****'
            for slot in row['serviceSubscriptions'] or []:
                assert slot['eid'] in ('*****', None) and slot['imei'] in ('*****', None)
            assert other.esim(row['id'])['eid'] in ('*****', None)
        assert any(row['esimIdentifier'] == '*****' for row in masked)
    assert not [row for row in tenant.devices() if '*****' in json.dumps(row)]


def test_end():
    tenant.stop()


run(globals())
