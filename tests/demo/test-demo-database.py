#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant: what a database keeps, and what may happen to one."""

import http.client
import contextlib
import os
import shutil
import resource
import sqlite3
import stat
import subprocess
import tempfile
import time

from tenant import PROGRAM, STILL, Tenant, is_modern_pc, pick_port, run, wait_for


USELESS, FULL, NOT_ALLOWED, TAKEN = 2, 3, 4, 5


def start_and_fail(status, *options, **more):
    done = subprocess.run([PROGRAM, *options], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False, timeout=20, **more)
    assert done.returncode == status and done.stdout == b'', done
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
        with Tenant('--database', path, *STILL) as second:
            assert kept() > before and second.get('device', rows=1).total == 240


def test_killed_while_it_was_filled():
    """What a start that was cut off had written goes. So many do not fit into the cache: they are in the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        with subprocess.Popen([PROGRAM, '--database', path, '--devices', '600000'], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as first:
            wait_for(lambda: os.path.exists(path) and os.path.getsize(path) > 1000000, seconds=150)
            first.kill()
            assert first.stdout.read() == b''
        with Tenant('--database', path) as second:
            assert second.get('device', rows=1).total == 240
        with contextlib.closing(sqlite3.connect(path)) as database:
            assert database.execute('PRAGMA integrity_check').fetchone() == ('ok',)
            assert database.execute('SELECT min (id), count (*) FROM device').fetchone() == (70001, 240)
        assert os.listdir(folder) == ['tenant'] and os.path.getsize(path) < 1000000


def test_database_is_not_one():
    """What is not a demo tenant's stays as it is, to the last byte, and nothing appears beside it."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')

        def refuse():
            with open(path, 'rb') as file:
                before = file.read()
            assert path.encode() in start_and_fail(USELESS, '--database', path)
            with open(path, 'rb') as file:
                assert file.read() == before and os.listdir(folder) == ['tenant'], os.listdir(folder)
            os.unlink(path)

        for text in (b'Something else, and long enough to be read as the head of a database. ' * 9, b'short'):
            with open(path, 'wb') as file:
                file.write(text)
            refuse()
        for version, mode in ((0, 'delete'), (1, 'wal'), (3, 'delete'), (3, 'wal'), (99, 'wal')):
            other = sqlite3.connect(path)
            other.execute('PRAGMA journal_mode = %s' % mode)
            other.execute('PRAGMA user_version = %d' % version)
            other.execute('CREATE TABLE policy (id)')
            other.commit()
            other.close()
            refuse()


def test_database_of_another_version():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        with Tenant('--database', path):
            pass
        with sqlite3.connect(path) as database:
            rows = database.execute('SELECT count (*) FROM device').fetchone()
            database.execute('PRAGMA user_version = 99')
        assert b'version' in start_and_fail(USELESS, '--database', path)
        with sqlite3.connect(path) as database:
            assert database.execute('SELECT count (*) FROM device').fetchone() == rows


def make_earlier(path, *statements):
    """A database of format 3, by a script of that time."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'format-3.sql'), encoding='utf-8') as script:
        database = sqlite3.connect(path)
        database.executescript(script.read())
    for statement in statements:
        database.execute(statement)
    database.commit()
    return database


def dump(path):
    with contextlib.closing(sqlite3.connect(path)) as database:
        return list(database.execute('PRAGMA user_version')) + list(database.iterdump())


def test_database_of_an_earlier_version():
    """It is set aside with all that is in it, as often as there is one, and a new one begins."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        kept = {}
        for name, password in (('.format-3', 'one'), ('.format-3-2', 'two'), ('.format-3-3', 'three')):
            for left in os.listdir(folder):
                if left in ('tenant', 'tenant-wal', 'tenant-shm'):
                    os.unlink(os.path.join(folder, left))
            make_earlier(path, "UPDATE meta SET value = '%s' WHERE name = 'password'" % password).close()
            before = dump(path)
            with Tenant('--database', path) as tenant:
                assert tenant.line['setAside'] == path + name, tenant.line
                assert tenant.line['password'] != password
                assert len(tenant.devices()) == 240
            kept[name] = before
            assert all(dump(path + name) == text for name, text in kept.items())
        with Tenant('--database', path) as tenant:
            assert 'setAside' not in tenant.line
        assert sorted(os.listdir(folder)) == sorted(['tenant', *('tenant' + name for name in kept)])


