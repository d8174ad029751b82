# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page, dialog and state of the window, and how to get there.

Each function is a walk: a generator that leads somewhere and yields what it is called, for whoever
takes a picture there or listens to how things are named. It begins at the list of configurations,
as go_home() leaves it. healthy() are the walks of one healthy run; the other runs are at the end.
"""

import re

from editing import CHOICE, open_fields, see_selected, type_rows


def go_home(app):
    """Closes whatever is open and goes to the list of configurations."""
    for _ in range(6):
        before = app.wait('a window', lambda tree: tree.active)
        if before.name == 'Signalbox':
            break
        app.press('Escape')
        app.wait('the window to close', lambda tree, before=before: tree.active
                 and tree.active.path != before.path)
    app.press('Escape', 'alt+2', 'alt+1')
    app.see('tab', 'Configurations', 'selected')
    app.see('row', r'.*, OS: .*')


def rows_of(tree, grid):
    """The rows that a list shows. Those of a page that is not shown are there too."""
    found = tree.active.find('tree grid', grid) if tree.active else None
    return found.find_all('row', r'.*, OS: .*') if found else []


def choose_row(app, name):
    """Selects the row of a configuration, by its first letters in the list's order."""
    app.press('Home')
    for _ in range(60):
        selected = app.wait('a selected row', lambda tree: [
            node for node in rows_of(tree, 'Configurations') if 'selected' in node.states])[0]
        if selected.name.startswith(name + ','):
            return
        app.press('Down')
        app.wait('the next row', lambda tree, before=selected.name: any(
            'selected' in node.states and node.name != before for node in rows_of(tree, 'Configurations')))
    raise AssertionError(f'there is no row “{name}”')


def open_menu(app, name):
    """Opens a menu whose button has no key of its own."""
    button = app.see('button', name)
    inner = [node for node in button.walk() if node is not button and node.role in ('button', 'toggle button')]
    (inner[0] if inner else button).activate()
    app.see('menu item.*|check menu item|radio menu item')


def configurations(app):
    yield 'configurations'
    app.press('F10')
    app.see('menu item', '.*Keyboard Shortcuts.*')
    yield 'main menu'
    app.press('Escape')
    open_menu(app, 'Sorting and Filters')
    yield 'configurations sorting and filters'
    app.press('Escape')
    app.press('ctrl+f')
    app.see_focus('search box', 'Search configurations')
    app.type('nordtel b', into='Search configurations')
    app.wait('one row', lambda tree: len(rows_of(tree, 'Configurations')) == 1)
    yield 'configurations search'
    app.press('ctrl+a')
    app.type('zzz', into='Search configurations')
    app.see('label', 'Nothing Matches')
    yield 'configurations no match'
    app.press('Escape')
    app.see('row', r'.*, OS: .*')


def preview(app, window, what):
    """What a command shows before it sends something."""
    app.see_window(window)
    app.see_focus('button', '.*Cancel')
    yield f'{what} preview'


def preview_and_question(app, window, what):
    """What one that takes something away shows before, and then asks."""
    app.see_window(window)
    app.see_focus('button', 'Continue.*')
    yield f'{what} preview'
    app.press('Return')
    # Where there are several, their number is typed.
    app.see_focus('button|text box', '.*Cancel|.*number of devices.*')
    yield f'{what} question'
    app.press('Escape')
    app.see_focus('button', 'Continue.*')


def configuration_commands(app):
    choose_row(app, 'Nordtel laptops')
    app.press('F2')
    app.see('text( box)?', 'New Name')
    yield 'rename'
    app.press('Escape')
    app.see_focus('row')
    for keys, window, what, walk in (('ctrl+p', 'Push.*', 'push', preview),
                                     ('ctrl+shift+e', 'Disable.*', 'disable', preview_and_question),
                                     ('Delete', 'Delete.*', 'delete', preview_and_question)):
        app.press(keys)
        yield from walk(app, window, what)
        app.press('Escape')
        app.see_window('Signalbox')
    choose_row(app, 'Terracom tablets')
    app.press('ctrl+shift+e')
    yield from preview(app, 'Enable.*', 'enable')
    app.press('Escape')
    app.see_window('Signalbox')


def configuration_details(app):
    for name, place in (('Nordtel business lines', 'iOS'), ('Nordtel laptops', 'Windows'),
                        ('Terracom trial', 'errors')):
        choose_row(app, name)
        app.press('Return')
        app.see('label', 'Delivery')
        yield f'configuration {place}'
        app.press('ctrl+shift+Tab')
        see_deliveries(app)
        yield f'configuration {place} devices'
        if place == 'errors':
            focus_row(app)
            app.press('Home')
            app.see('label', '.*: Error')
            yield 'configuration error in words'
        open_menu(app, 'Commands')
        yield f'configuration {place} commands'
        app.press('Escape')
        app.press('alt+Left')
        app.see('row', r'.*, OS: .*')


