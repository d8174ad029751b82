# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding a configuration with keys alone, step by step, as the vendor's procedures say.

Each step presses its keys and then waits until their effect is seen, so that no key is pressed into
a window that is not ready for it.
"""

import re
from dataclasses import dataclass


# What can be on or off. GTK 4.8 calls all of them the same.
CHOICE = 'radio( button)?|check ?box|switch'


@dataclass
class Wanted:
    """A configuration to be added."""
    name: str
    description: str
    windows: bool
    carrier: str
    discovery: bool = False
    auto_enable: bool = False

    @property
    def esim(self):
        """What the server must have of it."""
        if self.windows:
            return {'serverName': self.carrier, 'isDiscoveryServer': self.discovery, 'autoEnable': self.auto_enable}
        return {'carrierUrl': self.carrier}

    @property
    def platform(self):
        return 'WINDOWS_PHONE' if self.windows else 'IOS'


def row_pattern(name):
    """The accessible name of a row says all its columns."""
    return re.escape(name) + r'(,.*)?'


def see_selected(app, name):
    """Waits until the row of that name is the selected one."""
    return app.see('row', row_pattern(name), 'selected')


def open_fields(app, search='eSIM'):
    """From the list to the fields, through the list of configuration types."""
    app.press('ctrl+n')
    app.see_window('Add Configuration')
    app.see_focus('search box', 'Search configuration types')
    app.type(search, into='Search configuration types')
    app.wait('the eSIM type alone', lambda tree: [row.name for row in type_rows(tree)] == ['eSIM'])
    yield 'The list of configuration types, searched for “eSIM”'
    app.press('Return')
    app.see_window('eSIM Configuration')


def type_rows(tree):
    types = tree.active.find('list', 'Configuration types') if tree.active else None
    return [row for row in types.children if 'visible' in row.states] if types else []


def fill_fields(app, wanted):
    """From the name to the last field. Every field is checked to hold what was typed."""
    app.type(wanted.name, into='Name')
    app.press('Tab')
    app.type(wanted.description, into='Description')
    if not wanted.windows:
        app.press('alt+i')
        app.see(CHOICE, 'iOS/iPadOS', 'checked')
        app.type(wanted.carrier, into='Carrier URL')
        return
    app.press('alt+w')
    app.see(CHOICE, 'Windows', 'checked')
    app.type(wanted.carrier, into='Server Name')
    if wanted.discovery:
        app.press('alt+d')
        app.see(CHOICE, 'Is Discovery Server', 'checked')
    if wanted.auto_enable:
        app.press('alt+u')
        app.see(CHOICE, 'Auto Enable', 'checked')


def add(app, wanted, all_devices=True):
    """Adds a configuration. A generator of what is on the screen after each step."""
    yield from open_fields(app)
    fill_fields(app, wanted)
    yield f'Name, description and {"Server Name" if wanted.windows else "Carrier URL"} for ' \
        f'{"Windows" if wanted.windows else "iOS/iPadOS"}'
    # Return goes on from an entry; on a switch it would turn it.
    app.press('alt+n' if wanted.windows else 'Return')
    app.see_window('Distribution')
    app.see(CHOICE, 'Enable this configuration', 'checked')
    app.see(CHOICE, 'No Devices', 'checked')
    if all_devices:
        app.press('alt+a')
        app.see(CHOICE, 'All Devices', 'checked')
        app.see('status', r'Reaches \d+ devices?.*')
    yield f'The distribution: {"All Devices" if all_devices else "No Devices, untouched"}'
    app.press('ctrl+Return')
    if all_devices:
        app.see('label', f'.*{re.escape(wanted.name)}.*')
        app.see_focus('button', '.*Cancel')
        app.see('button', '.*Distribute.*')
        yield 'The Preview, with the number of devices'
        app.press('alt+d')
    app.see_window('Signalbox')
    see_selected(app, wanted.name)
    yield 'The new configuration, selected in the list'
