#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant: what the simulated devices and carriers do."""

import os
import sqlite3
import tempfile
import time

from tenant import OTHER_SPACE, SPACE, Tenant, is_modern_pc, run, wait_for

# 240 simulated minutes in 0.4 seconds.
tenant = Tenant('--speed', '600')
# In 24 seconds, for what is looked at before a device checks in by itself. The same seed: its devices
# are the same.
slow = Tenant('--speed', '10')
everything = tenant.devices()
# One record each, not silent, and without a configuration from the start.
free = [device for device in everything
        if is_modern_pc(device) and time.time() * 1000 - device['lastCheckin'] < 86400000
        and [other['esimIdentifier'] for other in everything].count(device['esimIdentifier']) == 1
        and device['serialNumber'] not in (None, 'null')
        and not tenant.get('device/%d/policy' % device['id']).rows]


def take():
    """The id of a PC that nothing was done to yet."""
    return free.pop()['id']


def take_fresh():
    """One that has just checked in by itself in the slow tenant, and does so again after 18 seconds at the earliest."""
    seen = {device['id']: device['lastCheckin'] for device in slow.devices()}
    fresh = max(free, key=lambda device: seen[device['id']])
    free.remove(fresh)
    return fresh['id']


def install(device, server='smdp.example.com', *states, there=tenant, **esim):
    policy = there.create([device], esim={'serverName': server, 'autoEnable': True, **esim}).result
    there.check_in(device)
    return policy, there.wait_for_state(policy['id'], device, *(states or ('ACTIVE',)))


def push(policy, device, there=tenant):
    answer = there.put('policy/push', ids=[policy['id']], deviceIds=[device]).result
    assert answer == {'accepted': 1, 'rejectedCount': 0, 'rejected': []}, answer


def reset(device, there=tenant):
    assert there.put('device/esimReset', ids=[device]).result['accepted'] == 1
    there.check_in(device)
    return wait_for(lambda: (state := there.esim(device)) and state['resetState'] == 'DONE' and state,
                    lambda: there.esim(device))


def test_scenario():
    """Assigned, sent, installed, active; a second push; a reset; a push."""
    device = take_fresh()
    policy = slow.create([device]).result
    seen = [slow.delivery(policy['id'], device)['state']]
    slow.check_in(device)

    def watch():
        row = slow.delivery(policy['id'], device)
        if row['state'] != seen[-1]:
            seen.append(row['state'])
        return row['state'] == 'ACTIVE' and row

    row = wait_for(watch, lambda: seen)
    # Who looks seldom misses what is between; that it was there is told by the times.
    assert seen[0] == 'PENDING' and seen == [state for state in ('PENDING', 'SENT', 'INSTALLED', 'ACTIVE') if state in seen]
    assert row['sentAt'] < row['installedAt'] < row['activeAt'] <= time.time() * 1000
    assert row['iccid'] and row['downloaded'] and not row['errorCode']
    state = slow.esim(device)
    assert state['downloadCount'] == 1 and len(state['profiles']) == 1
    assert state['profiles'][0]['iccid'] == row['iccid'] and state['profiles'][0]['enabled'] is True
    assert state['downloadServers'] == [{'serverName': 'smdp.example.com', 'isDiscoveryServer': False,
                                         'autoEnable': True, 'discoveryState': 'COMPLETED'}]

    push(policy, device, slow)
    again = wait_for(lambda: (new := slow.delivery(policy['id'], device))['attemptedAt'] > row['attemptedAt'] and new)
    assert again['state'] == 'ACTIVE' and again['iccid'] == row['iccid']
    assert slow.esim(device)['downloadCount'] == 1

    assert reset(device, slow)['profiles'] == [] and slow.esim(device)['resetCount'] == 1
    after = slow.delivery(policy['id'], device)
    assert after['state'] == 'INSTALLED' and after['iccid'] is None and not after['downloaded']

    push(policy, device, slow)
    new = slow.wait_for_state(policy['id'], device, 'ACTIVE')
    assert slow.esim(device)['downloadCount'] == 2 and new['iccid'] != row['iccid']


def test_checks_in_by_itself():
    device = take()
    policy = tenant.create([device]).result
    tenant.wait_for_state(policy['id'], device, 'ACTIVE')