def focus_row(app):
    """Tab, until it is in the list."""
    for _ in range(10):
        node = app.see_focus()
        if node.role == 'row':
            return
        app.press('Tab')
    raise AssertionError('Tab does not come to the list')


def see_deliveries(app):
    """Goes to the second tab of a configuration's details."""
    tab = app.see('tab', 'Devices')
    tab.activate()
    app.see('row|label', r'.*(, State: .*|No .*)')


def editor_types(app):
    app.press('ctrl+n')
    app.see_window('Add Configuration')
    app.wait('the types', lambda tree: len(type_rows(tree)) > 1)
    app.see_focus('search box', 'Search configuration types')
    yield 'editor types'
    app.type('zzz', into='Search configuration types')
    app.see('label', 'No Matching Type')
    yield 'editor types no match'
    app.press('Escape')
    app.see_window('Signalbox')


def editor_ios(app):
    for _ in open_fields(app):
        pass
    yield 'editor fields'
    app.press('alt+n')
    app.see(None, '.*(name|Name).*')
    yield 'editor fields problem'
    app.press('alt+m')
    app.type('Travel phones', into='Name')
    app.press('alt+i')
    app.type('esim example', into='Carrier URL')
    app.press('Tab')
    yield 'editor iOS refused URL'
    app.press('alt+l', 'ctrl+a')
    app.type('http://esim.example.com/', into='Carrier URL')
    app.press('Tab')
    yield 'editor iOS warned URL'
    app.press('alt+l', 'ctrl+a')
    app.type('https://esim.example.com/', into='Carrier URL')
    app.press('Return')
    app.see_window('Distribution')
    yield 'editor distribution none'
    app.press('alt+a')
    app.see('status', r'Reaches \d+.*')
    yield 'editor distribution all'
    app.press('alt+c')
    app.see_focus('search box', 'Search.*')
    yield 'editor distribution custom'
    app.press('Down', 'space', 'Down', 'space')
    app.see('status', r'Reaches \d+ device.*')
    app.press('Tab')
    app.see_focus('button', 'Remove .*')
    yield 'editor distribution chosen'
    app.press('alt+a', 'ctrl+Return')
    yield from preview(app, 'Save.*', 'editor')
    app.press('Escape')
    app.see_window('Distribution')
    app.press('Escape')
    app.see_window('Signalbox')
    app.press('ctrl+n')
    app.see('row|list item', '.*Travel phones.*')
    yield 'editor drafts'
    app.press('Tab', 'Delete')
    app.see('button', '.*Undo')
    yield 'editor draft discarded'
    app.press('alt+o')
    app.see('row|list item', '.*Travel phones.*')
    app.press('Escape')
    app.see_window('Signalbox')


def editor_windows(app):
    for _ in open_fields(app):
        pass
    app.type('Field laptops', into='Name')
    app.press('alt+w')
    app.see(CHOICE, 'Windows', 'checked')
    yield 'editor Windows'
    app.type('LPA:1$smdp.example.com$TOKEN', into='Server Name')
    app.press('Tab')
    app.see('button', 'Use .*')
    yield 'editor Windows pasted code'
    app.press('alt+v', 'ctrl+a')
    app.type('smds.example.com', into='Server Name')
    app.see_text('Name', 'Field laptops')
    app.press('alt+d', 'alt+u')
    app.see(CHOICE, 'Is Discovery Server', 'checked')
    app.see(CHOICE, 'Auto Enable', 'checked')
    yield 'editor Windows filled'
    app.press('Escape')
    app.see_window('Signalbox')


def editor_edit(app):
    choose_row(app, 'Nordtel laptops')
    app.press('ctrl+e')
    app.see_window('Edit Configuration')
    yield 'editor edit'
    app.press('Escape')
    app.see_window('Signalbox')
    app.press('ctrl+e')
    app.see_window('Edit Configuration')
    app.press('alt+m', 'ctrl+a')
    app.type('Renamed laptops', into='Name')
    app.press('Escape')
    app.see_window('Signalbox')
    app.press('ctrl+e')
    app.see('button', 'Discard Draft')
    yield 'editor draft offered'
    app.press('Escape')
    app.see_window('Signalbox')
    app.press('ctrl+d')
    app.see_window('Duplicate Configuration')
    yield 'editor duplicate'
    app.press('Escape')
    app.see_window('Signalbox')


