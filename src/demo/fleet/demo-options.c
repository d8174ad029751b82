/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-options"

#include "config.h"

#include "demo-options.h"

#include "demo-mask.h"
#include "demo-permissions.h"

/* Above this the fleet takes minutes to make. */
#define MOST_DEVICES 1000000

static GHashTable *
split (const char *list)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) words = g_strsplit_set (list != NULL ? list : "", ", ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_hash_table_add (set, g_strdup (words[i]));

  return set;
}

static gboolean
refuse_unknown (GHashTable *set,
                gboolean (*known) (const char *),
                const char *option,
                GError **error)
{
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (!known (word)) {
      g_set_error (error,
                   G_OPTION_ERROR,
                   G_OPTION_ERROR_BAD_VALUE,
                   "%s does not know “%s”",
                   option,
                   (const char *) word);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check (DemoOptions *self, int port, int devices, int rate_limit, int latency, GError **error)
{
  const char *wrong = NULL;

  if (port < 0 || port > 65535)
    wrong = "--port takes 0 to 65535";
  else if (devices < 1 || devices > MOST_DEVICES)
    wrong = "--devices takes 1 to 1000000";
  else if (!(self->speed >= 0.00001 && self->speed <= 1000000.0))
    wrong = "--speed takes 0.00001 to 1000000";
  else if (rate_limit < 0)
    wrong = "--rate-limit takes a number of requests a minute";
  else if (latency < 0)
    wrong = "--latency takes milliseconds";
  else if ((self->tls_certificate == NULL) != (self->tls_key == NULL))
    wrong = "--tls-certificate and --tls-key go together";

  if (wrong != NULL) {
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, wrong);
    return FALSE;
  }

  self->port = (guint) port;
  self->devices = (guint) devices;
  self->rate_limit = (guint) rate_limit;
  self->latency = (guint) latency;

  return TRUE;
}

DemoOptions *
demo_options_parse (char ***arguments, const char *more_help, GError **error)
{
  g_autoptr (DemoOptions) self = g_new0 (DemoOptions, 1);
  g_autofree char *permissions = NULL;
  g_autofree char *mask = NULL;
  int port = 0;
  int devices = 240;
  int rate_limit = 0;
  int latency = 0;
  gint64 seed = 1;
  GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, "Port on 127.0.0.1 (0: any)", "N" },
    { "database",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &self->database,
      "Keep the tenant in FILE (default: in memory)",
      "FILE" },
    { "devices",
      0,
      0,
      G_OPTION_ARG_INT,
      &devices,
      "Size of the fleet (default 240; raised to hold two of each kind)",
      "N" },
    { "seed",
      0,
      0,
      G_OPTION_ARG_INT64,
      &seed,
      "The same seed gives the same fleet (default 1)",
      "N" },
    { "speed",
      0,
      0,
      G_OPTION_ARG_DOUBLE,
      &self->speed,
      "Simulated minutes a second (default 10)",
      "X" },
    { "tls-certificate",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &self->tls_certificate,
      "Serve https with this certificate (PEM)",
      "FILE" },
    { "tls-key",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &self->tls_key,
      "The certificate's key (PEM)",
      "FILE" },
    { "published-only",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->published_only,
      "Answer 404 to calls outside the published API",
      NULL },
    { "permissions",
      0,
      0,
      G_OPTION_ARG_STRING,
      &permissions,
      "Allow only these, separated by commas",
      "LIST" },
    { "mask",
      0,
      0,
      G_OPTION_ARG_STRING,
      &mask,
      "Hide these device fields for some users, separated by commas",
      "FIELDS" },
    { "rate-limit",
      0,
      0,
      G_OPTION_ARG_INT,
      &rate_limit,
      "Requests a minute, then 429 (default: no limit)",
      "N" },
    { "latency", 0, 0, G_OPTION_ARG_INT, &latency, "Wait so long before each answer", "MS" },
    { "fault",
      0,
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &self->faults,
      "Go wrong on purpose (repeatable), see below",
      "'METHOD PATH-GLOB KIND[=ARG] RATE'" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  self->speed = 10.0;

  g_option_context_set_summary (context,
                                "A pretended MDM tenant with simulated devices, for Signalbox.\n"
                                "Prints one line of JSON when it listens, and ends when its\n"
                                "standard input closes.");
  g_option_context_set_description (context, more_help);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, arguments, error))
    return NULL;

  if (g_strv_length (*arguments) > 1) {
    g_set_error (error,
                 G_OPTION_ERROR,
                 G_OPTION_ERROR_BAD_VALUE,
                 "“%s” is not an option",
                 (*arguments)[1]);
    return NULL;
  }
  if (!check (self, port, devices, rate_limit, latency, error))
    return NULL;

  self->seed = (guint64) seed;
  self->mask = split (mask);
  if (!refuse_unknown (self->mask, demo_mask_knows, "--mask", error))
    return NULL;

  if (permissions != NULL) {
    self->permissions = split (permissions);
    if (!refuse_unknown (self->permissions, demo_permissions_knows, "--permissions", error))
      return NULL;
  }

  return g_steal_pointer (&self);
}

void
demo_options_free (DemoOptions *self)
{
  g_free (self->database);
  g_free (self->tls_certificate);
  g_free (self->tls_key);
  g_clear_pointer (&self->permissions, g_hash_table_unref);
  g_clear_pointer (&self->mask, g_hash_table_unref);
  g_strfreev (self->faults);
  g_free (self);
}
