#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill.py DEMO-TENANT KILL-CHILD

Resets 500 PCs and pushes a configuration to them with a program that is killed over and over, at each
kind of boundary and at random moments, while the server refuses, falls silent and loses answers. In
the end each PC was reset once and downloaded once for each time that it was asked for, by the tenant's
own counts, and nothing in the journal is open. SB_KILL_ALL is the long run, SB_KILL_SEED a seed."""

import http.client
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(__file__), '..', 'demo'))

from tenant import SPACE, Tenant, pick_port  # noqa: E402

CHILD = sys.argv[2]
N_DEVICES = 500
ALL = 'SB_KILL_ALL' in os.environ
N_RANDOM = 60 if ALL else 6
SEED = int(os.environ.get('SB_KILL_SEED', random.SystemRandom().randrange(1 << 32)))
# A computer may be busy with other things; a job takes some seconds.
PATIENCE = 100

BOUNDARIES = ['%s %s %s' % (what, when, which)
              for which in ('first', 'middle', 'last')
              for what in (('send', 'answer', 'write') if which == 'last' else ('write', 'send', 'answer'))
              for when in ('before', 'after')]

# Of what a job sends and reads. Requests are refused, and left without an answer before they were
# carried out and after.
FAULTS = [
    'PUT */esimReset retry-after=1 0.1',
    'PUT */esimReset unavailable 0.1',
    'PUT */esimReset drop 0.1',
    'PUT */esimReset drop-after 0.1',
    'PUT */policy/push retry-after=1 0.1',
    'PUT */policy/push unavailable=1 0.1',
    'PUT */policy/push drop 0.1',
    'PUT */policy/push drop-after 0.1',
    'PUT */policy/push truncate 0.05',
    'GET */device/esim status=503 0.05',
    'GET */device/esim drop 0.05',
]


def ask_until_answered(tenant, path, query):
    """What goes wrong on purpose goes wrong here too."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            answer = tenant.ask('GET', path, query)
            if answer.status != 503:
                return answer
        except (http.client.HTTPException, OSError):
            pass
        assert time.monotonic() < end, path


def read_all(tenant, path, query=()):
    rows = []
    while True:
        answer = ask_until_answered(
            tenant, path, [*query, ('dmPartitionId', SPACE), ('rows', 500), ('start', len(rows))])
        rows += answer.rows
        if len(rows) >= answer.total or not answer.rows:
            return rows


def choose_devices(tenant):
    """PCs that should be able to end both steps: with an eSIM, another network (one that has none has a
    plan from the beginning), and seen lately."""
    states = {state['deviceId']: state for state in read_all(tenant, 'device/esim')}
    devices = read_all(tenant, 'device')
    newest = max(device['lastCheckin'] or 0 for device in devices)
    chosen = [
        device['id'] for device in devices
        if device['platformType'] == 'WINDOWS_PHONE' and device['registrationState'] == 'ACTIVE'
        and int((device['osBuildVersion'] or '0.0.0').split('.')[2]) >= 22621
        and device['esimIdentifier']
        and (device['lastCheckin'] or 0) > newest - 2 * 24 * 60 * 60 * 1000
        and states[device['id']]['profiles'] == []]
    assert len(chosen) >= N_DEVICES, len(chosen)
    return chosen


def remove_configurations(tenant):
    """What else is distributed to PCs would be downloaded too."""
    for policy in read_all(tenant, 'policy', [('tag', 'DEVICE_CONFIGURATION')]):
        if policy['policyType'] == 'ESIM' and policy['platformType'] == 'WINDOWS_PHONE' and not policy['inherited']:
            answer = tenant.ask('DELETE', 'policy/%d' % policy['id'],
                                headers={'If-Match': '"%s"' % policy['version']})
            assert answer.status == 200, (answer.status, answer.body)


def add_configuration(tenant, devices):
    return tenant.ask('POST', 'policy', body={
        'uuid': '6c9d8a52-1b1f-4f0c-9a51-6b6c3f5b3a10', 'dmPartitionId': SPACE, 'name': 'Plan', 'description': '',
        'policyType': 'ESIM', 'platformType': 'WINDOWS_PHONE', 'enabled': True,
        'esim': {'serverName': 'smdp.example.com', 'isDiscoveryServer': False, 'autoEnable': True},
        'distribution': {'type': 'CUSTOM', 'deviceGroupIds': [], 'deviceIds': devices, 'accountIds': [],
                         'accountGroupIds': []}}).result['id']


def count(tenant, devices):
    """How often each was reset and downloaded."""
    chosen = set(devices)
    return {state['deviceId']: (state['resetCount'], state['downloadCount'])
            for state in read_all(tenant, 'device/esim') if state['deviceId'] in chosen}


