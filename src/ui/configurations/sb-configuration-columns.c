/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-columns"

#include "config.h"

#include "sb-configuration-columns.h"

#include "sb-words.h"

#include <glib/gi18n.h>
#include <string.h>

static char *
get_name (gpointer snapshot)
{
  return sb_words_name (sb_configuration_get_line (snapshot, SB_CONFIGURATION_FIELD_NAME));
}

/* What Signalbox cannot change carries a mark; the row's text says why. */
static const char *
get_name_icon (gpointer snapshot)
{
  return sb_words_read_only (snapshot) == NULL ? NULL : "changes-prevent-symbolic";
}

static char *
get_os (gpointer snapshot)
{
  SbPlatform platform =
    (SbPlatform) sb_configuration_get_enum (snapshot, SB_CONFIGURATION_FIELD_PLATFORM_TYPE);

  return g_strdup (sb_words_platform (platform));
}

/* A reason is text, and a row that cannot be changed has no carrier to be looked at.
 * That a carrier's URL is https goes without saying in a narrow column; http does not. */
static char *
get_carrier (gpointer snapshot)
{
  g_autofree char *carrier = NULL;

  if (!sb_configuration_is_esim (snapshot))
    return g_strdup (_ ("Managed in the server’s own console"));

  carrier = sb_words_carrier_of (snapshot);
  if (!g_str_has_prefix (carrier, "https://"))
    return g_steal_pointer (&carrier);

  if (g_str_has_suffix (carrier, "/"))
    carrier[strlen (carrier) - 1] = '\0';

  return g_strdup (carrier + strlen ("https://"));
}

static char *
get_distribution (gpointer snapshot)
{
  g_autofree char *distribution = sb_words_distribution_of (snapshot);

  if (sb_configuration_is_inherited (snapshot))
    /* Translators: a distribution of a configuration that another device space owns */
    return g_strdup_printf (_ ("%s (inherited)"), distribution);

  return g_steal_pointer (&distribution);
}

static char *
get_enabled (gpointer snapshot)
{
  if (!sb_configuration_is_known (snapshot, SB_CONFIGURATION_FIELD_ENABLED))
    return g_strdup (_ ("Not reported"));

  return g_strdup (sb_configuration_get_boolean (snapshot, SB_CONFIGURATION_FIELD_ENABLED)
                     ? C_ ("configuration", "Yes")
                     : C_ ("configuration", "No"));
}

static char *
get_delivery (gpointer snapshot)
{
  return sb_words_delivery_summary (snapshot);
}

static const char *
get_delivery_icon (gpointer snapshot)
{
  SbDeliveryCounts *counts = sb_configuration_get_record (snapshot,
                                                          SB_CONFIGURATION_FIELD_DEVICE_COUNTS);

  if (counts != NULL && sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_FIELD_ERROR) > 0)
    return "dialog-warning-symbolic";

  return NULL;
}

static gint64
get_changed (gpointer snapshot)
{
  return sb_configuration_get_int64 (snapshot, SB_CONFIGURATION_FIELD_MODIFIED_AT);
}

static char *
get_changed_text (gpointer snapshot, gint64 now)
{
  return sb_words_changed_by (snapshot, now);
}

static int
compare_texts (const char *a, const char *b)
{
  g_autofree char *first = g_utf8_casefold (a == NULL ? "" : a, -1);
  g_autofree char *second = g_utf8_casefold (b == NULL ? "" : b, -1);

  return g_utf8_collate (first, second);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return compare_texts (sb_configuration_get_line ((gpointer) a, SB_CONFIGURATION_FIELD_NAME),
                        sb_configuration_get_line ((gpointer) b, SB_CONFIGURATION_FIELD_NAME));
}

static int
compare_os (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = get_os ((gpointer) a);
  g_autofree char *second = get_os ((gpointer) b);

  return compare_texts (first, second);
}

static int
compare_carriers (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = sb_words_carrier_of ((gpointer) a);
  g_autofree char *second = sb_words_carrier_of ((gpointer) b);

  return compare_texts (first, second);
}

