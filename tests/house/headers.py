#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the comments of headers: what they say is complete, and names what exists.

headers.py SOURCE-TREE LIBRARY

LIBRARY is a shared one with all floors in it. g-ir-scanner reads the headers and asks the
library for its types, with every warning an error; gi-docgen follows the links; and what they let
pass, a function without a comment, is looked for here.
"""

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

sys.dont_write_bytecode = True
from house import BELOW, GIVEN_AWAY, Tree, floor_of  # noqa: E402

# What nobody includes from outside: the top, and a program of its own.
APART = ('ui', 'demo', '')
# Its comments may stand in its sources, and what says everything by its name has none.
TOP = 'src/ui'
# What these do is in their names.
PLAIN = ('_ref', '_unref', '_free')
# Of what the headers speak.
NEEDS = ['GObject-2.0', 'Gio-2.0']
# Of what those of the top speak besides.
TOP_NEEDS = ['Gtk-4.0', 'Adw-1']
GIR = '{http://www.gtk.org/introspection/core/1.0}'
IDENTIFIER = '{http://www.gtk.org/introspection/c/1.0}identifier'
CONFIG = """[library]
namespace = "Sb"
version = "1"
name = "Signalbox"
""" + ''.join(f'[dependencies."{name}"]\nname = "{name}"\ndescription = ""\ndocs_url = "https://docs.gtk.org/"\n'
              for name in NEEDS)


def given_away(tree):
    """The headers of each floor that another one includes, by itself or with one that it does."""
    homes = {}
    for floor in BELOW:
        if floor not in APART:
            for name in tree.files([GIVEN_AWAY.get(floor, f'src/{floor}')], '.h'):
                homes[name.rsplit('/', 1)[1]] = name
    own = {(floor_of(name), name.rsplit('/', 1)[1]) for name in tree.files(['src'], '.h')}
    found = set()
    for name in tree.files(['src'], '.c', '.h'):
        for header in re.findall(r'#\s*include\s+"([^"/]*)"', tree.code(name)):
            if header in homes and (floor_of(name), header) not in own:
                found.add(homes[header])
    left = list(found)
    while left:
        for header in re.findall(r'#\s*include\s+"([^"/]*)"', tree.code(left.pop())):
            if header in homes and homes[header] not in found:
                found.add(homes[header])
                left.append(homes[header])
    return sorted(found)


def scan(tree, library, headers, output):
    """Yields what g-ir-scanner has to say about headers."""
    top = tree.files([TOP], '.h', '.c')
    packages = ['gio-2.0', 'gio-unix-2.0'] + (['libadwaita-1'] if top else [])
    cflags = subprocess.run(['pkg-config', '--cflags', *packages], stdout=subprocess.PIPE, check=True,
                            text=True).stdout.split()
    folders = sorted({os.path.dirname(name) for floor in BELOW if floor not in APART or f'src/{floor}' == TOP
                      for name in tree.files([f'src/{floor}'], '.h')})
    library = Path(library).resolve()
    environment = {**os.environ, 'LD_LIBRARY_PATH': str(library.parent), 'XDG_CACHE_HOME': str(output.parent)}
    # Warnings of the program that asks for the types are not about the headers.
    environment.pop('G_DEBUG', None)
    run = subprocess.run(
        ['g-ir-scanner', '--quiet', '--warn-all', '--no-libtool', '--namespace=Sb', '--nsversion=1',
         '--identifier-prefix=Sb', '--symbol-prefix=sb',
         *(f'--include={name}' for name in NEEDS + (TOP_NEEDS if top else [])),
         f'--library={library.stem[3:]}', f'-L{library.parent}',
         '--cflags-begin', *cflags, *(f'-I{tree.top / folder}' for folder in folders), '--cflags-end',
         f'--output={output}', *(str(tree.top / name) for name in headers + top)],
        cwd=output.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in run.stdout.splitlines():
        if 'Warning: ' in line or 'Error: ' in line:
            yield re.sub(r'^\S*?(?=src/)', '', line)
    if run.returncode != 0:
        yield f'g-ir-scanner failed: {run.stdout}'


def follow(gir):
    """Yields the links that lead nowhere."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / 'docs.toml'
        config.write_text(CONFIG)
        run = subprocess.run(['gi-docgen', 'generate', '--quiet', f'--config={config}', f'--output-dir={folder}/html',
                              str(gir)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in sorted(set(re.sub(r'\x1b\[[\d;]*m', '', run.stdout).splitlines())):
        if 'WARNING' in line or 'ERROR' in line:
            yield line
    if run.returncode != 0:
        yield f'gi-docgen failed: {run.stdout}'


def uncommented(gir, headers):
    """Yields the functions that nothing is said of."""
    root = xml.etree.ElementTree.parse(gir).getroot()
    for kind in ('function', 'method', 'constructor'):
        for function in root.iter(GIR + kind):
            place = function.find(GIR + 'source-position')
            name = function.get(IDENTIFIER)
            if place is not None and function.find(f'.//{GIR}doc') is None and not name.endswith(PLAIN):
                # The scanner tells the path from below what the sources have in common.
                for path in headers:
                    if path.endswith('/' + place.get('filename').split('/')[-1]):
                        yield f'{path}:{place.get("line")}: {name}: no comment'


def problems(top, library):
    tree = Tree(top, top)
    with tempfile.TemporaryDirectory() as folder:
        gir = Path(folder) / 'Sb-1.gir'
        headers = given_away(tree)
        yield from scan(tree, library, headers, gir)
        if gir.exists():
            yield from uncommented(gir, headers)
            yield from follow(gir)


def main(top, library):
    found = sorted(set(problems(Path(top).resolve(), library)))
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:3]))
