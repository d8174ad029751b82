/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-time"

#include "config.h"

#include "sb-words.h"

#include <glib/gi18n.h>

#define SECOND ((gint64) 1000)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)

static GDateTime *
to_local (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / SECOND);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

/* How many midnights of this computer's time zone lie between two times. */
static int
count_days (GDateTime *from, GDateTime *to)
{
  GDate first;
  GDate last;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_dmy (&first,
                  (GDateDay) g_date_time_get_day_of_month (from),
                  (GDateMonth) g_date_time_get_month (from),
                  (GDateYear) g_date_time_get_year (from));
  g_date_set_dmy (&last,
                  (GDateDay) g_date_time_get_day_of_month (to),
                  (GDateMonth) g_date_time_get_month (to),
                  (GDateYear) g_date_time_get_year (to));

  return g_date_days_between (&first, &last);
}

/* A clock somewhere is wrong, and that is what an administrator has to see. */
static char *
describe_future (GDateTime *date)
{
  /* Translators: a date and time that has not come yet, for g_date_time_format() */
  return g_date_time_format (date, _ ("%-d %b %Y, %H:%M (in the future)"));
}

/**
 * sb_words_time:
 * @time: milliseconds since 1970, or 0
 * @now: likewise
 *
 * Returns: (transfer full): when it was, as people say it; sb_words_time_exact() has the whole
 */
char *
sb_words_time (gint64 time, gint64 now)
{
  gint64 ago = now - time;
  g_autoptr (GDateTime) date = time > 0 ? to_local (time) : NULL;
  g_autoptr (GDateTime) today = to_local (now);
  int days;

  if (time <= 0)
    return g_strdup (_ ("Never"));
  if (date == NULL || today == NULL)
    return g_strdup (_ ("Unknown"));

  /* The clocks of two computers differ a little. */
  if (ago < MINUTE && ago > -5 * MINUTE)
    return g_strdup (_ ("Just now"));
  if (ago < 0)
    return describe_future (date);

  if (ago < HOUR) {
    int minutes = (int) (ago / MINUTE);

    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) minutes),
                            minutes);
  }

  days = count_days (date, today);
  if (days == 0)
    /* Translators: a time of this day, for g_date_time_format() */
    return g_date_time_format (date, _ ("Today, %H:%M"));
  if (days == 1)
    /* Translators: a time of the day before, for g_date_time_format() */
    return g_date_time_format (date, _ ("Yesterday, %H:%M"));
  if (days < 7)
    /* Translators: a day of the week and a time, such as Monday, 08:33, for g_date_time_format() */
    return g_date_time_format (date, _ ("%A, %H:%M"));

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
 * sb_words_time_of_day:
 * @time: milliseconds since 1970
 * @now: likewise
 *
 * Returns: (transfer full): the time alone on the same day, else with its date
 */
char *
sb_words_time_of_day (gint64 time, gint64 now)
{
  g_autoptr (GDateTime) date = to_local (time);
  g_autoptr (GDateTime) today = to_local (now);

  if (date == NULL || today == NULL)
    return g_strdup (_ ("Unknown"));

  if (count_days (date, today) == 0)
    /* Translators: a time such as 14:03, for g_date_time_format() */
    return g_date_time_format (date, _ ("%H:%M"));

  /* Translators: a date and a time such as 3 Feb 2026, 14:03, for g_date_time_format() */
  return g_date_time_format (date, _ ("%-d %b %Y, %H:%M"));
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
