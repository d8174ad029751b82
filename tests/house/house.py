#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the house: what the compiler and the include paths cannot.

house.py SOURCE-TREE BUILD-TREE

Each rule is a function that takes a Tree and yields what is wrong, as "file:line: what and why".
The rules are the points of a TAP stream. test-house.py plants a violation of each and expects it to
be found.
"""

import re
import subprocess
import sys
import xml.etree.ElementTree
from pathlib import Path

# A floor, and the floors whose headers it may include.
BELOW = {
    'model': [],
    'files': ['model'],
    'payload': ['model'],
    'store': ['model'],
    'client': ['model'],
    'plan': ['model', 'client'],
    'operations': ['model', 'plan', 'store', 'client'],
    'session': ['model', 'files', 'store', 'client', 'plan', 'operations'],
    'demo': ['model', 'payload'],
    'ui': ['model', 'files', 'payload', 'store', 'client', 'plan', 'operations', 'session'],
    # The program itself.
    '': ['ui', 'model', 'files', 'payload', 'store', 'client', 'plan', 'operations', 'session'],
}

# The rooms of client/ that speak to one kind of server each, as README has them: what a path of its
# API looks like, and who else speaks as it does. What another kind takes is a line here.
SERVERS = {
    'neurons': (r'/?api/v1|v1/(policy|device)', ['demo']),
}

# The rooms of a floor, lowest first: each sees those before it, but no server another. A floor's own sources, which lie in
# no room, see them all.
ROOMS = {
    'client': ['include', 'local', 'transport', 'list', *SERVERS],
    'demo': ['database', 'fleet', 'simulation', 'resources', 'http'],
}

# What a floor gives away. A floor that is not here gives away every header that it has.
GIVEN_AWAY = {'client': 'src/client/include/'}

# A library: its headers, its symbols, the floors and rooms that may use it.
LIBRARIES = [
    ('json-glib', r'json-glib/', r'json_', [*(f'client/{room}/wire' for room in SERVERS), 'client/local', 'demo']),
    ('libsoup', r'libsoup/', r'soup_', ['client', 'demo']),
    ('SQLite', r'sqlite3', r'sqlite3_', ['store', 'demo']),
    # Statements of our own are for whoever has the thread to run them in.
    ('sb-sql', r'sb-sql', r'sb_(sql_|database_run$)', ['store']),
    ('libsecret', r'libsecret/', r'secret_', ['store']),
    ('libidn2', r'idn2\.h', r'idn2_', ['model']),
    ('libxml2', r'libxml/', r'(xml|html)[A-Z]', ['payload', 'demo']),
    ('GTK', r'(gtk|gdk|gsk)/', r'(gtk|gdk|gsk)_', ['ui', '']),
    ('libadwaita', r'adwaita\.h', r'adw_', ['ui', '']),
    ('GtkSourceView', r'gtksourceview/', r'gtk_source_', ['ui']),
]

# Calls that wait for a disk, another process or the network, or run a main loop inside another.
BLOCKING = re.compile(
    r'\w+_sync|g_main_context_iteration|g_main_loop_run|g_usleep|sleep|usleep|nanosleep|system'
    r'|g_spawn_command_line_sync|g_file_get_contents|g_file_set_contents(_full)?'
    r'|g_file_load_contents|g_file_replace_contents|g_subprocess_wait(_check)?'
    r'|g_subprocess_communicate(_utf8)?|soup_session_send|soup_session_send_and_read'
    r'|g_tls_certificate_new_from_file(_with_password)?|g_tls_certificate_new_from_files'
    r'|g_tls_certificate_list_new_from_file|g_tls_file_database_new|g_tls_backend_get_default_database'
    # Files.
    r'|fopen|fdopen|freopen|open|openat|creat|stat|lstat|access|mkdir|rmdir|unlink|remove|rename|truncate'
    r'|fsync|opendir|readdir|scandir|realpath|g_(f?open|creat|stat|lstat|access|mkdir|mkdtemp|mkstemp|rmdir)'
    r'|g_(unlink|remove|rename|fsync|file_test|file_open_tmp|file_read_link|dir_open|dir_read_name)'
    r'|g_(canonicalize_filename|mkdir_with_parents|find_program_in_path|mapped_file_new)'
    r'|g_key_file_(load_from_(file|dirs|data_dirs)|save_to_file)'
    r'|g_file_(query_(exists|info|file_type|filesystem_info|writable_namespaces)'
    r'|query_default_handler|find_enclosing_mount|read|append_to|create|replace|enumerate_children|delete'
    r'|trash|copy|move|make_(directory|directory_with_parents|symbolic_link)|measure_disk_usage|open_readwrite'
    r'|set_(attribute|attributes|display_name)\w*|load_bytes|new_tmp)'
    r'|g_app_info_launch\w*|gtk_css_provider_load_from_(path|file)|gtk_image_new_from_file'
    r'|gdk_(texture_new_from_file\w*|pixbuf_new_from_file\w*)'
    # Streams.
    r'|g_(input|output)_stream_(read|read_all|read_bytes|skip|write|write_all|write_bytes|printf|flush'
    r'|splice|close)|g_data_input_stream_read_\w+|g_io_stream_close'
    # The network, other programs and other threads.
    r'|getaddrinfo|getnameinfo|gethostby\w+|g_resolver_lookup_\w+|g_proxy_resolver_lookup'
    r'|g_socket_(client_)?connect(?!ion_(get|is)_)\w*|g_thread_join|g_cond_wait(_until)?|g_async_queue_(timeout_)?pop'
    r'|g_thread_pool_free|popen|waitpid|wait|poll|g_poll|select|flock'
    # Each of them may wait for the disk.
    r'|sqlite3_\w+')
# The halves of an asynchronous call end so.
ASYNCHRONOUS = re.compile(r'\w+_(async|finish)')

# Where they are allowed, with the reason. Such a file runs in a thread of its own.
WORKERS = {
    'src/client/transport/sb-network.c': 'runs libsoup, in a thread of its own',
    'src/client/transport/sb-trust.c': 'reads a certificate authority, in the thread of sb-network.c',
    'src/store/sb-authorities.c': 'copies certificate authorities, in a thread of GTask',
    'src/store/sb-database.c': 'waits for what there is to do, in a thread of its own',
    'src/store/sb-sql.c': 'runs SQLite, in the thread of sb-database.c',
    'src/client/local/sb-demo-files.c': 'makes a folder and deletes files, in a thread of GTask',
    'src/demo/': 'the demo tenant is a program of its own: no window waits for it',
}

# Where ui/ needs a text as the server has it, with the reason. Everywhere else it shows a line of it.
RAW_TEXT = {
    'src/ui/configurations/sb-rename-popover.c': 'edits it',
    'src/ui/editor/sb-editor-dialog.c': 'edits it',
    'src/ui/words/sb-words-change.c': 'compares names',
}

# Where the parts of a widget are looked for that is not one of ours, or lays out others, with the reason.
PARTS = {
    'src/ui/editor/sb-conflict-page.c': 'lays out the columns that it put into a box',
    'src/ui/editor/sb-notice.c': 'takes out the buttons that it put into a box',
    'src/ui/sb-ui.c': 'names what takes the focus in a drop-down: GTK 4.8 does not',
    'src/ui/widgets/sb-columns.c': 'GTK 4.8 tells nobody which row is where in a list',
    'src/ui/widgets/sb-menu.c': 'names the items of a menu: GTK 4.18 does not',
}

# Who has the text of a secret in its hands, and wipes it.
SECRETS = ('src/model/sb-secret.c', 'src/store/sb-secrets.c')

# What asks for the time or starts a timer, and the clock that is given to everybody instead.
TIME = re.compile(r'g_timeout_add(_seconds)?(_full|_once)?|g_timeout_source_new(_seconds)?'
                  r'|g_get_(real|monotonic)_time|g_date_time_new_now(_utc|_local)?|clock_gettime|time')
CLOCK = 'src/model/sb-clock.c'

# Whose lists and submissions end with the account that the window shows.
SESSION = 'src/session/sb-session.c'

# Classes that newer platforms deprecate: one file pair of ui/widgets each, so that a change of the
# floor changes one file.
DEPRECATED_LATER = [
    r'AdwLeaflet\b|adw_leaflet_|ADW_TYPE_LEAFLET',
    r'AdwViewSwitcherTitle|adw_view_switcher_title_|ADW_TYPE_VIEW_SWITCHER_TITLE',
    r'AdwMessageDialog|adw_message_dialog_|ADW_TYPE_MESSAGE_DIALOG',
    r'GtkMessageDialog|gtk_message_dialog_|GTK_TYPE_MESSAGE_DIALOG',
    r'AdwAboutWindow|adw_about_window_|adw_show_about_window|ADW_TYPE_ABOUT_WINDOW',
    r'GtkShortcutsWindow|gtk_shortcuts_window_|GTK_TYPE_SHORTCUTS_WINDOW',
    r'AdwPreferencesWindow|adw_preferences_window_|ADW_TYPE_PREFERENCES_WINDOW',
    r'GtkFileChooser|gtk_file_chooser_|GTK_TYPE_FILE_CHOOSER',
]

# Words of HTTP, which the clients say too.
METHODS = {'GET', 'PUT', 'POST', 'DELETE'}

# Actions of a window, which a permission may be called like.
ACTION = re.compile(r'device\.\w+')

# What else names something as a server does, with the reason.
ALSO_NAMES = {
    'src/client/local/sb-demo-line.c': 'reads what the demo tenant prints, which is that server in small',
}

# What reads a page, or counts rows to find the next one, and the one file that may. A page that
# somebody reads by himself is soon taken for the whole, or ends where a server says nothing.
PAGES = [
    (r'sb_server_query_(async|finish)', 'src/client/list/sb-page-reader.c', 'the one reader'),
    (r'sb_page_get_(offset|n_received|next)', 'src/client/list/sb-page-reader.c', 'the one reader'),
    (r'sb_page_reader_read_(window|on)_async', 'src/client/list/sb-remote-list.c',
     'the list that is read as it is looked at'),
]

LINES = 900
UNFINISHED = re.compile(r'\b(TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK)\b')
GETTEXT = re.compile(r'(?<!\w)(_|N_|C_|NC_|Q_|g?d?c?n?p?gettext|g_d(n|p)?gettext2?|g_dcgettext)\s*\(')
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


def spaces(text):
    """Blanks of the same length and lines."""
    return re.sub(r'[^\n]', ' ', text)


class Tree:
    """The files of a source tree and what was built from it."""

    def __init__(self, top, build):
        self.top = Path(top)
        self.build = Path(build)
        self._objects = None

    def files(self, folders, *endings):
        """The files below some folders of the tree, by how their names end."""
        found = []
        for folder in folders:
            for path in sorted((self.top / folder).rglob('*')):
                if path.is_file() and path.name.endswith(endings) and '__pycache__' not in path.parts:
                    found.append(path.relative_to(self.top).as_posix())
        return found

    def text(self, name):
        # What a hostile server sends is kept as it is, and may be no text.
        return (self.top / name).read_text(encoding='utf-8', errors='replace')

    def code(self, name, strings=True):
        """A C file without its comments, and without what its strings say if strings is False."""
        def replace(match):
            token = match.group()
            if token.startswith('/'):
                return spaces(token)
            return token if strings else '"' + spaces(token[1:-1]) + '"'
        return TOKEN.sub(replace, self.text(name))

    def objects(self):
        """What each object of each library and program below src/ needs from elsewhere.

        Returns a list of (floor, object, source, symbols)."""
        if self._objects is None:
            self._objects = []
            for archive in sorted((self.build / 'src').rglob('*.a')):
                folder = archive.relative_to(self.build / 'src').parent.as_posix()
                floor = folder.split('/')[0] if folder != '.' else ''
                self._objects += self._read_objects(archive, folder, floor)
            # The sources of programs are in no library.
            for program in sorted((self.build / 'src').rglob('*.p/*.c.o')):
                folder = program.parent.parent.relative_to(self.build / 'src').as_posix()
                floor = folder.split('/')[0] if folder != '.' else ''
                if '.a.p' not in program.parent.name and (self.top / self._source(folder, program.name)).exists():
                    self._objects += self._read_objects(program, folder, floor)
        return self._objects

    def _read_objects(self, path, folder, floor):
        listing = subprocess.run(['nm', '-u', '--format=posix', str(path)],
                                 stdout=subprocess.PIPE, check=True, text=True).stdout
        objects = []
        if path.suffix == '.o':
            objects.append((floor, path.name, self._source(folder, path.name), set()))
        for line in listing.splitlines():
            header = re.match(r'.*\[(.*)\]:$', line)
            if header:
                member = header.group(1).rsplit('/', 1)[-1]
                objects.append((floor, member, self._source(folder, member), set()))
            elif line.strip():
                objects[-1][3].add(line.split()[0])
        return objects

    def _source(self, folder, member):
        """The source of an object: meson writes the slashes below the library as underscores."""
        name = re.sub(r'\.o$', '', member)
        base = f'src/{folder}' if folder != '.' else 'src'
        for path in self.files([base], '.c'):
            if path[len(base) + 1:].replace('/', '_') == name:
                return path
        return f'{base}/{name}'


def floor_of(name):
    parts = name.split('/')
    return parts[1] if len(parts) > 2 else ''


def room_of(name):
    parts = name.split('/')
    return parts[2] if len(parts) > 3 else ''


def stands_in(name, folders):
    """Whether a file stands in one of some floors and rooms; '' is the program itself."""
    return any(name.startswith(f'src/{folder}/') if folder else floor_of(name) == '' for folder in folders)


def matches(text, pattern, name):
    """Yields "name:line" and the match for each match of a pattern."""
    for match in re.finditer(pattern, text):
        yield f'{name}:{text.count(chr(10), 0, match.start()) + 1}', match


# The rules


def floors_are_known(tree):
    """src/ holds the floors and nothing else"""
    for name in tree.files(['src'], '.c', '.h', '.ui'):
        if floor_of(name) not in BELOW:
            yield f'{name}: {floor_of(name)} is not a floor; BELOW in tests/house names them'


def includes_have_no_slash(tree):
    """a quoted include has no slash"""
    for name in tree.files(['src', 'tests'], '.c', '.h'):
        for place, match in matches(tree.code(name), r'#\s*include\s+"([^"]*/[^"]*)"', name):
            yield f'{place}: "{match.group(1)}" goes around the include paths'


def includes_stay_below(tree):
    """a floor includes its own headers and those of the floors below"""
    headers = {}
    for name in tree.files(['src'], '.h'):
        headers.setdefault(name.rsplit('/', 1)[1], []).append(name)
    for name in tree.files(['src'], '.c', '.h'):
        own = floor_of(name)
        if own not in BELOW:
            continue
        for place, match in matches(tree.code(name), r'#\s*include\s+"([^"/]*)"', name):
            header = match.group(1)
            found = headers.get(header, [])
            if not found and not (header == 'config.h' or header.endswith('-resources.h')
                                  or header.endswith('-enums.h')):
                yield f'{place}: "{header}" is nowhere in src/'
            if any(floor_of(path) == own for path in found):
                continue
            for path in found:
                floor = floor_of(path)
                if floor not in BELOW[own]:
                    yield f'{place}: {own or "the program"} may not see {path}'
                elif not path.startswith(GIVEN_AWAY.get(floor, '')):
                    yield f'{place}: {path} is for {floor} alone; it gives away {GIVEN_AWAY[floor]}'


def included(tree):
    """Yields the place, the source and the header below src/ of each quoted include."""
    headers = {name.rsplit('/', 1)[1]: name for name in tree.files(['src'], '.h')}
    for name in tree.files(['src'], '.c', '.h'):
        for place, match in matches(tree.code(name), r'#\s*include\s+"([^"/]*)"', name):
            if match.group(1) in headers:
                yield place, name, headers[match.group(1)]


def rooms_see_those_before_them(tree):
    """a room includes its own headers and those of the rooms before it"""
    for floor, rooms in ROOMS.items():
        for name in tree.files([f'src/{floor}'], '.c', '.h'):
            if room_of(name) not in rooms + ['']:
                yield f'{name}: {room_of(name)} is not a room of {floor}; ROOMS in tests/house names them'
    for place, name, header in included(tree):
        rooms = ROOMS.get(floor_of(name), [])
        own, other = room_of(name), room_of(header)
        if (own in rooms and floor_of(header) == floor_of(name)
                and (other not in rooms[:rooms.index(own) + 1] or own != other and {own, other} <= set(SERVERS))):
            yield f'{place}: {room_of(name)} may not see {header}'


def includes_have_no_circles(tree):
    """a source with its header, and what they include, never come round to themselves"""
    def pair_of(name):
        # A private header is one more of its source's.
        return name[:-2].removesuffix('-private')

    wanted = {}
    for place, name, header in included(tree):
        if pair_of(header) != pair_of(name):
            wanted.setdefault(pair_of(name), {}).setdefault(pair_of(header), place)
    done = set()

    def follow(pair, way):
        if pair in way:
            circle = way[way.index(pair):]
            yield (f'{wanted[circle[-1]][pair]}: closes a circle: '
                   + ' → '.join(one.rsplit('/', 1)[1] for one in circle + [pair]))
        elif pair not in done:
            for other in sorted(wanted.get(pair, {})):
                yield from follow(other, way + [pair])
            done.add(pair)

    for pair in sorted(wanted):
        yield from follow(pair, [])


def libraries_stay_on_their_floors(tree):
    """a library's headers are included on its floors alone"""
    for name in tree.files(['src'], '.c', '.h'):
        for place, match in matches(tree.code(name), r'#\s*include\s+<([^>]*)>', name):
            for library, header, _, floors in LIBRARIES:
                if re.match(header, match.group(1)) and not stands_in(name, floors):
                    yield f'{place}: {library} is for {" and ".join(floors)}'