def find_device(app, device):
    """Searches for a device until its row is the only one, and selects it."""
    app.press('alt+2')
    app.see('tab', 'Devices', 'selected')
    app.press('ctrl+f')
    app.see_focus('search box', 'Search devices')
    app.press('ctrl+a')
    app.type(device['serialNumber'] or device['imei'].replace(' ', ''), into='Search devices')
    app.wait('one device', lambda tree: len(rows_of(tree, 'Devices')) == 1
             and tree.active.find('row', re.escape(device['deviceName']) + ', .*'))
    app.press('Return')
    app.see_focus('row|list')
    app.press('Home')
    see_selected(app, device['deviceName'])


def pick_device(app, what):
    """A device of the fleet by a test of its fields."""
    for device in app.server.all('device', dmPartitionId=app.server.line['dmPartitionId']):
        if device['registrationState'] == 'ACTIVE' and device['serialNumber'] and what(device):
            return device
    raise AssertionError('the fleet has no such device')


def is_iphone(device):
    return device['platformType'] == 'IOS' and bool(device['esimIdentifier'])


def is_windows_11(device):
    build = (device['osBuildVersion'] or '0.0.0').split('.')
    return device['platformType'] == 'WINDOWS_PHONE' and int(build[2]) >= 22000 and bool(device['esimIdentifier'])


def devices(app):
    app.press('alt+2')
    app.see('row', r'.*, OS: .*')
    yield 'devices'
    open_menu(app, 'Sorting and Filters')
    yield 'devices sorting and filters'
    app.press('Escape')
    app.press('ctrl+f')
    app.see_focus('search box', 'Search devices')
    app.type('zzzz', into='Search devices')
    app.see('label', 'Nothing Matches')
    yield 'devices no match'
    app.press('Escape')
    app.see('row', r'.*, OS: .*')


def saved_searches(app):
    app.press('alt+2', 'ctrl+f')
    app.see_focus('search box', 'Search devices')
    app.type('DESKTOP', into='Search devices')
    app.press('ctrl+s')
    app.see_window('Save Search.*')
    app.type('Desktops', into='Name')
    yield 'save search'
    app.press('Return')
    app.see_window('Signalbox')
    app.press('ctrl+shift+f')
    app.see_window('Saved Searches')
    app.see_focus('list item|row', 'Search “.*Desktops.*')
    yield 'saved searches'
    app.press('F2')
    app.see_window('Rename Search.*')
    yield 'rename search'
    app.press('Escape')
    app.see_window('Saved Searches')
    app.press('Delete')
    app.see('label', 'None was saved yet.*')
    yield 'saved search deleted'
    # The first takes the toast away.
    app.press('Escape', 'Escape')
    app.see_window('Signalbox')
    app.press('ctrl+f', 'Escape')


def device_details(app):
    for place, what in (('iPhone', is_iphone), ('Windows 11', is_windows_11)):
        find_device(app, pick_device(app, what))
        app.press('Return')
        app.see('label', 'SIM Slots|Identity')
        yield f'device {place}'
        app.see('button', 'Device Actions')
        open_menu(app, 'Device Actions')
        yield f'device {place} actions'
        app.press('Escape')
        app.press('ctrl+shift+r')
        if place == 'iPhone':
            app.see('label', 'Only for Windows 11.*')
            yield 'toast with a reason'
        else:
            app.see_window('Reset.*')
            yield 'reset question'
            app.press('Escape')
            app.see_window('Signalbox')
        app.press('alt+Left')
        app.see('row', r'.*, OS: .*')
    app.press('ctrl+f', 'Escape')


def several_devices(app):
    app.press('alt+2', 'ctrl+f')
    app.see_focus('search box', 'Search devices')
    app.press('ctrl+a')
    app.type('DESKTOP', into='Search devices')
    app.wait('PCs alone', lambda tree: (rows := rows_of(tree, 'Devices'))
             and all('Windows' in row.name for row in rows))
    app.press('Return')
    app.see_focus('row|list')
    app.press('Home', 'shift+Down', 'shift+Down', 'shift+Down', 'shift+Down', 'shift+Down')
    app.see('label', r'\d+ devices selected')
    yield 'devices selected'
    app.press('ctrl+shift+k')
    yield from preview(app, 'Force Check-in.*', 'check-in')
    app.press('Escape')
    app.see_window('Signalbox')
    app.press('ctrl+a')
    app.see('label', r'\d\d+ devices selected')
    app.press('ctrl+shift+r')
    yield from preview_and_question(app, 'Reset.*', 'reset')
    app.press('Tab')
    app.see_focus('list item', 'The eSIM is reset.*')
    app.press('Return')
    app.see('search box', 'Search these devices')
    yield 'reset devices'
    app.press('Escape')
    app.see_focus('list item', 'The eSIM is reset.*')
    app.press('shift+Tab', 'shift+Tab', 'shift+Tab')
    app.see_focus(None, '(?i).*waves.*|.*rest at.*')
    yield 'reset options'
    app.press('Escape')
    app.see_window('Signalbox')
    app.press('ctrl+f', 'Escape')


