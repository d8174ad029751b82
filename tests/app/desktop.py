# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's notifications: takes them, so that a program that sends one is not told that nobody does."""

from gi.repository import Gio, GLib

NAME = 'org.freedesktop.Notifications'

INTERFACE = f"""<node><interface name="{NAME}">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
<arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
</interface></node>"""


class Desktop:
    """What was notified of, as pairs of a title and a text. It is heard of while the tree is looked at."""

    def __init__(self):
        self.told = []
        # It is there for as long as somebody has it.
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object('/org/freedesktop/Notifications', interface, self.called, None, None)
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                           GLib.Variant('(su)', (NAME, 0)), None, Gio.DBusCallFlags.NONE, 60000, None)

    def called(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        if method == 'Notify':
            values = parameters.unpack()
            self.told.append((values[3], values[4]))
            invocation.return_value(GLib.Variant('(u)', (len(self.told),)))
        else:
            invocation.return_value(None)
