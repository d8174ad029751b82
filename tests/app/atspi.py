# SPDX-License-Identifier: GPL-3.0-or-later
"""Sees a program as an assistive technology does: over the accessibility bus.

A Tree is what was there at one moment; its Nodes are found by role and name. The bus is spoken to
directly, because one flight of calls for a whole level of the tree takes milliseconds where one
call after the other takes seconds, and because nothing is remembered that has changed since.

What GTK 4.8 tells, and what it does not: a widget on a page of a stack that is not shown says that
it is visible, so Node.showing() asks what is at its place; and the focus inside an entry row is on
a widget that is not exported, so nothing is focused then.
"""

import re
import time

from gi.repository import Gio, GLib

ROOT = '/org/a11y/atspi/accessible/root'
NULL = '/org/a11y/atspi/null'
ACCESSIBLE = 'org.a11y.atspi.Accessible'
COMPONENT = 'org.a11y.atspi.Component'
TEXT = 'org.a11y.atspi.Text'
ACTION = 'org.a11y.atspi.Action'
WINDOW_COORDINATES = 1

STATES = {
    1: 'active', 3: 'busy', 4: 'checked', 7: 'editable', 9: 'expandable', 10: 'expanded',
    11: 'focusable', 12: 'focused', 16: 'modal', 20: 'pressed', 22: 'selectable', 23: 'selected',
    24: 'sensitive', 25: 'showing', 30: 'visible', 41: 'checkable',
}

# A list creates two hundred rows where thirty are seen. Looking at each on every look would take
# longer than what is waited for.
LONG = 30
FIRST = 12


class Gone(Exception):
    """The program or the widget is not there any more, or does not answer in time."""


def matches(pattern, text):
    """Whether a text is, in full, what a regular expression says. None matches everything."""
    return pattern is None or re.fullmatch(pattern, text, re.DOTALL) is not None


class Bus:
    """The accessibility bus of the session."""

    def __init__(self, timeout=20):
        self.timeout = int(timeout * 1000)
        # On 4.8 widgets without a role share one with column headers, and switches with check boxes.
        self.roles = {7: 'check box', 20: 'widget'}
        session = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None,
                                    None, Gio.DBusCallFlags.NONE, 60000, None).unpack()[0]
        flags = (Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
                 | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)

    def call(self, name, path, interface, method, arguments=None, timeout=None):
        timeout = self.timeout if timeout is None else int(timeout * 1000)
        try:
            return self.connection.call_sync(name, path, interface, method, arguments, None,
                                             Gio.DBusCallFlags.NONE, timeout, None).unpack()
        except GLib.Error as error:
            raise Gone(f'{interface}.{method} on {path}: {error.message}') from error

    def call_all(self, calls):
        """Makes many calls in one flight.

        Takes tuples like the arguments of call(); returns the answers in order, None for one that
        failed because its widget has gone."""
        answers = [None] * len(calls)
        left = len(calls)
        context = GLib.MainContext.default()

        def answered(connection, result, index):
            nonlocal left
            left -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass

        for index, (name, path, interface, method, *arguments) in enumerate(calls):
            self.connection.call(name, path, interface, method, arguments[0] if arguments else None, None,
                                 Gio.DBusCallFlags.NONE, self.timeout, None, answered, index)
        while left > 0:
            context.iteration(True)
        return answers

    def role_name(self, role, name, path):
        """What the toolkit calls a role. It is asked once for each."""
        if role not in self.roles:
            self.roles[role] = self.call(name, path, ACCESSIBLE, 'GetRoleName')[0]
        return self.roles[role]

    def process_of(self, name):
        """The process that is behind a name of the bus."""
        return self.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                         'GetConnectionUnixProcessID', GLib.Variant('(s)', (name,)))[0]

    def find(self, process):
        """The name on the bus of a process, None while it is not there."""
        answer = self.call('org.a11y.atspi.Registry', ROOT, ACCESSIBLE, 'GetChildren')
        for name, _path in answer[0]:
            try:
                if self.process_of(name) == process:
                    return name
            except Gone:
                pass
        return None