def dialogs(app):
    for keys, window, place in (('ctrl+question', '.*Shortcuts.*', 'shortcuts'),
                                ('ctrl+comma', 'Account', 'account'),
                                ('ctrl+k', 'Find Command', 'find command')):
        app.press(keys)
        app.see_window(window)
        yield place
        app.press('Escape')
        app.see_window('Signalbox')
    app.press('F10')
    app.see('menu item', '.*About.*').activate()
    app.see_window('.*About.*')
    yield 'about'
    app.press('Escape')
    app.see_window('Signalbox')
    app.press('F10')
    app.see('menu item', 'Start Afresh.*').activate()
    app.see_window('Start Afresh.*')
    yield 'start afresh question'
    app.press('Escape')
    app.see_window('Signalbox')


def activity(app):
    app.press('alt+3')
    app.see('label', 'No Changes Yet')
    yield 'activity empty'
    app.press('alt+1')
    app.see('row', r'.*, OS: .*')
    choose_row(app, 'Spare PC plan')
    app.press('ctrl+shift+e')
    app.see('label', '.*“Spare PC plan”.*')
    yield 'toast'
    app.press('alt+3')
    app.see('list item', '.*Spare PC plan.*')
    yield 'activity'
    app.press('Home', 'Return')
    app.see_window('(?!Signalbox).*')
    yield 'activity details'
    app.press('Escape')
    app.see_window('Signalbox')


def healthy():
    """The walks of a healthy run, in an order in which none needs what another has left."""
    return [configurations, configuration_commands, configuration_details, editor_types, editor_ios,
            editor_windows, editor_edit, devices, saved_searches, device_details, several_devices, dialogs, activity]


# What a run begins with is what it is started with.

def welcome(app):
    app.see('button', 'Try the Demo Tenant')
    yield 'welcome'
    app.press('F10')
    app.see('menu item', '.*About.*')
    yield 'welcome menu'


def connecting(app):
    app.see('label', 'Starting the Demo Tenant…|Connecting.*')
    yield 'connecting'


def failed(app):
    app.see('button', 'Retry')
    yield 'failed'
    app.press('F10')
    app.see('menu item', '.*Demo Tenant.*')
    yield 'failed menu'
    app.press('Escape')
    app.see_focus('button', 'Retry')
    app.see('button', 'Details').activate()
    app.see_window('(?!Signalbox).*')
    yield 'failed details'


def empty(app):
    app.see('row', r'.*, OS: .*')
    for configuration in app.server.configurations():
        if configuration['policyType'] == 'ESIM' and not configuration.get('inherited'):
            app.server.delete(configuration)
    app.press('F5')
    app.see('label', 'No eSIM Configurations Yet')
    yield 'configurations empty'


def list_failed(app):
    app.see('button', 'Retry')
    yield 'configurations failed'
    app.press('alt+2')
    app.see('button', 'Retry')
    yield 'devices failed'


def bad_line(app):
    app.see('row', r'.*, OS: .*')
    for mode, place in (('429 600', 'banner asked to wait'), ('refuse', 'banner not reached')):
        app.server.control(mode)
        app.press('F5')
        app.see('button', 'Try Now')
        yield place
        app.server.control('pass')
        # It tries by itself, maybe just now.
        button = app.tree().active.find('button', 'Try Now')
        if button is not None:
            button.activate()
        app.see_none('button', 'Try Now')


def other_runs():
    """Walks that need a run of their own: the walk, and what App is started with."""
    return [
        (welcome, {'arguments': ()}),
        (connecting, {'tenant': "--fault 'GET * hang 1'"}),
        (failed, {'environment': {'SIGNALBOX_DEMO_TENANT': '/bin/false'}}),
        (list_failed, {'tenant': "--fault 'GET /api/v1/policy status=500 1' --fault 'GET /api/v1/device status=500 1'"}),
        (bad_line, {}),
        (empty, {}),
    ]
