#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants bugs in copies of the readers, and sees that the fuzz target finds each of them.

Needs clang with libFuzzer. What is printed for a bug is after how many runs the fuzzer found it, and
whether test-mutations, which is in every test run, finds it too. Fails where the fuzzer does not find
a bug, or finds one where none was planted. Runs are counted, not seconds: a busy computer does as
many as an idle one.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
WIRE = TOP / 'src/client/neurons/wire'
FLAGS = ['-g', '-O1', '-fno-omit-frame-pointer', '-fno-sanitize-recover=all', '-w', '-D_GNU_SOURCE']
SANITIZE = '-fsanitize=address,undefined,float-cast-overflow'

# Name: file of src/client/neurons/wire, and what is replaced by what in it.
PLANTED = {
    'nesting is not limited': [
        ('sb-scan.c', 'if (scan->depth == SB_SCAN_NESTING_MAX)',
         'if (scan->depth == SB_SCAN_NESTING_MAX * 2)'),
        ('sb-scan.c', 'Container open[SB_SCAN_NESTING_MAX];',
         'Container open[SB_SCAN_NESTING_MAX * 2];'),
    ],
    'a repaired name is as long as it came': [
        ('sb-scan.c', '(scan->repaired != NULL ? scan->repaired->len : 0) + (gsize) (scan->at - scan->copied)',
         '(gsize) (scan->at - scan->start)'),
    ],
    'an object is read as a list': [
        ('sb-envelope.c', 'node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)',
         'node != NULL && !JSON_NODE_HOLDS_VALUE (node) ? json_node_get_array (node)'),
    ],
    'a surrogate is read past the end': [
        ('sb-scan.c', "if (scan->end - at < 6 || at[0] != '\\\\' || at[1] != 'u')",
         "if (at[0] != '\\\\' || at[1] != 'u')"),
    ],
    'a total is negative': [
        ('sb-wire-read.c', '|| count < 0 || count > TOTAL_MAX', '|| count > TOTAL_MAX'),
        ('sb-wire-read.c', 'if (total < 0)\n    return start', 'if (total == -1)\n    return start'),
    ],
    'the id of a row is negative': [
        ('sb-envelope.c', '|| number <= 0)', '|| number == 0)'),
    ],
    'a double goes into 64 bits unseen': [
        ('sb-envelope.c', '!(value >= -0x1p63 && value < 0x1p63) || ', ''),
    ],
    'the row of a preview has no id': [
        ('sb-wire-read.c', 'if (id == NULL) {', 'if (id == NULL && collection != SB_COLLECTION_REACH) {'),
    ],
}


def run(command, **options):
    subprocess.run(command, check=True, **options)


class Builder:
    """Objects of the tree as it is, and programs in which some are others."""

    def __init__(self, folder):
        self.folder = folder
        packages = ['gio-2.0', 'json-glib-1.0', 'libidn2']
        self.cflags = subprocess.check_output(['pkg-config', '--cflags', *packages],
                                              text=True).split()
        self.libs = subprocess.check_output(['pkg-config', '--libs', *packages],
                                            text=True).split() + ['-lm']
        sources = [*sorted((TOP / 'src/model').glob('*.c')), *sorted(WIRE.glob('*.c')),
                   *sorted((TOP / 'tests/fuzz').glob('*.c'))]
        self.objects = {source.name: self.compile(source, folder / f'{source.stem}.o')
                        for source in sources}

    def compile(self, source, target):
        run(['clang', *FLAGS, SANITIZE + ',fuzzer-no-link', '-c', source, '-o', target,
             f'-I{WIRE}', f'-I{TOP}/src/model', f'-I{TOP}/tests/fuzz', *self.cflags])
        return target

    def link(self, target, fuzzer, others):
        objects = dict(self.objects, **others)
        del objects['test-mutations.c' if fuzzer else 'fuzz-mutator.c']
        run(['clang', SANITIZE + (',fuzzer' if fuzzer else ''), *objects.values(), '-o', target,
             *self.libs])
        return target

    def plant(self, name, changes):
        """The objects of the files that @changes change."""
        texts = {}
        for file, old, new in changes:
            text = texts.get(file) or (WIRE / file).read_text()
            if text.count(old) != 1:
                sys.exit(f'{name}: {file} is not what it was; look for “{old}”')
            texts[file] = text.replace(old, new)

        others = {}
        for file, text in texts.items():
            source = self.folder / f'planted-{file}'
            source.write_text(text)
            others[file] = self.compile(source, self.folder / f'planted-{file}.o')
        return others


def environment():
    return dict(os.environ, ASAN_OPTIONS='detect_leaks=0',
                UBSAN_OPTIONS='halt_on_error=1:print_stacktrace=1',
                G_TEST_SRCDIR=str(TOP / 'tests'), G_DEBUG='fatal-warnings')


def fuzz(program, folder, runs):
    """After how many runs it found something, or None; and what the fuzzer said."""
    corpus = folder / 'corpus'
    shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir()
    # Small documents: each run is shorter, and there are fewer values in each.
    fuzzer = subprocess.run([program, f'-dict={TOP}/tests/fuzz/json.dict', '-max_len=400',
                             f'-runs={runs}', '-seed=1', '-timeout=60',
                             f'-artifact_prefix={folder}/', corpus, TOP / 'tests/fuzz/corpus'],
                            env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            text=True, errors='replace')
    numbers = re.findall(r'^#(\d+)', fuzzer.stderr, re.MULTILINE)
    return (int(numbers[-1] if numbers else 0) if fuzzer.returncode != 0 else None), fuzzer.stderr


def mutations_find(program):
    return subprocess.run([program], env=environment(), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode != 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--runs', type=int, default=60000, help='how often to look for each bug')
    parser.add_argument('--keep', type=pathlib.Path, help='a folder for what a fuzzer said')
    runs = parser.parse_args().runs
    keep = parser.parse_args().keep
    missed = 0

    if shutil.which('clang') is None:
        sys.exit('clang is not installed')
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        builder = Builder(folder)
        for bug, changes in {'nothing is planted': [], **PLANTED}.items():
            others = builder.plant(bug, changes)
            after, said = fuzz(builder.link(folder / 'fuzz-wire', True, others), folder, runs)
            also = mutations_find(builder.link(folder / 'test-mutations', False, others))
            good = (after is None) != bool(changes) and (bool(changes) or not also)
            missed += not good
            print(f'{"ok" if good else "not ok"} - {bug}: ',
                  'not found' if after is None else f'found after {after} runs',
                  ', and by the mutations' if also else '', sep='', flush=True)
            if keep:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f'{bug}.txt').write_text(said)
            elif not good and not changes:
                print(said[-4000:], file=sys.stderr)

    return 1 if missed else 0


if __name__ == '__main__':
    sys.exit(main())