def test_check_in_interval():
    seen = set()
    device = take()
    wait_for(lambda: seen.add(tenant.get('device/%d' % device).result['lastCheckin']) or len(seen) > 5)
    moments = sorted(seen)
    # A minute is 1/600 s. Looking may miss a check-in, but not find one too many.
    for earlier, later in zip(moments, moments[1:]):
        assert later - earlier >= 180 * 1000 / 600 - 2, moments


def test_not_enabled():
    device = take()
    policy, row = install(device, 'smdp.example.com', 'INSTALLED', autoEnable=False)
    row = wait_for(lambda: (row := tenant.delivery(policy['id'], device))['iccid'] and row)
    assert row['state'] == 'INSTALLED' and row['downloaded'] and row['activeAt'] is None
    assert tenant.esim(device)['profiles'][0]['enabled'] is False


def error(row):
    return row['state'], row['errorDomain'], row['errorCode']


def test_carrier_that_gives_again():
    for server in ('smdp.example.com', 'ESIM.example.com'):
        device = take()
        policy, _ = install(device, server)
        reset(device)
        push(policy, device)
        tenant.wait_for_state(policy['id'], device, 'ACTIVE')


def test_carrier_that_gives_once():
    device = take()
    policy, _ = install(device, 'oneshot.example.com')
    reset(device)
    push(policy, device)
    row = tenant.wait_for_state(policy['id'], device, 'ERROR')
    assert error(row) == ('ERROR', 'EUICC_PROFILE', 11)
    assert tenant.esim(device)['profiles'][0]['errorDetail'] == 11
    assert tenant.esim(device)['profiles'][0]['state'] == 'ERROR'


def test_carrier_that_has_none():
    assert error(install(take(), 'none.example.com', 'ERROR')[1]) == ('ERROR', 'EUICC_PROFILE', 7)


def test_carrier_that_is_not_there():
    assert error(install(take(), 'nowhere.example.net', 'ERROR')[1]) == ('ERROR', 'EUICC_PROFILE', 14)


def test_carrier_that_is_busy():
    device = take()
    policy, row = install(device, 'busy.example.com', 'ERROR')
    assert error(row) == ('ERROR', 'EUICC_DISCOVERY', 4)
    assert tenant.esim(device)['downloadServers'][0]['discoveryState'] == 'FAILED'
    push(policy, device)
    row = tenant.wait_for_state(policy['id'], device, 'ACTIVE')
    assert row['errorDomain'] is None and row['errorCode'] is None and row['message'] is None


def test_discovery_server():
    assert error(install(take(), 'smds.example.com', 'ERROR')[1]) == ('ERROR', 'EUICC_DISCOVERY', 4)
    install(take(), 'smds.example.com', 'ACTIVE', isDiscoveryServer=True)
    oldest = tenant.find(lambda device: (device['osBuildVersion'] or '').startswith('10.0.22000')
                         and device['dmPartitionId'] == SPACE and device['registrationState'] == 'ACTIVE')
    _, row = install(oldest['id'], 'smds.example.com', 'ERROR', isDiscoveryServer=True)
    assert error(row) == ('ERROR', 'EUICC_DISCOVERY', 4), 'it cannot be told that this is a discovery server'


def iphones(condition):
    return [device['id'] for device in tenant.devices(dmPartitionId=SPACE)
            if device['platformType'] == 'IOS' and device['registrationState'] == 'ACTIVE' and condition(device)
            and time.time() * 1000 - device['lastCheckin'] < 86400000
            and not tenant.get('device/%d/policy' % device['id']).rows]


def has_free_slot(device):
    return any(slot['eid'] and not slot['iccid'] for slot in device['serviceSubscriptions'] or [])


def test_iphone():
    device = iphones(has_free_slot)[0]
    policy = tenant.create([device], url='https://esim.example.com/').result
    row = tenant.wait_for_state(policy['id'], device, 'ACTIVE')
    slots = tenant.get('device/%d' % device).result['serviceSubscriptions']
    assert row['iccid'] in [slot['iccid'] for slot in slots if slot['eid']]
    assert row['sentAt'] <= row['installedAt'] <= row['activeAt']
    state = tenant.esim(device)
    assert state['profiles'] is None and state['downloadServers'] is None
    policy = tenant.get('policy/%d' % policy['id']).result
    assert policy['totalDeviceCount'] == policy['installedDeviceCount'] == 0 < policy['deviceCounts']['ACTIVE']


