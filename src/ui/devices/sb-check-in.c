/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-check-in"

#include "config.h"

#include "sb-check-in.h"

#include "sb-words.h"

#include <glib/gi18n.h>

GPtrArray *
sb_check_in_take_active (GPtrArray *devices)
{
  GPtrArray *active = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < devices->len; i++) {
    const SbEvidence evidence = { .device = g_ptr_array_index (devices, i) };

    if (sb_eligibility_judge (SB_VERB_CHECK_IN, &evidence).verdict == SB_VERDICT_ELIGIBLE)
      g_ptr_array_add (active, g_object_ref (g_ptr_array_index (devices, i)));
  }

  return active;
}

char *
sb_check_in_describe (GPtrArray *devices, guint n_left_out)
{
  g_autofree char *inside = sb_words_name_in (sb_device_get_label (g_ptr_array_index (devices, 0)));
  g_autofree char *number = sb_words_n_devices (devices->len);
  GString *text = g_string_new (NULL);

  if (devices->len == 1)
    /* Translators: the name of a device */
    g_string_append_printf (text, _ ("1 device, “%s”, is asked to check in now."), inside);
  else
    /* Translators: "Asked to check in now: 5 devices." */
    g_string_append_printf (text, _ ("Asked to check in now: %s."), number);
  g_string_append_c (text, ' ');
  g_string_append (text, _ ("Whatever waits to be sent is then sent."));

  if (n_left_out > 0) {
    g_autofree char *left_out = sb_words_n_devices (n_left_out);

    g_string_append (text, "\n\n");
    /* Translators: "Left out, since they are not active: 3 devices." */
    g_string_append_printf (text, _ ("Left out, since they are not active: %s."), left_out);
  }

  return g_string_free (text, FALSE);
}
