/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The demo tenant: a pretended MDM server on this computer with simulated devices. */

#define G_LOG_DOMAIN "demo-main"

#include "config.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "demo-exit.h"
#include "demo-options.h"
#include "demo-seeding.h"
#include "demo-server.h"
#include "demo-simulation.h"
#include "demo-tenant.h"

static gboolean
input_cb (int fd, GIOCondition condition, gpointer user_data)
{
  char bytes[256];

  /* What comes in does not matter, only that it ends. */
  if (read (fd, bytes, sizeof bytes) > 0)
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
signal_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static gboolean
serve (DemoTenant *tenant, DemoFaults *faults, GError **error)
{
  DemoServer *server = demo_server_new (tenant, faults);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  gboolean listens = demo_server_listen (server, error);

  if (listens) {
    g_autofree char *line = demo_server_describe (server);

    g_print ("%s\n", line);
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, loop);
    g_unix_signal_add (SIGTERM, signal_cb, loop);
    g_unix_signal_add (SIGINT, signal_cb, loop);
    demo_simulation_schedule (tenant);
    g_main_loop_run (loop);
    demo_simulation_stop (tenant);
    demo_tenant_keep_clock (tenant);
  }
  demo_server_free (server);

  return listens;
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) arguments = g_strdupv (argv);
  g_autoptr (DemoOptions) options = NULL;
  g_autoptr (DemoTenant) tenant = NULL;
  g_autoptr (GError) error = NULL;
  DemoFaults *faults = NULL;
  DemoExit status = DEMO_EXIT_OTHER;

  setlocale (LC_ALL, "");
  /* What it writes has its password in it. */
  umask (S_IRWXG | S_IRWXO);

  options = demo_options_parse (&arguments, demo_faults_get_help (), &error);
  if (options != NULL)
    faults = demo_faults_new (options->faults, options->seed, &error);
  if (faults != NULL) {
    tenant = demo_tenant_new (g_steal_pointer (&options), demo_seeding_make, &error);
    if (tenant == NULL)
      status = demo_exit_get_status (error);
  }
  if (tenant == NULL || !serve (tenant, faults, &error)) {
    /* The server takes them over, also one that cannot listen. */
    if (tenant == NULL)
      g_clear_pointer (&faults, demo_faults_free);
    g_printerr ("signalbox-demo-tenant: %s\n", error->message);
    return (int) status;
  }

  return EXIT_SUCCESS;
}
