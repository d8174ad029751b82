/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-slot"

#include "config.h"

#include "sb-slot.h"

#include "sb-device.h"

#include <glib/gi18n.h>

void
sb_slot_describe (gpointer record, gint64 now, SbRecordWords *words)
{
  SbSubscription *slot = record;
  const char *name = sb_subscription_get_line (slot, SB_SUBSCRIPTION_LABEL);
  const char *carrier = sb_subscription_get_line (slot, SB_SUBSCRIPTION_CURRENT_CARRIER_NETWORK);
  const char *phone = sb_subscription_get_line (slot, SB_SUBSCRIPTION_PHONE_NUMBER);
  const char *eid = sb_subscription_get_line (slot, SB_SUBSCRIPTION_EID);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (name == NULL)
    name = sb_subscription_get_line (slot, SB_SUBSCRIPTION_SLOT);
  if (carrier != NULL)
    /* Translators: a SIM slot and its carrier */
    words->title = g_strdup_printf (_ ("%s · %s"), name != NULL ? name : _ ("SIM slot"), carrier);
  else
    words->title = g_strdup (name != NULL ? name : _ ("SIM slot"));

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
    g_ptr_array_add (notes, g_strdup (phone));
  if (sb_subscription_get_boolean (slot, SB_SUBSCRIPTION_IS_DATA_PREFERRED))
    g_ptr_array_add (notes, g_strdup (_ ("used for data")));
  if (sb_subscription_get_boolean (slot, SB_SUBSCRIPTION_IS_ROAMING))
    g_ptr_array_add (notes, g_strdup (_ ("roaming")));
  g_ptr_array_add (notes, NULL);
  words->note = g_strjoinv (" · ", (char **) notes->pdata);
}
