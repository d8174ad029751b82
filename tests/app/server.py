# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the demo tenant what it really has, past the application and with none of its code."""

import base64
import json
import socket
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path


class Server:
    def __init__(self, folder):
        self.folder = Path(folder)

    @property
    def line(self):
        """What the tenant printed when it listened; another line after it was started again."""
        return json.loads((self.folder / 'line.json').read_text(encoding='utf-8'))

    def control(self, words):
        """Does something to the line between Signalbox and the tenant: see tenant.py."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(20)
            connection.connect(str(self.folder / 'control'))
            connection.sendall(words.encode() + b'\n')
            if connection.recv(16) != b'ok\n':
                raise RuntimeError(f'the relay did not take “{words}”')

    def asked(self, since=0.0):
        """What the relay answered by itself since then: when, and which request."""
        path = self.folder / 'asked'
        lines = path.read_text(encoding='utf-8').splitlines() if path.exists() else []
        return [(float(moment), request) for moment, request in (line.split(' ', 1) for line in lines)
                if float(moment) >= since]

    def request(self, method, path, query=(), form=None, body=None, headers=None):
        """The result of a call. A failure is an urllib.error.HTTPError."""
        line = self.line
        query = urllib.parse.urlencode(list(dict(query).items()))
        request = urllib.request.Request(f'{line["baseUrl"]}/api/v1/{path}' + (f'?{query}' if query else ''),
                                         method=method)
        secret = base64.b64encode(f'{line["user"]}:{line["password"]}'.encode()).decode()
        request.add_header('Authorization', f'Basic {secret}')
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        if form is not None:
            request.data = urllib.parse.urlencode(form).encode()
        elif body is not None:
            request.data = json.dumps(body).encode()
            request.add_header('Content-Type', 'application/json')
        with urllib.request.urlopen(request, timeout=30) as reply:
            envelope = json.load(reply)
        if envelope['errors']:
            raise RuntimeError(f'{method} {path}: {envelope["errors"]}')
        return envelope['result']

    def get(self, path, **query):
        return self.request('GET', path, query)

    def all(self, path, **query):
        """Every entry of a list."""
        entries = []
        while True:
            page = self.get(path, start=len(entries), rows=500, **query)
            entries += page['searchResults']
            if len(entries) >= page['totalCount'] or not page['searchResults']:
                return entries

    def configurations(self):
        return self.all('policy', tag='DEVICE_CONFIGURATION')

    def configuration(self, name):
        """The configuration of that name, whole, or None. Two of one name are an error."""
        found = [entry for entry in self.configurations() if entry['name'] == name]
        if len(found) > 1:
            raise RuntimeError(f'there are {len(found)} configurations called {name}')
        return self.get(f'policy/{found[0]["id"]}') if found else None

    def create(self, name, platform, esim, distribution='NO_DEVICES', enabled=True, devices=()):
        """Adds a configuration, as somebody else at another computer would. With devices it is a Custom list."""
        return self.request('POST', 'policy', body={
            'uuid': str(uuid.uuid4()), 'dmPartitionId': self.line['dmPartitionId'], 'name': name,
            'description': '', 'policyType': 'ESIM', 'platformType': platform, 'enabled': enabled,
            'esim': esim, 'distribution': {'type': 'CUSTOM', 'deviceIds': list(devices)} if devices
            else {'type': distribution}})

    def rename(self, configuration, name):
        """Renames a configuration, as somebody else would."""
        body = {key: configuration[key] for key in ('uuid', 'dmPartitionId', 'description', 'policyType',
                                                    'platformType', 'enabled', 'esim', 'distribution')}
        return self.request('PUT', f'policy/{configuration["id"]}', body=dict(body, name=name),
                            headers={'If-Match': f'"{configuration["version"]}"'})

    def delete(self, configuration):
        self.request('DELETE', f'policy/{configuration["id"]}',
                     headers={'If-Match': f'"{configuration["version"]}"'})

    def check_in(self, *devices):
        return self.request('PUT', 'device/forceCheckin', form=[('ids', device) for device in devices])

    def device(self, device):
        """A device's record, or None where it is gone."""
        try:
            return self.get(f'device/{device}')
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            return None

    def esim(self, device):
        return self.get(f'device/{device}/esim')

    def live(self, device):
        """The ICCIDs of the eSIM profiles that are enabled on it."""
        return [profile['iccid'] for profile in self.esim(device)['profiles'] if profile['enabled']]

    def delivery(self, configuration, device):
        """How a device stands with a configuration, or None."""
        for row in self.deliveries(configuration):
            if row['deviceId'] == device:
                return row
        return None

    def deliveries(self, configuration):
        return self.all(f'policy/{configuration}/device')
