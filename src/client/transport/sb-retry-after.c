/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-retry-after"

#include "sb-retry-after.h"

#include <libsoup/soup.h>
#include <string.h>

/* Nobody waits longer; a larger number is somebody's mistake. */
#define MAX_SECONDS (366 * 24 * 60 * 60)

/**
 * sb_retry_after_parse: (skip)
 * @retry_after: (nullable): the header: seconds, or a date of HTTP
 * @date: (nullable): the reply's Date header, against which a date is measured: the server's clock
 *   need not be ours
 * @now: milliseconds since 1970
 *
 * Returns: when to try again, in milliseconds since 1970; 0 where the header does not say
 */
gint64
sb_retry_after_parse (const char *retry_after, const char *date, gint64 now)
{
  guint64 seconds;
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) when = NULL;
  g_autoptr (GDateTime) sent = NULL;
  gint64 wait;

  if (retry_after == NULL)
    return 0;

  text = g_strstrip (g_strdup (retry_after));
  if (g_ascii_string_to_unsigned (text, 10, 0, MAX_SECONDS, &seconds, NULL))
    return now + (gint64) seconds * 1000;

  /* Digits beyond any sense still ask for a long time. */
  if (*text != '\0' && strspn (text, "0123456789") == strlen (text))
    return now + (gint64) MAX_SECONDS * 1000;

  when = soup_date_time_new_from_http_string (text);
  if (when == NULL)
    return 0;

  sent = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  wait = g_date_time_to_unix (when) * 1000
         - (sent != NULL ? g_date_time_to_unix (sent) * 1000 : now);

  return now + CLAMP (wait, 0, (gint64) MAX_SECONDS * 1000);
}