def test_earlier_database_that_was_cut_off():
    """What its program had written and not yet put into the file goes with it."""
    with tempfile.TemporaryDirectory() as folder:
        path, path_of_all = os.path.join(folder, 'tenant'), os.path.join(folder, 'open')
        database = make_earlier(path_of_all)
        database.execute('PRAGMA journal_mode = WAL')
        database.execute("UPDATE meta SET value = 'only in the log' WHERE name = 'password'")
        database.commit()
        for suffix in ('', '-wal'):
            shutil.copy(path_of_all + suffix, path + suffix)
        database.close()
        with Tenant('--database', path) as tenant:
            kept = tenant.line['setAside']
            assert not os.path.exists(kept + '-wal')
        with sqlite3.connect(kept) as database:
            assert database.execute("SELECT value FROM meta WHERE name = 'password'").fetchone() == ('only in the log',)


def test_earlier_database_that_cannot_be_renamed():
    """Then nothing begins, and it stays."""
    with tempfile.TemporaryDirectory() as folder:
        # The new name would be too long, SQLite's own beside it are not.
        path = os.path.join(folder, 'n' * 247)
        make_earlier(path).close()
        before = dump(path)
        start_and_fail(NOT_ALLOWED, '--database', path)
        assert dump(path) == before and os.listdir(folder) == ['n' * 247]


def test_database_is_no_file():
    """A link that leads nowhere makes no file elsewhere; a pipe is not waited for."""
    with tempfile.TemporaryDirectory() as folder:
        path, target = os.path.join(folder, 'tenant'), os.path.join(folder, 'elsewhere')
        os.symlink(target, path)
        start_and_fail(USELESS, '--database', path)
        assert not os.path.exists(target) and os.path.islink(path)
        os.unlink(path)
        os.mkfifo(path)
        start_and_fail(USELESS, '--database', path)
        os.unlink(path)
        os.mkdir(path)
        start_and_fail(NOT_ALLOWED, '--database', path)
        start_and_fail(NOT_ALLOWED, '--database', os.path.join(folder, 'missing', 'tenant'))
        # One that leads to a demo tenant's file is as good as the file.
        with Tenant('--database', target) as first:
            line = first.line
        os.rmdir(path)
        os.symlink(target, path)
        with Tenant('--database', path) as second:
            assert second.line['password'] == line['password']


def test_database_is_private():
    """Its password is in it. Nobody else reads it, whatever the umask and whatever was there before."""
    def get_modes():
        return {name: stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode) for name in os.listdir(folder)}

    def be_generous():
        os.umask(0)

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        private = {'tenant': 0o600, 'tenant-wal': 0o600, 'tenant-shm': 0o600}
        first = Tenant('--database', path, preexec_fn=be_generous)
        assert get_modes() == private
        first.process.kill()
        first.process.wait()
        first.process.stdin.close()
        first.process.stdout.close()
        for name in private:
            os.chmod(os.path.join(folder, name), 0o666)
        with Tenant('--database', path, preexec_fn=be_generous) as second:
            second.create()
            assert get_modes() == private
        assert get_modes() == {'tenant': 0o600}


def test_database_is_taken():
    """Two programs would simulate the same devices twice. One that was killed takes nothing with it."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'tenant')
        with Tenant('--database', path) as first:
            assert path.encode() in start_and_fail(TAKEN, '--database', path)
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
        start_and_fail(FULL, '--database', path, **limit(60000))
        os.unlink(path)
        with Tenant('--database', path) as tenant:
            last = tenant.create().result
        tenant = Tenant('--database', path, stderr=subprocess.PIPE, **limit(os.path.getsize(path) + 100000))
        try:
            while True:
                last = tenant.create(description='x' * 4000).result
        except (OSError, http.client.HTTPException):
            pass
        assert tenant.process.wait(20) == FULL
        assert tenant.process.stderr.read().startswith(b'signalbox-demo-tenant: ')
        for stream in (tenant.process.stdin, tenant.process.stdout, tenant.process.stderr):
            stream.close()
        with Tenant('--database', path) as tenant:
            assert tenant.get('policy/%d' % last['id']).result == last


run(globals())
