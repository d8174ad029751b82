#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page with a server that answers something else: from the start, and in the middle.

What was there stays, what is the matter is said in the page's own words, and nothing is asked for
more often than the page says.
"""

import time
import unittest

import places
from signalbox import App

# Each answer of the relay (see tenant.py), and what a page says then.
ANSWERS = [
    ('answer 403 api', r'.*You don’t have the permission.*'),
    ('answer 404 api', r'.*no longer exists.*'),
    ('answer 404 html', r'.*answer makes no sense.*'),
    ('answer 500 api', r'.*having trouble.*'),
    ('answer 500 html', r'.*having trouble.*'),
    ('answer 200 html', r'.*answer makes no sense.*'),
]

# The shortest time between two refreshes of a page by itself, in seconds: that of a configuration.
REFRESH = 2.5


def open_devices(app):
    app.press('alt+2')
    app.see('tab', 'Devices', 'selected')
    app.see('row', r'.*, OS: .*')


def open_configurations(app):
    app.press('alt+1')
    app.see('tab', 'Configurations', 'selected')
    app.see('row', r'.*, OS: .*')


def open_configuration(app):
    open_configurations(app)
    places.choose_row(app, 'Nordtel laptops')
    app.press('Return')
    app.see('label', 'Delivery')


def open_device(app):
    open_devices(app)
    app.press('Home', 'Return')
    app.see('label', 'Identity')


PAGES = [open_configurations, open_configuration, open_devices, open_device]


class Answers(unittest.TestCase):
    def app(self, **start):
        app = App(**start)
        self.addCleanup(app.stop)
        self.addCleanup(lambda: self._outcome.success or app.report())
        return app

    def assert_patient(self, app, since):
        """No request came faster than the pages refresh, F5 and its first try aside."""
        until = time.monotonic()
        counts = {}
        for _moment, request in app.server.asked(since):
            counts[request] = counts.get(request, 0) + 1
        for request, count in counts.items():
            self.assertLessEqual(count, 2 + (until - since) / REFRESH, f'{request} was asked {count} times')

    def test_in_the_middle(self):
        app = self.app()
        for open_page in PAGES:
            for answer, words in ANSWERS:
                with self.subTest(page=open_page.__name__, answer=answer):
                    places.go_home(app)
                    open_page(app)
                    since = time.monotonic()
                    app.server.control(answer)
                    app.press('F5')
                    app.see('label|status|alert|notification', r'As of .* Could not be refreshed: ' + words)
                    self.assert_patient(app, since)
                    app.server.control('pass')
                    app.press('F5')
                    app.see_none('label|status|alert|notification', r'As of .* Could not be refreshed: .*')

    def test_odd_values(self):
        """What is odd in a value is repaired, and the page shows the rest."""
        app = self.app()
        app.see('row', r'.*, OS: .*')
        app.server.control('answer 200 odd')
        app.press('F5')
        app.see('row', 'Odd � one, .*')
        app.press('alt+2', 'F5')
        app.see('row', 'Odd � ?tab and �, .*|Odd.*tab and �, .*')
        app.server.control('pass')
        app.press('alt+1', 'F5')
        app.see('row', r'Nordtel laptops, .*')

    def test_from_the_start(self):
        """What is no MDM server is not connected to, and nobody is shown an empty tenant."""
        for answer in ('answer 401 api', 'answer 404 html', 'answer 500 api', 'answer 503 html', 'answer 200 html'):
            with self.subTest(answer=answer):
                app = self.app(environment={'SB_TENANT_MODE': answer})
                since = time.monotonic()
                app.see('button', 'Retry|Try Now')
                self.assertIsNone(app.tree().active.find('tab', 'Configurations'))
                self.assert_patient(app, since)
                app.stop()


if __name__ == '__main__':
    unittest.main(verbosity=2)
