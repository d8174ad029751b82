#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that takes the focus has a name that a person would say, on every page and dialog.

Also: no two buttons beside each other have the same name, and every window has a title.
"""

import re
import sys

import places
from atspi import Gone
from signalbox import App

# A class instead of a name, the underline of a mnemonic, a name said twice.
CLASS = re.compile(r'(Gtk|Adw|Sb)[A-Z]\w+')
UNDERLINE = re.compile(r'(^|\s)\w*_\w')
TWICE = re.compile(r'(.+) \1')

# What GTK 4.8 exports as able to take the focus and a person never gets to: role, name, and why.
# Where 4.8 tells a class, 4.18 tells nothing.
EXCEPTIONS = [
    ('group', '', 'a scrolled window: the focus goes to what is in it'),
    ('generic', '', 'the same, and what a popover is drawn on, on 4.18: a role that can have no name'),
    ('row', 'GtkListItemWidget', 'the row of a list’s titles: a list has it twice, and the focus passes it'),
    ('list', 'GtkColumnListView', 'the inside of a list with columns, which has the name'),
    ('list', 'GtkListBox', 'the box of a group of rows: the focus goes to its rows'),
    ('list', 'GtkListView', 'the list that a drop-down button shows'),
    ('list', '', 'any of these three on 4.18'),
    ('list item', '', 'an item of a drop-down button: GTK names the label in it'),
    ('group', 'GtkPopoverContent', 'what a popover is drawn on'),
]


# Buttons that GTK and libadwaita make: the window that they are in, and why.
THEIRS = [
    ('About.*', 'the about window is libadwaita’s, with its rows'),
    ('.*Shortcuts', 'the buttons of the shortcuts window are GTK’s, which names one of them twice on 4.8'),
]


def is_exception(node):
    if node.name in ('GtkImage', 'GtkButton', '_Show All Show All') \
            and any(re.fullmatch(window, node.window.name) for window, _why in THEIRS):
        return True
    return any(node.role == role and node.name == name for role, name, _why in EXCEPTIONS)


def complaint(node):
    """What is wrong with a name, or None."""
    if not node.name.strip():
        return 'has no name'
    if CLASS.fullmatch(node.name):
        return 'is named like its class'
    if node.role not in ('text box', 'entry', 'search box', 'row', 'grid cell', 'list item') \
            and UNDERLINE.search(node.name):
        return 'has the underline of its mnemonic in its name'
    if TWICE.fullmatch(node.name):
        return 'is named twice'
    return None


def look(tree):
    """Everything that is wrong in the active window."""
    window = tree.active
    if not window.name or CLASS.fullmatch(window.name):
        yield f'the window {window!r} has no title'
    for node in window.walk():
        if 'focusable' in node.states and not is_exception(node):
            wrong = complaint(node)
            if wrong and node.showing():
                holders = []
                holder = node.parent
                while holder is not window and len(holders) < 3:
                    if holder.name and not CLASS.fullmatch(holder.name):
                        holders.append(repr(holder))
                    holder = holder.parent
                yield f'{node!r} {wrong}' + (f' (in {", ".join(holders)})' if holders else '')
        buttons = [child for child in node.children if child.role == 'button' and child.name]
        for index, button in enumerate(buttons):
            if any(other.name == button.name for other in buttons[:index]) and button.showing():
                yield f'two buttons beside each other are called “{button.name}”'


def listen(app, walk, wrong):
    """Notes what is wrong at each place of a walk."""
    for place in walk(app):
        for _ in range(3):
            try:
                found = set(look(app.tree()))
                break
            except (Gone, AttributeError):
                # It changed while it was looked at.
                found = set()
        for what in found:
            wrong.setdefault(what, place)


def main():
    wrong = {}
    with App() as app:
        app.see('row', r'.*, OS: .*')
        for walk in places.healthy():
            if sys.argv[1:] and walk.__name__ not in sys.argv[1:]:
                continue
            listen(app, walk, wrong)
            places.go_home(app)
    for walk, start in places.other_runs():
        if walk not in (places.welcome, places.failed, places.list_failed):
            continue
        with App(**start) as app:
            listen(app, walk, wrong)
    for what, place in sorted(wrong.items()):
        print(f'{place}: {what}')
    print(f'{len(wrong)} names are wrong' if wrong else 'Every name is one that a person would say')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
