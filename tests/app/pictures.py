#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a picture of every page, dialog and state.

pictures.py [FOLDER [VARIANT…]]

Without variants: light and dark, each 1000 and 360 pixels wide. There are also
  right-to-left   the text direction turned round
  large           text at twice its size; needs xrdb, of the package x11-xserver-utils
  contrast        high contrast
and any of them as WIDTH-LOOK: 1000-dark, 360-large. What could not be reached is printed at the end
and makes the exit status 1.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import places
from atspi import Gone
from signalbox import BUILD, App

LOOKS = {
    'light': {},
    'dark': {'environment': {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}},
    'right-to-left': {'environment': {'GTK_DEBUG': 'invert-text-dir'}},
    'large': {'resolution': 192},
    'contrast': {'environment': {'ADW_DEBUG_HIGH_CONTRAST': '1'}},
}
# What a window of 360 pixels by 720 takes up, with its frame: dialogs get no more.
NARROW = (370, 730)
STANDARD = ['1000-light', '1000-dark', '360-light', '360-dark']


class Pictures:
    def __init__(self, folder, variant):
        self.width, self.look = variant.split('-', 1)
        self.folder = folder / variant
        self.wrong = []

    def app(self, environment=None, **more):
        look = LOOKS[self.look]
        return App(environment={**look.get('environment', {}), **(environment or {})},
                   settings={'window-width': self.width, 'window-height': 700 if self.width == '1000' else 720},
                   **more)

    def walk(self, app, walk):
        """Takes a picture of each place of a walk. Returns whether it came to its end."""
        try:
            for place in walk(app):
                if self.width == '360':
                    app.shrink(*NARROW)
                app.settle()
                app.picture(self.folder / (place.replace(' ', '-') + '.png'))
                print(f'{self.folder.name}  {place}', flush=True)
            return True
        except (AssertionError, Gone, ValueError) as error:
            self.wrong.append(f'{self.folder.name}: {walk.__name__}: {error}')
            print(self.wrong[-1], app.output, flush=True)
            app.picture(self.folder / f'WRONG-{walk.__name__}.png')
            return False

    def run(self):
        if 'resolution' in LOOKS[self.look]:
            # GTK asks the display for it, whatever its settings say.
            subprocess.run(['xrdb', '-nocpp', '-merge'], input=f'Xft.dpi: {LOOKS[self.look]["resolution"]}\n',
                           text=True, check=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        app = None
        for walk in places.healthy():
            if app is None:
                app = self.app()
                app.see('row', r'.*, OS: .*')
            if self.walk(app, walk):
                places.go_home(app)
            else:
                app.stop()
                app = None
        if app is not None:
            app.stop()
        for walk, start in places.other_runs():
            app = self.app(**start)
            self.walk(app, walk)
            app.stop()


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else BUILD / 'pictures')
    compositor = None
    if shutil.which('xcompmgr'):
        # Without one, what is round or has a shadow lies on black.
        compositor = subprocess.Popen(['xcompmgr', '-n'], stdin=subprocess.DEVNULL)
    wrong = []
    for variant in sys.argv[2:] or STANDARD:
        pictures = Pictures(folder, variant)
        pictures.run()
        wrong += pictures.wrong
    if compositor is not None:
        compositor.terminate()
        compositor.wait()
    print(f'The pictures are in {os.path.relpath(folder)}')
    for what in wrong:
        print(f'WRONG: {what}')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
