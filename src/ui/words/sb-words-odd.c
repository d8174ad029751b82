/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-odd"

#include "config.h"

#include "sb-words.h"

#include "sb-words-text.h"

#include <glib/gi18n.h>

static const char *const collections[SB_N_COLLECTIONS] = {
  [SB_COLLECTION_DEVICE_SPACES] = N_ ("Device spaces"),
  [SB_COLLECTION_CONFIGURATIONS] = N_ ("Configurations"),
  [SB_COLLECTION_CONFIGURATION_TYPES] = N_ ("Configuration types"),
  [SB_COLLECTION_DEVICES] = N_ ("Devices"),
  [SB_COLLECTION_DEVICE_GROUPS] = N_ ("Device groups"),
  [SB_COLLECTION_ACCOUNTS] = N_ ("Users"),
  [SB_COLLECTION_ACCOUNT_GROUPS] = N_ ("User groups"),
  [SB_COLLECTION_DELIVERIES] = N_ ("Devices of a configuration"),
  [SB_COLLECTION_DEVICE_DELIVERIES] = N_ ("Configurations of a device"),
  [SB_COLLECTION_ESIM_STATES] = N_ ("eSIM of the devices"),
  [SB_COLLECTION_REACH] = N_ ("Devices that a configuration reaches"),
};

static void
add_line (GString *text, const char *topic, char *line)
{
  g_autofree char *owned = line;

  /* Translators: what was read, and what of it was odd: "Devices: 3 values repaired" */
  g_string_append_printf (text, _ ("%s: %s"), topic, owned);
  g_string_append_c (text, '\n');
}

static void
add_paragraph (GString *text, const char *paragraph)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s\n", paragraph);
}

/**
 * sb_words_odd:
 *
 * Returns: (transfer full): what of the server’s replies was not as it should be, for details
 */
char *
sb_words_odd (SbCondition *condition)
{
  GString *text = g_string_new (NULL);
  gboolean repaired = FALSE;
  gboolean unusable = FALSE;

  g_return_val_if_fail (SB_IS_CONDITION (condition), NULL);

  for (guint i = 0; i < SB_N_COLLECTIONS; i++) {
    guint n_repaired;
    guint n_unusable;

    sb_condition_get_odd (condition, (SbCollection) i, &n_repaired, &n_unusable);
    if (n_repaired > 0)
      add_line (text,
                _ (collections[i]),
                g_strdup_printf (ngettext ("%u value repaired", "%u values repaired", n_repaired),
                                 n_repaired));
    if (n_unusable > 0)
      add_line (
        text,
        _ (collections[i]),
        g_strdup_printf (ngettext ("%u row left out", "%u rows left out", n_unusable), n_unusable));
    repaired = repaired || n_repaired > 0;
    unusable = unusable || n_unusable > 0;
  }

  if (repaired)
    add_paragraph (
      text,
      _ ("A value that is repaired is text with something in it that is not text, "
         "shown as �; a whole number that is too large, kept as its digits; or another "
         "number that is too large, which counts as missing."));
  if (unusable)
    add_paragraph (text,
                   _ ("A row that is left out has no ID that can be used. It is not shown, and "
                      "nothing can be done with it here."));

  return g_string_free (text, FALSE);
}