def choose_downloaded(tenant, devices):
    """Those that showed that they can: what an old record keeps from it has no plan."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        downloaded = [device for device, (_, downloads) in count(tenant, devices).items() if downloads == 1]
        if len(downloaded) >= N_DEVICES:
            return sorted(downloaded)[:N_DEVICES]
        time.sleep(0.1)
    raise AssertionError('%d of %d downloaded' % (len(downloaded), len(devices)))


class Program:
    """The program, over and over, with the same journal."""

    def __init__(self, tenant, folder, devices, policy):
        self.journal = os.path.join(folder, 'account', 'account.sqlite')
        self.devices = devices
        self.policy = policy
        self.n_killed = 0
        self.environment = {
            **os.environ, 'SB_KILL_ADDRESS': tenant.line['baseUrl'], 'SB_KILL_USER': tenant.line['user'],
            'SB_KILL_PASSWORD': tenant.line['password'], 'SB_KILL_START': str(int(time.time() * 1000))}

    def start(self, job, boundary=None):
        environment = dict(self.environment)
        if boundary:
            environment['SB_KILL'] = boundary
        return subprocess.Popen([CHILD, self.journal, str(job), str(self.policy), str(SPACE), *map(str, self.devices)],
                                env=environment, stdout=subprocess.PIPE, text=True)

    def wait(self, process):
        output, _ = process.communicate(timeout=PATIENCE)
        if process.returncode == -signal.SIGKILL:
            self.n_killed += 1
            return None
        assert process.returncode == 0, (process.returncode, output)
        return output.split()

    def run(self, job, boundary=None):
        """Returns what the job came to, or None where it was killed."""
        return self.wait(self.start(job, boundary))

    def run_for(self, job, seconds):
        process = self.start(job)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        return self.wait(process)


def check_journal(journal, job):
    with sqlite3.connect(journal) as database:
        assert database.execute('PRAGMA integrity_check').fetchone() == ('ok',)
        assert database.execute('SELECT count(*) FROM job').fetchone() == (job,)
        still = database.execute('SELECT id, job, state FROM step WHERE ended_at = 0').fetchall()
        assert not still, still
        states = database.execute('SELECT job, result.state, count(*) FROM result JOIN step ON step.id = result.step'
                                  ' GROUP BY job, result.state ORDER BY job').fetchall()
        assert states == [(number + 1, 'done', N_DEVICES) for number in range(job)], states


def check_counts(tenant, devices, before, job):
    after = count(tenant, devices)
    wrong = {device: (before[device], after[device]) for device in devices
             if after[device] != (before[device][0] + job, before[device][1] + job)}
    assert not wrong, (len(wrong), list(wrong.items())[:10])


def main():
    print('1..1\n# seed', SEED, flush=True)
    chance = random.Random(SEED)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix='signalbox-kill-') as folder:
        port = str(pick_port())
        options = ['--port', port, '--database', os.path.join(folder, 'tenant.sqlite'), '--devices', '4000',
                   '--speed', '600']
        with Tenant(*options) as tenant:
            remove_configurations(tenant)
            chosen = choose_devices(tenant)
            policy = add_configuration(tenant, chosen)
            devices = choose_downloaded(tenant, chosen)
            before = count(tenant, devices)
        print('# %d PCs after %.1f s' % (len(devices), time.monotonic() - began), flush=True)

        faults = [part for fault in FAULTS for part in ('--fault', fault)]
        with Tenant(*options, '--latency', '30', *faults) as tenant:
            program = Program(tenant, folder, devices, policy)
            for boundary in BOUNDARIES:
                assert program.run(1, boundary) is None, 'it ended before ' + boundary
            program.run(1)
            check_journal(program.journal, 1)
            check_counts(tenant, devices, before, 1)
            print('# killed at %d boundaries, %.1f s' % (program.n_killed, time.monotonic() - began), flush=True)

            job = 1
            n_random = 0
            while n_random < N_RANDOM:
                job += 1
                ended = None
                while ended is None and n_random < N_RANDOM:
                    ended = program.run_for(job, chance.uniform(0.02, 1))
                    n_random += ended is None
                if ended is None:
                    program.run(job)
                check_journal(program.journal, job)
                check_counts(tenant, devices, before, job)
            print('# killed at %d random moments in %d jobs, %.1f s' % (n_random, job - 1, time.monotonic() - began))
    print('ok 1 each of %d PCs was reset and downloaded once a job, over %d kills' % (N_DEVICES, program.n_killed))


main()
