#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests what holds the comments of headers: good ones pass, and each planted fault is found."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
import headers  # noqa: E402

HEADER = """#pragma once
#include <glib-object.h>

#define SB_TYPE_THING (sb_thing_get_type ())
G_DECLARE_FINAL_TYPE (SbThing, sb_thing, SB, THING, GObject)

/**
 * SbThing:
 *
 * A thing, see [method@Thing.get_name].
 */

/**
 * sb_thing_new:
 *
 * Returns: (transfer full): a thing
 */
SbThing *sb_thing_new (void);

/**
 * sb_thing_get_name:
 *
 * Returns: (transfer none): its name
 */
const char *sb_thing_get_name (SbThing *self);

/**
 * sb_thing_find:
 *
 * Returns: (nullable) (transfer none): another thing
 */
SbThing *sb_thing_find (SbThing *self);
"""
SOURCE = """#include "sb-thing.h"
struct _SbThing { GObject parent; };
G_DEFINE_FINAL_TYPE (SbThing, sb_thing, G_TYPE_OBJECT)
static void sb_thing_class_init (SbThingClass *klass) {}
static void sb_thing_init (SbThing *self) {}
SbThing *sb_thing_new (void) { return g_object_new (SB_TYPE_THING, NULL); }
const char *sb_thing_get_name (SbThing *self) { return ""; }
SbThing *sb_thing_find (SbThing *self) { return NULL; }
"""


class TestHeaders(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='a house ')
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name)
        self.write('src/model/sb-thing.h', HEADER)
        self.write('src/model/sb-thing.c', SOURCE)
        self.write('src/model/sb-inside.h', '#pragma once\nvoid sb_inside (void);\n')
        self.write('src/plan/sb-plan.c', '#include "sb-thing.h"\n')

    def write(self, name, text):
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def problems(self, old='', new=''):
        self.assertIn(old, HEADER)
        self.write('src/model/sb-thing.h', HEADER.replace(old, new, 1))
        library = self.top / 'libsb-things.so'
        flags = subprocess.run(['pkg-config', '--cflags', '--libs', 'gio-2.0'], stdout=subprocess.PIPE, check=True,
                               text=True).stdout.split()
        subprocess.run(['cc', '-shared', '-fPIC', '-o', library, self.top / 'src/model/sb-thing.c', *flags], check=True)
        return list(headers.problems(self.top, library))

    def assert_found(self, problems, *parts):
        self.assertEqual(len(problems), 1, problems)
        for part in parts:
            self.assertIn(part, problems[0])

    def test_good(self):
        self.assertEqual(headers.given_away(headers.Tree(self.top, self.top)), ['src/model/sb-thing.h'])
        self.assertEqual(self.problems(), [])

    def test_uncommented(self):
        comment = HEADER[HEADER.index('/**\n * sb_thing_get_name:'):HEADER.index('const char')]
        self.assert_found(self.problems(comment), 'src/model/sb-thing.h:', 'sb_thing_get_name: no comment')

    def test_transfer(self):
        self.assert_found(self.problems('(nullable) (transfer none)', '(nullable)'), 'src/model/sb-thing.h:',
                          'sb_thing_find', 'transfer')

    def test_parameter(self):
        self.assert_found(self.problems(' * sb_thing_get_name:\n', ' * sb_thing_get_name:\n * @who: nobody\n'),
                          'src/model/sb-thing.h:', 'who')

    def test_top(self):
        """What ui has is read, too, but need not be described."""
        self.write('src/ui/sb-top.h', '#pragma once\n#include "sb-thing.h"\nvoid sb_top_show (SbThing *thing);\n'
                                      'SbThing *sb_top_find (SbThing *thing);\n')
        self.assert_found(self.problems(), 'src/ui/sb-top.h:4', 'sb_top_find', 'transfer')

    def test_link(self):
        self.assert_found(self.problems('[method@Thing.get_name]', '[method@Thing.get_names]'), 'get_names')


if __name__ == '__main__':
    unittest.main()
