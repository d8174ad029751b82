#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests what takes the guards out: a patch counts only where an assertion of its test fails by it.

test-run.py RUN
"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

RUN = sys.argv.pop()

TREE = {
    'meson.build': "project('thing', 'c')\nsubdir('tests')\n",
    'tests/meson.build': "thing = executable('test-thing', '../thing.c', 'test-thing.c')\n"
                         "test('thing', thing, protocol: 'tap', timeout: 1)\n",
    'thing.c': '#include <stdlib.h>\n'
               'int may_go (int allowed);\n'
               'int may_go (int allowed)\n'
               '{\n'
               '  if (!allowed)\n'
               '    return 0;\n'
               '  return 1;\n'
               '}\n',
    # As programs of GLib's are: -p PATH, and a line of TAP.
    'tests/test-thing.c': r'''
#include <stdio.h>
#include <string.h>
int may_go (int allowed);
int main (int argc, char **argv)
{
  const char *path = argv[argc - 1];
  int is_good = strcmp (path, "/refuses") == 0 ? !may_go (0) : may_go (1);

  if (strcmp (path, "/fails") == 0)
    is_good = 0;
  if (strcmp (path, "/is-not-there") == 0)
    return 0;
  if (is_good)
    printf ("ok 1 %s\n", path);
  else
    printf ("not ok %s - ERROR:../tests/test-thing.c:1:test: assertion failed\n", path);
  return !is_good;
}
''',
}


def make_patch(head, *added, context='  if (!allowed)'):
    """Puts lines in the place of the guard."""
    return (f'{head}\n\n--- a/thing.c\n+++ b/thing.c\n@@ -4,5 +4,{3 + len(added)} @@\n {{\n-{context}\n-    return 0;\n'
            + ''.join(f'+{line}\n' for line in added) + '   return 1;\n }\n')


REFUSES = 'Test: tests/test-thing /refuses'

# What is said of each, in this order.
PATCHES = {
    'held': (make_patch(REFUSES), 'ok', '/refuses'),
    'survives': (make_patch('Test: tests/test-thing /goes'), 'not ok', '/goes passes without the guard'),
    'stale': (make_patch(REFUSES, context='  if (!is_allowed)'), 'not ok', 'it no longer applies'),
    'elsewhere': (make_patch(REFUSES).replace('thing.c', 'moved.c'), 'not ok', 'it no longer applies'),
    'broken': (make_patch(REFUSES, '  return allowed +;'), 'not ok', 'it does not compile'),
    'crashes': (make_patch(REFUSES, '  abort ();'), 'not ok', '/refuses ends with -6, and no assertion failed'),
    'hangs': (make_patch(REFUSES, '  for (;;)', '    ;'), 'not ok', '/refuses did not end'),
    'no-head': (make_patch('Test: tests/test-thing'), 'not ok', 'its head has no line'),
    'no-program': (make_patch('Test: tests/test-other /refuses'), 'not ok', 'there is no test tests/test-other'),
    'no-path': (make_patch('Test: tests/test-thing /is-not-there'), 'not ok',
                'tests/test-thing has no test /is-not-there'),
    'fails-anyway': (make_patch('Test: tests/test-thing /fails'), 'not ok', '/fails fails without the patch'),
    'held-after-all': (make_patch(REFUSES, '  /* none */'), 'ok', '/refuses'),
}


class TestRun(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='a thing ')
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name)
        for name, text in TREE.items():
            (self.top / name).parent.mkdir(exist_ok=True)
            (self.top / name).write_text(text, encoding='utf-8')
        for command in (['meson', 'setup', '_build'], ['ninja', '-C', '_build']):
            subprocess.run(command, cwd=self.top, check=True, stdout=subprocess.DEVNULL)

    def run_patches(self, *names):
        """The exit status, and what is printed without what was said by others."""
        files = []
        for name in names:
            files.append(self.top / f'{name}.patch')
            files[-1].write_text(PATCHES[name][0], encoding='utf-8')
        run = subprocess.run([sys.executable, RUN, self.top / '_build', *files],
                             stdout=subprocess.PIPE, text=True, check=False)
        return run.returncode, run.stdout.splitlines()

    def test_patches(self):
        status, lines = self.run_patches(*PATCHES)
        self.assertEqual(status, 1)
        said = [line for line in lines if not line.startswith('# ')]
        self.assertEqual(said.pop(0), 'TAP version 13')
        self.assertEqual(said.pop(0), f'1..{len(PATCHES)}')
        self.assertEqual(len(said), len(PATCHES))
        for i, (name, (_, result, why)) in enumerate(PATCHES.items()):
            with self.subTest(name):
                self.assertTrue(said[i].startswith(f'{result} {i + 1} - {name}.patch: {why}'), said[i])
        self.assertEqual(lines[-1], f'# 2 of {len(PATCHES)} guards are held by their tests')

    def test_good(self):
        status, lines = self.run_patches('held')
        self.assertEqual((status, lines[-1]), (0, '# 1 of 1 guards are held by their tests'))
        # Only the copy was touched.
        self.assertEqual((self.top / 'thing.c').read_text(encoding='utf-8'), TREE['thing.c'])


if __name__ == '__main__':
    unittest.main()
