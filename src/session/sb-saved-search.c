/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-saved-search"

#include "sb-saved-search.h"

#include "sb-variant.h"

#define FILTER "filter-"

struct _SbSavedSearch {
  GObject parent_instance;

  gint64 id;
  char *page;
  char *name;
  GHashTable *values; /* (owned) (element-type utf8 utf8) */
};

G_DEFINE_FINAL_TYPE (SbSavedSearch, sb_saved_search, G_TYPE_OBJECT)

static void
sb_saved_search_finalize (GObject *object)
{
  SbSavedSearch *self = SB_SAVED_SEARCH (object);

  g_clear_pointer (&self->page, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->values, g_hash_table_unref);

  G_OBJECT_CLASS (sb_saved_search_parent_class)->finalize (object);
}

static void
sb_saved_search_class_init (SbSavedSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_saved_search_finalize;
}

static void
sb_saved_search_init (SbSavedSearch *self)
{
  self->name = g_strdup ("");
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SbSavedSearch *
sb_saved_search_new (const char *page)
{
  SbSavedSearch *self;

  g_return_val_if_fail (page != NULL, NULL);

  self = g_object_new (SB_TYPE_SAVED_SEARCH, NULL);
  self->page = g_strdup (page);

  return self;
}

SbSavedSearch *
sb_saved_search_restore (gint64 id, const char *page, const char *name, GVariant *body)
{
  SbSavedSearch *self;
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_return_val_if_fail (page != NULL && name != NULL, NULL);
  g_return_val_if_fail (g_variant_is_of_type (body, G_VARIANT_TYPE_VARDICT), NULL);

  self = sb_saved_search_new (page);
  self->id = id;
  g_free (self->name);
  self->name = g_strdup (name);
  g_variant_iter_init (&iter, body);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value)) {
    if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
      sb_saved_search_set (self, key, g_variant_get_string (value, NULL));
  }

  return self;
}

SbSavedSearch *
sb_saved_search_rename (SbSavedSearch *self, const char *name)
{
  g_autoptr (GVariant) body = NULL;

  g_return_val_if_fail (SB_IS_SAVED_SEARCH (self), NULL);

  body = sb_saved_search_to_variant (self);

  return sb_saved_search_restore (self->id, self->page, name, body);
}

GVariant *
sb_saved_search_to_variant (SbSavedSearch *self)
{
  GVariantDict body;
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_return_val_if_fail (SB_IS_SAVED_SEARCH (self), NULL);

  g_variant_dict_init (&body, NULL);
  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    sb_variant_add_text (&body, key, value);

  return g_variant_ref_sink (g_variant_dict_end (&body));
}

gint64
sb_saved_search_get_id (SbSavedSearch *self)
{
  g_return_val_if_fail (SB_IS_SAVED_SEARCH (self), 0);

  return self->id;
}

const char *
sb_saved_search_get_page (SbSavedSearch *self)
{
  g_return_val_if_fail (SB_IS_SAVED_SEARCH (self), NULL);

  return self->page;
}

const char *
sb_saved_search_get_name (SbSavedSearch *self)
{
  g_return_val_if_fail (SB_IS_SAVED_SEARCH (self), NULL);

  return self->name;
}

const char *
sb_saved_search_get (SbSavedSearch *self, const char *name)
{
  g_return_val_if_fail (SB_IS_SAVED_SEARCH (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->values, name);
}

void
sb_saved_search_set (SbSavedSearch *self, const char *name, const char *value)
{
  g_return_if_fail (SB_IS_SAVED_SEARCH (self));
  g_return_if_fail (name != NULL);

  if (value != NULL && *value != '\0')
    g_hash_table_insert (self->values, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->values, name);
}

const char *
sb_saved_search_get_filter (SbSavedSearch *self, const char *name)
{
  g_autofree char *key = g_strconcat (FILTER, name, NULL);

  return sb_saved_search_get (self, key);
}

void
sb_saved_search_set_filter (SbSavedSearch *self, const char *name, const char *value)
{
  g_autofree char *key = g_strconcat (FILTER, name, NULL);

  sb_saved_search_set (self, key, value);
}

guint
sb_saved_search_count_filters (SbSavedSearch *self)
{
  GHashTableIter iter;
  gpointer key;
  guint n_filters = 0;

  g_return_val_if_fail (SB_IS_SAVED_SEARCH (self), 0);

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n_filters += g_str_has_prefix (key, FILTER);

  return n_filters;
}
