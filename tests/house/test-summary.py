#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests what ./check says at its end: test-summary.py SUMMARY"""

import json
import subprocess
import sys
import tempfile
import unittest

SUMMARY = sys.argv.pop()


class TestSummary(unittest.TestCase):
    def summary(self, *tests, status=0):
        with tempfile.NamedTemporaryFile('w', suffix='.json', encoding='utf-8') as log:
            for result, stdout in tests:
                log.write(json.dumps({'name': 'thing', 'result': result, 'stdout': stdout, 'duration': 1}) + '\n')
            log.flush()
            run = subprocess.run([sys.executable, SUMMARY, log.name, str(status)],
                                 stdout=subprocess.PIPE, text=True, check=False)
        return run.returncode, run.stdout.splitlines()[-1]

    def test_counts(self):
        self.assertEqual(self.summary(('OK', 'TAP version 13\nok 1 /a\nok 2 - b\n1..2\n'), ('OK', 'words')),
                         (0, '3 passed, 0 failed'))

    def test_failed_point(self):
        self.assertEqual(self.summary(('FAIL', 'ok 1 /a\nnot ok 2 /b\n# why\n')), (1, '1 passed, 1 failed'))

    def test_skipped_point(self):
        self.assertEqual(self.summary(('OK', 'ok 1 /a\nok 2 /b # SKIP no display\n')), (1, '1 passed, 1 failed'))

    def test_skipped_program(self):
        self.assertEqual(self.summary(('SKIP', '')), (1, '0 passed, 1 failed'))
        self.assertEqual(self.summary(('SKIP', '1..0 # SKIP nothing to do\n')), (1, '0 passed, 1 failed'))

    def test_crash_and_timeout(self):
        self.assertEqual(self.summary(('ERROR', 'ok 1 /a\n')), (1, '1 passed, 1 failed'))
        self.assertEqual(self.summary(('TIMEOUT', 'ok 1 /a\n')), (1, '1 passed, 1 failed'))

    def test_nothing_ran(self):
        self.assertEqual(self.summary(), (1, '0 passed, 0 failed'))

    def test_a_log_is_missing(self):
        """Of two runs, one that did not happen is not forgotten."""
        with tempfile.NamedTemporaryFile('w', suffix='.json', encoding='utf-8') as log:
            log.write(json.dumps({'name': 'thing', 'result': 'OK', 'stdout': 'ok 1 /a\n'}) + '\n')
            log.flush()
            for logs, last in (((log.name, log.name), '2 passed, 0 failed'),
                               ((log.name, '/nowhere/at.all'), '1 passed, 1 failed')):
                run = subprocess.run([sys.executable, SUMMARY, *logs, '0'], stdout=subprocess.PIPE, text=True,
                                     check=False)
                self.assertEqual(run.stdout.splitlines()[-1], last)
                self.assertEqual(run.returncode, 0 if last.endswith(' 0 failed') else 1)

    def test_meson_failed(self):
        self.assertEqual(self.summary(('OK', 'ok 1 /a\n'), status=1), (1, '1 passed, 1 failed'))


if __name__ == '__main__':
    unittest.main()