class Node:
    """One widget, as it was when its tree was looked at."""

    def __init__(self, tree, path, parent, index):
        self.tree = tree
        self.path = path
        self.parent = parent
        self.index = index
        self.name = ''
        self.role = ''
        self.states = frozenset()
        self.child_paths = []
        self.child_count = 0
        self.children = []

    def __repr__(self):
        return f'{self.role} “{self.name}”'

    def __contains__(self, other):
        while other is not None and other.path != self.path:
            other = other.parent
        return other is not None

    @property
    def window(self):
        node = self
        while node.parent is not None and node.parent.parent is not None:
            node = node.parent
        return node

    def walk(self):
        """This and everything below it, from the top down."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find_all(self, role=None, name=None, state=None):
        return [node for node in self.walk()
                if matches(role, node.role) and matches(name, node.name)
                and (state is None or state in node.states)]

    def find(self, role=None, name=None, state=None):
        """The first that is shown, or None. One in a state is what it is wherever it is scrolled."""
        for node in self.find_all(role, name, state):
            if state is not None or node.showing():
                return node
        return None

    def call(self, interface, method, arguments=None):
        return self.tree.bus.call(self.tree.name, self.path, interface, method, arguments)

    def text(self):
        """What is written in it."""
        count = self.tree.bus.call(self.tree.name, self.path, 'org.freedesktop.DBus.Properties', 'Get',
                                   GLib.Variant('(ss)', (TEXT, 'CharacterCount')))[0]
        return self.call(TEXT, 'GetText', GLib.Variant('(ii)', (0, count)))[0]

    def words(self):
        """The labels in it, in order."""
        return [node.name for node in self.walk() if node.role == 'label' and 'visible' in node.states]

    def extents(self):
        """x, y, width and height in the window."""
        return self.call(COMPONENT, 'GetExtents', GLib.Variant('(u)', (WINDOW_COORDINATES,)))[0]

    def showing(self):
        """Whether it can be seen, not only whether it says so."""
        if self.parent is None or self.parent.parent is None:
            return True
        if self.tree.tells_showing:
            return 'showing' in self.states
        if 'visible' not in self.states:
            return False
        try:
            return self._is_at_its_place()
        except Gone:
            return False

    def _is_at_its_place(self):
        x, y, width, height = self.extents()
        if width < 1 or height < 1:
            return False
        if self._is_in_popover():
            return True
        # Icons and the text in an entry row are not exported: the edge of what holds them is.
        places = [(x + width // 2, y + height // 2), (x + 3, y + 3), (x + width - 4, y + height - 4),
                  (x + width // 2, y + 2), (x + 2, y + height // 2)]
        below = {node.path for node in self.walk()}
        above = set()
        node = self.parent
        # What cannot be clicked is not found itself: then it is what holds it.
        while node is not None and 'sensitive' not in self.states:
            above.add(node.path)
            node = node.parent
        for place in places:
            answer = self.window.call(COMPONENT, 'GetAccessibleAtPoint',
                                      GLib.Variant('(iiu)', (*place, WINDOW_COORDINATES)))
            path = answer[0][1]
            if path in below or path in above or self._is_below(path):
                return True
        return False

    def _is_in_popover(self):
        """A popover is a surface of its own, which the window does not find; one that is closed is
        not visible, and a menu that is not open in it has no size."""
        node = self
        while node is not None and node.name != 'GtkPopoverContent':
            node = node.parent
        return node is not None

    def _is_below(self, path):
        """Whether a widget that this look has not seen is below this one."""
        for _ in range(40):
            if path in (NULL, ROOT) or path in self.tree.nodes:
                return path in self.tree.nodes and self.tree.nodes[path] in self
            path = self.tree.bus.call(self.tree.name, path, 'org.freedesktop.DBus.Properties', 'Get',
                                      GLib.Variant('(ss)', (ACCESSIBLE, 'Parent')))[0][1]
        return False

    def activate(self):
        """What a screen reader's user does with it. Keys are for Keyboard."""
        self.call(ACTION, 'DoAction', GLib.Variant('(i)', (0,)))


