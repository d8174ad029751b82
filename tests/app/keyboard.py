# SPDX-License-Identifier: GPL-3.0-or-later
"""Presses real keys, and counts them."""

import subprocess

# What xdotool calls them, and what is printed on them.
PRINTED = {'Return': 'Return', 'question': '?', 'comma': ',', 'space': 'Space', 'ctrl': 'Ctrl', 'alt': 'Alt',
           'shift': 'Shift'}


class Keyboard:
    def __init__(self):
        self.pressed = []

    @property
    def count(self):
        """Keys pressed so far: a chord is one, typed text is none."""
        return len(self.pressed)

    def begin(self):
        """Starts to count anew."""
        self.pressed = []

    def press(self, *keys):
        """Presses keys or chords one after another, as xdotool names them: ctrl+n."""
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True)
        for key in keys:
            words = [PRINTED.get(word, word) for word in key.split('+')]
            self.pressed.append('+'.join(word.upper() if len(word) == 1 else word for word in words))

    def type(self, text):
        """Types a text, which is not counted."""
        subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '4', text], check=True)

    def __str__(self):
        return ', '.join(self.pressed)
