#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The five notes of the vendor's page, each by keys in the real window, and by what the tenant then has.

What the window says is looked at on the way; what became of it is asked of the tenant: resets and
downloads by its own counts, records, states, profiles.
"""

import re
import shutil
import sqlite3
import tempfile
import unittest
from pathlib import Path

import places
from desktop import Desktop
from editing import CHOICE
from signalbox import App

OLD_STATES = ('RETIRED', 'RETIRE_PENDING', 'WIPED', 'WIPE_PENDING')


class Notes(unittest.TestCase):
    """The tests share one window and one fleet, and each takes PCs that no other has taken."""

    app = None
    taken = set()

    @classmethod
    def setUpClass(cls):
        cls.desktop = Desktop()

    @classmethod
    def tearDownClass(cls):
        if Notes.app is not None:
            Notes.app.stop()

    def setUp(self):
        if Notes.app is None:
            Notes.app = App()
            Notes.taken = set()
            self.app.see('row', r'.*, OS: .*')
        self.server = self.app.server
        places.go_home(self.app)

    def tearDown(self):
        if any(error for test, error in self._outcome.result.failures + self._outcome.result.errors
               if test is self):
            self.app.report()
            self.app.stop()
            Notes.app = None

    # What there is

    def devices(self):
        return self.server.all('device', dmPartitionId=self.server.line['dmPartitionId'])

    def take_pcs(self, count):
        """The ids of PCs with Windows 11 on which nothing is, and of each of which there is one record."""
        devices = self.devices()
        eids = [device['esimIdentifier'] for device in devices]
        found = []
        for device in devices:
            if (device['registrationState'] == 'ACTIVE' and device['serialNumber'] and places.is_windows_11(device)
                    and eids.count(device['esimIdentifier']) == 1 and device['id'] not in self.taken
                    and not self.server.all(f'device/{device["id"]}/policy')
                    and self.server.esim(device['id'])['downloadCount'] == 0):
                found.append(device['id'])
                if len(found) == count:
                    self.taken.update(found)
                    return found
        raise AssertionError(f'the fleet has no {count} such PCs')

    def device(self, device):
        return self.server.get(f'device/{device}')

    def find_old_pair(self):
        """An old record, and the newer one of the same device, both in the space that is shown."""
        devices = self.devices()
        for old in devices:
            for newer in devices:
                if (old['registrationState'] in OLD_STATES and newer['registrationState'] == 'ACTIVE'
                        and old['serialNumber'] and old['serialNumber'] == newer['serialNumber']):
                    return old['id'], newer['id']
        raise AssertionError('the fleet has no old record')

    def distribute(self, name, devices, server='smdp.example.com'):
        """A configuration with a Custom list of PCs, as somebody else would add it; it is in the list."""
        made = self.server.create(name, 'WINDOWS_PHONE', {'serverName': server, 'isDiscoveryServer': False,
                                                          'autoEnable': True}, devices=devices)
        self.server.check_in(*devices)
        self.app.press('F5')
        self.app.see('row', re.escape(name) + ', .*')
        return made['id']

    def wait_for(self, what, condition, devices=()):
        """Waits until the tenant says so, and has the devices check in until then."""
        def ask(_tree):
            answer = condition()
            if not answer and devices:
                self.server.check_in(*devices)
            return answer
        return self.app.wait(what, ask, timeout=120)

    def wait_for_state(self, configuration, devices, *states):
        self.wait_for(f'{states} of {configuration}', lambda: all(
            (self.server.delivery(configuration, device) or {}).get('state') in states for device in devices))

    def make_live(self, name, devices, server='smdp.example.com'):
        """Distributes a configuration and waits until each device has an active plan from it."""
        configuration = self.distribute(name, devices, server)
        self.wait_for_state(configuration, devices, 'ACTIVE')
        for device in devices:
            self.assertEqual(len(self.server.live(device)), 1)
            self.assertEqual(self.server.esim(device)['downloadCount'], 1)
        return configuration

    # What is done

    def search(self, device):
        """Searches for all records of a device."""
        self.app.press('alt+2')
        self.app.see('tab', 'Devices', 'selected')
        self.app.press('ctrl+f')
        self.app.see_focus('search box', 'Search devices')
        self.app.type(self.device(device)['serialNumber'], into='Search devices')

    def see_preview(self, title):
        """Waits until the Preview is complete: then it can be gone on with."""
        self.app.see_window(title)
        self.app.see_focus('button', '.*Cancel|Continue.*')

    def see_group(self, group, number):
        self.app.see('list item', f'{re.escape(group)}: {number}\\. .*')

    def answer_with_number(self, number, keys):
        """Types how many devices it is. Nothing is done before that is right."""
        self.app.see_focus('text( box)?')
        button = self.app.see('button', '.*(Reset|Retire|Delete).*')
        self.assertNotIn('sensitive', button.states)
        self.app.type(str(number))
        self.app.wait('a button that can be pressed', lambda tree: tree.active and tree.active.find(
            'button', re.escape(button.name), 'sensitive'))
        self.app.press(keys)
        self.app.see_window('Signalbox')

    def see_done(self, job):
        """Activity says that all of it is done."""
        self.app.press('alt+3')
        self.app.see('list item', job)
        self.app.press('alt+1')
        self.app.see('tab', 'Configurations', 'selected')

    # The notes

    def test_1_old_record(self):
        old, newer = self.find_old_pair()
        other, = self.take_pcs(1)
        configuration = self.distribute('Old records', [newer, other])
        name = self.device(newer)['deviceName']
        self.search(newer)
        self.app.see('row', f'{name}, Has 1 old record, .*')
        self.app.see('row', f'{name}, Old record of .*')
        self.app.press('Escape', 'alt+1')

        places.choose_row(self.app, 'Old records')
        self.app.press('ctrl+p')
        self.see_preview('Push “Old records”')
        self.see_group('Get the configuration again', 2)
        self.see_group('An old record is in the way', 1)
        self.app.press('alt+l')
        self.app.see_window('Delete the Old Record.*')
        # It says which one goes and which one stays.
        self.app.see('list item', f'.*{name}.*')
        self.app.press('alt+d')
        self.app.see_window('Signalbox')
        self.wait_for('the end of the old record', lambda: self.server.device(old) is None)
        self.assertEqual(self.device(newer)['registrationState'], 'ACTIVE')

        self.app.press('ctrl+p')
        self.see_preview('Push “Old records”')
        self.see_group('Get the configuration again', 2)
        self.app.see_none('list item', 'An old record is in the way.*')
        self.app.press('Escape')
        self.app.see_window('Signalbox')
        self.search(newer)
        self.app.wait('one record without a mark', lambda tree: [
            re.match(f'{name}, User: .*', row.name) is not None
            for row in places.rows_of(tree, 'Devices')] == [True])
        self.app.press('Escape', 'alt+1')
        self.assertIsNotNone(self.server.delivery(configuration, newer))

    def test_2_push_again(self):
        devices = self.take_pcs(3)
        configuration = self.make_live('Pushed again', devices)
        before = {device: self.server.live(device) for device in devices}
        places.choose_row(self.app, 'Pushed again')
        self.app.press('ctrl+p')
        self.see_preview('Push “Pushed again”')
        self.see_group('Have downloaded from there before', 3)
        self.app.press('alt+r')
        self.see_preview('Reset the eSIM, Then Push “Pushed again”')
        self.see_group('Lose an active plan', 3)
        self.app.press('Return')
        self.app.see_window('Reset the eSIM, Then Push “Pushed again”.')
        self.answer_with_number(3, 'alt+r')
        self.wait_for('a reset and a download of each', lambda: all(
            self.server.esim(device)['downloadCount'] == 2 for device in devices), devices)
        for device in devices:
            esim = self.server.esim(device)
            self.assertEqual((esim['resetCount'], esim['resetState'], esim['downloadCount']), (1, 'DONE', 2))
            self.assertEqual(len(self.server.live(device)), 1)
            self.assertNotEqual(self.server.live(device), before[device])
            self.assertEqual(self.server.delivery(configuration, device)['state'], 'ACTIVE')
        self.see_done('.*Pushed again.*3 of 3.*|.*Pushed again.*Done.*')

    def test_3_retire(self):
        device, = self.take_pcs(1)
        self.make_live('Retired after a reset', [device])
        places.find_device(self.app, self.device(device))
        self.app.press('ctrl+shift+t')
        self.app.see_window('Retire.*')
        self.app.see(CHOICE, 'Reset the eSIM first, then retire', 'checked')
        self.app.press('alt+r')
        self.app.see_window('Signalbox')
        # One that is retired hears of no reset any more: it was not done before the device had reported.
        self.wait_for('the retirement', lambda: self.device(device)['registrationState'] in
                      ('RETIRED', 'RETIRE_PENDING'), [device])
        esim = self.server.esim(device)
        self.assertEqual((esim['resetState'], esim['resetCount']), ('DONE', 1))
        self.assertIn(esim['resetKey'], self.read_journal())
        self.assertEqual(self.server.live(device), [])
        self.app.press('ctrl+f', 'Escape', 'alt+1')

    def read_journal(self):
        """All that is written down on this computer, as one text."""
        text = ''
        with tempfile.TemporaryDirectory() as folder:
            # The program keeps it to itself.
            copy = shutil.copytree(self.app.home / 'data', Path(folder) / 'data')
            for path in copy.rglob('*'):
                if path.is_file() and path.read_bytes()[:15] == b'SQLite format 3':
                    text += ''.join(sqlite3.connect(path).iterdump())
        return text

    def test_4_removal(self):
        pair = self.take_pcs(2)
        disabled = self.make_live('Disabled while live', pair)
        plans = {device: self.server.live(device) for device in pair}
        places.choose_row(self.app, 'Disabled while live')
        self.app.press('ctrl+shift+e')
        self.see_preview('Disable “Disabled while live”')
        self.see_group('Keep an active plan', 2)
        self.app.see('button', 'Reset eSIM to factory state.*')
        self.app.press('Return')
        self.app.see_window('Disable “Disabled while live”.')
        self.app.see('label', '.*2 devices keep an active plan.*')
        self.app.press('alt+d')
        self.app.see_window('Signalbox')
        self.wait_for('the removal', lambda: not self.server.deliveries(disabled), pair)
        self.assertFalse(self.server.get(f'policy/{disabled}')['enabled'])
        for device in pair:
            self.assertEqual(self.server.live(device), plans[device])

        other = self.take_pcs(2)
        deleted = self.make_live('Deleted while live', other, 'esim.example.com')
        places.choose_row(self.app, 'Deleted while live')
        self.app.press('Delete')
        self.see_preview('Delete “Deleted while live”')
        self.see_group('Keep an active plan', 2)
        self.app.press('alt+f')
        self.see_preview('Reset eSIM to Factory State')
        self.see_group('Lose an active plan', 2)
        self.app.press('Return')
        self.app.see_window('Reset the eSIM of 2 Devices.*')
        self.answer_with_number(2, 'alt+r')
        self.wait_for('the resets', lambda: all(self.server.esim(device)['resetState'] == 'DONE'
                                                for device in other), other)
        for device in other:
            self.assertEqual((self.server.esim(device)['resetCount'], self.server.live(device)), (1, []))
        self.assertIsNotNone(self.server.get(f'policy/{deleted}'))
        # No plan is left to be kept.
        places.choose_row(self.app, 'Deleted while live')
        self.app.press('Delete')
        self.see_preview('Delete “Deleted while live”')
        self.app.see_none('list item', 'Keep an active plan.*')
        self.app.press('Return')
        self.app.see_window('Delete “Deleted while live”.')
        self.app.press('alt+d')
        self.app.see_window('Signalbox')
        self.wait_for('the deletion', lambda: self.server.configuration('Deleted while live') is None)

    def test_5_stays_installed(self):
        device, = self.take_pcs(1)
        left = self.make_live('Taken out of', [device])
        again = self.distribute('Pushed once more', [device], 'esim.example.com')
        self.wait_for_state(again, [device], 'ACTIVE')
        places.find_device(self.app, self.device(device))
        self.app.press('Return')
        self.app.see('list item', 'Last Reset: .*')
        self.app.press('ctrl+shift+r')
        self.app.see_window('Reset the eSIM of.*')
        self.app.press('alt+r')
        self.app.see_window('Signalbox')
        self.wait_for('the reset', lambda: self.server.esim(device)['resetState'] == 'DONE', [device])
        self.assertEqual(self.server.live(device), [])
        # Both are Installed still, and both can be pushed or left.
        for name in ('Taken out of', 'Pushed once more'):
            self.app.see('list item', f'{name}: Installed. .*The eSIM was reset after that.*')
            self.app.see('button', f'Push {name}')
        for configuration in (left, again):
            self.assertEqual(self.server.delivery(configuration, device)['state'], 'INSTALLED')

        self.press_button('Take Out of Taken out of')
        self.see_preview('Save “Taken out of”')
        self.see_group('The configuration is taken off', 1)
        self.app.press('Return')
        self.app.see_window('.*“Taken out of”.*')
        self.app.press('alt+s')
        self.app.see_window('Signalbox')
        self.wait_for('the end of the delivery', lambda: not self.server.deliveries(left), [device])
        self.assertEqual(self.server.get(f'policy/{left}')['distribution'].get('deviceIds', []), [])
        self.app.see_none('list item', 'Taken out of: .*')

        count = self.server.esim(device)['downloadCount']
        self.press_button('Push Pushed once more')
        self.app.see_window('Push to This Device.')
        self.app.press('alt+p')
        self.app.see_window('Signalbox')
        self.wait_for_state(again, [device], 'ACTIVE')
        self.assertEqual(self.server.esim(device)['downloadCount'], count + 1)
        self.assertEqual(len(self.server.live(device)), 1)
        self.app.press('alt+Left')

    def press_button(self, name):
        """Tab, until it has the focus, and Return."""
        for _ in range(60):
            if self.app.tree().active.find('button', re.escape(name), 'focused'):
                self.app.press('Return')
                return
            before = self.app.see_focus()
            self.app.press('Tab')
            self.app.wait('the focus to move on', lambda tree, before=before: tree.focused
                          and tree.focused.path != before.path)
        raise AssertionError(f'Tab does not come to “{name}”')


if __name__ == '__main__':
    unittest.main(verbosity=2)
