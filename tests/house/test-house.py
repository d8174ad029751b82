#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests the house's rules: a good tree passes, and each planted violation is found.

Without this, a rule that finds nothing because it looks at nothing would pass for ever.
"""

import shutil
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
from pathlib import Path

sys.dont_write_bytecode = True
import field  # noqa: E402
import house  # noqa: E402

LICENCE = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'

# A small house that holds.
GOOD = {
    'src/model/sb-thing.h': LICENCE + '#pragma once\nint sb_thing (void);\n',
    'src/model/sb-thing.c': LICENCE + '#include "config.h"\n#include "sb-thing.h"\n'
                            'int sb_thing (void) { return 1; }\n',
    'src/client/neurons/wire/sb-wire.h': LICENCE + '#pragma once\nint sb_wire (void);\n',
    'src/client/neurons/wire/sb-wire.c': LICENCE + '#include "sb-thing.h"\n#include "sb-wire.h"\n'
                          '// /api/v1 in a comment is only words, and so is _("this")\n'
                          'int json_parse (void);\n'
                          'int sb_wire (void) { return sb_thing () + json_parse (); }\n',
    'src/client/neurons/wire/meson.build': "wire_dep = declare_dependency(link_with: wire_lib, dependencies: [model_dep])\n",
    'src/client/include/sb-server.h': LICENCE + '#pragma once\nint sb_server_send_async (void);\n',
    'src/client/transport/sb-transport.h': LICENCE + '#pragma once\nint sb_transport (void);\n',
    'src/client/neurons/sb-neurons.c': LICENCE + '#include "sb-server.h"\n'
                                       'const char *sb_neurons_path = "/api/v1/policy";\n',
    'src/demo/http/demo-server.c': LICENCE + 'int g_usleep (int);\nint demo_server (void) { return g_usleep (1); }\n',
    'src/ui/sb-window.c': LICENCE + '#include "sb-server.h"\n#include <gtk/gtk.h>\n'
                          'const char *_ (const char *);\nconst char *sb_window (void) { return _ ("Devices"); }\n',
    'src/ui/widgets/sb-split.c': LICENCE + 'void *adw_leaflet_new (void);\n'
                                 'void *sb_split (void) { return adw_leaflet_new (); }\n',
    'src/ui/sb-window.ui': '<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n'
                           '<interface><property name="title" translatable="yes">Devices</property></interface>\n',
    'data/app.desktop.in': '[Desktop Entry]\nName=Signalbox\n',
    'po/POTFILES.in': '# words\ndata/app.desktop.in\nsrc/ui/sb-window.c\nsrc/ui/sb-window.ui\n',
    'tests/model/test-thing.c': LICENCE + '#include "sb-thing.h"\n',
    'check': '#!/bin/bash\n# SPDX-License-Identifier: GPL-3.0-or-later\n',
}


class TestHouse(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='a house ')
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name) / 'tree'
        self.build = Path(folder.name) / 'build'
        for name, text in GOOD.items():
            self.write(name, text)
        for worker in house.WORKERS:
            if not worker.endswith('/'):
                self.write(worker, LICENCE)

    def write(self, name, text):
        """Writes a file, with what every source begins with."""
        path = self.top / name
        if path.suffix == '.c' and name.startswith('src/') and 'G_LOG_DOMAIN' not in text:
            text = text.rstrip('\n') + f'\n#define G_LOG_DOMAIN "{path.stem}"\n'
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')

    def compile(self):
        """Builds a static library a floor, named and laid out as meson does."""
        floors = {}
        for path in sorted((self.top / 'src').rglob('*.c')):
            parts = path.relative_to(self.top / 'src').parts
            floors.setdefault(parts[0] if len(parts) > 1 else '', []).append(path)
        for floor, sources in floors.items():
            objects = []
            private = self.build / 'src' / floor / (f'lib{floor}.a.p' if floor else 'signalbox.p')
            private.mkdir(parents=True, exist_ok=True)
            for source in sources:
                name = '_'.join(source.relative_to(self.top / 'src' / floor).parts)
                code = '\n'.join(line for line in source.read_text(encoding='utf-8').splitlines()
                                 if not line.startswith('#include'))
                target = private / (name + '.o')
                # In the C of 1989 a function may be called without being declared.
                subprocess.run(['cc', '-std=gnu89', '-w', '-x', 'c', '-c', '-o', target, '-'],
                               input=code, text=True, check=True)
                objects.append(target)
            # A thin archive, as meson makes for a library that is not installed.
            if floor:
                subprocess.run(['ar', 'csrDT', private.parent / f'lib{floor}.a', *objects], check=True,
                               stderr=subprocess.DEVNULL)

    def problems(self, rule):
        return list(rule(house.Tree(self.top, self.build)))

    def assert_found(self, rule, *words):
        problems = self.problems(rule)
        for word in words:
            self.assertTrue(any(word in problem for problem in problems),
                            f'{rule.__name__} does not find {word}: {problems}')

    def call(self, name, *functions):
        """Writes a source that calls some functions."""
        body = ''.join(f'  {function} ();\n' for function in functions)
        self.write(name, LICENCE + 'void sb_call (void)\n{\n' + body + '}\n')

    def test_good(self):
        self.compile()
        for rule in house.RULES:
            with self.subTest(rule=rule.__name__):
                self.assertEqual(self.problems(rule), [])

    def test_every_rule_has_a_test(self):
        with open(__file__, encoding='utf-8') as file:
            source = file.read()
        for rule in house.RULES:
            self.assertIn(f'assert_found(house.{rule.__name__},', source)

    def test_floors(self):
        self.write('src/cellar/sb-wine.c', LICENCE)
        self.assert_found(house.floors_are_known, 'src/cellar/sb-wine.c')

    def test_slash(self):
        self.write('src/model/sb-slash.c', LICENCE + '#include "../ui/sb-window.h"\n')
        self.write('tests/model/test-slash.c', LICENCE + '# include "model/sb-thing.h"\n')
        self.assert_found(house.includes_have_no_slash, 'src/model/sb-slash.c:2', 'tests/model/test-slash.c:2')

    def test_includes(self):
        self.write('src/model/sb-up.c', LICENCE + '#include "sb-wire.h"\n')
        self.write('src/ui/sb-inside.c', LICENCE + '#include "sb-transport.h"\n')
        self.write('src/ui/sb-nowhere.c', LICENCE + '#include "sb-nowhere.h"\n')
        self.write('src/demo/sb-json.c', LICENCE + '#include "sb-wire.h"\n')
        self.assert_found(house.includes_stay_below, 'src/model/sb-up.c:2', 'src/ui/sb-inside.c:2',
                          'src/ui/sb-nowhere.c:2', 'src/demo/sb-json.c:2')

    def test_rooms(self):
        self.write('src/demo/database/demo-up.c', LICENCE + '#include "demo-top.h"\n')
        self.write('src/demo/http/demo-top.h', LICENCE + '#pragma once\n#include "demo-main.h"\n')
        self.write('src/demo/demo-main.h', LICENCE + '#pragma once\n')
        self.write('src/demo/demo-main.c', LICENCE + '#include "demo-top.h"\n')
        self.write('src/demo/attic/demo-box.c', LICENCE)
        self.write('src/client/transport/sb-failure.c', LICENCE + '#include "sb-wire.h"\n')
        self.assert_found(house.rooms_see_those_before_them, 'src/demo/database/demo-up.c:2',
                          'src/demo/http/demo-top.h:3', 'attic is not a room',
                          'src/client/transport/sb-failure.c:2: transport may not see')
        self.assertEqual(len(self.problems(house.rooms_see_those_before_them)), 4)

    def test_circles(self):
        self.write('src/payload/sb-one.h', LICENCE + '#pragma once\n')
        self.write('src/payload/sb-one.c', LICENCE + '#include "sb-one.h"\n#include "sb-two.h"\n')
        self.write('src/payload/sb-two.h', LICENCE + '#pragma once\n')
        self.write('src/payload/sb-two.c', LICENCE + '#include "sb-thing.h"\n#include "sb-three.h"\n')
        self.write('src/payload/sb-three.h', LICENCE + '#pragma once\n#include "sb-two-half.h"\n')
        self.write('src/payload/sb-two-half.h', LICENCE + '#pragma once\n')
        self.assertEqual(self.problems(house.includes_have_no_circles), [])
        self.write('src/payload/sb-two-half.h', LICENCE + '#pragma once\n#include "sb-one.h"\n')
        self.assert_found(house.includes_have_no_circles,
                          'src/payload/sb-two-half.h:3: closes a circle: sb-one → sb-two → sb-three → sb-two-half → sb-one')
        self.assertEqual(len(self.problems(house.includes_have_no_circles)), 1)

    def test_libraries(self):
        self.write('src/model/sb-gtk.h', LICENCE + '#include <gtk/gtk.h>\n')
        self.write('src/ui/sb-json.c', LICENCE + '#include <json-glib/json-glib.h>\n')
        self.write('src/client/neurons/sb-json.c', LICENCE + '#include <json-glib/json-glib.h>\n')
        self.write('src/operations/sb-soup.c', LICENCE + '#include <libsoup/soup.h>\n')
        self.write('src/client/sb-sql.c', LICENCE + '#include <sqlite3.h>\n')
        self.write('src/ui/sb-secret.c', LICENCE + '#include <libsecret/secret.h>\n')
        self.write('src/ui/sb-idn.c', LICENCE + '#include <idn2.h>\n')
        self.write('src/client/neurons/wire/sb-xml.c', LICENCE + '#include <libxml/tree.h>\n')
        self.write('src/plan/sb-adw.c', LICENCE + '#include <adwaita.h>\n')
        self.write('src/payload/sb-source.c', LICENCE + '#include <gtksourceview/gtksource.h>\n')
        self.assert_found(house.libraries_stay_on_their_floors, 'src/model/sb-gtk.h:2', 'src/ui/sb-json.c:2',
                          'src/client/neurons/sb-json.c:2', 'src/operations/sb-soup.c:2', 'src/client/sb-sql.c:2', 'src/ui/sb-secret.c:2',
                          'src/ui/sb-idn.c:2', 'src/client/neurons/wire/sb-xml.c:2', 'src/plan/sb-adw.c:2', 'src/payload/sb-source.c:2')

    def test_symbols(self):
        self.call('src/model/sb-symbols.c', 'gtk_window_new', 'adw_bin_new', 'json_node_new', 'soup_message_new',
                  'sqlite3_open', 'sb_sql_open', 'secret_value_new', 'xmlNewDoc', 'gtk_source_view_new')
        self.call('src/ui/pages/sb-symbols.c', 'json_node_new', 'idn2_free')
        self.compile()
        self.assert_found(house.symbols_stay_on_their_floors,
                          *(f'src/model/sb-symbols.c: uses {name}' for name, _, _, floors in house.LIBRARIES
                            if 'model' not in floors),
                          'src/ui/pages/sb-symbols.c: uses json-glib', 'src/ui/pages/sb-symbols.c: uses libidn2')

    def test_database(self):
        self.call('src/session/sb-sql-of.c', 'sqlite3_step', 'sb_sql_transact', 'sb_database_run',
                  'sb_database_open_async')
        self.call('src/store/sb-hasty.c', 'sqlite3_step', 'flock', 'sb_sql_run_with')
        self.compile()
        self.assert_found(house.symbols_stay_on_their_floors, 'src/session/sb-sql-of.c: uses SQLite',
                          'src/session/sb-sql-of.c: uses sb-sql, which is for store: sb_database_run')
        self.assert_found(house.nothing_blocks, 'src/session/sb-sql-of.c: sqlite3_step blocks',
                          'src/store/sb-hasty.c: sqlite3_step blocks', 'src/store/sb-hasty.c: flock blocks')
        self.assertEqual(len(self.problems(house.symbols_stay_on_their_floors)), 2)

    def test_nothing_built(self):
        self.assert_found(house.symbols_stay_on_their_floors, 'src/model: no static library')

    def test_secrets(self):
        self.call('src/store/sb-keyring.c', 'secret_password_storev')
        self.compile()
        self.assertEqual(self.problems(house.secrets_are_in_one_file), [])
        self.call('src/store/sb-other.c', 'secret_password_lookupv')
        self.write('src/store/sb-other.c', (self.top / 'src/store/sb-other.c').read_text().replace('sb_call', 'sb_b'))
        self.compile()
        self.assert_found(house.secrets_are_in_one_file, 'src/store/sb-other.c')

    def test_dependencies(self):
        self.write('src/client/meson.build', "client_lib = static_library('client', dependencies: [soup_dep])\n"
                                             "client_dep = declare_dependency(\n"
                                             "  include_directories: include_directories('include'),\n"
                                             "  dependencies: [gio_dep, soup_dep])\n")
        self.assert_found(house.libraries_stay_inside, 'src/client/meson.build:2: soup_dep')

    def test_blocking(self):
        calls = ['secret_password_lookupv_sync', 'g_main_context_iteration', 'g_usleep', 'g_spawn_sync',
                 'g_file_get_contents', 'g_file_set_contents', 'g_file_load_contents', 'g_subprocess_wait',
                 'g_subprocess_communicate', 'g_subprocess_communicate_utf8', 'soup_session_send',
                 'soup_session_send_and_read', 'g_tls_certificate_new_from_file', 'g_tls_file_database_new',
                 'g_main_loop_run', 'fopen', 'opendir', 'g_file_test', 'g_file_query_exists', 'g_file_query_info',
                 'g_file_enumerate_children', 'g_dir_open', 'g_mkdir_with_parents', 'g_find_program_in_path',
                 'g_key_file_load_from_file', 'g_key_file_save_to_file', 'g_input_stream_read',
                 'g_output_stream_close', 'g_data_input_stream_read_line', 'getaddrinfo',
                 'g_resolver_lookup_by_name', 'g_socket_client_connect_to_host', 'g_thread_join',
                 'g_async_queue_pop', 'g_tls_backend_get_default_database', 'gtk_image_new_from_file']
        allowed = ['soup_session_send_async', 'g_file_load_contents_async', 'g_subprocess_communicate_finish',
                   'g_file_query_info_async', 'g_file_delete_finish', 'g_key_file_load_from_data',
                   'g_input_stream_read_async', 'g_output_stream_close_async', 'g_resolver_lookup_by_name_async',
                   'g_socket_client_connect_to_host_async',
                   'g_socket_connection_get_remote_address', 'g_data_input_stream_read_line_finish']
        self.call('src/ui/sb-blocking.c', *calls, *allowed)
        self.compile()
        self.assert_found(house.nothing_blocks, *(f'src/ui/sb-blocking.c: {call} blocks' for call in calls))
        self.assertEqual(len(self.problems(house.nothing_blocks)), len(calls))

    def test_workers(self):
        house.WORKERS['src/store/sb-gone.c'] = 'a test'
        self.addCleanup(house.WORKERS.pop, 'src/store/sb-gone.c')
        self.assert_found(house.workers_are_needed, 'src/store/sb-gone.c')
        self.call('src/store/sb-gone.c', 'g_usleep')
        self.compile()
        self.assertEqual(self.problems(house.nothing_blocks), [])

    def test_session_and_plan_have_no_widgets(self):
        for floor in ('session', 'plan'):
            self.write(f'src/{floor}/sb-window-of.c', LICENCE + '#include <gtk/gtk.h>\n')
            self.call(f'src/{floor}/sb-drawn.c', 'gtk_widget_show', 'adw_init')
        self.write('src/plan/sb-up.c', LICENCE + '#include "sb-open.h"\n')
        self.write('src/session/sb-open.h', LICENCE + '#pragma once\n')
        self.compile()
        for floor in ('session', 'plan'):
            self.assert_found(house.libraries_stay_on_their_floors, f'src/{floor}/sb-window-of.c')
            self.assert_found(house.symbols_stay_on_their_floors, f'src/{floor}/sb-drawn.c: uses GTK',
                              f'src/{floor}/sb-drawn.c: uses libadwaita')
        self.assert_found(house.includes_stay_below, 'src/plan/sb-up.c')

    def test_program(self):
        self.call('src/main.c', 'g_spawn_sync', 'sqlite3_open')
        self.compile()
        self.assert_found(house.nothing_blocks, 'src/main.c: g_spawn_sync blocks')
        self.assert_found(house.symbols_stay_on_their_floors, 'src/main.c: uses SQLite')

    def test_time(self):
        self.call('src/ui/sb-hasty.c', 'g_timeout_add', 'g_get_monotonic_time', 'g_timeout_add_seconds_once')
        self.compile()
        self.assert_found(house.time_comes_from_the_clock, *(f'src/ui/sb-hasty.c: {call}' for call in (
            'g_timeout_add;', 'g_get_monotonic_time;', 'g_timeout_add_seconds_once;')))

    def test_accelerators(self):
        for name in ('src/ui/sb-actions.c', 'src/ui/sb-other.c'):
            self.call(name, 'gtk_application_set_accels_for_action')
        self.assert_found(house.accelerators_have_one_home, 'src/ui/sb-other.c')

    def test_beginnings(self):
        self.write('src/model/sb-silent.c', LICENCE + '#define G_LOG_DOMAIN "sb-other"\n')
        self.write('src/model/sb-twice.h', LICENCE)
        self.assert_found(house.files_begin_alike, 'src/model/sb-silent.c', 'src/model/sb-twice.h')

    def test_paths(self):
        self.write('src/payload/sb-path.c', LICENCE + 'const char *path = "/api/v1/device";\n')
        self.assert_found(house.url_paths_are_in_one_place, 'src/payload/sb-path.c:2')

    def test_servers(self):
        """Another server has a room, paths and words of its own by a line of the table."""
        rooms = {'client': house.ROOMS['client'] + ['other']}
        self.write('src/client/neurons/sb-of-one.h', LICENCE + '#pragma once\n')
        self.write('src/client/other/sb-other.c', LICENCE + '#include "sb-server.h"\n#include "sb-of-one.h"\n'
                                                            'const char *a[] = { "/v1.0/x", "oddName", "niceName" };\n')
        self.write('src/ui/sb-words-of.c', LICENCE + 'const char *b[] = { "/v1.0/x",\n"oddName" };\n')
        self.assert_found(house.rooms_see_those_before_them, 'other is not a room')
        with unittest.mock.patch.dict(house.SERVERS, other=(r'/v1\.0/', [])), unittest.mock.patch.dict(house.ROOMS, rooms):
            self.assert_found(house.rooms_see_those_before_them, 'src/client/other/sb-other.c:3: other may not see')
            self.assertEqual(len(self.problems(house.rooms_see_those_before_them)), 1)
            self.assert_found(house.url_paths_are_in_one_place, 'src/ui/sb-words-of.c:2')
            self.assert_found(house.words_of_servers_stay_there, 'src/ui/sb-words-of.c:3')
            self.assertEqual(len(self.problems(house.words_of_servers_stay_there)), 1)

    def test_permissions(self):
        """A permission may be called like an action of a window, which is the ui's."""
        self.write('src/client/neurons/wire/sb-names.c', LICENCE + 'const char *a[] = { "device.odd", "thing.odd.make" };\n')
        self.write('src/ui/sb-actions-of.c', LICENCE + 'const char *b[] = { "device.odd",\n"thing.odd.make" };\n')
        self.write('src/plan/sb-knows.c', LICENCE + 'const char *c = "device.odd";\n')
        self.assert_found(house.words_of_servers_stay_there, 'src/ui/sb-actions-of.c:3', 'src/plan/sb-knows.c:2')
        self.assertEqual(len(self.problems(house.words_of_servers_stay_there)), 2)

    def test_words_of_servers(self):
        """Its words come from the model's tables, as the codec spells them, and from the codec itself."""
        self.write('src/model/sb-rows.h', LICENCE + '#pragma once\n#define F_TABLE(F) \\\n'
                                                    '  F (NAME, "name", STRING, 0, NULL) \\\n'
                                                    '  F (NICE_NAME, \\\n     "nice-name", STRING, 0, NULL)\n'
                                                    '#define E_TABLE(E) E (SB_ALL, "all-of-it")\n')
        self.write('src/client/neurons/wire/sb-names.c', LICENCE + 'const char *a[] = { "ODD_ONE", "listOfAll", "GET" };\n')
        self.write('src/demo/http/demo-words.c', LICENCE + 'const char *b = "niceName";\n')
        self.write('src/client/transport/sb-method.c', LICENCE + 'const char *c = "GET"; /* "niceName" */\n')
        self.assertEqual(self.problems(house.words_of_servers_stay_there), [])
        self.write('src/ui/sb-words-of.c', LICENCE + '\n'.join(f'const char *w{number} = "{word}";' for number, word in
                   enumerate(['niceName', 'by niceName = 1', 'ALL_OF_IT', 'NICENAME', 'ODD_ONE', 'listOfAll',
                              'ODD_ONE 404', 'name', 'nice-name', 'all-of-it', 'ALL of it, ODD ONE',
                              'MANY_ODD_ONES'])) + '\n')
        self.assert_found(house.words_of_servers_stay_there,
                          *(f'src/ui/sb-words-of.c:{line}' for line in range(2, 9)))
        self.assertEqual(len(self.problems(house.words_of_servers_stay_there)), 7)
        self.write('src/session/sb-around.c', LICENCE + '#include "sb-neurons-names.h"\n')
        self.write('src/client/neurons/sb-neurons-names.h', LICENCE + '#pragma once\n')
        self.assert_found(house.includes_stay_below, 'src/session/sb-around.c:2')

    def test_sql(self):
        self.write('src/operations/sb-sql.c', LICENCE + 'const char *sql = "SELECT id FROM change";\n')
        self.assert_found(house.sql_is_in_store_and_demo, 'src/operations/sb-sql.c:2')

    def test_sending(self):
        self.call('src/ui/sb-sender.c', 'sb_server_send_async')
        self.compile()
        for name in ('src/session/sb-around.c', 'src/client/list/sb-around-too.c', 'src/client/sb-server.c'):
            self.write(name, LICENCE + 'void sb_around (void)\n{\n  iface\n    ->send_async (self);\n}\n')
        self.assert_found(house.ui_sends_nothing, 'src/ui/sb-sender.c', 'src/session/sb-around.c',
                          'src/client/list/sb-around-too.c')
        self.assertNotIn('src/client/sb-server.c', ''.join(self.problems(house.ui_sends_nothing)))

    def test_session(self):
        self.write('src/ui/sb-page.c', LICENCE + 'void *list (void *server) { return sb_remote_list_new (server, 0); }\n'
                                                 'void *send (void *o, void *c) { return sb_operations_submit (o, c); }\n')
        for name in ('src/session/sb-lasting.c', 'src/plan/sb-lasting-too.c', house.SESSION):
            self.write(name, LICENCE + 'void *list (void *server) { return sb_remote_list_new (server, 0); }\n')
        self.assert_found(house.sessions_end_whole, 'src/ui/sb-page.c:2', 'src/ui/sb-page.c:3',
                          'src/session/sb-lasting.c:2', 'src/plan/sb-lasting-too.c:2')
        self.assertEqual(len(self.problems(house.sessions_end_whole)), 4)

    def test_lines(self):
        self.write('src/ui/sb-raw.c', LICENCE + 'const char *a (void *device) { return sb_device_get_string (device, 1); }\n'
                                                'const char *b (void *device) { return sb_device_get_line (device, 1); }\n'
                                                'const char *c (void *v) { return g_variant_get_string (v, 0); }\n')
        self.assertEqual(len(self.problems(house.ui_shows_lines)), 1)
        self.assert_found(house.ui_shows_lines, 'src/ui/sb-raw.c:2: sb_device_get_string')

    def test_secrets(self):
        self.write('src/ui/sb-kept.c', LICENCE + 'void a (void) { g_autofree char *secret = 0; }\n'
                                                 'void b (void) { g_autofree char *secret_problem = 0; }\n'
                                                 'struct C { const char *token; char *password; };\n')
        self.write('src/model/sb-secret.c', LICENCE + 'struct A { char *secret; };\n')
        self.assertEqual(len(self.problems(house.secrets_are_wiped)), 2)
        self.assert_found(house.secrets_are_wiped, 'src/ui/sb-kept.c:2: secret', 'src/ui/sb-kept.c:4: password')

    def test_pages(self):
        for name in ('src/ui/sb-loop.c', 'src/operations/sb-loop.c', 'src/client/list/sb-page-reader.c'):
            self.call(name, 'sb_server_query_async', 'sb_server_query_finish', 'sb_page_get_n_received',
                      'sb_page_get_next')
        self.call('src/client/list/sb-remote-list.c', 'sb_page_reader_read_window_async',
                  'sb_page_reader_read_on_async')
        self.compile()
        self.assert_found(house.pages_are_read_in_one_place, *(f'src/{floor}/sb-loop.c: {call}'
                          for floor in ('ui', 'operations') for call in ('sb_server_query_async',
                          'sb_server_query_finish', 'sb_page_get_n_received', 'sb_page_get_next')))
        self.assertEqual(len(self.problems(house.pages_are_read_in_one_place)), 8)
        self.call('src/ui/sb-window-loop.c', 'sb_page_reader_read_window_async', 'sb_page_reader_read_on_async')
        self.compile()
        self.write('src/plan/sb-around.c', LICENCE + 'void sb_around (void)\n{\n  iface\n    ->query_async (self);\n}\n')
        self.assert_found(house.pages_are_read_in_one_place,
                          'src/ui/sb-window-loop.c: sb_page_reader_read_window_async',
                          'src/ui/sb-window-loop.c: sb_page_reader_read_on_async',
                          'src/plan/sb-around.c:5')

    def test_tenant(self):
        (self.build / 'src').mkdir(parents=True)
        subprocess.run(['cc', '-w', '-x', 'c', '-o', self.build / 'src' / 'signalbox', '-'], check=True, text=True,
                       input='void soup_server_new (void) { }\nint main (void) { soup_server_new (); return 0; }\n')
        self.assert_found(house.application_has_no_tenant, 'soup_server_new')

    def test_deprecated(self):
        self.write('src/ui/sb-about.c', LICENCE + 'void *about = adw_about_window_new;\n')
        self.write('src/ui/widgets/sb-again.ui', '<object class="AdwLeaflet"/>\n')
        self.assert_found(house.deprecated_later_is_wrapped, 'src/ui/sb-about.c:2',
                          'src/ui/widgets/sb-split.c:2: adw_leaflet_ is in')
        self.write('src/ui/widgets/sb-split.ui', '<object class="AdwLeaflet"/>\n')
        (self.top / 'src/ui/widgets/sb-again.ui').unlink()
        (self.top / 'src/ui/sb-about.c').unlink()
        self.assertEqual(self.problems(house.deprecated_later_is_wrapped), [])

    def test_length(self):
        self.write('src/model/sb-long.h', LICENCE + '\n' * 900)
        self.assert_found(house.files_are_short, 'src/model/sb-long.h: 901 lines')

    def test_field(self):
        """A sixth file for a field is one too many; the template and the words are not counted."""
        after = self.top.parent / 'after'
        shutil.copytree(self.top, after)
        for name in ['src/ui/words/sb-words.c', 'src/ui/sb-window.ui']:
            (after / name).parent.mkdir(exist_ok=True)
            (after / name).write_text('other words\n', encoding='utf-8')
        for i in range(field.LIMIT):
            self.assertEqual(list(field.too_many(self.top, after)), [])
            (after / f'src/model/sb-{i}.c').write_text('\n', encoding='utf-8')
        self.assertEqual(len(field.touched(self.top, after)), field.LIMIT)
        self.assertEqual(list(field.too_many(self.top, after)), [])
        # One that is changed counts like one that is new.
        (after / 'src/model/sb-thing.c').write_text('\n', encoding='utf-8')
        self.assertTrue(any('sb-thing.c' in problem for problem in field.too_many(self.top, after)))

    def test_licence(self):
        for name in ('src/model/sb-bare.c', 'src/ui/sb-bare.ui', 'tests/bare.py'):
            self.write(name, 'nothing\n')
        self.write('tests/bare', '#!/bin/bash\n')
        self.write('demo', '#!/bin/bash\n')
        self.assert_found(house.sources_say_their_licence, 'src/model/sb-bare.c', 'src/ui/sb-bare.ui',
                          'tests/bare.py', 'tests/bare:', 'demo:')

    def test_unfinished(self):
        self.write('src/model/sb-later.c', LICENCE + '/* TO' 'DO: the rest */\n')
        self.assert_found(house.nothing_is_left_for_later, 'src/model/sb-later.c:2')

    def test_words(self):
        self.write('src/plan/sb-words.c', LICENCE + 'const char *word = _("Devices");\n')
        self.write('src/demo/sb-words.c', LICENCE + '#include <glib/gi18n.h>\n')
        self.assert_found(house.words_are_in_ui, 'src/plan/sb-words.c:2', 'src/demo/sb-words.c:2')

    def test_numbers(self):
        self.write('src/ui/words/sb-numbers.c', LICENCE + 'a = ngettext ("%lu device sent", "%lu devices sent", n);\n'
                                                          'b = NP_ ("%lu sent", "%lu sent");\n'
                                                          'c = _ ("Reading… %lu so far, %lu of %lu");\n')
        self.assertEqual(self.problems(house.numbers_have_plurals), [])
        self.write('src/ui/words/sb-numbers.c', LICENCE + 'a = N_ ("%lu sent");\n'
                                                          'b = _ ("Done: %u devices");\n')
        self.assert_found(house.numbers_have_plurals, 'src/ui/words/sb-numbers.c:2', 'src/ui/words/sb-numbers.c:3')

    def test_potfiles(self):
        self.write('src/ui/sb-new.c', LICENCE + 'const char *word = ngettext ("a", "b", 2);\n')
        self.write('po/POTFILES.in', 'src/ui/sb-window.ui\nsrc/ui/sb-window.c\nsrc/ui/sb-gone.c\ndata/app.desktop.in\n')
        self.write('src/ui/sb-base.c', LICENCE + 'const char *word = _ (info->label);\n')
        self.assert_found(house.potfiles_are_complete, 'sb-new.c is missing', 'sb-gone.c is not there', 'alphabetical')
        self.assertNotIn('sb-base.c', ''.join(self.problems(house.potfiles_are_complete)))

    def test_templates(self):
        self.write('src/ui/sb-broken.ui', '<interface><object></interface>\n')
        self.assert_found(house.templates_are_xml, 'src/ui/sb-broken.ui')

    def test_references(self):
        self.write('src/model/sb-unref.c', LICENCE + 'g_object_unref (thing);\n')
        self.assert_found(house.references_are_owned, 'src/model/sb-unref.c:2')
        self.write('src/model/sb-unref.c', LICENCE + 'g_list_free_full (list, g_object_unref);\n')
        self.assertEqual(self.problems(house.references_are_owned), [])

    def test_fields(self):
        self.write('src/ui/sb-hung.c', LICENCE + 'g_object_set_data (view, "menu", menu);\n'
                                                 'g_object_get_qdata (view, quark);\n')
        self.write('src/client/transport/sb-hung-too.c', LICENCE + 'g_object_set_data_full (message, "a", b, g_free);\n')
        self.assert_found(house.objects_have_fields, 'src/ui/sb-hung.c:2', 'src/ui/sb-hung.c:3',
                          'src/client/transport/sb-hung-too.c:2')

    def test_parts(self):
        self.write('src/ui/sb-own.c', LICENCE + 'child = gtk_widget_get_first_child (GTK_WIDGET (self));\n')
        self.assertEqual(self.problems(house.parts_are_ones_own), [])
        self.write('src/ui/sb-theirs.c', LICENCE + 'gtk_widget_get_last_child (GTK_WIDGET (self->toast));\n'
                                                   'gtk_widget_observe_children (overlay);\n'
                                                   'gtk_widget_get_template_child (GTK_WIDGET (row), type, "edit");\n')
        self.write('src/ui/widgets/sb-menu.c', LICENCE)
        self.assert_found(house.parts_are_ones_own, 'src/ui/sb-theirs.c:2', 'src/ui/sb-theirs.c:3',
                          'src/ui/sb-theirs.c:4', 'src/ui/widgets/sb-menu.c: looks for no parts any more')

    def test_names_of_files(self):
        self.write('src/main.c', LICENCE)
        self.write('src/demo/main.c', LICENCE)
        self.assertEqual(self.problems(house.files_have_names_of_their_own), [])
        self.write('src/client/transport/sb-thing.c', LICENCE)
        self.assert_found(house.files_have_names_of_their_own, 'src/model/sb-thing.c')


if __name__ == '__main__':
    unittest.main()