def symbols_stay_on_their_floors(tree):
    """a built floor calls the libraries of its floor alone"""
    built = {floor for floor, *_ in tree.objects()}
    for floor in sorted({floor_of(name) for name in tree.files(['src'], '.c')} - {''}):
        if floor not in built:
            yield f'src/{floor}: no static library was built from it, so nothing can be said of it'
    for _, _, source, symbols in tree.objects():
        for library, _, prefix, floors in LIBRARIES:
            used = sorted(symbol for symbol in symbols if re.match(prefix, symbol))
            if used and not stands_in(source, floors):
                yield f'{source}: uses {library}, which is for {" and ".join(floors)}: {used[0]}'


def secrets_are_in_one_file(tree):
    """libsecret is called from one object of store/"""
    users = sorted({source for _, _, source, symbols in tree.objects()
                    if any(symbol.startswith('secret_') for symbol in symbols)})
    if len(users) > 1:
        yield f'{users[1]}: {users[0]} already speaks to the keyring'


def libraries_stay_inside(tree):
    """a library that a floor uses inside is not given to the floors above"""
    for name in tree.files(['src'], 'meson.build'):
        text = re.sub(r'#[^\n]*', lambda match: spaces(match.group()), tree.text(name))
        for place, match in matches(text, r'declare_dependency\s*\(([^()]|\([^()]*\))*\)', name):
            used = re.search(r'\b(idn|json|soup|source|sqlite|xml|secret)_dep\b', match.group())
            if used:
                yield f'{place}: {used.group()} belongs in static_library ()'


