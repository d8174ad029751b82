#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the format of .clang-format: format.py CLANG-FORMAT SOURCE-TREE"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def main(clang_format, top):
    sources = [path.relative_to(top).as_posix() for folder in ('src', 'tests')
               for path in sorted((top / folder).rglob('*.[ch]'))]

    def check(name):
        run = subprocess.run([clang_format, '--dry-run', '-Werror', '--ferror-limit=1', name], cwd=top,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return run.stdout.strip() if run.returncode != 0 else ''

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        bad = [message for message in pool.map(check, sources) if message]
    for message in bad:
        print(message)
    print(f'{len(sources)} files, {len(bad)} to format with {os.path.basename(clang_format)} -i')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
