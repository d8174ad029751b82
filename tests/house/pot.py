#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the template for translators and looks at it: pot.py SOURCE-TREE

It has to come out without a warning, and hold words of every file that POTFILES.in names.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path


def main(top):
    listed = [line.strip() for line in (top / 'po' / 'POTFILES.in').read_text(encoding='utf-8').splitlines()
              if line.strip() and not line.startswith('#')]
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / 'signalbox.pot'
        run = subprocess.run(
            ['xgettext', '--package-name=signalbox', '--from-code=UTF-8', '--add-comments',
             '--keyword=_', '--keyword=N_', '--keyword=NP_:1,2', '--keyword=C_:1c,2', '--keyword=NC_:1c,2',
             '--keyword=g_dpgettext2:2c,3', '--flag=ngettext:1:c-format', '--flag=ngettext:2:c-format',
             f'--directory={top}', f'--output={pot}', *listed],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        text = pot.read_text(encoding='utf-8') if pot.exists() else ''
    bad = run.returncode != 0 or run.stdout.strip()
    if bad:
        print(run.stdout.strip() or f'xgettext ended with status {run.returncode}')
    have = set(re.findall(r'([^\s:]+):\d+', '\n'.join(line for line in text.splitlines() if line.startswith('#:'))))
    for name in listed:
        if name not in have:
            print(f'{name}: no words of it are in the template')
            bad = True
    print(f'{len(re.findall("^msgid ", text, re.MULTILINE)) - 1} messages in {len(listed)} files')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main(Path(sys.argv[1])))