def nothing_blocks(tree):
    """nothing waits for a disk, a process or the network outside the named worker files"""
    for _, _, source, symbols in tree.objects():
        if any(source == worker or (worker.endswith('/') and source.startswith(worker))
               for worker in WORKERS):
            continue
        for symbol in sorted(symbols):
            if (BLOCKING.fullmatch(symbol) and not ASYNCHRONOUS.fullmatch(symbol)
                    and not symbol.startswith('__')):
                yield f'{source}: {symbol} blocks; WORKERS in tests/house names who may'


def workers_are_needed(tree):
    """every named worker file is there"""
    for worker in WORKERS:
        if not (tree.top / worker).exists():
            yield f'tests/house/house.py: {worker} is gone; take it out of WORKERS'


def time_comes_from_the_clock(tree):
    """the time and timers come from the clock that was given"""
    for floor, _, source, symbols in tree.objects():
        if floor != 'demo' and source != CLOCK:
            for symbol in sorted(filter(TIME.fullmatch, symbols)):
                yield f'{source}: {symbol}; tests cannot make it fast, an SbClock they can'


def url_paths_are_in_one_place(tree):
    """a path of an API is written in its server's room alone"""
    for name in tree.files(['src'], '.c', '.h', '.ui'):
        text = tree.code(name) if name.endswith(('.c', '.h')) else tree.text(name)
        for room, (path, others) in SERVERS.items():
            if not stands_in(name, [f'client/{room}', *others]):
                for place, _ in matches(text, path, name):
                    yield f'{place}: a path of the API of {room}'