def test_iphone_that_cannot_be_told():
    """Without an EID a plan cannot be told from a physical SIM."""
    device = iphones(lambda device: device['platformVersion'].startswith('13'))[0]
    policy = tenant.create([device], url='https://esim.example.com/').result
    row = tenant.wait_for_state(policy['id'], device, 'INSTALLED')
    wait_for(lambda: tenant.delivery(policy['id'], device)['downloaded'])
    assert tenant.delivery(policy['id'], device)['state'] == 'INSTALLED' and row['iccid'] is None


def test_iphone_without_esim():
    device = iphones(lambda device: not device['esimIdentifier'] and device['iccid']
                     and device['prettyModel'] in ('iPhone 7', 'iPhone 8', 'iPhone X'))[0]
    policy = tenant.create([device], url='https://esim.example.com/').result
    assert error(tenant.wait_for_state(policy['id'], device, 'ERROR')) == ('ERROR', 'APPLE_MDM', 36002)


def test_iphone_that_is_busy():
    device = iphones(has_free_slot)[0]
    policy = tenant.create([device], url='https://busy.example.com/x').result
    assert error(tenant.wait_for_state(policy['id'], device, 'ERROR')) == ('ERROR', 'APPLE_MDM', 36003)
    push(policy, device)
    tenant.wait_for_state(policy['id'], device, 'ACTIVE')


def test_iphone_that_takes_nothing():
    device = iphones(lambda device: device['userEnrolled'])[0]
    policy = tenant.create([device], url='https://esim.example.com/').result
    assert tenant.delivery(policy['id'], device)['state'] == 'NOT_APPLICABLE'
    answer = tenant.put('policy/push', ids=[policy['id']], deviceIds=[device]).result
    assert answer['rejected'][0]['code'] == 'FORBIDDEN'


def test_no_eid_no_modem():
    device = tenant.find(lambda device: device['platformType'] == 'WINDOWS_PHONE' and not device['cellularTechnology']
                         and device['dmPartitionId'] == SPACE and tenant.get('device/%d/policy' % device['id']).total == 0)
    policy, row = install(device['id'], 'smdp.example.com', 'ERROR')
    assert error(row) == ('ERROR', 'OMA_DM', 404) and tenant.esim(device['id'])['profiles'] is None
    assert tenant.put('device/esimReset', ids=[device['id']]).result['rejected'][0]['code'] == 'NO_EUICC'
    device = tenant.find(lambda device: device['platformType'] == 'WINDOWS_PHONE' and device['cellularTechnology']
                         and not device['esimIdentifier'] and int(device['osBuildVersion'].split('.')[2]) >= 22621
                         and device['registrationState'] == 'ACTIVE'
                         and device['dmPartitionId'] == SPACE and tenant.get('device/%d/policy' % device['id']).total == 0)
    assert tenant.esim(device['id'])['profiles'] is None
    install(device['id'])
    assert len(tenant.esim(device['id'])['profiles']) == 1


def test_note_1_old_record():
    """Discovery fails without a reason until the old record is deleted and the push repeated."""
    for old in tenant.devices(fq='registrationState=WIPED', dmPartitionId=SPACE):
        new = [device for device in tenant.devices(dmPartitionId=SPACE, fq='registrationState=ACTIVE')
               if old['serialNumber'] not in (None, 'null') and device['serialNumber'] == old['serialNumber']]
        if new:
            break
    policy, row = install(new[0]['id'], 'smdp.example.com', 'ERROR')
    assert error(row)[1] == 'EUICC_DISCOVERY'
    push(policy, new[0]['id'])
    wait_for(lambda: tenant.delivery(policy['id'], new[0]['id'])['attemptedAt'] > row['attemptedAt'])
    tenant.wait_for_state(policy['id'], new[0]['id'], 'ERROR')
    assert tenant.ask('DELETE', 'device', [('deviceIds', old['id'])]).result == 1
    assert tenant.delivery(policy['id'], new[0]['id'])['state'] == 'ERROR', 'not by itself'
    push(policy, new[0]['id'])
    tenant.wait_for_state(policy['id'], new[0]['id'], 'ACTIVE')


