/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "page-test.h"
#include "sb-account-state.h"
#include "sb-device-actions.h"

G_BEGIN_DECLS

/* A page of an account whose changes and jobs are written down, with the commands of devices. */
typedef struct {
  PageTest test;
  SbAccountState *state;
  SbJobs *jobs;
  SbDeviceActions *actions;
} JobTest;

void job_test_set_up (JobTest *fixture, gconstpointer data);
void job_test_tear_down (JobTest *fixture, gconstpointer data);

/* A device that is called PC- and its id. */
void job_test_put_device (JobTest *fixture, const char *id, SbPlatform platform, const char *build);
/* How many commands of a kind the server was sent. */
guint job_test_count_sent (JobTest *fixture, SbCommandKind kind);
/* How many devices the jobs of a kind are for. */
guint job_test_count_devices (JobTest *fixture, SbJobKind kind);

G_END_DECLS
