#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every shortcut of the table of commands works, by real keys in the real window.

The table is read from its source; a shortcut that no test here presses is a failure, too.
"""

import re
import unittest
from pathlib import Path

import places
from editing import open_fields, see_selected
from signalbox import App

TABLE = Path(__file__).resolve().parents[2] / 'src' / 'ui' / 'sb-actions.c'


def table():
    """Every command with each of its keys, as xdotool calls them."""
    text = TABLE.read_text(encoding='utf-8')
    text = text[text.index('actions[] = {'):]
    text = text[:text.index('\n};')]
    found = set()
    for action, keys in re.findall(r'\{\s*"([\w.:-]+)",\s*\{([^}]*)\}', text):
        for key in re.findall(r'"([^"]+)"', keys):
            key = key.replace('<Control>', 'ctrl+').replace('<Shift>', 'shift+').replace('<Alt>', 'alt+')
            found.add((action, key))
    return found

# Newer GTK calls the button of a menu by what it does, and takes a row of tabs as one stop.
MAIN_MENU = '(toggle )?button Main Menu'


class Keyboard(unittest.TestCase):
    """The tests share one window, and each begins at the list of configurations."""

    app = None
    pressed = set()

    @classmethod
    def setUpClass(cls):
        cls.app = App()
        cls.app.see('row', r'.*, OS: .*')

    @classmethod
    def tearDownClass(cls):
        if Keyboard.app is not None:
            Keyboard.app.stop()

    def setUp(self):
        if Keyboard.app is None:
            Keyboard.app = App()
            self.app.see('row', r'.*, OS: .*')
        places.go_home(self.app)

    def tearDown(self):
        if any(error for test, error in self._outcome.result.failures + self._outcome.result.errors
               if test is self):
            self.app.report()
            self.app.stop()
            Keyboard.app = None

    def press(self, action, key):
        self.pressed.add((action, key))
        self.app.press(key)

    def ask_and_cancel(self, action, key, window):
        """A command that reaches a device asks first, and Return does nothing."""
        self.press(action, key)
        self.app.see_window(window)
        self.app.see_focus('button', '.*Cancel')
        self.app.press('Return')
        self.app.see_window('Signalbox')

    def preview_and_cancel(self, action, key, window):
        """Before one that takes something away comes the Preview, and its question goes back to it."""
        self.press(action, key)
        self.app.see_window(window)
        self.app.see_focus('button', 'Continue.*')
        self.app.press('Return')
        self.app.see_focus('button', '.*Cancel')
        self.app.press('Return')
        self.app.see_focus('button', 'Continue.*')
        self.app.press('Escape')
        self.app.see_window('Signalbox')

    def leave_out(self):
        """A group of devices, and one of another, are left out of a push by one key."""
        self.app.press('ctrl+p')
        self.app.see_focus('button', '.*Cancel')
        self.app.press('Tab', 'Tab')
        self.app.see_focus('list item', r'Get the configuration again: \d+\. .*')
        self.press('preview.leave-out', 'Delete')
        self.app.see_focus('list item', r'Get the configuration again: 0 of \d+\. .*')
        self.app.press('Delete', 'Return', 'Delete', 'Escape')
        self.app.see_focus('list item', r'Get the configuration again: [1-9]\d* of \d+\. .*')
        self.app.press('Escape')
        self.app.see_window('Signalbox')

    def test_pages(self):
        for number, page in ((2, 'devices'), (3, 'activity'), (1, 'configurations')):
            self.press(f'win.page::{page}', f'alt+{number}')
            self.app.see('tab', page.capitalize(), 'selected')

    def test_add(self):
        self.press('win.add-configuration', 'ctrl+n')
        self.app.see_window('Add Configuration')

    def test_search(self):
        self.press('win.search', 'ctrl+f')
        self.app.see_focus('search box', 'Search configurations')
        self.app.type('nordtel lap')
        self.app.wait('one row', lambda tree: len(places.rows_of(tree, 'Configurations')) == 1)
        self.app.see_text('Search configurations', 'nordtel lap')
        # Delete deletes text and nothing else.
        self.app.press('Home', 'Delete')
        self.app.see_text('Search configurations', 'ordtel lap')
        self.app.press('End', 'space')
        self.app.see_text('Search configurations', 'ordtel lap ')
        self.assertEqual(self.app.tree().active.name, 'Signalbox')
        self.assertIsNotNone(self.app.server.configuration('Nordtel laptops'))

    def test_saved_searches(self):
        self.app.press('ctrl+f')
        self.app.see_focus('search box', 'Search configurations')
        self.app.type('nordtel lap', into='Search configurations')
        self.press('win.save-search', 'ctrl+s')
        self.app.see_window('Save Search.*')
        self.app.type('Laptops', into='Name')
        self.app.press('Return')
        self.app.see_window('Signalbox')
        self.app.see('label', 'The search was saved')
        self.app.press('ctrl+a', 'Delete', 'Escape')
        self.app.wait('all rows', lambda tree: len(places.rows_of(tree, 'Configurations')) > 1)
        self.press('win.saved-searches', 'ctrl+shift+f')
        self.app.see_focus('list item|row', 'Search “Laptops”.*')
        self.press('saved-search.rename', 'F2')
        self.app.see_window('Rename Search.*')
        self.app.press('ctrl+a')
        self.app.type('Computers', into='Name')
        self.app.press('Return')
        self.app.see_focus('list item|row', 'Search “Computers”.*')
        self.press('saved-search.delete', 'Delete')
        self.app.see('label', 'The search was deleted')
        self.app.press('alt+u')
        self.app.see_focus('list item|row', 'Search “Computers”.*')
        self.app.press('Return')
        self.app.see_window('Signalbox')
        self.app.see_text('Search configurations', 'nordtel lap')
        self.app.wait('one row', lambda tree: len(places.rows_of(tree, 'Configurations')) == 1)

    def test_refresh(self):
        server = self.app.server
        for key, name in (('F5', 'Added at another desk'), ('ctrl+r', 'Added at a third desk')):
            server.create(name, 'IOS', {'carrierUrl': 'https://esim.example.com/'})
            self.press('win.refresh', key)
            self.app.see('row', re.escape(name) + ', .*')

    def test_windows(self):
        for action, key, window in (('app.account', 'ctrl+comma', 'Account'),
                                    ('app.find-command', 'ctrl+k', 'Find Command'),
                                    ('app.shortcuts', 'ctrl+question', '.*Shortcuts.*')):
            self.press(action, key)
            self.app.see_window(window)
            self.app.press('Escape')
            self.app.see_window('Signalbox')

    def test_menu(self):
        self.press('win.menu', 'F10')
        self.app.see('menu item', '.*Keyboard Shortcuts.*')
        self.app.press('Escape')
        self.app.wait('the closed menu', lambda tree: not tree.active.find_all('menu item', '.*Shortcuts.*'))

    def test_open_and_back(self):
        places.choose_row(self.app, 'Nordtel laptops')
        self.press('configuration.open', 'Return')
        self.app.see('label', 'Delivery')
        self.press('win.back', 'alt+Left')
        # The list is where it was.
        self.app.see_focus('row', 'Nordtel laptops, .*')
        see_selected(self.app, 'Nordtel laptops')

    def test_edit_and_duplicate(self):
        places.choose_row(self.app, 'Nordtel laptops')
        for action, key, window in (('configuration.edit', 'ctrl+e', 'Edit Configuration'),
                                    ('configuration.duplicate', 'ctrl+d', 'Duplicate Configuration')):
            self.press(action, key)
            self.app.see_window(window)
            self.app.press('Escape')
            self.app.see_window('Signalbox')
            self.app.see_focus('row', 'Nordtel laptops, .*')

    def test_rename(self):
        server = self.app.server
        made = server.create('Rename me', 'IOS', {'carrierUrl': 'https://esim.example.com/'})
        self.app.press('F5')
        self.app.see('row', 'Rename me, .*')
        places.choose_row(self.app, 'Rename me')
        self.press('configuration.rename', 'F2')
        self.app.see_text('New Name', 'Rename me')
        self.app.press('ctrl+a')
        self.app.type('Typed with spaces')
        # A refresh of the list while it is open takes nothing away.
        other = server.create('Aardvark', 'IOS', {'carrierUrl': 'https://esim.example.com/'})
        self.app.press('F5')
        self.app.see('row', 'Aardvark, .*')
        self.app.see_text('New Name', 'Typed with spaces')
        self.app.press('Home', 'Delete')
        self.app.see_text('New Name', 'yped with spaces')
        self.app.type('T')
        self.app.press('Return')
        self.app.see('row', 'Typed with spaces, .*')
        self.assertEqual(server.get(f'policy/{made["id"]}')['name'], 'Typed with spaces')
        self.assertEqual(server.get(f'policy/{other["id"]}')['name'], 'Aardvark')

    def test_questions(self):
        server = self.app.server
        before = server.configuration('Nordtel laptops')
        places.choose_row(self.app, 'Nordtel laptops')
        self.preview_and_cancel('configuration.toggle-enabled', 'ctrl+shift+e', 'Disable “Nordtel laptops”.*')
        self.ask_and_cancel('configuration.push', 'ctrl+p', 'Push “Nordtel laptops”.*')
        self.preview_and_cancel('configuration.delete', 'Delete', 'Delete “Nordtel laptops”.*')
        self.leave_out()
        after = server.configuration('Nordtel laptops')
        self.assertEqual((after['version'], after['enabled']), (before['version'], True))

    def test_activity(self):
        places.choose_row(self.app, 'Terracom tablets')
        self.app.server.create('For the list of activity', 'IOS', {'carrierUrl': 'https://esim.example.com/'})
        self.app.press('F5')
        self.app.see('row', 'For the list of activity, .*')
        places.choose_row(self.app, 'For the list of activity')
        self.app.press('ctrl+shift+e')
        self.app.press('alt+3')
        self.app.see('list item', '.*“For the list of activity”.*')
        self.app.press('Home')
        self.press('activity.copy', 'ctrl+c')
        self.app.see('label', '.*[Cc]opied.*')
        # It is done: there is nothing to cancel, and nothing that has stopped.
        self.press('activity.cancel', 'Delete')
        self.app.see('label', 'Only what is not sent yet can be cancelled')
        self.press('activity.resume', 'ctrl+g')
        self.app.see('label', 'Only what has stopped can go on')
        self.press('activity.pause', 'ctrl+h')
        self.app.see('label', 'Only a job that has more to send can be paused')
        self.press('activity.retry', 'ctrl+t')
        self.app.see('label', 'Only a job that has ended and failed for a device can be retried')
        self.press('activity.open', 'Return')
        self.app.see_window('(?!Signalbox).*')

    def test_toggle_without_devices(self):
        places.choose_row(self.app, 'Spare PC plan')
        for enabled in (False, True):
            if enabled:
                # What was done comes back by the list's own key.
                self.press('undo.last', 'ctrl+z')
            else:
                self.app.press('ctrl+shift+e')
            self.app.see('row', 'Spare PC plan, .*Enabled: ' + ('Yes' if enabled else 'No') + ',.*')
            self.assertIs(self.app.server.configuration('Spare PC plan')['enabled'], enabled)

    def test_editor(self):
        for _ in open_fields(self.app):
            pass
        # Return on a draft with problems goes to the first and says it.
        self.press('editor.next', 'Return')
        self.app.see_window('eSIM Configuration')
        self.app.type('Keys alone')
        self.app.see_text('Name', 'Keys alone')
        self.app.press('Home', 'Delete', 'End', 'space')
        self.app.see_text('Name', 'eys alone ')
        self.app.press('BackSpace', 'Home')
        self.app.type('K')
        # What was typed for one OS is kept while the other is looked at.
        self.app.press('alt+i')
        self.app.type('https://esim.example.com/keys')
        self.app.press('alt+w')
        self.app.type('smdp.example.com')
        self.app.press('alt+i')
        self.app.see_text('Carrier URL', 'https://esim.example.com/keys')
        self.app.press('alt+l', 'Return')
        self.app.see_window('Distribution')
        self.press('editor.back', 'alt+Left')
        self.app.see_window('eSIM Configuration')
        self.press('editor.close', 'Escape')
        self.app.see_window('Signalbox')
        # The draft is listed. It can be discarded, had back, and gone on with.
        self.app.press('ctrl+n')
        self.app.see('list item|row', 'Draft “Keys alone”.*')
        self.app.press('Tab')
        self.app.see_focus('list item|row', 'Draft “Keys alone”.*')
        self.press('draft.discard', 'Delete')
        self.app.see('status', '.*“Keys alone” was discarded.*')
        self.app.see_none('list item|row', 'Draft “Keys alone”.*')
        self.app.press('alt+o')
        self.app.see('list item|row', 'Draft “Keys alone”.*')
        self.app.see_focus('search box', 'Search configuration types')
        self.app.press('Tab')
        self.app.see_focus('list item|row', 'Draft “Keys alone”.*')
        self.app.press('Return')
        self.app.see_text('Name', 'Keys alone')
        self.press('editor.done', 'ctrl+Return')
        self.app.see_window('Signalbox')
        see_selected(self.app, 'Keys alone')
        there = self.app.server.configuration('Keys alone')
        self.assertEqual((there['esim']['carrierUrl'], there['distribution']['type']),
                         ('https://esim.example.com/keys', 'NO_DEVICES'))

    def test_picker(self):
        places.choose_row(self.app, 'Spare PC plan')
        self.app.press('ctrl+e')
        self.app.see_window('Edit Configuration')
        self.app.press('alt+n')
        self.app.see_window('Distribution')
        self.app.press('alt+c')
        self.app.see_focus('search box', 'Search.*')
        self.press('picker.results', 'Down')
        self.app.see_focus('list item|check ?box|switch')
        self.press('picker.toggle', 'space')
        self.app.see('status', r'Reaches \d+ device.*')
        self.press('picker.toggle', 'ctrl+space')
        self.app.see('status', 'Reaches no devices.*')

    def test_devices(self):
        iphone = places.pick_device(self.app, places.is_iphone)
        places.find_device(self.app, iphone)
        self.press('device.open', 'Return')
        self.app.see('label', 'Identity|SIM Slots')
        self.app.press('alt+Left')
        self.app.see_focus('row')
        # One device is asked at once.
        self.press('device.check-in', 'ctrl+shift+k')
        self.app.see('label', 'Check-in asked of .*')
        # What cannot be done says why, and nothing is sent.
        self.press('device.delete', 'ctrl+shift+Delete')
        self.app.see('label', 'Only the record of a retired or wiped device can be deleted.*')
        for action, key, answer in (('device.reset-esim', 'ctrl+shift+r', 'Only for Windows 11.*'),
                                    ('device.push', 'ctrl+shift+p', '.+'),
                                    ('device.exclude', 'ctrl+shift+x', '.+'),
                                    ('device.include', 'ctrl+shift+n', '.+'),
                                    ('device.cancel-reset', 'ctrl+shift+l', '.+')):
            self.press(action, key)
            self.app.wait(f'an answer to {key}', lambda tree, answer=answer: tree.active and (
                tree.active.name != 'Signalbox' or tree.active.find('label', answer)))
            self.app.press('Escape')
            self.app.see_window('Signalbox')
        places.find_device(self.app, places.pick_device(self.app, places.is_windows_11))
        self.ask_and_cancel('device.reset-esim', 'ctrl+shift+r', 'Reset.*')
        self.ask_and_cancel('device.retire', 'ctrl+shift+t', 'Retire.*')

    def test_files(self):
        places.find_device(self.app, places.pick_device(self.app, places.is_windows_11))
        for action, key in (('device.carrier-list', 'ctrl+shift+c'),
                            ('device.carrier-answer', 'ctrl+shift+b'),
                            ('list-page.export', 'ctrl+shift+s')):
            self.press(action, key)
            self.app.wait(f'a window after {key}', lambda tree: tree.active and tree.active.name != 'Signalbox')
            self.app.press('Escape')
            self.app.see_window('Signalbox')

    def test_tab(self):
        """Tab comes round on every page: the focus is neither lost nor caught."""
        for key in ('Tab', 'shift+Tab'):
            self.walk_round(key, r'row .*, OS: .*', MAIN_MENU, 'button Add Configuration')
        # The search is above the list, and reached from both sides.
        self.app.press('ctrl+f', 'Tab')
        for key in ('Tab', 'shift+Tab'):
            self.walk_round(key, r'row .*, OS: .*', 'search box .*', MAIN_MENU)
        self.app.press('ctrl+f', 'Escape', 'alt+3')
        self.walk_round('Tab', MAIN_MENU)
        # Tab goes through all the rows of a list: one is enough.
        places.find_device(self.app, places.pick_device(self.app, places.is_iphone))
        for key in ('Tab', 'shift+Tab'):
            self.walk_round(key, 'row .*', 'search box .*', MAIN_MENU)
        self.app.press('ctrl+f', 'Escape', 'alt+1')
        self.app.see('row', r'.*, OS: .*')

    def test_tab_in_details(self):
        places.choose_row(self.app, 'Terracom trial')
        self.app.press('Return')
        self.app.see('label', 'Delivery')
        self.walk_round('Tab', 'button Back', 'tab (Overview|Devices)', 'list item Error.*', 'list item Changed.*')
        places.see_deliveries(self.app)
        places.focus_row(self.app)
        self.app.press('Home', 'Down', 'Up')
        self.app.see('button', 'Retry Install')
        for key in ('Tab', 'shift+Tab'):
            self.walk_round(key, 'button Back', 'tab (Overview|Devices)', '(toggle )?button State', 'row .*', 'button Retry Install',
                            'button Exclude')

    def walk_round(self, key, *stations, most=60):
        """Presses a key until the focus is where it was before, and checks what it came through."""
        seen = []
        names = []
        for _ in range(most):
            self.app.press(key)
            node = self.app.wait('the focus to move on', lambda tree: tree.focused
                                 if tree.focused and tree.focused.path not in seen[-1:] else None)
            if node.path in seen:
                break
            seen.append(node.path)
            names.append(f'{node.role} {node.name}')
        else:
            self.fail(f'the focus did not come round in {most} steps')
        for station in stations:
            self.assertTrue(any(re.fullmatch(station, name, re.DOTALL) for name in names),
                            f'{key} does not come to “{station}”: {names}')

    def test_zz_close(self):
        self.press('window.close', 'ctrl+w')
        self.assertEqual(self.app.end(), 0)
        self.app.start()
        self.app.see('row', r'.*, OS: .*')
        self.press('app.quit', 'ctrl+q')
        self.assertEqual(self.app.end(), 0)
        self.app.start()
        self.app.see('row', r'.*, OS: .*')

    def test_zzz_every_shortcut_was_pressed(self):
        self.assertEqual(sorted(table() - self.pressed), [])
        self.assertGreater(len(table()), 30)


if __name__ == '__main__':
    unittest.main(verbosity=2)
