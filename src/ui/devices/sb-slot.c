/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-slot"

#include "config.h"

#include "sb-slot.h"

#include "sb-device.h"
#include "sb-words.h"

#include <glib/gi18n.h>

static char *
dup_name (SbSubscription *slot)
{
  const char *label = sb_subscription_get_line (slot, SB_SUBSCRIPTION_LABEL);
  const char *name = sb_subscription_get_line (slot, SB_SUBSCRIPTION_SLOT);
  guint number = sb_subscription_get_number (slot);
  g_autofree char *numbered = NULL;
  g_autofree char *inside = NULL;

  if (number > 0)
    /* Translators: a SIM slot, by its number */
    numbered = g_strdup_printf (_ ("SIM slot %u"), number);
  else
    numbered = g_strdup (name != NULL ? name : _ ("SIM slot"));

  if (label == NULL)
    return g_steal_pointer (&numbered);

  inside = sb_words_name_in (label);
  /* Translators: a SIM slot, and what it is called */
  return g_strdup_printf (_ ("%s, “%s”"), numbered, inside);
}

static const char *
get_carrier (SbSubscription *slot)
{
  const char *current = sb_subscription_get_line (slot, SB_SUBSCRIPTION_CURRENT_CARRIER_NETWORK);

  return current != NULL
           ? current
           : sb_subscription_get_line (slot, SB_SUBSCRIPTION_SUBSCRIBER_CARRIER_NETWORK);
}

void
sb_slot_describe (gpointer record, gint64 now, SbRecordWords *words)
{
  SbSubscription *slot = record;
  g_autofree char *name = dup_name (slot);
  const char *carrier = get_carrier (slot);
  const char *phone = sb_subscription_get_line (slot, SB_SUBSCRIPTION_PHONE_NUMBER);
  const char *eid = sb_subscription_get_line (slot, SB_SUBSCRIPTION_EID);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (carrier != NULL) {
    g_autofree char *inside = sb_words_name_in (carrier);

    /* Translators: a SIM slot and its carrier */
    words->title = g_strdup_printf (_ ("%s · %s"), name, inside);
  } else {
    words->title = g_strdup (name);
  }

  if (sb_subscription_is_known (slot, SB_SUBSCRIPTION_ICCID))
    words->value = sb_record_dup_value (SB_RECORD (slot), SB_SUBSCRIPTION_ICCID);
  words->otherwise = g_strdup (sb_subscription_is_masked (slot, SB_SUBSCRIPTION_ICCID)
                                 ? _ ("ICCID hidden by the tenant’s privacy profile")
                                 : _ ("No plan: the slot has no ICCID"));

  if (eid != NULL)
    g_ptr_array_add (notes, g_strdup_printf (_ ("eSIM, EID %s"), eid));
  else
    g_ptr_array_add (notes, g_strdup (_ ("Physical SIM, or an eSIM whose EID is not reported")));
  if (phone != NULL)
    g_ptr_array_add (notes, sb_words_name_in (phone));
  if (sb_subscription_get_boolean (slot, SB_SUBSCRIPTION_IS_DATA_PREFERRED))
    g_ptr_array_add (notes, g_strdup (_ ("used for data")));
  if (sb_subscription_get_boolean (slot, SB_SUBSCRIPTION_IS_ROAMING))
    g_ptr_array_add (notes, g_strdup (_ ("roaming")));
  g_ptr_array_add (notes, NULL);
  words->note = g_strjoinv (" · ", (char **) notes->pdata);
}