class Tree:
    """The widgets of a program at one moment: those of its active window, or of all if deep."""

    def __init__(self, bus, name, deep=False):
        self.bus = bus
        self.name = name
        self.tells_showing = False
        self.known = self._ask_cache()
        self.root = Node(self, ROOT, None, 0)
        self.nodes = {ROOT: self.root}
        level = self._look_at([self.root], deep)
        below = self._look_at(level, deep)
        if not deep and self.active:
            below = self.active.children
        while below:
            below = self._look_at(below, deep)

    @property
    def windows(self):
        return self.root.children

    def _ask_cache(self):
        """What the program says of its widgets in one answer.

        Not in it are widgets that nobody has asked for yet, and what it says of children is not
        what there is."""
        items = self.bus.call(self.name, '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache', 'GetItems')[0]
        return {item[0][1]: (item[6], item[7], item[9]) for item in items}

    def _look_at(self, level, deep):
        """Fills the nodes of a level and returns those of the next."""
        unknown = [node for node in level if node.path not in self.known]
        calls = [(self.name, node.path, ACCESSIBLE, 'GetChildren') for node in level]
        for node in unknown:
            calls.append((self.name, node.path, 'org.freedesktop.DBus.Properties', 'GetAll',
                          GLib.Variant('(s)', (ACCESSIBLE,))))
            calls.append((self.name, node.path, ACCESSIBLE, 'GetRole'))
            calls.append((self.name, node.path, ACCESSIBLE, 'GetState'))
        answers = self.bus.call_all(calls)
        for index, node in enumerate(unknown):
            properties, role, states = answers[len(level) + index * 3:len(level) + index * 3 + 3]
            if None not in (properties, role, states):
                self.known[node.path] = (properties[0].get('Name', ''), role[0], states[0])
        below = []
        for node, children in zip(level, answers):
            if children is None or node.path not in self.known:
                if node is self.root:
                    raise Gone('the program does not answer')
                continue
            self._fill(node, *self.known[node.path], [path for _name, path in children[0]])
            if node is not self.root and 'visible' not in node.states:
                continue
            few = node.child_paths if deep or node.child_count <= LONG else node.child_paths[:FIRST]
            for position, path in enumerate(few):
                if path != NULL and path not in self.nodes:
                    child = Node(self, path, node, position)
                    self.nodes[path] = child
                    node.children.append(child)
                    below.append(child)
        return below

    def _fill(self, node, name, role, states, children):
        node.name = name
        node.role = self.bus.role_name(role, self.name, node.path)
        if node.role == 'status' and not name:
            node.name = self._read(node)
        bits = states[0] | states[1] << 32
        node.states = frozenset(name for bit, name in STATES.items() if bits >> bit & 1)
        node.child_paths = children
        node.child_count = len(children)
        # On 4.8 only windows say so.
        if 'showing' in node.states and node.parent not in (None, self.root):
            self.tells_showing = True

    @staticmethod
    def _read(node):
        """Newer GTK gives a status no name: what is written in it is what is read out."""
        try:
            return node.text()
        except Gone:
            return ''

    @property
    def active(self):
        """The window that has the focus, or None.

        On 4.8 a dialog does not say so; being modal it has it when no other window does."""
        for window in self.windows:
            if 'active' in window.states:
                return window
        modal = [window for window in self.windows if 'modal' in window.states and 'visible' in window.states]
        return modal[-1] if modal else None

    @property
    def focused(self):
        """What has the focus, or None: nothing, or the text in an entry row."""
        window = self.active
        for node in reversed(list(window.walk())) if window is not None else []:
            if 'focused' in node.states:
                return node
        return None

    def print(self, node=None, depth=0):
        """For whoever writes a test."""
        node = node or self.root
        print('  ' * depth + repr(node), ' '.join(sorted(node.states - {'visible', 'sensitive'})),
              f'({node.child_count})' if node.child_count > len(node.children) else '')
        for child in node.children:
            self.print(child, depth + 1)


class Heartbeat:
    """Measures how long a program takes to answer at most: what its main loop was busy for.

    beat() is called again and again by who waits for something else."""

    def __init__(self, bus, name):
        self.bus = bus
        self.name = name
        self.worst = 0.0

    def beat(self):
        start = time.monotonic()
        self.bus.call(self.name, ROOT, ACCESSIBLE, 'GetRole', timeout=30)
        self.worst = max(self.worst, time.monotonic() - start)
