# SPDX-License-Identifier: GPL-3.0-or-later
"""Ports that a test comes back to."""

import random
import socket


def pick_port():
    """A port to come back to. One that the system gives away, as it does for 0 and for every connection,
    may be somebody else's by then."""
    with open('/proc/sys/net/ipv4/ip_local_port_range', encoding='ascii') as file:
        given_away = int(file.read().split()[0])
    while True:
        port = random.randrange(given_away // 2, given_away)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(('127.0.0.1', port))
                return port
            except OSError:
                continue