def words_of_servers(tree):
    """What servers call things: names in JSON, in filters and of facets, words for values, permissions.

    They come from where the codecs have them: a field's property and a value's nick, as sb-names.c spells
    them, and whatever their rooms have in their strings."""
    names, words = set(), set()
    for name in tree.files(['src/model'], '.h'):
        for _, match in matches(tree.code(name), r'\bF \(\w+,[\s\\]*"([a-z0-9-]+)"', name):
            first, *rest = match.group(1).split('-')
            if rest:
                names.add(first + ''.join(part.capitalize() for part in rest))
                words.add(''.join([first] + rest).upper())
        for _, match in matches(tree.code(name), r'\bE \(\w+,[\s\\]*"([a-z0-9-]+)"', name):
            words.add(match.group(1).replace('-', '_').upper())
    for name in tree.files([f'src/client/{room}' for room in SERVERS], '.c', '.h'):
        for _, match in matches(tree.code(name), r'"([^"\n]*)"', name):
            names.update(re.findall(r'\b[a-z]+[A-Z]\w*', match.group(1)))
            words.update(re.findall(r'^(?:[A-Z_]+|[a-z]+(?:\.[a-z]+)+)$', match.group(1)))
    return names, words - METHODS


def words_of_servers_stay_there(tree):
    """what a server calls things is written in the rooms of servers alone"""
    names, words = words_of_servers(tree)
    homes = [home for room, (_, others) in SERVERS.items() for home in (f'client/{room}', *others)]
    for name in tree.files(['src'], '.c', '.h'):
        if stands_in(name, homes) or name in ALSO_NAMES:
            continue
        for place, match in matches(tree.code(name), r'"((?:\\.|[^"\\\n])*)"', name):
            inside = set(re.findall(r'\w+', match.group(1)))
            if floor_of(name) == 'ui' and ACTION.fullmatch(match.group(1)):
                continue
            # A word without an underscore may be one of people's.
            for word in sorted((names & inside) | {word for word in words & inside if '_' in word}
                               | (words & {match.group(1)})):
                yield f'{place}: "{word}" is a word of a server; the model has its own'