def test_note_2_second_push():
    device = take()
    policy, row = install(device)
    for _ in range(3):
        push(policy, device)
        wait_for(lambda: tenant.delivery(policy['id'], device)['attemptedAt'] > row['attemptedAt'])
        row = tenant.delivery(policy['id'], device)
    assert tenant.esim(device)['downloadCount'] == 1 and row['state'] == 'ACTIVE'
    # Another configuration with the same server name downloads nothing either.
    _, other = install(device)
    assert other['iccid'] == row['iccid'] and tenant.esim(device)['downloadCount'] == 1


def test_note_3_retire():
    device = take()
    policy, _ = install(device)
    assert tenant.ask('PUT', 'device/retire', form=[('ids', device)]).result == 1
    record = tenant.get('device/%d' % device).result
    assert record['registrationState'] == 'RETIRED'
    assert tenant.esim(device)['profiles'][0]['state'] == 'INSTALLED', 'the plan lives on'
    assert tenant.put('device/esimReset', ids=[device]).result['rejected'][0]['code'] == 'NOT_ACTIVE'
    assert tenant.put('policy/push', ids=[policy['id']], deviceIds=[device]).result['rejected'][0]['code'] == 'NOT_ACTIVE'
    tenant.check_in(device)
    assert tenant.get('device/%d' % device).result['lastCheckin'] == record['lastCheckin']
    silent = tenant.find(lambda device: device['registrationState'] == 'ACTIVE'
                         and device['lastCheckin'] < (time.time() - 39 * 86400) * 1000)
    tenant.ask('PUT', 'device/retire', form=[('ids', silent['id'])])
    assert tenant.get('device/%d' % silent['id']).result['registrationState'] == 'RETIRE_PENDING'
    assert tenant.ask('DELETE', 'device', [('deviceIds', device), ('deviceIds', silent['id'])]).result == 1


def test_note_4_removal():
    device = take()
    policy, row = install(device)
    answer = tenant.ask('PUT', 'policy/%d' % policy['id'], body={**policy, 'distribution': {'type': 'NO_DEVICES'}},
                        headers={'If-Match': '"1"'}).result
    assert answer['deviceCounts']['REMOVING'] == 1
    tenant.check_in(device)
    wait_for(lambda: tenant.delivery(policy['id'], device) is None)
    state = tenant.esim(device)
    assert state['downloadServers'] == [] and state['profiles'][0]['iccid'] == row['iccid']
    assert state['profiles'][0]['enabled'] is True
    policy, _ = install(device)
    tenant.ask('DELETE', 'policy/%d' % policy['id'], headers={'If-Match': '"1"'})
    tenant.check_in(device)
    wait_for(lambda: tenant.esim(device)['downloadServers'] == [])
    assert len(tenant.esim(device)['profiles']) == 1


def test_note_5_reset():
    device = take()
    policy, _ = install(device)
    reset(device)
    row = tenant.delivery(policy['id'], device)
    assert row['state'] == 'INSTALLED' and row['activeAt'] is None
    state = tenant.esim(device)
    assert state['profiles'] == [] and len(state['downloadServers']) == 1
    # Without a profile it is done at once.
    assert reset(device)['resetCount'] == 2
    tenant.check_in(device)
    push(policy, device)
    tenant.wait_for_state(policy['id'], device, 'ACTIVE')
    assert tenant.esim(device)['downloadCount'] == 2


