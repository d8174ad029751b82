/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-delivery-columns"

#include "config.h"

#include "sb-delivery-columns.h"

#include "sb-words.h"

#include <glib/gi18n.h>

static char *
get_device (gpointer snapshot)
{
  const char *name = sb_delivery_get_line (snapshot, SB_DELIVERY_FIELD_DEVICE_NAME);

  g_autofree char *id = sb_words_id (sb_delivery_get_id (snapshot, SB_DELIVERY_FIELD_DEVICE_ID));

  /* Translators: a device without a name, and its id on the server */
  return name != NULL ? g_strdup (name) : g_strdup_printf (_ ("Device %s"), id);
}

static SbDeliveryState
get_state (gpointer snapshot)
{
  return (SbDeliveryState) sb_delivery_get_enum (snapshot, SB_DELIVERY_FIELD_STATE);
}

static char *
get_state_text (gpointer snapshot)
{
  SbPlatform platform = (SbPlatform) sb_delivery_get_enum (snapshot,
                                                           SB_DELIVERY_FIELD_PLATFORM_TYPE);

  return g_strdup (sb_words_delivery_state (get_state (snapshot), platform));
}

static const char *
get_state_icon (gpointer snapshot)
{
  switch (get_state (snapshot)) {
  case SB_DELIVERY_ERROR:
    return "dialog-warning-symbolic";
  case SB_DELIVERY_ACTIVE:
    return "emblem-ok-symbolic";
  case SB_DELIVERY_PENDING:
  case SB_DELIVERY_SENT:
  case SB_DELIVERY_INSTALLED:
  case SB_DELIVERY_EXCLUDED:
  case SB_DELIVERY_REMOVING:
  case SB_DELIVERY_NOT_APPLICABLE:
  case SB_DELIVERY_UNKNOWN:
  default:
    return NULL;
  }
}

static char *
get_meaning (gpointer snapshot)
{
  return sb_words_delivery_explained (&(SbEvidence){ .delivery = snapshot });
}

/* When the step was reached at which the device is, or 0. */
static gint64
get_since (gpointer snapshot)
{
  switch (get_state (snapshot)) {
  case SB_DELIVERY_ACTIVE:
    return sb_delivery_get_int64 (snapshot, SB_DELIVERY_FIELD_ACTIVE_AT);
  case SB_DELIVERY_INSTALLED:
    return sb_delivery_get_int64 (snapshot, SB_DELIVERY_FIELD_INSTALLED_AT);
  case SB_DELIVERY_SENT:
    return sb_delivery_get_int64 (snapshot, SB_DELIVERY_FIELD_SENT_AT);
  case SB_DELIVERY_ERROR:
    return sb_delivery_get_int64 (snapshot, SB_DELIVERY_FIELD_ATTEMPTED_AT);
  case SB_DELIVERY_PENDING:
  case SB_DELIVERY_EXCLUDED:
  case SB_DELIVERY_REMOVING:
  case SB_DELIVERY_NOT_APPLICABLE:
  case SB_DELIVERY_UNKNOWN:
  default:
    return 0;
  }
}

static char *
get_since_text (gpointer snapshot, gint64 now)
{
  gint64 since = get_since (snapshot);

  return since != 0 ? sb_words_time (since, now) : g_strdup ("");
}

static char *
get_assigned_by (gpointer snapshot)
{
  return sb_words_assigned_by (snapshot);
}

static const SbColumn columns[] = {
  { .id = "device", .title = N_ ("Device"), .get_text = get_device, .width = 20 },
  { .id = "state",
    .title = N_ ("State"),
    .get_text = get_state_text,
    .get_icon = get_state_icon,
    .width = 18 },
  { .id = "meaning", .title = N_ ("What That Means"), .get_text = get_meaning, .width = 0 },
  { .id = "since",
    .title = N_ ("Since"),
    .get_time_text = get_since_text,
    .get_time = get_since,
    .width = 16 },
  { .id = "assigned-by", .title = N_ ("Through"), .get_text = get_assigned_by, .width = 14 },
};

const SbColumn *
sb_delivery_columns_get (guint *n_columns)
{
  g_return_val_if_fail (n_columns != NULL, NULL);

  *n_columns = G_N_ELEMENTS (columns);

  return columns;
}

char *
sb_delivery_columns_get_subtitle (gpointer snapshot)
{
  g_return_val_if_fail (SB_IS_RECORD (snapshot), NULL);

  return get_state_text (snapshot);
}
