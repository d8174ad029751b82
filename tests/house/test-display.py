#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests the display that the other tests run in: test-display.py WITH-DISPLAY"""

import os
import signal
import subprocess
import sys
import unittest

WITH_DISPLAY = sys.argv.pop()


class TestDisplay(unittest.TestCase):
    def shell(self, script, **options):
        return subprocess.run([WITH_DISPLAY, 'sh', '-c', script], stdout=subprocess.PIPE, text=True,
                              check=False, timeout=60, **options)

    def test_status_and_input(self):
        run = self.shell('cat; exit 7', input='words')
        self.assertEqual((run.returncode, run.stdout), (7, 'words'))

    def test_one_service_can_be_started(self):
        run = self.shell('gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus '
                         '--method org.freedesktop.DBus.ListActivatableNames')
        self.assertEqual(run.stdout.strip(), "(['org.freedesktop.DBus', 'org.a11y.Bus'],)")

    def test_accessibility_bus_is_private(self):
        run = self.shell('echo "$XDG_RUNTIME_DIR"; gdbus call --session --dest org.a11y.Bus '
                         '--object-path /org/a11y/bus --method org.a11y.Bus.GetAddress')
        folder, address = run.stdout.splitlines()
        self.assertIn(f'unix:path={folder}/', address)

    def test_displays_side_by_side(self):
        script = 'echo "$DISPLAY"; xdotool getdisplaygeometry; read -r _'
        runs = [subprocess.Popen([WITH_DISPLAY, 'sh', '-c', script], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, text=True) for _ in range(3)]
        displays = set()
        for run in runs:
            displays.add(run.stdout.readline())
            self.assertEqual(run.stdout.readline(), '1280 1024\n')
        for run in runs:
            run.communicate('\n', timeout=60)
            self.assertEqual(run.returncode, 0)
        self.assertEqual(len(displays), 3)

    def test_nothing_is_left_when_stopped(self):
        with subprocess.Popen([WITH_DISPLAY, 'sh', '-c', 'echo "$XDG_RUNTIME_DIR"; exec sleep 60'],
                              stdout=subprocess.PIPE, text=True) as run:
            folder = os.path.dirname(run.stdout.readline().strip())
            self.assertTrue(os.path.isdir(folder))
            run.send_signal(signal.SIGTERM)
            self.assertEqual(run.wait(timeout=60), 128 + signal.SIGTERM)
            self.assertFalse(os.path.exists(folder))


if __name__ == '__main__':
    unittest.main()