def test_rows_agree_with_their_state():
    """A row has an error in ERROR alone, and its times stand in the order of the ladder."""
    def row():
        found = slow.delivery(policy['id'], device)
        assert (found['state'] == 'ERROR') == (found['errorCode'] is not None) == (found['message'] is not None), found
        assert found['state'] not in ('PENDING', 'SENT') or not (found['installedAt'] or found['activeAt']), found
        times = [found[name] for name in ('sentAt', 'installedAt', 'activeAt') if found[name]]
        assert times == sorted(times), found
        return found['state']

    def distribute(version, **distribution):
        assert slow.ask('PUT', 'policy/%d' % policy['id'], headers={'If-Match': '"%d"' % version},
                          body={**policy, 'distribution': distribution}).status == 200

    for server, state in (('none.example.com', 'ERROR'), ('smdp.example.com', 'ACTIVE')):
        device = take_fresh()
        policy, _ = install(device, server, state, there=slow)
        distribute(1, type='NO_DEVICES')
        assert row() == 'REMOVING'
        distribute(2, **policy['distribution'])
        assert row() == 'PENDING'
        slow.check_in(device)
        # The server's name was still there: nothing is discovered again, but for a push.
        slow.wait_for_state(policy['id'], device, 'INSTALLED', 'ACTIVE')
        row()
        before = slow.delivery(policy['id'], device)['attemptedAt']
        push(policy, device, slow)
        wait_for(lambda: slow.delivery(policy['id'], device)['attemptedAt'] > before)
        slow.wait_for_state(policy['id'], device, state)
        assert row() == state
        assert slow.ask('PUT', 'device/retire', form=[('ids', device)]).result == 1
        assert row() == 'NOT_APPLICABLE'


def test_reset_clears_what_failed():
    device = take()
    install(device, 'none.example.com', 'ERROR')
    assert [profile['state'] for profile in tenant.esim(device)['profiles']] == ['ERROR']
    assert reset(device)['profiles'] == []


def test_two_records_of_a_device():
    """What is on the eUICC shows with both, and to whom asks what has changed."""
    pcs = [row for row in tenant.devices(fq='platformType=WINDOWS_PHONE and registrationState=ACTIVE')
           if row['esimIdentifier']]
    one, other = next([row['id'] for row in pcs if row['esimIdentifier'] == pc['esimIdentifier']] for pc in pcs
                      if [row['esimIdentifier'] for row in pcs].count(pc['esimIdentifier']) == 2
                      and pc['dmPartitionId'] == SPACE)
    policy = tenant.create([one, other]).result
    tenant.check_in(one, other)
    for device in (one, other):
        tenant.wait_for_state(policy['id'], device, 'ACTIVE')
    assert [profile['iccid'] for profile in tenant.esim(other)['profiles']] \
        == [tenant.delivery(policy['id'], one)['iccid']]
    # The name stays for the other one.
    tenant.put('device/%d/policy/exclude' % one, policyIds=[policy['id']])
    tenant.check_in(one)
    tenant.wait_for_state(policy['id'], one, 'EXCLUDED')
    assert len(tenant.esim(one)['downloadServers']) == 1
    assert tenant.delivery(policy['id'], other)['state'] == 'ACTIVE'
    finished = reset(one)['resetFinishedAt']
    assert tenant.esim(other)['profiles'] == [] and tenant.esim(other)['resetState'] == 'NONE'
    assert tenant.delivery(policy['id'], other)['state'] == 'INSTALLED'
    changed = tenant.get('device/esim', changedSince=finished, rows=500).rows
    assert {one, other} <= {row['deviceId'] for row in changed}


def test_two_configurations_of_a_server():
    """A failure is over for both when one of them is tried again, and what was active stays so since then."""
    device = take()
    first, _ = install(device, 'busy.example.com', 'ERROR')
    second, row = install(device, 'busy.example.com', 'INSTALLED', 'ACTIVE')
    push(first, device)
    tenant.wait_for_state(first['id'], device, 'ACTIVE')
    row = tenant.wait_for_state(second['id'], device, 'ACTIVE')
    third, last = install(device, 'busy.example.com')
    for policy in (first, second, third):
        found = tenant.delivery(policy['id'], device)
        assert found['errorCode'] is None and found['iccid'] == last['iccid']
    assert tenant.delivery(second['id'], device) == row and tenant.esim(device)['downloadCount'] == 1


def test_assigned_by_nobody():
    """What a device has no longer to have is assigned by nothing, also when the OS was changed."""
    device = take_fresh()
    policy, _ = install(device, there=slow)
    assert slow.delivery(policy['id'], device)['assignedBy'][0]['type'] == 'DEVICE'
    answer = slow.ask('PUT', 'policy/%d' % policy['id'], headers={'If-Match': '"1"'}, body={
        **policy, 'platformType': 'IOS', 'esim': {'carrierUrl': 'https://esim.example.com/'}})
    assert answer.status == 200
    row = slow.delivery(policy['id'], device)
    assert row['state'] == 'REMOVING' and row['assignedBy'] == []


