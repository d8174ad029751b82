# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts Signalbox on a demo tenant and looks at it as a person does: by what things are called.

Nothing here waits for a time. wait() looks again and again until what is waited for is there, and
fails after a bound with a list of what was there instead.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import gi
gi.require_version('Atspi', '2.0')

from atspi import Bus, Gone, Heartbeat, Tree, matches  # noqa: E402
from keyboard import Keyboard  # noqa: E402
from server import Server  # noqa: E402

HERE = Path(__file__).resolve().parent
BUILD = Path(os.environ.get('SB_BUILD_DIR', HERE.parent.parent / '_build'))
PROGRAM = BUILD / 'src' / 'signalbox'
TENANT = BUILD / 'src' / 'demo' / 'signalbox-demo-tenant'
SETTINGS = 'io/github/signalbox/Signalbox'

# What can be typed into. GTK 4.8 and newer ones call it differently.
ENTRY = r'text( box)?|entry|search box'

# Seconds. A computer that does much else at once is slow.
PATIENCE = float(os.environ.get('SB_PATIENCE', '60'))

# What the program is run by, such as valgrind with its options.
WRAPPER = shlex.split(os.environ.get('SB_WRAPPER', ''))

# What GTK is told: nothing moves that a test would wait for, and a window has GNOME's buttons.
GTK_SETTINGS = ['gtk-font-name=Cantarell 11', 'gtk-icon-theme-name=Adwaita', 'gtk-enable-animations=0',
                'gtk-cursor-blink=0', 'gtk-decoration-layout=appmenu:close']


class Failed(AssertionError):
    """What was waited for did not come."""