def sql_is_in_store_and_demo(tree):
    """SQL is written in store and demo alone"""
    statement = r'"\s*(SELECT\s+[\w*]|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM' \
                r'|CREATE\s+(TABLE|INDEX|UNIQUE|TRIGGER)|PRAGMA\s|BEGIN\s+IMMEDIATE)'
    for name in tree.files(['src'], '.c', '.h'):
        if floor_of(name) not in ('store', 'demo'):
            for place, _ in matches(tree.code(name), statement, name):
                yield f'{place}: SQL'


def ui_sends_nothing(tree):
    """every change goes through operations"""
    verb = re.compile(r'sb_server_send(_async|_finish)?')
    # Around the function, through the interface.
    around = re.compile(r'->\s*send_async\s*\(')
    for floor, _, source, symbols in tree.objects():
        if floor not in ('client', 'operations') and any(map(verb.fullmatch, symbols)):
            yield f'{source}: sends a change past the operations'
    for name in tree.files(['src'], '.c', '.h'):
        if (floor_of(name) in ('ui', '') and verb.search(tree.code(name))
                or name != 'src/client/sb-server.c' and around.search(tree.code(name))):
            yield f'{name}: sends a change past the operations'


def sessions_end_whole(tree):
    """what a session's pages read and send ends with it: they get lists from it, and submit by it"""
    direct = r'\b(sb_remote_list_new|sb_operations_submit)\s*\('
    for name in tree.files(['src/ui', 'src/session', 'src/plan'], '.c'):
        if name != SESSION:
            for place, match in matches(tree.code(name), direct, name):
                yield f'{place}: {match.group(1)} outlives the session; {SESSION} has what ends with it'


