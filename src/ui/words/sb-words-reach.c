/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-reach"

#include "config.h"

#include "sb-words-reach.h"

#include "sb-count.h"
#include "sb-words-text.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* (transfer full): @format, which has one %s, with the number as the language writes it. */
static char *
count (const char *format, gint64 n)
{
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, n);

  return sb_words_fill (format, number);
}

static char *
describe_reach (gint64 n_added, gint64 n_kept, gint64 n_removed)
{
  g_autofree char *reached = NULL;
  g_autofree char *added = NULL;
  g_autofree char *removed = NULL;
  gint64 n_reached = sb_count_add (n_added, n_kept);

  if (n_reached == 0 && n_removed == 0)
    return g_strdup (_ ("Reaches no devices"));

  reached = n_reached == 0
              ? g_strdup (_ ("Reaches no devices"))
              : count (ngettext ("Reaches %s device", "Reaches %s devices", (gulong) n_reached),
                       n_reached);
  if (n_kept == 0 && n_removed == 0)
    return g_steal_pointer (&reached);

  if (n_added == 0 && n_removed == 0)
    return count (
      ngettext ("Reaches %s device, as before", "Reaches %s devices, as before", (gulong) n_kept),
      n_kept);

  added = count (ngettext ("%s added", "%s added", (gulong) n_added), n_added);
  removed = count (
    ngettext ("%s ceases to be reached", "%s cease to be reached", (gulong) n_removed),
    n_removed);

  if (n_removed == 0)
    /* Translators: "Reaches 12 devices: 2 added" */
    return g_strdup_printf (_ ("%s: %s"), reached, added);

  /* Translators: "Reaches 12 devices: 2 added, 3 cease to be reached" */
  return g_strdup_printf (_ ("%s: %s, %s"), reached, added, removed);
}

/**
 * sb_words_reach_line:
 *
 * Returns: (transfer full): the running count in one line
 */
char *
sb_words_reach_line (gint64 n_added, gint64 n_kept, gint64 n_removed, gint64 n_unable)
{
  g_autofree char *reach = describe_reach (n_added, n_kept, n_removed);
  g_autofree char *unable = NULL;

  if (n_unable == 0)
    return g_steal_pointer (&reach);

  unable = count (ngettext ("%s cannot take it", "%s cannot take it", (gulong) n_unable), n_unable);

  /* Translators: "Reaches 75 devices; 17 cannot take it" */
  return g_strdup_printf (_ ("%s; %s"), reach, unable);
}

/**
 * sb_words_reach_heading:
 * @name: of the configuration
 *
 * Returns: (transfer full): the question before the change is sent
 */
char *
sb_words_reach_heading (const char *name, gint64 n_added, gint64 n_kept, gint64 n_removed)
{
  gint64 n = sb_count_add (sb_count_add (n_added, n_kept), n_removed);
  g_autofree char *inside = sb_words_name_in (name);
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, n);

  /* Translators: in each, the configuration's name and the number of devices */
  if (n_kept == 0 && n_removed == 0)
    return g_strdup_printf (
      ngettext ("Distribute “%s” to %s Device?", "Distribute “%s” to %s Devices?", (gulong) n),
      inside,
      number);
  if (n_added == 0 && n_kept == 0)
    return g_strdup_printf (
      ngettext ("Take “%s” Away From %s Device?", "Take “%s” Away From %s Devices?", (gulong) n),
      inside,
      number);

  return g_strdup_printf (
    ngettext ("Save “%s” for %s Device?", "Save “%s” for %s Devices?", (gulong) n),
    inside,
    number);
}

/**
 * sb_words_reach_question:
 * @platform: whose devices they are
 *
 * Returns: (transfer full): what will happen to which number of devices
 */
char *
sb_words_reach_question (SbPlatform platform,
                         gint64 n_added,
                         gint64 n_kept,
                         gint64 n_removed,
                         gint64 n_unable)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_windows = platform == SB_PLATFORM_WINDOWS;

  if (n_added > 0)
    sb_words_add_own (text,
                      "\n",
                      count (is_windows ? ngettext ("It goes to %s Windows PC.",
                                                    "It goes to %s Windows PCs.",
                                                    (gulong) n_added)
                                        : ngettext ("It goes to %s iPhone or iPad.",
                                                    "It goes to %s iPhones and iPads.",
                                                    (gulong) n_added),
                             n_added));
  if (n_kept > 0)
    sb_words_add_own (
      text,
      "\n",
      count (ngettext ("%s device is reached as before, and gets it as it is saved now.",
                       "%s devices are reached as before, and get it as it is saved now.",
                       (gulong) n_kept),
             n_kept));
  if (n_removed > 0)
    sb_words_add_own (
      text,
      "\n",
      count (
        ngettext ("%s device ceases to be reached. The configuration is removed from it; a plan "
                  "that is on it stays live until its eSIM is reset.",
                  "%s devices cease to be reached. The configuration is removed from them; plans "
                  "that are on them stay live until their eSIM is reset.",
                  (gulong) n_removed),
        n_removed));
  if (n_unable > 0)
    sb_words_add_own (
      text,
      "\n",
      count (ngettext ("%s of these devices cannot take it, for example for want of an eSIM.",
                       "%s of these devices cannot take it, for example for want of an eSIM.",
                       (gulong) n_unable),
             n_unable));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
