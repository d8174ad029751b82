/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What SIGNALBOX_DEBUG=http prints: lines and headers. */

#define G_LOG_DOMAIN "sb-http-log"

#include "sb-http-log.h"

#include <string.h>

/* Who we are must not be read by whoever reads a log. */
static const char *const hidden[] = {
  "Authorization:",
  "Proxy-Authorization:",
  "Set-Cookie:",
  "Cookie:",
};

/* What a server says must not work on the terminal that shows it. */
static void
print_cb (SoupLogger *logger,
          SoupLoggerLogLevel level,
          char direction,
          const char *data,
          gpointer user_data)
{
  g_autofree char *line = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++) {
    if (g_ascii_strncasecmp (data, hidden[i], strlen (hidden[i])) == 0) {
      g_printerr ("%c %s (not shown)\n", direction, hidden[i]);
      return;
    }
  }

  line = g_strescape (data, "\"\\");
  g_printerr ("%c %s\n", direction, line);
}

/* Prints what goes to servers and comes back, if somebody asked for it. */
void
sb_http_log_attach (SoupSession *session)
{
  const GDebugKey keys[] = { { "http", 1 } };
  g_autoptr (SoupLogger) logger = NULL;

  if (g_parse_debug_string (g_getenv ("SIGNALBOX_DEBUG"), keys, G_N_ELEMENTS (keys)) == 0)
    return;

  logger = soup_logger_new (SOUP_LOGGER_LOG_HEADERS);
  soup_logger_set_printer (logger, print_cb, NULL, NULL);
  soup_session_add_feature (session, SOUP_SESSION_FEATURE (logger));
}
