#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Through every page and dialog by keys, in and out again, changing nothing.

The program stops at the first warning, and it ends with something else than 0 where a sanitizer
found a leak: so that this, built with one, looks through all that a person can open.
"""

import sys

from signalbox import App, Failed

OTHER_WINDOW = '(?!Signalbox$).+'


class Walk:
    def __init__(self, app):
        self.app = app

    def go(self, keys, page, *words):
        """To a page, which shows something."""
        print(f'  {keys}: {page}', flush=True)
        self.app.press(keys)
        self.app.see(*words)

    def first_row(self):
        """The focus in the list, on its first row."""
        self.app.press('Home')
        self.app.see('row', None, 'selected')

    def ask(self, keys, title):
        """Opens a window and leaves it."""
        app = self.app
        app.press(keys)
        print(f'  {keys}: {app.see_window(title).name}', flush=True)
        app.press('Escape')
        app.see_window('Signalbox')

    def configurations(self):
        app = self.app
        app.see('row', r'.+, OS: .*')
        self.first_row()
        self.ask('ctrl+n', 'Add Configuration')
        self.ask('ctrl+e', 'Edit Configuration')
        self.ask('ctrl+d', 'Duplicate Configuration')
        self.ask('ctrl+shift+e', '(Dis|En)able “.*')
        self.ask('ctrl+p', 'Push “.*')
        self.ask('Delete', 'Delete “.*')
        app.press('F2')
        app.see_focus('text box', '.*New [Nn]ame.*')
        app.press('Escape')
        app.see_focus('row')
        self.go('Return', 'Details of a configuration', 'label', 'Delivery.*')
        self.go('F5', 'Refreshed', 'label', 'Delivery.*')
        self.go('alt+Left', 'Configurations', 'row', r'.+, OS: .*', 'selected')

    def steps_of_the_editor(self):
        """As far as the distribution and its picker, and then given up: a draft is left."""
        app = self.app
        app.press('ctrl+n')
        app.see_window('Add Configuration')
        app.see('search box', 'Search configuration types')
        app.type('eSIM')
        app.press('Return')
        app.see_window('eSIM Configuration')
        app.type('Walked')
        app.see_text('Name', 'Walked')
        app.press('alt+w')
        app.see('radio( button)?|check ?box', 'Windows', 'checked')
        app.type('https://smdp.example.com/')
        app.press('alt+i')
        app.see('radio( button)?|check ?box', 'iOS/iPadOS', 'checked')
        app.type('https://esim.example.com/walk')
        app.see_text('Carrier URL', 'https://esim.example.com/walk')
        app.press('Return')
        app.see_window('Distribution')
        app.press('alt+c')
        app.see('radio( button)?|check ?box', 'Custom', 'checked')
        print('  the steps of the editor', flush=True)
        for _ in range(4):
            if app.wait('a window', lambda tree: tree.active).name == 'Signalbox':
                break
            app.press('Escape')
        app.see_window('Signalbox')

    def devices(self):
        app = self.app
        self.go('alt+2', 'Devices', 'row', r'.+, OS: .*')
        self.first_row()
        app.press('ctrl+a')
        self.ask('ctrl+shift+r', OTHER_WINDOW)
        self.first_row()
        self.go('Return', 'Details of a device', 'label', 'Identity|.*EID.*')
        self.go('alt+Left', 'Devices', 'row', r'.+, OS: .*', 'selected')
        app.press('ctrl+f')
        app.see_focus('search box|text( box)?|entry')
        app.type('nobody is called so')
        app.see('label', 'Nothing Matches')
        app.press('Escape')
        app.see('row', r'.+, OS: .*')

    def windows(self):
        self.go('alt+3', 'Activity', 'tab', 'Activity', 'selected')
        self.ask('ctrl+question', '.*[Ss]hortcuts.*')
        self.ask('ctrl+comma', 'Account')

    def run(self):
        self.configurations()
        self.steps_of_the_editor()
        self.devices()
        self.windows()
        self.app.press('ctrl+q')
        status = self.app.end()
        if status != 0:
            raise Failed(f'Signalbox ended with {status}')


def main():
    with App() as app:
        Walk(app).run()
    return 0


if __name__ == '__main__':
    sys.exit(main())