def test_exclude_and_include():
    device = take()
    policy, row = install(device)
    tenant.put('device/%d/policy/exclude' % device, policyIds=[policy['id']])
    assert tenant.delivery(policy['id'], device)['state'] in ('REMOVING', 'EXCLUDED')
    tenant.check_in(device)
    excluded = tenant.wait_for_state(policy['id'], device, 'EXCLUDED')
    assert excluded['excluded'] is True and tenant.esim(device)['profiles'][0]['iccid'] == row['iccid']
    edited = tenant.ask('PUT', 'policy/%d' % policy['id'], headers={'If-Match': '"1"'},
                        body={**policy, 'distribution': {'type': 'ALL_DEVICES'}}).result
    assert edited['deviceCounts']['EXCLUDED'] == 1
    assert tenant.delivery(policy['id'], device)['state'] == 'EXCLUDED'
    tenant.put('device/%d/policy/include' % device, policyIds=[policy['id']])
    again = tenant.wait_for_state(policy['id'], device, 'ACTIVE')
    assert again['excluded'] is False and tenant.esim(device)['downloadCount'] == 1
    tenant.ask('DELETE', 'policy/%d' % policy['id'], headers={'If-Match': '"2"'})


def test_exclude_what_cannot_take_it():
    """What a device cannot take it is not given by an end of its exclusion either."""
    windows_10 = tenant.find(lambda device: (device['osBuildVersion'] or '').startswith('10.0.19045')
                             and device['dmPartitionId'] == SPACE)['id']
    retired = take()
    policy = tenant.create([windows_10, retired]).result

    def state(device):
        return tenant.delivery(policy['id'], device)['state']

    def edit(version):
        answer = tenant.ask('PUT', 'policy/%d' % policy['id'], headers={'If-Match': '"%d"' % version},
                            body={**policy, 'description': 'Edit %d' % version})
        assert answer.status == 200

    for device in (windows_10, retired):
        tenant.put('device/%d/policy/exclude' % device, policyIds=[policy['id']])
    assert tenant.ask('PUT', 'device/retire', form=[('ids', retired)]).result == 1
    edit(1)
    for device in (windows_10, retired):
        assert state(device) == 'NOT_APPLICABLE' and tenant.delivery(policy['id'], device)['excluded'] is True
        tenant.put('device/%d/policy/include' % device, policyIds=[policy['id']])
        assert state(device) == 'NOT_APPLICABLE' and tenant.delivery(policy['id'], device)['excluded'] is False
    edit(2)
    assert state(windows_10) == state(retired) == 'NOT_APPLICABLE'
    silent = tenant.find(lambda device: device['platformType'] == 'WINDOWS_PHONE' and device['dmPartitionId'] == SPACE
                         and device['registrationState'] == 'ACTIVE'
                         and device['lastCheckin'] < (time.time() - 39 * 86400) * 1000)['id']
    policy = tenant.create([silent]).result
    tenant.put('device/%d/policy/exclude' % silent, policyIds=[policy['id']])
    assert state(silent) == 'EXCLUDED'
    assert tenant.ask('PUT', 'device/retire', form=[('ids', silent)]).result == 1
    tenant.put('device/%d/policy/include' % silent, policyIds=[policy['id']])
    assert state(silent) == 'NOT_APPLICABLE'
    # Also one that retires while the exclusion waits for it, or is there.
    for wait in (False, True):
        device = take()
        policy, _ = install(device)
        tenant.put('device/%d/policy/exclude' % device, policyIds=[policy['id']])
        if wait:
            tenant.check_in(device)
            tenant.wait_for_state(policy['id'], device, 'EXCLUDED')
        assert tenant.ask('PUT', 'device/retire', form=[('ids', device)]).result == 1
        tenant.put('device/%d/policy/include' % device, policyIds=[policy['id']])
        assert state(device) == 'NOT_APPLICABLE'


