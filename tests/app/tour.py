#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job in the real window, with keys alone.

Adds an eSIM configuration for iOS/iPadOS and one for Windows and distributes both to All Devices,
adds one with the distribution left alone, and watches simulated devices take them. The keys of the
two procedures are counted, from the list to the end and with the confirmation; typed text is not. At
the end the server is asked, past the application, what it really has.

Prints a line a step; the pictures are in _build/demo/. Ends with 0 only if all of it came out right.
"""

import sys
import time

from editing import Wanted, add, row_pattern
from places import choose_row
from signalbox import BUILD, App

PICTURES = BUILD / 'demo'
LIMIT_IOS = 8
LIMIT_WINDOWS = 10

IOS = Wanted('Travel phones', 'Roaming plan of the sales team', False, 'https://esim.example.com/travel')
WINDOWS = Wanted('Field laptops', 'Always connected PCs', True, 'smds.example.com', True, True)
UNTOUCHED = Wanted('Spare phones', 'Distributed later', False, 'https://esim.example.com/spare')


class Tour:
    def __init__(self, app):
        self.app = app
        self.begin = time.monotonic()
        self.pictures = 0
        self.wrong = []

    def step(self, what):
        self.pictures += 1
        slug = ''.join(letter if letter.isalnum() else '-' for letter in what.lower()).strip('-')
        while '--' in slug:
            slug = slug.replace('--', '-')
        name = f'{self.pictures:02d}-{slug[:48]}.png'
        self.app.picture(PICTURES / name)
        print(f'  {time.monotonic() - self.begin:5.1f} s  {what}  [{name}]', flush=True)

    def check(self, right, what):
        print(f'  {"right" if right else "WRONG"}    {what}', flush=True)
        if not right:
            self.wrong.append(what)

    def add(self, wanted, limit=None):
        distribution = 'All Devices' if limit else 'the distribution left alone'
        print(f'\n“{wanted.name}”, {"Windows" if wanted.windows else "iOS/iPadOS"}, {distribution}')
        self.app.keyboard.begin()
        for what in add(self.app, wanted, all_devices=limit is not None):
            self.step(what)
        count = self.app.keyboard.count
        print(f'  {count} keys: {self.app.keyboard}')
        if limit:
            self.check(count <= limit, f'at most {limit} keys')

    def check_server(self, wanted, distribution):
        there = self.app.server.configuration(wanted.name)
        if there is None:
            self.check(False, f'“{wanted.name}” is on the server')
            return
        esim = {key: there['esim'].get(key) for key in wanted.esim}
        self.check(there['distribution']['type'] == distribution,
                   f'“{wanted.name}” is distributed to {there["distribution"]["type"]}')
        self.check(there['enabled'] is True and there['description'] == wanted.description,
                   f'“{wanted.name}” is enabled and has its description')
        self.check(there['platformType'] == wanted.platform and esim == wanted.esim,
                   f'“{wanted.name}” is for {there["platformType"]} with {esim}')

    def watch(self):
        print('\nWatching devices take them')
        app = self.app
        app.keyboard.begin()
        app.press('Return')
        app.see('label', 'Delivery.*')
        self.step('The details of the Windows configuration')
        app.see(None, '.*Active plan seen.*', timeout=180)
        self.step('A PC with an active plan')
        app.press('alt+Left')
        app.see('row', row_pattern(WINDOWS.name))
        app.press('alt+2')
        app.see('tree grid', 'Devices')
        app.see('row', r'.+, OS: .*')
        self.step('The devices')
        app.press('alt+3')
        app.see('tab', 'Activity', 'selected')
        app.see(None, f'.*“{WINDOWS.name}” added.*')
        self.step('What was sent')
        print(f'  {app.keyboard.count} keys: {app.keyboard}')

    def run(self):
        self.app.see('row', r'.*, OS: .*')
        self.step('The configurations of the demo tenant')
        self.add(IOS, LIMIT_IOS)
        self.add(WINDOWS, LIMIT_WINDOWS)
        self.add(UNTOUCHED)
        choose_row(self.app, WINDOWS.name)
        self.watch()
        print('\nWhat the server has')
        self.check_server(IOS, 'ALL_DEVICES')
        self.check_server(WINDOWS, 'ALL_DEVICES')
        self.check_server(UNTOUCHED, 'NO_DEVICES')
        self.check_active()
        self.app.press('ctrl+q')
        self.check(self.app.end() == 0, 'Signalbox ended by itself')

    def check_active(self):
        server = self.app.server
        rows = server.deliveries(server.configuration(WINDOWS.name)['id'])
        active = [row for row in rows if row['state'] == 'ACTIVE']
        self.check(bool(active), f'{len(active)} of {len(rows)} PCs have an active plan from {WINDOWS.carrier}')


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob('*.png'):
        old.unlink()
    with App(tenant='--speed 60 --seed 1') as app:
        tour = Tour(app)
        tour.run()
    for what in tour.wrong:
        print(f'WRONG: {what}', file=sys.stderr)
    print('\nThe tour ' + ('failed' if tour.wrong else 'is complete') + f'; its pictures are in {PICTURES}')
    return 1 if tour.wrong else 0


if __name__ == '__main__':
    sys.exit(main())
