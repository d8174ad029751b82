/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-frozen"

#include "sb-frozen.h"

#include "sb-variant.h"

/* The device, when it was enrolled in milliseconds since 1970 or 0, and whose it is. */
#define DEVICE_TYPE "(sxmsms)"
#define TYPE        G_VARIANT_TYPE ("a" DEVICE_TYPE)

/* (nullable): what is hidden tells nothing of whom it hides */
static const char *
get_user (SbDevice *device, SbDeviceField field)
{
  return sb_device_is_known (device, field) ? sb_device_get_string (device, field) : NULL;
}

/* (transfer floating) */
static GVariant *
new_user (SbDevice *device, SbDeviceField field)
{
  const char *user = get_user (device, field);

  return g_variant_new_maybe (G_VARIANT_TYPE_STRING,
                              user != NULL ? sb_variant_new_text (user) : NULL);
}

GVariant *
sb_frozen_new (GPtrArray *devices)
{
  GVariantBuilder builder;

  g_return_val_if_fail (devices != NULL, NULL);

  g_variant_builder_init (&builder, TYPE);
  for (guint i = 0; i < devices->len; i++) {
    SbDevice *device = g_ptr_array_index (devices, i);
    const char *id = sb_device_get_id (device, SB_DEVICE_FIELD_ID);

    if (id != NULL)
      g_variant_builder_add (&builder,
                             "(sx@ms@ms)",
                             id,
                             sb_device_get_int64 (device, SB_DEVICE_FIELD_LAST_REGISTRATION_TIME),
                             new_user (device, SB_DEVICE_FIELD_UID),
                             new_user (device, SB_DEVICE_FIELD_EMAIL_ADDRESS));
  }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

GVariant *
sb_frozen_pick (GVariant *frozen, const char *const *ids, gsize n_ids)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  GVariantBuilder builder;
  GVariantIter iter;
  GVariant *device;

  if (frozen == NULL || !g_variant_is_of_type (frozen, TYPE))
    return NULL;

  for (gsize i = 0; i < n_ids; i++)
    g_hash_table_add (wanted, (gpointer) ids[i]);
  g_variant_builder_init (&builder, TYPE);
  g_variant_iter_init (&iter, frozen);
  while (g_variant_iter_loop (&iter, "@" DEVICE_TYPE, &device)) {
    const char *id;

    g_variant_get_child (device, 0, "&s", &id);
    if (g_hash_table_remove (wanted, id))
      g_variant_builder_add_value (&builder, device);
  }
  frozen = g_variant_ref_sink (g_variant_builder_end (&builder));
  if (g_variant_n_children (frozen) == 0)
    g_clear_pointer (&frozen, g_variant_unref);

  return frozen;
}

/* By the first of what both say. */
static gboolean
is_others (const char *uid, const char *email, SbDevice *device)
{
  const char *now = get_user (device, SB_DEVICE_FIELD_UID);

  if (uid != NULL && now != NULL)
    return !g_str_equal (uid, now);

  now = get_user (device, SB_DEVICE_FIELD_EMAIL_ADDRESS);

  return email != NULL && now != NULL && !g_str_equal (email, now);
}

GHashTable *
sb_frozen_compare (GVariant *frozen, GHashTable *devices)
{
  GHashTable *changed = g_hash_table_new (g_str_hash, g_str_equal);
  GVariantIter iter;
  const char *id;
  gint64 enrolled_at;
  const char *uid;
  const char *email;

  if (frozen == NULL)
    return changed;

  g_variant_iter_init (&iter, frozen);
  while (g_variant_iter_loop (&iter, "(&sxm&sm&s)", &id, &enrolled_at, &uid, &email)) {
    SbDevice *device = g_hash_table_lookup (devices, id);
    SbRejectCode code = SB_REJECT_UNKNOWN;

    if (device == NULL)
      code = SB_REJECT_UNKNOWN_DEVICE;
    else if (enrolled_at != 0
             && sb_device_get_int64 (device, SB_DEVICE_FIELD_LAST_REGISTRATION_TIME) > enrolled_at)
      code = SB_REJECT_ENROLLED_ANEW;
    else if (is_others (uid, email, device))
      code = SB_REJECT_OTHER_USER;
    if (code != SB_REJECT_UNKNOWN)
      g_hash_table_insert (changed, (gpointer) id, GUINT_TO_POINTER (code));
  }

  return changed;
}
