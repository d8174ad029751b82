/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-time"

#include "config.h"

#include "sb-words.h"

#include <glib/gi18n.h>

#define SECOND ((gint64) 1000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

static GDateTime *
to_local (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / SECOND);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

/**
 * sb_words_time:
 * @time: milliseconds since 1970, or 0
 * @now: likewise
 *
 * Returns: (transfer full): how long ago, or the date where that says more
 */
char *
sb_words_time (gint64 time, gint64 now)
{
  gint64 ago = now - time;
  g_autoptr (GDateTime) date = NULL;

  if (time <= 0)
    return g_strdup (_ ("Never"));

  /* The clocks of two computers differ a little. */
  if (ago < MINUTE && ago > -5 * MINUTE)
    return g_strdup (_ ("Just now"));

  if (ago > 0 && ago < HOUR) {
    int minutes = (int) (ago / MINUTE);

    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) minutes),
                            minutes);
  }

  if (ago > 0 && ago < DAY) {
    int hours = (int) (ago / HOUR);

    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", (gulong) hours), hours);
  }

  if (ago > 0 && ago < 7 * DAY) {
    int days = (int) (ago / DAY);

    return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) days), days);
  }

  date = to_local (time);
  if (date == NULL)
    return g_strdup (_ ("Unknown"));

  /* Translators: a date such as 3 Feb 2026, for g_date_time_format() */
  return g_date_time_format (date, _ ("%-d %b %Y"));
}

/**
 * sb_words_time_exact:
 * @time: milliseconds since 1970, or 0
 *
 * Returns: (transfer full): date and time in the computer's time zone
 */
char *
sb_words_time_exact (gint64 time)
{
  g_autoptr (GDateTime) date = time > 0 ? to_local (time) : NULL;

  if (date == NULL)
    return g_strdup (time > 0 ? _ ("Unknown") : _ ("Never"));

  return g_date_time_format (date, "%c");
}

/**
 * sb_words_wait:
 * @milliseconds: how long still
 *
 * Returns: (transfer full): a countdown
 */
char *
sb_words_wait (gint64 milliseconds)
{
  int seconds = (int) ((MAX (milliseconds, 0) + SECOND - 1) / SECOND);
  int minutes = seconds / 60;

  if (seconds < 60)
    return g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong) seconds), seconds);

  /* Translators: minutes and seconds of a countdown, such as 2:05 */
  return g_strdup_printf (_ ("%d:%02d"), minutes, seconds % 60);
}