static int
compare_distributions (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = sb_words_distribution_of ((gpointer) a);
  g_autofree char *second = sb_words_distribution_of ((gpointer) b);

  return compare_texts (first, second);
}

static int
compare_enabled (gconstpointer a, gconstpointer b)
{
  return sb_configuration_get_boolean ((gpointer) b, SB_CONFIGURATION_FIELD_ENABLED)
         - sb_configuration_get_boolean ((gpointer) a, SB_CONFIGURATION_FIELD_ENABLED);
}

/* What needs a look comes together: by errors, then by how many have it. */
static int
compare_deliveries (gconstpointer a, gconstpointer b)
{
  static const SbDeliveryCountsField fields[] = {
    SB_DELIVERY_COUNTS_FIELD_ERROR,
    SB_DELIVERY_COUNTS_FIELD_INSTALLED,
    SB_DELIVERY_COUNTS_FIELD_ACTIVE,
  };
  SbDeliveryCounts *first = sb_configuration_get_record ((gpointer) a,
                                                         SB_CONFIGURATION_FIELD_DEVICE_COUNTS);
  SbDeliveryCounts *second = sb_configuration_get_record ((gpointer) b,
                                                          SB_CONFIGURATION_FIELD_DEVICE_COUNTS);

  if (first == NULL || second == NULL)
    return (first != NULL) - (second != NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    gint64 x = sb_delivery_counts_get_int64 (first, fields[i]);
    gint64 y = sb_delivery_counts_get_int64 (second, fields[i]);

    if (x != y)
      return x < y ? -1 : 1;
  }

  return 0;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  gint64 first = sb_configuration_get_int64 ((gpointer) a, SB_CONFIGURATION_FIELD_MODIFIED_AT);
  gint64 second = sb_configuration_get_int64 ((gpointer) b, SB_CONFIGURATION_FIELD_MODIFIED_AT);

  return (first > second) - (first < second);
}

static const SbColumn columns[] = {
  { .id = "name",
    .title = N_ ("Name"),
    .get_text = get_name,
    .get_icon = get_name_icon,
    .width = 0,
    .compare = compare_names },
  { .id = "os", .title = N_ ("OS"), .get_text = get_os, .width = 10, .compare = compare_os },
  { .id = "carrier",
    .title = N_ ("Carrier"),
    .get_text = get_carrier,
    .width = 0,
    .compare = compare_carriers },
  { .id = "distribution",
    .title = N_ ("Distribution"),
    .get_text = get_distribution,
    .width = 22,
    .least_width = 11,
    .compare = compare_distributions },
  { .id = "enabled",
    .title = N_ ("Enabled"),
    .get_text = get_enabled,
    .width = 7,
    .compare = compare_enabled },
  { .id = "delivery",
    .title = N_ ("Delivery"),
    .get_text = get_delivery,
    .get_icon = get_delivery_icon,
    .width = 20,
    .least_width = 12,
    .compare = compare_deliveries },
  { .id = "changed",
    .title = N_ ("Changed"),
    .width = 22,
    .compare = compare_changes,
    .get_time_text = get_changed_text,
    .get_time = get_changed },
};

const SbColumn *
sb_configuration_columns_get (guint *n_columns)
{
  g_return_val_if_fail (n_columns != NULL, NULL);

  *n_columns = G_N_ELEMENTS (columns);

  return columns;
}

char *
sb_configuration_columns_get_subtitle (gpointer snapshot)
{
  g_autofree char *os = NULL;
  g_autofree char *delivery = NULL;
  const char *reason;

  g_return_val_if_fail (SB_IS_RECORD (snapshot), NULL);

  reason = sb_words_read_only (snapshot);
  if (reason != NULL)
    return g_strdup (reason);

  os = get_os (snapshot);
  delivery = sb_words_delivery_summary (snapshot);
  if (!sb_configuration_get_boolean (snapshot, SB_CONFIGURATION_FIELD_ENABLED))
    /* Translators: an operating system and what became of a configuration that is switched off */
    return g_strdup_printf (_ ("%s · Not enabled · %s"), os, delivery);

  /* Translators: an operating system and what became of a configuration */
  return g_strdup_printf (_ ("%s · %s"), os, delivery);
}
