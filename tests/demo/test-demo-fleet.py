#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant: what its fleet is made of, small and large."""

import hashlib
import json
import os
import sqlite3
import tempfile
import time

from tenant import STILL, Tenant, run, wait_for


def kinds(path):
    with sqlite3.connect(path) as database:
        return dict(database.execute('SELECT kind, count (DISTINCT hardware) FROM device GROUP BY kind'))


def test_fleet():
    """Two of everything, for every seed and also in the smallest fleet."""
    with tempfile.TemporaryDirectory() as folder:
        for seed, devices in ((1, 240), (2, 1), (77, 100), (-5, 240), (0, 62)):
            path = os.path.join(folder, 'tenant-%d' % seed)
            with Tenant('--database', path, '--seed', str(seed), '--devices', str(devices)) as other:
                rows = other.devices()
                assert len(rows) == max(devices, 62), len(rows)
                assert all(row['lastRegistrationTime'] < row['lastCheckin'] for row in rows), seed
                # A wiped device that is enrolled again checks in under its new record alone.
                for old in rows:
                    if old['registrationState'] in ('WIPED', 'WIPE_PENDING') and old['udid']:
                        assert all(old['lastCheckin'] < row['lastRegistrationTime'] for row in rows
                                   if row['udid'] == old['udid'] and row is not old), (seed, old)
            found = kinds(path)
            assert len(found) == 26 and min(found.values()) >= 2, found
            with sqlite3.connect(path) as database:
                def count(sql):
                    return database.execute('SELECT count (*) FROM device d WHERE ' + sql).fetchone()[0]
                pc = "d.platformType = 'WINDOWS_PHONE'"
                twin = 'EXISTS (SELECT 1 FROM device o WHERE o.hardware = d.hardware AND o.id <> d.id AND '
                for sql in ("d.platformType = 'OSX'", "d.platformType = 'ANDROID'", pc + " AND build = 22000",
                            pc + ' AND build >= 22621', pc + ' AND build BETWEEN 10240 AND 19045',
                            pc + ' AND only_esim', pc + ' AND imei IS NULL',
                            pc + ' AND euicc AND esimIdentifier IS NULL',
                            pc + " AND ifnull (serialNumber, 'null') = 'null'",
                            'userEnrolled', "platformVersion LIKE '13.%' AND euicc AND esimIdentifier IS NULL",
                            "prettyModel LIKE 'iPad%' AND esimIdentifier IS NOT NULL",
                            "prettyModel LIKE 'iPad%' AND imei = 'Not Present'",
                            'EXISTS (SELECT 1 FROM profile p WHERE p.hardware = d.hardware AND user_added)',
                            'NOT reachable AND seen < -40 * 86400000', 'masked',
                            twin + "o.registrationState = 'WIPED' AND o.dmPartitionId <> d.dmPartitionId)",
                            twin + "o.registrationState = 'WIPE_PENDING')",
                            twin + "o.registrationState = 'WIPED' AND o.imei <> d.imei"
                                   " AND replace (o.imei, ' ', '') = d.imei AND o.esimIdentifier IS NULL"
                                   " AND ifnull (o.serialNumber, 'null') = 'null')",
                            "registrationState = 'ACTIVE' AND " + twin + "o.registrationState = 'ACTIVE')",
                            '(SELECT count (iccid) FROM slot WHERE device_id = d.id) = 2'):
                    assert count(sql) >= 2, (seed, sql)


def test_same_seed_same_fleet():
    def fleet(*options):
        with Tenant(*options, *STILL) as other:
            rows = other.devices()
            newest = max(row['lastRegistrationTime'] for row in rows)
            for row in rows:
                # The clock began when the program did.
                del row['lastCheckin']
                row['lastRegistrationTime'] -= newest
            names = [policy['name'] for policy in other.get('policy', rows=500).rows]
            return rows, names, other.line['password']

    first, second, third = fleet('--seed', '5'), fleet('--seed', '5'), fleet('--seed', '6')
    assert first[:2] == second[:2] and first[0] != third[0]
    assert first[2] != second[2], 'the password is no part of it'


def test_fleet_stays_what_it_was():
    """However it is made: a seed's rows are the same with each version of the program."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        with Tenant('--devices', '5000', '--seed', '7', *STILL, '--database', path) as other:
            rows = other.get('device', rows=500, start=2000).rows
            for row in rows:
                row['lastRegistrationTime'] -= rows[0]['lastRegistrationTime'] if row is not rows[0] else 0
                # The clock began when the program did.
                del row['lastCheckin']
            del rows[0]['lastRegistrationTime']
        with sqlite3.connect(path) as database:
            tables = [database.execute('SELECT ' + sql).fetchall() for sql in (
                'kind, hardware, account_id, build, wifiMacAddress, uid, seen, reachable FROM device ORDER BY id',
                'id, displayName, uid, masked FROM account ORDER BY id',
                '* FROM account_group_member ORDER BY 1, 2',
                'id, name, dmPartitionId, member_count FROM rule_group ORDER BY id',
                '* FROM rule_group_member ORDER BY 1, 2',
                '* FROM slot ORDER BY 1, 2',
                'policy_id, device_id, state, errorCode, iccid, sent_host, payload FROM delivery ORDER BY 1, 2')]

    def digest(*things):
        return hashlib.sha256(json.dumps(things, sort_keys=True).encode()).hexdigest()[:16]

    found = digest(rows), digest(tables)
    assert found == ('3f3184da2527db48', '05eaf76e82b0df6e'), found


def test_much_work_at_once():
    """A push to everything keeps nobody waiting until it is done."""
    with Tenant('--devices', '30000', '--speed', '100000') as other:
        waits = []

        def measure(call):
            begun = time.monotonic()
            answer = call()
            waits.append(time.monotonic() - begun)
            return answer

        policy = other.create(distribution={'type': 'ALL_DEVICES'}).result
        push = measure(lambda: other.put('policy/push', ids=[policy['id']]))
        assert push.result['accepted'] > 5000

        def ask():
            counts = measure(lambda: other.get('policy/%d' % policy['id'])).result['deviceCounts']
            return counts if counts['ACTIVE'] > 5000 and counts['PENDING'] + counts['SENT'] < 200 else None

        counts = wait_for(ask, seconds=100)
        assert max(waits) < max(1, sum(waits) / 2), waits
        assert sum(counts.values()) == other.get('policy/%d/device' % policy['id'], rows=1).total


run(globals())
