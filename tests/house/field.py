#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds a field to a copy of the source tree: field.py SOURCE-TREE WITH-DISPLAY

An eSIM setting is declared in one line of the model's table. Here a made-up one, a confirmation code
for Windows, is added to a copy with all that it takes, and the files of the application that were
touched are counted: LIMIT of them, beside the template and the words. The copy is built, and two
programs of the folder field/ stand in the place of two of its tests: one types and checks the code,
sends, reads, compares and restores it, the other sees it in the editor's pages.
"""

import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LIMIT = 5
LEFT_OUT = shutil.ignore_patterns('.git', '_build*', 'subprojects', '__pycache__')

# After which line something new comes: the words that the line begins with, and what is added. The
# file is the only one below src/ that has the line.
ADDED = [
    # The table.
    ('  F (AUTO_ENABLE, "auto-enable", BOOLEAN, SB_ESIM_SETTING (WINDOWS), NULL)',
     ' \\\n  F (CONFIRMATION_CODE, "confirmation-code", STRING, SB_ESIM_SETTING (WINDOWS), NULL)'),
    # What is wrong with it.
    ('#define FIRST_SETTING SB_DRAFT_FIELD_CARRIER_URL\n',
     '''
/* Digits, as many as a carrier likes; it need not be there. */
static SbProblem *
check_confirmation_code (const char *text)
{
  g_autofree char *trimmed = sb_trim (text);

  return trimmed[strspn (trimmed, "0123456789")] == '\\0'
           ? NULL
           : sb_problem_new (SB_PROBLEM_MARKS, SB_SEVERITY_ERROR, NULL);
}
'''),
    ('#define G_LOG_DOMAIN "sb-draft"\n', '\n#include <string.h>\n'),
    ('  [SB_DRAFT_FIELD_DESCRIPTION] = { SB_CONFIGURATION_FIELD_DESCRIPTION },\n',
     '  [SB_DRAFT_FIELD_CONFIRMATION_CODE] = { .check = check_confirmation_code },\n'),
    # The words.
    ('  [SB_DRAFT_FIELD_AUTO_ENABLE] = { N_ ("Auto Enable") },\n',
     '  [SB_DRAFT_FIELD_CONFIRMATION_CODE] = { N_ ("Confirmation Code") },\n'),
    # The template.
    ('                      <object class="SbProblemRow" id="server_name_problem"/>\n'
     '                    </child>\n',
     '''                    <child>
                      <object class="AdwEntryRow" id="confirmation_code">
                        <property name="title" translatable="yes">Confirmation _Code</property>
                        <property name="use-underline">True</property>
                        <signal name="entry-activated" handler="next_cb" swapped="yes"/>
                      </object>
                    </child>
                    <child>
                      <object class="SbProblemRow" id="confirmation_code_problem"/>
                    </child>
'''),
]

# Which test of the copy a program takes the place of.
PROGRAMS = {'field-wire.c': 'test-write.c', 'field-page.c': 'test-editor-keys.c'}


def touched(before, after):
    """The files of the application that differ between two trees, without templates and words."""
    names = set()
    for top in (before, after):
        names |= {path.relative_to(top) for path in (top / 'src').rglob('*') if path.is_file()}
    return sorted(str(name) for name in names
                  if name.suffix != '.ui' and name.parent != Path('src/ui/words')
                  and not ((before / name).exists() and (after / name).exists()
                           and filecmp.cmp(before / name, after / name, shallow=False)))


def too_many(before, after):
    """Problems: that a field takes more files than it may."""
    files = touched(before, after)
    if len(files) > LIMIT:
        yield f'a field takes {len(files)} files, more than {LIMIT}: {", ".join(files)}'


def find(top, folder, name):
    """The one file of that name."""
    found = list((top / folder).rglob(name))
    if len(found) != 1:
        raise SystemExit(f'{name}: {len(found)} such files in {folder}')
    return found[0]


def add_field(top):
    """Adds the field to a tree."""
    files = {path: path.read_text(encoding='utf-8') for path in sorted((top / 'src').rglob('*'))
             if path.suffix in ('.c', '.h', '.ui')}
    for line, added in ADDED:
        holders = [path for path, text in files.items() if line in text]
        if len(holders) != 1 or files[holders[0]].count(line) != 1:
            raise SystemExit(f'{line.strip()}: once in one file, not in {[str(path) for path in holders]}')
        text = files[holders[0]].replace(line, line + added)
        files[holders[0]] = text
        holders[0].write_text(text, encoding='utf-8')


def build(top, with_display):
    """Builds the programs of the field in the copy and runs them."""
    field = Path(__file__).parent / 'field'
    places = {name: find(top, 'tests', place) for name, place in PROGRAMS.items()}
    for name, place in places.items():
        shutil.copy(field / name, place)

    # What was compiled before is found again by ccache, wherever the copy is.
    env = dict(os.environ, CCACHE_BASEDIR=str(top), CCACHE_NOHASHDIR='1')
    folder = top / '_build'
    subprocess.run(['meson', 'setup', folder, top, '-Dwerror=true'], check=True, env=env,
                   stdout=subprocess.DEVNULL)
    targets = json.loads(subprocess.run(['meson', 'introspect', '--targets', folder], check=True, env=env,
                                        stdout=subprocess.PIPE).stdout)
    programs = {}
    for name, place in places.items():
        programs[name] = next(target['filename'][0] for target in targets
                              if any(str(place) in source['sources'] for source in target['target_sources']))
    subprocess.run(['ninja', '-C', folder, *(os.path.relpath(program, folder) for program in programs.values())],
                   check=True, env=env, stdout=subprocess.DEVNULL)
    env['GSETTINGS_SCHEMA_DIR'] = str(folder / 'data')
    subprocess.run([programs['field-wire.c']], check=True, env=env)
    subprocess.run([with_display, programs['field-page.c']], check=True, env=env)


def main(top, with_display):
    with tempfile.TemporaryDirectory(prefix='a field ') as folder:
        copy = Path(folder) / 'tree'
        shutil.copytree(top, copy, ignore=LEFT_OUT, symlinks=True)
        add_field(copy)
        files = touched(top, copy)
        print(f'A field takes {len(files)} files beside the template and the words: {", ".join(files)}')
        problems = list(too_many(top, copy))
        if problems:
            print(*problems, sep='\n')
            return 1
        build(copy, with_display)
    return 0


if __name__ == '__main__':
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
