#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A notification is pressed after the program ended: the bus starts it, and it shows what it was.

The service file is the one that is installed; the bus is told of it, and of a program that is the
one of the build tree with its folders.
"""

import os
import re
import shlex
import signal
import sqlite3
import time
import unittest
from pathlib import Path

from gi.repository import Gio, GLib

import places
from signalbox import BUILD, PATIENCE, PROGRAM, WRAPPER, App

NAME = 'io.github.signalbox.Signalbox'
OBJECT = '/io/github/signalbox/Signalbox'


class Started:
    """A process that somebody else started, as far as App asks for one."""

    def __init__(self, pid):
        self.pid = pid
        self.returncode = None

    def poll(self):
        try:
            os.kill(self.pid, 0)
            return None
        except ProcessLookupError:
            return 0

    def send_signal(self, number):
        os.kill(self.pid, number)

    def kill(self):
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout=PATIENCE):
        end = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > end:
                raise AssertionError('the program does not end')
            time.sleep(0.05)
        return 0


class Activation(unittest.TestCase):
    def setUp(self):
        self.app = App()
        self.addCleanup(self.app.stop)
        self.app.see('row', r'.*, OS: .*')
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.add_service()

    def add_service(self):
        address = os.environ['DBUS_SESSION_BUS_ADDRESS']
        services = Path(re.match(r'unix:path=([^,;]*)/bus', address).group(1)) / 'services'
        text = (BUILD / 'data' / f'{NAME}.service').read_text(encoding='utf-8')
        command = shlex.split(re.search(r'^Exec=(.*)$', text, re.MULTILINE).group(1))
        self.assertTrue(command[0].startswith('/') and command[0].endswith('/signalbox'), command)
        start = self.app.home / 'start'
        environment = ' '.join(f'{name}={shlex.quote(value)}' for name, value in self.app.environment.items()
                               if name.isidentifier())
        start.write_text(f'#!/bin/sh\nexec env {environment} {shlex.join([*WRAPPER, str(PROGRAM), *command[1:]])} '
                         f'>>{self.app.home}/output 2>&1\n', encoding='utf-8')
        start.chmod(0o755)
        service = services / f'{NAME}.service'
        service.write_text(re.sub(r'^Exec=.*$', f'Exec={start}', text, flags=re.MULTILINE), encoding='utf-8')
        self.addCleanup(service.unlink)
        self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'ReloadConfig', None)

    def call(self, name, path, interface, method, arguments):
        return self.bus.call_sync(name, path, interface, method, arguments, None, Gio.DBusCallFlags.NONE,
                                  int(PATIENCE * 1000), None)

    def activate(self, action, *parameters):
        """As the desktop does it, by the name that it has of the desktop file."""
        self.call(NAME, OBJECT, 'org.freedesktop.Application', 'ActivateAction',
                  GLib.Variant('(sava{sv})', (action, parameters, {})))
        pid = self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                        'GetConnectionUnixProcessID', GLib.Variant('(s)', (NAME,))).unpack()[0]
        if self.app.process.poll() is not None or self.app.process.pid != pid:
            self.app.process = Started(pid)
            self.app.name = None
        self.app.wait('a window', lambda tree: tree.active)

    def quit(self):
        self.app.press('ctrl+q')
        self.app.end()

    def find_created(self):
        """When each change of the demo account was created, the oldest first."""
        with sqlite3.connect(self.app.home / 'data/signalbox/accounts/demo/account.sqlite') as database:
            return [row[0] for row in database.execute('SELECT created_at FROM job ORDER BY created_at')]

    def check_in(self, device):
        places.find_device(self.app, device)
        self.app.press('ctrl+shift+k')
        self.app.see('label', r'.*(accepted|[Cc]heck).*')

    def see_selected(self, pattern):
        self.app.see('tab', 'Activity', 'selected')
        self.app.see('list item|row', pattern, 'selected')

    def test_cold(self):
        """It shows the row, not the newest one, where nothing ran before; and again where it runs."""
        iphone = places.pick_device(self.app, places.is_iphone)
        pc = places.pick_device(self.app, places.is_windows_11)
        self.check_in(iphone)
        self.check_in(pc)
        self.quit()
        created = self.find_created()
        self.assertEqual(len(created), 2)

        self.activate('show-activity', GLib.Variant('(sx)', ('demo', created[0])))
        self.see_selected(f'(?s).*{re.escape(iphone["deviceName"])}.*')
        self.app.press('alt+2')
        self.app.see('tab', 'Devices', 'selected')
        self.activate('show-activity', GLib.Variant('(sx)', ('demo', created[1])))
        self.see_selected(f'(?s).*{re.escape(pc["deviceName"])}.*')
        self.quit()

        # What waits has no row of its own.
        self.activate('show-activity', GLib.Variant('(sx)', ('demo', 0)))
        self.app.see('tab', 'Activity', 'selected')
        self.quit()

    def test_removed(self):
        """Of an account that is gone there is nothing to show: it says so, and opens what there is."""
        self.quit()
        self.activate('show-activity', GLib.Variant('(sx)', ('00000000-0000-4000-8000-000000000000', 1)))
        self.app.see('label', 'Its account was removed')
        self.app.see('row', r'.*, OS: .*')
        self.quit()

    def test_demo(self):
        """The desktop file's own action, where nothing runs."""
        self.quit()
        self.activate('demo')
        self.app.see('row', r'.*, OS: .*')
        self.quit()

    def test_desktop_file(self):
        """The desktop asks the bus only where the file says so and is called as the name is."""
        file = (BUILD / 'data' / f'{NAME}.desktop').read_text(encoding='utf-8')
        self.assertIn('\nDBusActivatable=true\n', file)
        service = (BUILD / 'data' / f'{NAME}.service').read_text(encoding='utf-8')
        self.assertIn(f'\nName={NAME}\n', service)


if __name__ == '__main__':
    unittest.main(verbosity=2)
