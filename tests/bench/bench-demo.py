#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the demo tenant answers at size, over one connection that is kept.

bench-demo.py PROGRAM [DEVICES…]

Prints the start, the memory, and for each kind of page the median and the worst of 21 pages at
random places, and how long the program worked for one of them: on a busy computer that tells more.
Nothing is asserted, since machines differ. SB_BENCH_FOLDER: also with a database there.
"""

import base64
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

N_PAGES = 21
SORTS = ['id', 'deviceName', 'displayName', 'platformType', 'prettyModel', 'registrationState', 'lastCheckin',
         'currentCarrierNetwork']
SPACE = 30001


def memory(process, name):
    """In MiB. What the system says of a process: VmRSS, VmHWM."""
    with open(f'/proc/{process.pid}/status', encoding='ascii') as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name)) // 1024


def worked(process):
    """Milliseconds that the program has run so far."""
    with open(f'/proc/{process.pid}/schedstat', encoding='ascii') as file:
        return int(file.read().split()[0]) / 1e6


class Asking:
    def __init__(self, process, line):
        self.process = process
        url = urllib.parse.urlsplit(line['baseUrl'])
        words = f'{line["user"]}:{line["password"]}'
        self.headers = {'Authorization': 'Basic ' + base64.b64encode(words.encode()).decode()}
        self.connection = http.client.HTTPConnection(url.hostname, url.port, timeout=600)

    def ask(self, method, path, pairs=(), body=None, form=None, key=None):
        """Returns the milliseconds and what was answered."""
        headers = dict(self.headers)
        if form is not None:
            body = urllib.parse.urlencode(form)
            headers['Content-Type'] = 'application/x-www-form-urlencoded'
        elif body is not None:
            body = json.dumps(body)
            headers['Content-Type'] = 'application/json'
        if key:
            headers['Idempotency-Key'] = key
        begun = time.perf_counter()
        self.connection.request(method, f'/api/v1/{path}?{urllib.parse.urlencode(list(pairs))}', body, headers)
        response = self.connection.getresponse()
        data = response.read()
        took = (time.perf_counter() - begun) * 1000
        assert response.status < 300, (path, pairs, response.status, data[:300])
        return took, json.loads(data)['result']


def print_line(name, median, worst, work):
    print(f'{name:44} {median:9.1f} {worst:9.1f} {work:9.1f}', flush=True)


def bench(program, n_devices, folder):
    arguments = ['--devices', str(n_devices)] + (['--database', os.path.join(folder, f'{n_devices}.db')] if folder else [])
    begun = time.perf_counter()
    process = subprocess.Popen([program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    line = json.loads(process.stdout.readline())
    print(f'\n{n_devices} devices, {"in a file" if folder else "in memory"}: ready after '
          f'{time.perf_counter() - begun:.1f} s, {memory(process, "VmRSS")} MiB, at most {memory(process, "VmHWM")} MiB')
    asking = Asking(process, line)
    print(f'it worked for {worked(process) / 1000:.1f} s until then')
    print(f'{"page":44} {"median ms":>9} {"worst ms":>9} {"work ms":>9}')
    page(asking)
    process.stdin.close()
    process.wait()
    process.stdout.close()


def page(asking):
    chance = random.Random(7)

    def measure(name, one, times=N_PAGES):
        one(0)
        took, work = [], []
        for number in range(1, times + 1):
            before = worked(asking.process)
            took.append(one(number))
            work.append(worked(asking.process) - before)
        print_line(name, statistics.median(took), max(took), statistics.median(work))

    def once(name, *question, **more):
        before = worked(asking.process)
        took, answer = asking.ask(*question, **more)
        print_line(name, took, took, worked(asking.process) - before)
        return answer

    def devices(pairs=(), rows=50, sort='id', order='ASC', start=None, before=None):
        pairs = list(pairs)
        total = asking.ask('GET', 'device', pairs + [('rows', 1)])[1]['totalCount']

        def one(_):
            if before:
                before()
            place = start if start is not None else chance.randrange(max(1, total - rows))
            took, answer = asking.ask('GET', 'device', pairs + [
                ('rows', rows), ('start', place), ('sortFields[0].name', sort), ('sortFields[0].order', order)])
            assert len(answer['searchResults']) == min(rows, total - place), answer['totalCount']
            return took
        return one

    everything = asking.ask('GET', 'device', [('rows', 1)])[1]
    ids = [row['id'] for row in asking.ask('GET', 'device', [('rows', 50)])[1]['searchResults']]

    def write():
        asking.ask('PUT', 'device/forceCheckin', form=[('ids', chance.choice(ids))])

    measure('rows=1', devices(rows=1))
    for sort in SORTS:
        measure(f'50 by {sort}', devices(sort=sort))
    measure('50 by deviceName, descending', devices(sort='deviceName', order='DESC'))
    measure('500 by id', devices(rows=500))
    measure('the last page', devices(start=everything['totalCount'] - 50))
    for sort in SORTS:
        measure(f'50 by {sort}, a space', devices([('dmPartitionId', SPACE)], sort=sort))
    measure('50, platformType', devices([('fq', 'platformType=IOS')]))
    measure('50 by deviceName, platformType', devices([('fq', 'platformType=IOS')], sort='deviceName'))
    measure('50 by lastCheckin, hasEsim, a space', devices(
        [('fq', 'hasEsim=true'), ('dmPartitionId', SPACE)], sort='lastCheckin'))
    measure('50, carrier and state', devices(
        [('fq', 'currentCarrierNetwork=Terracom and registrationState=ACTIVE')]))
    measure('50, q= of many (iphone)', devices([('q', 'iphone')]))
    measure('50, q= of few (a number)', devices([('q', '8990010')]))
    measure('rows=1, a serial number', devices([('fq', 'serialNumber=0')], rows=1))
    measure('50 by id, after a write', devices(before=write))
    measure('50 by deviceName, a space, after a write', devices(
        [('dmPartitionId', SPACE)], sort='deviceName', before=write))

    measure('one device', lambda _: asking.ask('GET', f'device/{chance.choice(ids)}')[0])
    measure('the device spaces', lambda _: asking.ask('GET', 'tenant/partition/device')[0])
    measure('the configurations', lambda _: asking.ask('GET', 'policy', [('rows', 500)])[0])
    measure('50 users', lambda number: asking.ask('GET', 'account', [('rows', 50), ('start', number * 100)])[0])
    measure('the user groups', lambda _: asking.ask('GET', 'group', [('rows', 50)])[0])
    measure('the device groups', lambda _: asking.ask('GET', 'rule_group', [('rows', 50)])[0])
    measure('50 eUICCs', lambda number: asking.ask('GET', 'device/esim', [('rows', 50), ('start', number * 100)])[0])

    body = {'uuid': '5b1cbb0c-95e0-43ab-8ed9-cf4ed6ba3bc8', 'dmPartitionId': SPACE, 'name': 'Bench',
            'policyType': 'ESIM', 'platformType': 'WINDOWS_PHONE', 'enabled': True,
            'esim': {'serverName': 'smdp.example.com', 'isDiscoveryServer': False, 'autoEnable': True},
            'distribution': {'type': 'ALL_DEVICES'}}
    measure('preview of all PCs, rows=1', lambda _: asking.ask('POST', 'policy/preview', [('rows', 1)], body)[0], 3)
    policy = once('a configuration for all PCs of a space', 'POST', 'policy', (), body)
    total = asking.ask('GET', f'policy/{policy["id"]}/device', [('rows', 1)])[1]['totalCount']
    measure(f'50 of its {total} devices', lambda _: asking.ask(
        'GET', f'policy/{policy["id"]}/device', [('rows', 50), ('start', chance.randrange(total - 50))])[0])
    measure('50 of its PENDING devices', lambda _: asking.ask(
        'GET', f'policy/{policy["id"]}/device', [('rows', 50), ('start', 1000), ('state', 'PENDING')])[0])
    measure('the configurations, with it', lambda _: asking.ask('GET', 'policy', [('rows', 500)])[0])
    measure('50 by id, while it is sent', devices())
    once('push to all of them', 'PUT', 'policy/push', form=[('ids', policy['id'])], key='bench')
    time.sleep(3)
    measure('50 by id, while they check in', devices())


def main():
    numbers = [int(number) for number in sys.argv[2:]] or [100000, 1000000]
    for number in numbers:
        bench(sys.argv[1], number, None)
        if os.environ.get('SB_BENCH_FOLDER'):
            with tempfile.TemporaryDirectory(prefix='bench-demo-', dir=os.environ['SB_BENCH_FOLDER']) as folder:
                bench(sys.argv[1], number, folder)


if __name__ == '__main__':
    main()