def ui_shows_lines(tree):
    """what a server wrote is shown as one readable line"""
    for name in tree.files(['src/ui'], '.c'):
        if name in RAW_TEXT:
            continue
        for place, match in matches(tree.code(name), r'\bsb_(?!account)\w+_get_string\s*\(', name):
            yield f'{place}: {match.group().rstrip(" (")}; show what …_get_line gives'


def secrets_are_wiped(tree):
    """what holds a secret is an SbSecret, which is wiped before it is freed"""
    kept = r'(?<!const )\bchar \*(\w*(?:secret|password|token))\b(?!\s*\()'
    for name in tree.files(['src'], '.c', '.h'):
        if floor_of(name) != 'demo' and name not in SECRETS:
            for place, match in matches(tree.code(name), kept, name):
                yield f'{place}: {match.group(1)} is freed and not wiped; it is an SbSecret'


def pages_are_read_in_one_place(tree):
    """there is no loop over pages beside the one reader"""
    for pattern, home, who in PAGES:
        for _, _, source, symbols in tree.objects():
            for symbol in sorted(symbols):
                if re.fullmatch(pattern, symbol) and source != home:
                    yield f'{source}: {symbol} is for {home} alone, {who}'
    # Around the function, through the interface.
    for name in tree.files(['src'], '.c'):
        for place, match in matches(tree.code(name), r'(\w*)->\s*query_async\s*\(', name):
            if name != 'src/client/sb-server.c':
                yield f'{place}: {match.group(1)}->query_async is for src/client/sb-server.c alone'


