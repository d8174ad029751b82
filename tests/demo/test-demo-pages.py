#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo tenant: pages of devices, held against all of them put in order here, before and after
devices came, went and were changed."""

from tenant import OTHER_SPACE, SPACE, STILL, Tenant, run, wait_for

SORTS = ['id', 'deviceName', 'displayName', 'platformType', 'prettyModel', 'registrationState', 'lastCheckin',
         'currentCarrierNetwork']

FACETS = {'PLATFORMTYPE': 'platformType', 'REGISTRATIONSTATE': 'registrationState',
          'COMPLIANCESTATE': 'complianceState', 'SUBSCRIBERCARRIERNETWORK': 'subscriberCarrierNetwork',
          'QUARANTINED': 'quarantined', 'CURRENTCARRIERNETWORK': 'currentCarrierNetwork'}

# What is asked, and what fits it.
QUESTIONS = [
    ({}, lambda row: True),
    ({'dmPartitionId': SPACE}, lambda row: row['dmPartitionId'] == SPACE),
    ({'fq': "platformType=IOS and quarantined=false"},
     lambda row: row['platformType'] == 'IOS' and not row['quarantined']),
    ({'fq': "registrationState!=ACTIVE or currentCarrierNetwork='terracom'", 'dmPartitionId': OTHER_SPACE},
     lambda row: row['dmPartitionId'] == OTHER_SPACE
     and (row['registrationState'] != 'ACTIVE' or row['currentCarrierNetwork'] == 'Terracom')),
    ({'q': 'IPHONE 8'}, lambda row: finds(row, 'iphone') and finds(row, '8')),
    ({'q': 'latitude', 'fq': 'complianceState=true'}, lambda row: finds(row, 'latitude') and row['complianceState']),
    ({'fq': "serialNumber='null' or deviceId=70007"}, lambda row: row['serialNumber'] == 'null' or row['id'] == 70007),
    ({'fq': 'emailAddress=nobody@corp.example.com'}, lambda row: False),
]


def finds(row, word):
    return any(word in (row[name] or '').lower() for name in (
        'deviceName', 'displayName', 'emailAddress', 'prettyModel', 'serialNumber', 'imei', 'esimIdentifier',
        'iccid', 'udid', 'guid', 'phoneNumber'))


def key(row, name):
    """As SQL has it: nothing before something, and of the letters only those of ASCII without their case."""
    value = row[name]
    if isinstance(value, str):
        value = ''.join(sign.lower() if sign.isascii() else sign for sign in value).encode()
    return (value is not None, value if value is not None else 0)


def in_order(rows, *sorts):
    """By some names, `-name` the other way round, and where these are the same by id."""
    rows = sorted(rows, key=lambda row: row['id'])
    for name in reversed(sorts):
        rows = sorted(rows, key=lambda row: key(row, name.lstrip('-')), reverse=name.startswith('-'))
    return [row['id'] for row in rows]


def ask(tenant, question, sorts=(), **more):
    query = [*question.items(), *more.items()]
    for number, name in enumerate(sorts):
        query += [('sortFields[%d].name' % number, name.lstrip('-')),
                  ('sortFields[%d].order' % number, 'DESC' if name.startswith('-') else 'ASC')]
    return tenant.ask('GET', 'device', query)


def read(tenant, question, sorts, rows):
    found = []
    while True:
        page = ask(tenant, question, sorts, rows=rows, start=len(found))
        found += [row['id'] for row in page.rows]
        assert len(page.rows) == min(rows, page.total - len(found) + len(page.rows)), (question, sorts)
        if len(found) >= page.total:
            return found


def compare(tenant):
    # The list leaves out which space a device is in.
    everything = [row for space in (SPACE, OTHER_SPACE, 30003)
                  for row in tenant.devices(dmPartitionId=space)]
    assert all(row['dmPartitionId'] for row in everything)
    for number, (question, fits) in enumerate(QUESTIONS):
        fitting = [row for row in everything if fits(row)]
        for sort in SORTS:
            for sorts in ([sort], ['-' + sort]):
                wanted = in_order(fitting, *sorts)
                if number < 2:
                    assert read(tenant, question, sorts, 499) == wanted, (question, sorts)
                for start in {0, len(wanted) * (number + 1) // 9, max(0, len(wanted) - 5)}:
                    page = ask(tenant, question, sorts, rows=9, start=start)
                    assert [row['id'] for row in page.rows] == wanted[start:start + 9], (question, sorts)
                assert ask(tenant, question, sorts, rows=7, start=len(wanted)).rows == []
        for sorts in (['platformType', '-deviceName'], ['-registrationState', 'currentCarrierNetwork', '-lastCheckin']):
            assert read(tenant, question, sorts, 499) == in_order(fitting, *sorts), (question, sorts)
        answer = ask(tenant, question, rows=1)
        assert answer.total == len(fitting), question
        for facet, name in FACETS.items():
            counts = {}
            for row in fitting:
                value = row[name]
                if value is not None:
                    value = str(value).lower() if isinstance(value, bool) else value
                    counts[value] = counts.get(value, 0) + 1
            sent = {value: count for value, count in answer.result['facetedResults'][facet].items() if count}
            assert sent == counts, (question, facet, sent, counts)
    spaces = {space['id']: space['deviceCount'] for space in tenant.get('tenant/partition/device').rows}
    for space, count in spaces.items():
        assert count == sum(row['dmPartitionId'] == space for row in everything)
    return everything


def test_pages():
    with Tenant('--devices', '700', *STILL) as tenant:
        before = compare(tenant)
        active = [row['id'] for row in before if row['registrationState'] == 'ACTIVE']
        assert tenant.ask('PUT', 'device/retire', form=[('ids', id) for id in active[:40] + active[-1:]]).result == 1
        after = compare(tenant)
        assert sum(row['registrationState'] == 'RETIRED' for row in after) > 30
        gone = [row['id'] for row in after if row['registrationState'] in ('RETIRED', 'RETIRE_PENDING', 'WIPED')]
        assert tenant.ask('DELETE', 'device', [('deviceIds', id) for id in gone[1:]]).result == 1
        assert len(compare(tenant)) == len(before) - len(gone) + 1
        # A change that is refused in its middle leaves no trace.
        assert tenant.ask('DELETE', 'device', [('deviceIds', id) for id in (gone[0], active[50])]).status == 400
        assert len(compare(tenant)) == len(before) - len(gone) + 1


def test_pages_of_a_fleet_at_work():
    """Devices that check in, are wiped and come back are in the lists as they are by themselves."""
    with Tenant('--devices', '600', '--speed', '4000') as tenant:
        phones = tenant.devices(fq='platformType=IOS and registrationState=ACTIVE')
        assert tenant.ask('PUT', 'device/wipe', form=[('ids', row['id']) for row in phones[:50]]).result == 1
        wait_for(lambda: len(tenant.devices(fq='platformType=IOS and registrationState=ACTIVE')) >= len(phones) - 5)
        wiped = tenant.devices(fq='registrationState=WIPED')
        assert len(wiped) >= 40
        assert tenant.ask('GET', 'device', [('fq', 'registrationState=WIPED'), ('rows', 1)]).total == len(wiped)
        ids = [row['id'] for row in tenant.devices()]
        assert ids == sorted(ids) and len(ids) > 600


if __name__ == '__main__':
    run(globals())
