#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what `meson test` ran: summary.py TESTLOG.JSON… STATUS, the status with which it ended.

Each point of a TAP stream is a test, and so is each program without one. A program that fails
although all its points are good (it crashed, or ran out of time) is one failure more. A skipped
test is a failed test. The last line of the output is "N passed, N failed", and the exit status is 0
only if something passed and nothing failed.
"""

import json
import re
import sys

POINT = re.compile(r'^(not )?ok\b *\d*(?: *-)? *(.*?) *(?:# *(SKIP)\b *(.*))?$',
                   re.IGNORECASE)
GOOD = ('OK', 'EXPECTEDFAIL')


def count(test):
    """Returns how many points of one entry passed, and a message for each that did not."""
    name, result = test['name'], test['result']
    passed, bad = 0, []
    for line in test.get('stdout', '').splitlines():
        match = POINT.match(line)
        if not match:
            continue
        failed, title, directive, reason = match.groups()
        if directive and directive.upper() == 'SKIP':
            bad.append(f'SKIPPED  {name}: {title or reason} ({reason or "no reason given"})')
        elif failed:
            bad.append(f'FAILED   {name}: {title}')
        else:
            passed += 1
    if result == 'SKIP' and not bad:
        bad.append(f'SKIPPED  {name}')
    elif result not in GOOD and not bad:
        bad.append(f'{result:8} {name}')
    elif passed == 0 and not bad:
        passed = 1
    return passed, bad


def read(path):
    try:
        with open(path, encoding='utf-8') as log:
            return [json.loads(line) for line in log if line.strip()]
    except OSError as error:
        return [{'name': f'No test was run: {error}', 'result': 'ERROR'}]


def main(paths, status):
    tests = [test for path in paths for test in read(path)]

    passed, bad = 0, []
    for test in tests:
        good, messages = count(test)
        passed += good
        bad += messages

    if status != 0 and not bad:
        bad.append(f'meson test ended with status {status}')

    print()
    for message in bad:
        print(message)
    slow = sorted(tests, key=lambda test: -test.get('duration', 0))[:5]
    print(f'{len(tests)} programs, the slowest: '
          + ', '.join(f'{test["name"]} {test.get("duration", 0):.1f} s' for test in slow))
    print(f'{passed} passed, {len(bad)} failed')
    return 0 if passed and not bad else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:-1], int(sys.argv[-1])))