def application_has_no_tenant(tree):
    """the application does not link the demo tenant"""
    program = tree.build / 'src' / 'signalbox'
    if not program.exists():
        return
    listing = subprocess.run(['nm', str(program)], stdout=subprocess.PIPE, check=True, text=True).stdout
    for symbol in sorted(set(re.findall(r'\bsoup_server_\w+', listing))):
        yield f'{program.relative_to(tree.build)}: has {symbol}; only the demo tenant is a server'


def deprecated_later_is_wrapped(tree):
    """a class that newer platforms deprecate is in one file of ui/widgets"""
    for pattern in DEPRECATED_LATER:
        homes = {}
        for name in tree.files(['src'], '.c', '.h', '.ui'):
            text = tree.text(name) if name.endswith('.ui') else tree.code(name)
            for place, match in matches(text, pattern, name):
                homes.setdefault(name.rsplit('.', 1)[0], (place, match.group()))
        for number, (home, (place, word)) in enumerate(sorted(homes.items())):
            if not home.startswith('src/ui/widgets/'):
                yield f'{place}: {word} belongs in src/ui/widgets'
            elif number > 0:
                yield f'{place}: {word} is in {sorted(homes)[0]} already'


def accelerators_have_one_home(tree):
    """the accelerators are in one table"""
    homes = [place for name in tree.files(['src'], '.c')
             for place, _ in matches(tree.code(name), 'set_accels_for_action', name)]
    for place in homes[1:]:
        yield f'{place}: {homes[0]} has the table of accelerators'


def files_begin_alike(tree):
    """a source logs under its file's name, a header is read once"""
    for name in tree.files(['src'], '.c', '.h'):
        stem = name.rsplit('/', 1)[1][:-2]
        if name.endswith('.h'):
            if '#pragma once' not in tree.text(name):
                yield f'{name}: #pragma once is missing'
        elif f'#define G_LOG_DOMAIN "{stem}"' not in tree.text(name) and stem != 'main':
            yield f'{name}: #define G_LOG_DOMAIN "{stem}" is missing'


def files_are_short(tree):
    """no file is over 900 lines"""
    for name in tree.files(['src', 'tests'], '.c', '.h', '.ui', '.py', 'meson.build'):
        lines = tree.text(name).count('\n')
        if lines > LINES:
            yield f'{name}: {lines} lines'


def sources_say_their_licence(tree):
    """every source names its licence"""
    scripts = [name for name in tree.files(['tests', '.ci', 'flatpak'], '')
               if '.' not in name.rsplit('/', 1)[1]
               and (tree.top / name).read_bytes().startswith(b'#!')]
    roots = [name for name in ('check', 'demo') if (tree.top / name).exists()]
    for name in tree.files(['src', 'tests', 'data'], '.c', '.h', '.ui', '.py', '.css') + scripts + roots:
        if 'SPDX-License-Identifier: GPL-3.0-or-later' not in '\n'.join(tree.text(name).splitlines()[:6]):
            yield f'{name}:1: SPDX-License-Identifier is not in the first lines'


def nothing_is_left_for_later(tree):
    """nothing is left for later"""
    for name in tree.files(['src', 'tests', 'data', 'po', 'flatpak'],
                           '.c', '.h', '.ui', '.py', '.xml', '.in', '.json', 'meson.build'):
        for place, match in matches(tree.text(name), UNFINISHED, name):
            yield f'{place}: {match.group()}'


def words_are_in_ui(tree):
    """there is no sentence for a person below ui/"""
    for name in tree.files(['src'], '.c', '.h'):
        if floor_of(name) not in ('ui', ''):
            code = tree.code(name, strings=False)
            for place, match in matches(code, GETTEXT.pattern + r'|<glib/gi18n', name):
                yield f'{place}: {match.group().strip(" (")} translates'


def numbers_have_plurals(tree):
    """what is said of a number is translated with it: in other languages each word changes with it"""
    for name in tree.files(['src'], '.c'):
        for place, match in matches(tree.code(name),
                                    r'(?<!\w)N?_ \(\s*"[^"]*?((?<!line )%l?[ud] (?!of |so far|and )[a-z][^"]*)"', name):
            yield f'{place}: “{match.group(1)}” has no plural; use ngettext () or NP_ ()'


