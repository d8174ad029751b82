/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-record.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  const char *first;
  const char *last;
  gboolean masked;
  char name[64];
  char mail[96];
} DemoPerson;

typedef struct {
  guint16 groups;
  guint8 space;
  guint8 site;
} DemoMembership;

void demo_directory_seed_get_person (DemoTenant *tenant, guint index, DemoPerson *person);
guint demo_directory_seed_choose_person (DemoTenant *tenant,
                                         gint64 subject,
                                         guint n_people,
                                         gboolean masked);
DemoMembership demo_directory_seed_get_membership (const DemoRecord *record);
void demo_directory_seed_make_people (DemoTenant *tenant, guint n_people);
void demo_directory_seed_make_groups (DemoTenant *tenant, gint64 first_device, GArray *memberships);

G_END_DECLS