def test_edit_sends_again():
    device = take()
    policy, row = install(device, 'none.example.com', 'ERROR')
    tenant.ask('PUT', 'policy/%d' % policy['id'], headers={'If-Match': '"1"'},
               body={**policy, 'esim': {'serverName': 'smdp.example.com', 'autoEnable': True}})
    tenant.check_in(device)
    tenant.wait_for_state(policy['id'], device, 'ACTIVE')
    assert [server['serverName'] for server in tenant.esim(device)['downloadServers']] == ['smdp.example.com']
    # A new name alone changes nothing on devices.
    tenant.ask('PUT', 'policy/%d' % policy['id'], headers={'If-Match': '"2"'},
               body={**policy, 'name': 'Renamed', 'esim': {'serverName': 'smdp.example.com', 'autoEnable': True}})
    assert tenant.delivery(policy['id'], device)['state'] == 'ACTIVE'
    since = tenant.delivery(policy['id'], device)['activeAt']
    assert tenant.get('policy/%d/device' % policy['id'], changedSince=since).total == 1
    assert tenant.get('policy/%d/device' % policy['id'], changedSince=since + 100000).total == 0


def test_wipe_makes_an_old_record():
    device = take()
    record = tenant.get('device/%d' % device).result
    install(device)
    assert tenant.ask('PUT', 'device/wipe', form=[('ids', device)]).result == 1
    assert tenant.get('device/%d' % device).result['registrationState'] == 'WIPED'
    new = wait_for(lambda: [other for other in tenant.devices(fq='serialNumber=%s' % record['serialNumber'])
                            if other['registrationState'] == 'ACTIVE'])
    assert new[0]['id'] != device and new[0]['guid'] != record['guid'] and new[0]['lastRegistrationTime'] > record['lastRegistrationTime']
    policy, row = install(new[0]['id'], 'oneshot.example.com', 'ERROR')
    assert row['errorDomain'] == 'EUICC_DISCOVERY'


def test_wiped_record_is_deleted_at_once():
    """The device comes back whether its old record is still there or not, and takes a configuration then."""
    device = take()
    serial = tenant.get('device/%d' % device).result['serialNumber']
    assert tenant.ask('PUT', 'device/wipe', form=[('ids', device)]).result == 1
    assert tenant.ask('DELETE', 'device', query=[('deviceIds', device)]).result == 1
    again = wait_for(lambda: tenant.devices(fq='serialNumber=%s' % serial))
    assert len(again) == 1 and again[0]['registrationState'] == 'ACTIVE' and again[0]['id'] != device
    install(again[0]['id'])


def test_times():
    """Nothing lies ahead of the client's clock, whatever the speed."""
    for row in tenant.devices():
        assert row['lastRegistrationTime'] <= time.time() * 1000 + 2 and row['lastCheckin'] <= time.time() * 1000 + 2
    for policy in tenant.get('policy', rows=500).rows:
        assert policy['modifiedAt'] <= time.time() * 1000 + 2


def test_only_uplink():
    """A PC whose only network is its eSIM cannot say that the reset is done."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        with Tenant('--database', path, '--speed', '600') as other:
            with sqlite3.connect(path) as database:
                device, = database.execute('SELECT id FROM device WHERE only_esim').fetchone()
            assert other.esim(device)['profiles'][0]['state'] == 'INSTALLED'
            other.put('device/esimReset', ids=[device])
            other.check_in(device)
            wait_for(lambda: other.esim(device)['resetState'] == 'RUNNING')
            seen = other.get('device/%d' % device).result['lastCheckin']
            neighbour = other.find(is_modern_pc)['id']
            later = other.get('device/%d' % neighbour).result['lastCheckin']
            wait_for(lambda: other.get('device/%d' % neighbour).result['lastCheckin'] > later)
            assert other.get('device/%d' % device).result['lastCheckin'] == seen
            assert other.esim(device)['resetState'] == 'RUNNING'


def test_other_space():
    rows = tenant.devices(dmPartitionId=OTHER_SPACE)
    policy = tenant.create(dmPartitionId=OTHER_SPACE, distribution={'type': 'ALL_DEVICES'}).result
    reached = tenant.ask('GET', 'policy/%d/device' % policy['id'], [('rows', 500)]).rows
    assert {row['deviceId'] for row in reached} == {row['id'] for row in rows if row['platformType'] == 'WINDOWS_PHONE'}


def test_end():
    slow.stop()
    tenant.stop()


run(globals())
