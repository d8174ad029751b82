#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant: what a database keeps, and what may happen to one."""

import http.client
import os
import resource
import sqlite3
import subprocess
import tempfile
import time

from tenant import PROGRAM, Tenant, is_modern_pc, pick_port, run, wait_for


def start_and_fail(*options, **more):
    done = subprocess.run([PROGRAM, *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False, timeout=20, **more)
    assert done.returncode == 1 and done.stdout == b'', done
    assert done.stderr.startswith(b'signalbox-demo-tenant: ') and done.stderr.count(b'\n') == 1, done.stderr
    return done.stderr


def test_restart():
    """User, password, fleet, clock, configurations and keys go on."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        port = str(pick_port())
        with Tenant('--database', path, '--speed', '600', '--port', port) as first:
            line, device = first.line, next(filter(is_modern_pc, first.devices()))['id']
            policy = first.create([device]).result
            first.check_in(device)
            row = first.wait_for_state(policy['id'], device, 'ACTIVE')
            key = 'kept over the restart'
            form = [('ids', policy['id']), ('deviceIds', device)]
            answer = first.ask('PUT', 'policy/push', form=form, key=key).body
            fleet = [device['guid'] for device in first.devices()]
        with Tenant('--database', path, '--speed', '0.01', '--port', port, '--seed', '9') as second:
            assert second.line == line
            assert [device['guid'] for device in second.devices()] == fleet
            assert second.delivery(policy['id'], device)['activeAt'] == row['activeAt']
            assert second.ask('PUT', 'policy/push', form=form, key=key).body == answer
            assert second.ask('PUT', 'policy/push', form=form[:1], key=key).status == 409
            checked_in = second.get('device/%d' % device).result['lastCheckin']
            assert checked_in <= time.time() * 1000 + 2


def test_key_ends():
    """A key lives for 24 hours of real time."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        with Tenant('--database', path) as other:
            device, neighbour = [row['id'] for row in other.devices() if is_modern_pc(row)][:2]

            def reset(device):
                return other.ask('PUT', 'device/esimReset', form=[('ids', device)], key='a key')

            def age(hours):
                with sqlite3.connect(path) as database:
                    database.execute('UPDATE answer SET made = made - ?', [hours * 3600000])

            assert reset(device).result['accepted'] == 1
            age(23)
            assert reset(device).result['accepted'] == 1 and reset(neighbour).status == 409
            age(2)
            assert reset(neighbour).result['accepted'] == 1


def test_killed():
    """What was answered is kept, whatever happens to the program."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        port = str(pick_port())
        first = Tenant('--database', path, '--port', port)
        policy = first.create().result
        first.process.kill()
        first.process.wait()
        first.process.stdin.close()
        first.process.stdout.close()
        with Tenant('--database', path, '--port', port) as second:
            assert second.get('policy/%d' % policy['id']).result['uuid'] == policy['uuid']


def test_killed_while_it_was_read():
    """The clock goes on where it was last looked at, give or take a second, also without a change."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        first = Tenant('--database', path, '--speed', '1000')

        def kept():
            with sqlite3.connect(path) as database:
                return int(database.execute("SELECT value FROM meta WHERE name = 'clock'").fetchone()[0])

        before = kept()
        wait_for(lambda: first.get('device', rows=1).result and kept() > before + 1000 * 60000)
        first.process.kill()
        first.process.wait()
        first.process.stdin.close()
        first.process.stdout.close()
        with Tenant('--database', path, '--speed', '0.001') as second:
            assert kept() > before and second.get('device', rows=1).total == 240


def test_database_is_not_one():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        with open(path, 'wb') as file:
            file.write(b'Something else, and long enough to be read as the head of a database. ' * 9)
        assert path.encode() in start_and_fail('--database', path)
        for version, statement in ((0, 'CREATE TABLE policy (id)'), (1, ''), (99, '')):
            os.unlink(path)
            with sqlite3.connect(path) as database:
                database.execute('PRAGMA user_version = %d' % version)
                database.execute(statement)
            start_and_fail('--database', path)
            with sqlite3.connect(path) as database:
                tables = database.execute('SELECT count (*) FROM sqlite_master').fetchone()[0]
            assert tables == len(statement[:1]), 'it is left alone'


def test_database_is_taken():
    """Two programs would simulate the same devices twice. One that was killed takes nothing with it."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        with Tenant('--database', path) as first:
            assert path.encode() in start_and_fail('--database', path)
            assert first.get('device', rows=1).status == 200
            line = first.line
        killed = Tenant('--database', path)
        killed.process.kill()
        with Tenant('--database', path) as last:
            assert last.line['password'] == killed.line['password'] == line['password']
        killed.process.wait()
        killed.process.stdin.close()
        killed.process.stdout.close()


def test_disk_is_full():
    """It says so and ends, at the start and later, and has not forgotten what it had answered."""
    def limit(size):
        return {'restore_signals': False,
                'preexec_fn': lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))}

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        start_and_fail('--database', path, **limit(60000))
        with Tenant('--database', path) as tenant:
            last = tenant.create().result
        tenant = Tenant('--database', path, stderr=subprocess.PIPE, **limit(os.path.getsize(path) + 100000))
        try:
            while True:
                last = tenant.create(description='x' * 4000).result
        except (OSError, http.client.HTTPException):
            pass
        assert tenant.process.wait(20) == 1
        assert tenant.process.stderr.read().startswith(b'signalbox-demo-tenant: ')
        for stream in (tenant.process.stdin, tenant.process.stdout, tenant.process.stderr):
            stream.close()
        with Tenant('--database', path) as tenant:
            assert tenant.get('policy/%d' % last['id']).result == last


run(globals())
