/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-count"

#include "config.h"

#include "sb-words.h"

#include "sb-words-text.h"

#include <glib/gi18n.h>

/**
 * sb_words_n_devices:
 * @n: how many
 *
 * Returns: (transfer full): such as "1 device" or "240 devices"
 */
char *
sb_words_n_devices (gint64 n)
{
  gulong count = (gulong) MAX (n, 0);

  return g_strdup_printf (ngettext ("%lu device", "%lu devices", count), count);
}

/**
 * sb_words_n_targets:
 * @kind: what they are
 * @n: how many
 *
 * Returns: (transfer full): such as "2 device groups"
 */
char *
sb_words_n_targets (SbTargetKind kind, gint64 n)
{
  gulong count = (gulong) MAX (n, 0);

  switch (kind) {
  case SB_TARGET_KIND_DEVICE_GROUP:
    return g_strdup_printf (ngettext ("%lu device group", "%lu device groups", count), count);
  case SB_TARGET_KIND_ACCOUNT_GROUP:
    return g_strdup_printf (ngettext ("%lu user group", "%lu user groups", count), count);
  case SB_TARGET_KIND_ACCOUNT:
    return g_strdup_printf (ngettext ("%lu user", "%lu users", count), count);
  case SB_TARGET_KIND_DEVICE:
  default:
    return sb_words_n_devices (n);
  }
}

/**
 * sb_words_n_members:
 * @n: how many
 *
 * Returns: (transfer full): such as "12 members"
 */
char *
sb_words_n_members (gint64 n)
{
  gulong count = (gulong) MAX (n, 0);

  return g_strdup_printf (ngettext ("%lu member", "%lu members", count), count);
}

/**
 * sb_words_n_more:
 * @n: how many of something that there is no room for
 *
 * Returns: (transfer full): such as "12 more"
 */
char *
sb_words_n_more (gulong n)
{
  return g_strdup_printf (ngettext ("%lu more", "%lu more", n), n);
}

/**
 * sb_words_reading_devices:
 * @n_read: how many have come
 * @total: how many there are, or -1 where the server does not say
 *
 * Returns: (transfer full): how far a long read is
 */
char *
sb_words_reading_devices (gint64 n_read, gint64 total)
{
  g_autofree char *devices = NULL;

  if (total < 0) {
    devices = sb_words_n_devices (n_read);
    /* Translators: "Reading the selected devices… 500 devices so far" */
    return g_strdup_printf (_ ("Reading the selected devices… %s so far"), devices);
  }

  devices = sb_words_n_devices (total);
  /* Translators: "Reading the selected devices… 500 of 1800 devices" */
  return g_strdup_printf (_ ("Reading the selected devices… %lu of %s"),
                          (gulong) MAX (n_read, 0),
                          devices);
}

/**
 * sb_words_reading_list:
 * @n_read: how many rows have come
 * @total: how many there are, or -1 where the server does not say
 *
 * Returns: (transfer full): how far the reading of a list is
 */
char *
sb_words_reading_list (gint64 n_read, gint64 total)
{
  if (total < 0)
    /* Translators: how many rows of a list were read */
    return g_strdup_printf (_ ("Reading the list… %lu so far"), (gulong) MAX (n_read, 0));

  /* Translators: how many rows of a list were read, and how many there are */
  return g_strdup_printf (_ ("Reading the list… %lu of %lu"),
                          (gulong) MAX (n_read, 0),
                          (gulong) total);
}

/**
 * sb_words_space_proof:
 *
 * Returns: (nullable) (transfer none): why all device spaces cannot be shown at once; %NULL where
 *   they can
 */
const char *
sb_words_space_proof (SbProof proof)
{
  static const char *const texts[] = {
    [SB_PROOF_NONE] = N_ ("Checking whether the server shows all…"),
    [SB_PROOF_DIFFERS] = N_ ("This server does not show all spaces at once"),
    [SB_PROOF_NOT_COUNTED] = N_ ("This server does not count its devices"),
    [SB_PROOF_FAILED] = N_ ("Whether the server shows all could not be checked"),
  };

  return proof != SB_PROOF_GIVEN ? _ (sb_words_pick (texts, proof)) : NULL;
}