class App:
    """One run of Signalbox, in folders of its own.

    arguments   of the program
    tenant      arguments of the demo tenant
    gtk         more lines for GTK's settings
    settings    keys of Signalbox's settings, as GVariant text
    environment more variables
    """

    def __init__(self, arguments=('--demo',), tenant='--speed 10 --seed 1', gtk=(), settings=None,
                 environment=None, start=True):
        self.home = Path(tempfile.mkdtemp(prefix='sb-app.'))
        self.arguments = list(arguments)
        self.keyboard = Keyboard()
        self.server = Server(self.home / 'tenant')
        self.bus = Bus()
        self.process = None
        self.name = None
        for folder in ('tenant', 'config/gtk-4.0', 'config/glib-2.0/settings', 'data', 'cache', 'state'):
            (self.home / folder).mkdir(parents=True)
        (self.home / 'config/gtk-4.0/settings.ini').write_text(
            '\n'.join(['[Settings]', *GTK_SETTINGS, *gtk, '']), encoding='utf-8')
        (self.home / 'config/glib-2.0/settings/keyfile').write_text(
            '\n'.join([f'[{SETTINGS}]'] + [f'{key}={value}' for key, value in (settings or {}).items()] + ['']),
            encoding='utf-8')
        self.environment = dict(os.environ)
        self.environment.update({
            'XDG_CONFIG_HOME': str(self.home / 'config'),
            'XDG_DATA_HOME': str(self.home / 'data'),
            'XDG_CACHE_HOME': str(self.home / 'cache'),
            'XDG_STATE_HOME': str(self.home / 'state'),
            # Settings in a file of that folder, for a test that starts the program twice.
            'GSETTINGS_BACKEND': 'keyfile',
            'GSETTINGS_SCHEMA_DIR': str(BUILD / 'data'),
            'GTK_A11Y': 'atspi',
            'SIGNALBOX_DEMO_TENANT': str(HERE / 'tenant.py'),
            'SIGNALBOX_DEMO_ARGS': tenant,
            'SB_TENANT_PROGRAM': str(TENANT),
            'SB_TENANT_FOLDER': str(self.home / 'tenant'),
        })
        self.environment.update(environment or {})
        if start:
            self.start()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error is not None:
            self.report()
        self.stop()

    def start(self):
        """Starts the program and waits for its window."""
        with open(self.home / 'output', 'ab') as output:
            self.process = subprocess.Popen([*WRAPPER, str(PROGRAM), *self.arguments], env=self.environment,
                                            stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        self.name = None
        # What is under the pointer is drawn in another way.
        subprocess.run(['xdotool', 'mousemove', '9999', '9999'], check=True)
        self.wait('a window', lambda tree: tree.active)

    @property
    def output(self):
        """What the program has written on standard output and error."""
        return (self.home / 'output').read_text(encoding='utf-8', errors='replace')

    def report(self):
        """Says what there is, for whoever reads why a test failed."""
        print('--- what the program wrote\n' + self.output[-8000:])
        try:
            print('--- what is in its windows')
            self.tree().print()
        except (Gone, Failed) as error:
            print(error)
        picture = BUILD / 'meson-logs' / f'app-{os.getpid()}.png'
        if self.process is not None and self.process.poll() is None and picture.parent.is_dir():
            subprocess.run(['import', '-window', 'root', str(picture)], check=False)
            print(f'--- picture: {picture}')

    def end(self, timeout=PATIENCE):
        """Waits for the program to end by itself. Returns its exit status."""
        return self.process.wait(timeout)

    def stop(self):
        """Ends the program, whatever it does, and forgets its folders."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    # Looking

    def tree(self, deep=False):
        """What is there now."""
        if self.process.poll() is not None:
            raise Failed(f'the program ended with {self.process.returncode}')
        if self.name is None:
            self.name = self.bus.find(self.process.pid)
            if self.name is None:
                raise Gone('the program is not on the accessibility bus yet')
        return Tree(self.bus, self.name, deep)

    def wait(self, what, condition, timeout=PATIENCE, deep=False):
        """Looks until condition(tree) is true, and returns what it returned."""
        end = time.monotonic() + timeout
        while True:
            begin = time.monotonic()
            tree = None
            try:
                tree = self.tree(deep)
                answer = condition(tree)
                if answer:
                    return answer
            except Gone:
                # It changed while it was looked at.
                pass
            now = time.monotonic()
            if now > end:
                raise Failed(f'waited {timeout} s for {what}')
            # Leaves the program more time than the looking took.
            time.sleep(min(max(0.02, now - begin), max(0.0, end - now)))

    def see(self, role=None, name=None, state=None, timeout=PATIENCE, deep=False):
        """Waits until the active window shows such a widget."""
        return self.wait(f'{role or "widget"} “{name}”' + (f' {state}' if state else ''),
                         lambda tree: tree.active and tree.active.find(role, name, state), timeout, deep)

    def see_none(self, role=None, name=None, timeout=PATIENCE):
        """Waits until the active window shows no such widget."""
        self.wait(f'no {role or "widget"} “{name}”',
                  lambda tree: tree.active and tree.active.find(role, name) is None, timeout)

    def see_window(self, name, timeout=PATIENCE):
        """Waits until a window of that name is the active one."""
        return self.wait(f'window “{name}”',
                         lambda tree: tree.active if tree.active and matches(name, tree.active.name) else None,
                         timeout)

    def see_focus(self, role=None, name=None, timeout=PATIENCE):
        """Waits until such a widget has the focus."""
        def focused(tree):
            node = tree.focused
            return node if node and matches(role, node.role) and matches(name, node.name) else None
        return self.wait(f'the focus on {role or "widget"} “{name}”', focused, timeout)

    def see_text(self, name, text, timeout=PATIENCE):
        """Waits until the entry of that name holds a text."""
        def holds(tree):
            for node in tree.active.find_all(ENTRY, name) if tree.active else []:
                if matches(text, node.text()):
                    return node
            return None
        return self.wait(f'“{text}” in the entry “{name}”', holds, timeout)

    def heartbeat(self):
        return Heartbeat(self.bus, self.name)

    # Doing

    def press(self, *keys):
        self.keyboard.press(*keys)

    def type(self, text, into=None):
        """Types a text. into is the entry that is to hold it, and nothing else, afterwards."""
        self.keyboard.type(text)
        if into is not None:
            self.see_text(into, re.escape(text))

    def windows(self):
        """Position and size of the program's windows on the screen: x, y, width, height."""
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
        places = []
        for window in found.stdout.split():
            shell = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', window], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True, check=False)
            values = dict(line.split('=') for line in shell.stdout.splitlines() if '=' in line)
            if int(values.get('WIDTH', 0)) > 10:
                places.append(tuple(int(values[key]) for key in ('X', 'Y', 'WIDTH', 'HEIGHT')))
        return places

    def shrink(self, width, height):
        """Makes the active window no larger than a screen of this size would."""
        window = subprocess.run(['xdotool', 'getactivewindow'], stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, text=True, check=False).stdout.strip()
        if not window:
            return
        shell = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', window], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True, check=False).stdout
        values = dict(line.split('=') for line in shell.splitlines() if '=' in line)
        now = (int(values.get('WIDTH', 0)), int(values.get('HEIGHT', 0)))
        then = (min(now[0], width), min(now[1], height))
        if then != now:
            subprocess.run(['xdotool', 'windowsize', window, str(then[0]), str(then[1])], check=False)

    def settle(self):
        """Waits until what is on the screen is the same twice, a little apart. Toasts may stay."""
        before = None
        for _ in range(20):
            now = subprocess.run(['import', '-window', 'root', '-depth', '8', 'rgb:-'], stdout=subprocess.PIPE,
                                 check=True).stdout
            if now == before:
                return
            before = now
            time.sleep(0.1)

    def picture(self, path):
        """Saves a picture of the program's windows as they lie on each other."""
        places = self.windows()
        left = max(0, min(x for x, y, width, height in places))
        top = max(0, min(y for x, y, width, height in places))
        right = max(x + width for x, y, width, height in places)
        bottom = max(y + height for x, y, width, height in places)
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(['import', '-window', 'root', '-crop', f'{right - left}x{bottom - top}+{left}+{top}',
                        '+repage', str(path)], check=True)