def potfiles_are_complete(tree):
    """po/POTFILES.in names every file with words to translate, and no other"""
    listed = [line.strip() for line in tree.text('po/POTFILES.in').splitlines()
              if line.strip() and not line.startswith('#')]
    for first, second in zip(listed, listed[1:]):
        if first >= second:
            yield f'po/POTFILES.in: {second} is not in alphabetical order'
    have = set(tree.files(['data'], '.desktop.in', '.metainfo.xml.in'))
    for name in tree.files(['src'], '.c', '.h'):
        # A word that is elsewhere, and is but looked up here, is none.
        if re.search(GETTEXT.pattern + r'\s*(NULL,\s*)?"', tree.code(name, strings=False)):
            have.add(name)
    for name in tree.files(['src', 'data'], '.ui'):
        if re.search(r'translatable="(yes|true|1)"', tree.text(name)):
            have.add(name)
    for name in sorted(have - set(listed)):
        yield f'po/POTFILES.in: {name} is missing'
    for name in sorted(set(listed) - have):
        yield f'po/POTFILES.in: {name} is not there or has no words to translate'


def templates_are_xml(tree):
    """every template and resource list is XML"""
    for name in tree.files(['src', 'data'], '.ui', '.xml', '.svg', '.xml.in'):
        try:
            xml.etree.ElementTree.parse(tree.top / name)
        except xml.etree.ElementTree.ParseError as error:
            yield f'{name}: {error}'


def references_are_owned(tree):
    """no reference is dropped by hand"""
    for name in tree.files(['src'], '.c', '.h'):
        for place, match in matches(tree.code(name, strings=False),
                                    r'(?<!\w)(g_object_unref|g_bytes_unref|g_variant_unref)\s*\(', name):
            yield f'{place}: {match.group(1)}; use g_autoptr or g_clear_…'


def objects_have_fields(tree):
    """what an object remembers is in a field, not hung on it under a name"""
    for name in tree.files(['src'], '.c', '.h'):
        for place, match in matches(tree.code(name),
                                    r'\bg_object_((?:set|get|steal)_q?data|replace_q?data)\w*', name):
            yield f'{place}: {match.group()}; a field of a class of its own holds it'


def parts_are_ones_own(tree):
    """nobody but a widget itself looks for its children, which are private to it"""
    used = set()
    for name in tree.files(['src/ui'], '.c'):
        for place, match in matches(tree.code(name),
                                    r'\bgtk_widget_(?:get_(?:first|last)_child|observe_children'
                                    r'|get_template_child) \((?!GTK_WIDGET \(self\)[),]|self\))', name):
            used.add(name)
            if name not in PARTS:
                yield f'{place}: {match.group()}; a widget of our own has fields'
    for name in sorted(set(PARTS) - used):
        if (tree.top / name).exists():
            yield f'{name}: looks for no parts any more; take it out of PARTS'


def files_have_names_of_their_own(tree):
    """no two files of src/ have one name"""
    homes = {}
    for name in tree.files(['src'], '.c', '.h', '.ui'):
        base = name.rsplit('/', 1)[1]
        # Each program has one.
        if base != 'main.c' and homes.setdefault(base, name) != name:
            yield f'{name}: {homes[base]} has the name already'


RULES = [
    floors_are_known, includes_have_no_slash, includes_stay_below, rooms_see_those_before_them,
    includes_have_no_circles, libraries_stay_on_their_floors,
    symbols_stay_on_their_floors, secrets_are_in_one_file, libraries_stay_inside, nothing_blocks,
    workers_are_needed, time_comes_from_the_clock, url_paths_are_in_one_place, words_of_servers_stay_there,
    sql_is_in_store_and_demo, ui_sends_nothing,
    pages_are_read_in_one_place, sessions_end_whole, ui_shows_lines, secrets_are_wiped, application_has_no_tenant,
    deprecated_later_is_wrapped, accelerators_have_one_home,
    files_begin_alike, files_are_short,
    sources_say_their_licence, nothing_is_left_for_later, words_are_in_ui, numbers_have_plurals, potfiles_are_complete,
    templates_are_xml, references_are_owned, objects_have_fields, parts_are_ones_own,
    files_have_names_of_their_own,
]


def main(top, build):
    tree = Tree(top, build)
    print(f'1..{len(RULES)}')
    good = True
    for number, rule in enumerate(RULES, 1):
        problems = list(rule(tree))
        good = good and not problems
        print(f'{"not ok" if problems else "ok"} {number} - {rule.__doc__}')
        for problem in problems:
            print(f'# {problem}')
            print(problem, file=sys.stderr)
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2]))
