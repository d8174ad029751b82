#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Windows PC takes a configuration, seen in the window while it happens.

The details page of the device shows Assigned, Sent, Installed and Active plan seen, by itself; then
the eSIM is reset through the window, after which the configuration is still Installed.
"""

import re
import unittest

import places
from signalbox import App

NAME = 'Delivered while watched'
LADDER = ['Assigned', 'Sent', 'Installed', 'Active plan seen']


class Delivery(unittest.TestCase):
    def test_ladder(self):
        # A simulated minute in five seconds: each step lasts long enough to be seen.
        with App(tenant='--speed 0.2 --seed 1') as app:
            app.see('row', r'.*, OS: .*')
            server = app.server
            device = places.pick_device(app, lambda one: places.is_windows_11(one) and not [
                row for row in server.all(f'device/{one["id"]}/policy')])
            places.find_device(app, device)
            app.press('Return')
            app.see('label', 'Identity|SIM Slots')
            made = server.create(NAME, 'WINDOWS_PHONE',
                                 {'serverName': 'smdp.example.com', 'isDiscoveryServer': False,
                                  'autoEnable': True}, distribution='ALL_DEVICES')
            app.press('F5')
            self.see_state(app, 'Assigned')
            server.check_in(device['id'])
            seen = ['Assigned']
            while seen[-1] != LADDER[-1]:
                later = LADDER[LADDER.index(seen[-1]) + 1:]
                seen.append(self.see_state(app, *later))
            self.assertEqual(seen, [state for state in LADDER if state in seen])
            self.assertIn('Installed', seen)
            row = [row for row in server.deliveries(made['id']) if row['deviceId'] == device['id']][0]
            self.assertEqual(row['state'], 'ACTIVE')

            app.press('ctrl+shift+r')
            app.see_window('Reset.*')
            app.press('alt+r')
            app.see_window('Signalbox')
            app.wait('the request', lambda tree: server.get(f'device/{device["id"]}/esim')['resetState'] != 'NONE')
            server.check_in(device['id'])
            app.wait('the reset', lambda tree: server.get(f'device/{device["id"]}/esim')['resetState'] == 'DONE',
                     timeout=120)
            # The profiles are gone, and the configuration is not.
            self.assertEqual(self.see_state(app, 'Installed'), 'Installed')
            self.assertEqual(server.get(f'device/{device["id"]}/esim')['profiles'], [])

    def see_state(self, app, *states):
        """Waits until the row of the configuration shows one of the states, and returns it."""
        def shows(tree):
            for node in tree.active.find_all('list item|row', '.*' + re.escape(NAME) + '.*') if tree.active else []:
                words = [node.name, *node.words()]
                for state in states:
                    if any(re.search(rf'\b{state}\b', word) for word in words):
                        return state
            return None
        return app.wait(' or '.join(states), shows, timeout=120)


if __name__ == '__main__':
    unittest.main(verbosity=2)
