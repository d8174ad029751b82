#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window lives on whatever the tenant, the line to it and the disk do.

The line is cut by the relay of tenant.py, while the program runs. Each time the window must go on
answering, say what is the matter, and go on by itself afterwards.
"""

import contextlib
import os
import signal
import sqlite3
import time
import unittest
from pathlib import Path

from editing import open_fields
from signalbox import App

# What a person takes for a freeze. The main loop is asked from outside, on a computer that may be
# busy with other tests.
FREEZE = 1.0


class Robustness(unittest.TestCase):
    def app(self, **start):
        app = App(**start)
        self.addCleanup(app.stop)
        self.addCleanup(lambda: self._outcome.success or app.report())
        return app

    def walk_pages(self, app, heart, seconds=3):
        """Goes over all pages for a while and measures how long the window is silent at most."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for keys in ('alt+2', 'alt+3', 'alt+1', 'F5'):
                app.press(keys)
                for _ in range(10):
                    heart.beat()

    def test_line(self):
        """Stopped, hung, slow, asked to wait: a banner, no freeze, and it goes on by itself."""
        app = self.app()
        app.see('row', r'.*, OS: .*')
        heart = app.heartbeat()
        for mode in ('refuse', 'hang', 'trickle', '429 2', '503'):
            with self.subTest(mode=mode):
                app.server.control(mode)
                self.walk_pages(app, heart)
                if mode in ('refuse', '429 2', '503'):
                    app.see('button', 'Try Now')
                # What was there is still there.
                app.see('row', r'Nordtel laptops, .*')
                name = f'After {mode}'
                app.server.control('pass')
                app.server.create(name, 'IOS', {'carrierUrl': 'https://esim.example.com/'})
                app.see('row', f'{name}, .*', timeout=120)
                app.see_none('button', 'Try Now')
        self.assertLess(heart.worst, FREEZE)

    def test_killed_tenant(self):
        """A tenant that dies is started again, with what it had."""
        app = self.app()
        app.see('row', r'.*, OS: .*')
        line = app.server.line
        os.kill(line['process'], signal.SIGKILL)
        app.wait('another tenant', lambda tree: app.server.line['process'] != line['process'])
        app.server.create('After the death', 'IOS', {'carrierUrl': 'https://esim.example.com/'})
        app.press('F5')
        app.see('row', 'After the death, .*')

    def test_window_closed_during_a_change(self):
        """A change that was sent outlives the window."""
        app = self.app(tenant="--fault 'POST /api/v1/policy slow=3000 1'")
        app.see('row', r'.*, OS: .*')
        for _ in open_fields(app):
            pass
        app.type('Outlives the window')
        app.press('alt+i')
        app.type('https://esim.example.com/')
        app.press('ctrl+Return')
        app.wait('the change to be sent', lambda tree: tree.active and not tree.active.find('button', 'Done', 'sensitive'))
        app.press('Escape')
        app.see_window('Signalbox')
        app.press('ctrl+q')
        self.assertEqual(app.end(), 0)
        # The tenant has ended with it; what it had is in its database.
        app.start()
        app.see('row', 'Outlives the window, .*')

    def test_killed_while_typing(self):
        """What was typed is offered again, though nobody closed anything; also what was typed last."""
        app = self.app()
        app.see('row', r'.*, OS: .*')
        for _ in open_fields(app):
            pass
        app.type('Typed before the end', into='Name')
        log = app.home / 'data' / 'signalbox' / 'accounts' / 'demo' / 'account.sqlite-wal'
        end = time.monotonic() + 60
        while b'Typed before the end' not in log.read_bytes():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)
        app.process.kill()
        app.process.wait()
        app.start()
        app.see('row', r'.*, OS: .*')
        app.press('ctrl+n')
        app.see_window('Add Configuration')
        app.see('list item|row', 'Draft “Typed before the end”, .*')
        app.press('Escape')
        app.see_window('Signalbox')
        # What is typed in the last second before the program ends by itself is there, too.
        for _ in open_fields(app):
            pass
        app.type('Typed last', into='Name')
        app.press('Escape')
        app.see_window('Signalbox')
        app.press('ctrl+q')
        self.assertEqual(app.end(), 0)
        app.start()
        app.see('row', r'.*, OS: .*')
        app.press('ctrl+n')
        app.see('list item|row', 'Draft “Typed last”, .*')
        app.see('list item|row', 'Draft “Typed before the end”, .*')

    def test_draft_reopened(self):
        """What was kept is offered at the next start, and one key opens it."""
        app = self.app()
        app.see('row', r'.*, OS: .*')
        for _ in open_fields(app):
            pass
        app.type('Kept for later', into='Name')
        app.press('Escape')
        app.see_window('Signalbox')
        app.press('ctrl+q')
        self.assertEqual(app.end(), 0)
        app.start()
        app.see('label', 'A draft was kept')
        app.see('button', '.*Reopen').activate()
        app.see_window('eSIM Configuration')
        app.see_text('Name', 'Kept for later')

    def test_nothing_can_be_kept(self):
        """Where nothing can be written down it is said at once, and nothing looks as if it was."""
        app = self.app(start=False)
        folder = app.home / 'data' / 'signalbox' / 'accounts'
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.touch()
        app.start()
        app.see('label', 'Nothing can be written down or sent.*')
        app.see('row', r'.*, OS: .*')
        app.press('ctrl+s')
        app.see_window('Save Search.*')
        app.type('Lost', into='Name')
        app.press('Return')
        app.see('label', 'The search was not saved.*')
        app.press('ctrl+shift+f')
        app.see('label', 'None was saved yet.*')

    def test_narrow_toast(self):
        """Where the window is narrow, both buttons of a toast are in it."""
        app = self.app(settings={'window-width': '360', 'window-height': '720'})
        app.see('row', r'.*, OS: .*')
        app.press('Home', 'F2')
        app.see_text('New Name', 'Bluewave phones')
        app.press('ctrl+a')
        app.type('Bluewave phones in the north', into='New Name')
        app.press('Return')
        app.see('button', '.*Undo')
        app.see('button', 'Dismiss')

    def test_bad_programs(self):
        """A demo tenant that cannot be started is said, with a way on."""
        for program in ('/bin/false', '/nowhere/at-all', '/bin/echo'):
            with self.subTest(program=program):
                app = self.app(environment={'SIGNALBOX_DEMO_TENANT': program})
                app.see('button', 'Retry')
                self.assertIsNone(app.process.poll())
                app.press('ctrl+q')
                self.assertEqual(app.end(), 0)

    def test_no_room(self):
        """A full disk is told as one: to start afresh, which throws away what there was, is no way out."""
        app = self.app(start=False)
        full = app.home / 'tenant' / 'full'
        full.touch()
        app.start()
        app.see('label', 'This computer’s disk is full')
        self.assertIsNone(app.tree().active.find('button', 'Start Afresh.*'))
        full.unlink()
        app.see('button', 'Retry').activate()
        app.see('row', r'.*, OS: .*')

    def test_earlier_file(self):
        """A demo tenant of an earlier version is kept, a new one begins, and that is said once."""
        app = self.app(start=False)
        file = app.home / 'data' / 'signalbox' / 'demo.sqlite'
        file.parent.mkdir(parents=True)
        script = Path(__file__).parent.parent / 'demo' / 'format-3.sql'
        with contextlib.closing(sqlite3.connect(file)) as database:
            database.executescript(script.read_text(encoding='utf-8'))
        app.start()
        app.see('label', 'The earlier demo tenant was set aside')
        app.see('row', r'.*, OS: .*')
        kept = file.with_name('demo.sqlite.format-3')
        with contextlib.closing(sqlite3.connect(kept)) as database:
            self.assertEqual(database.execute("SELECT value FROM meta WHERE name = 'password'").fetchone(),
                             ('a password of format 3',))
        app.see('button', 'Details').activate()
        box = app.see('text box', 'A new demo tenant begins')
        self.assertIn(f'kept in {kept},', box.text())

    def test_foreign_file(self):
        """A file that is not the demo tenant's stays as it is until somebody says otherwise."""
        app = self.app(start=False)
        file = app.home / 'data' / 'signalbox' / 'demo.sqlite'
        file.parent.mkdir(parents=True)
        file.write_text('something else')
        app.start()
        app.see('button', 'Start Afresh.*')
        self.assertEqual(file.read_text(), 'something else')


if __name__ == '__main__':
    unittest.main(verbosity=2)
