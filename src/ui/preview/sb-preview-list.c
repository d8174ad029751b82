/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-preview-list"

#include "sb-preview-list.h"

#include "sb-words-preview.h"

#include <string.h>

struct _SbPreviewItem {
  GObject parent_instance;

  guint index;
};

G_DEFINE_FINAL_TYPE (SbPreviewItem, sb_preview_item, G_TYPE_OBJECT)

struct _SbPreviewList {
  GObject parent_instance;

  SbPlan *plan;    /* (owned) */
  GArray *all;     /* (owned) (element-type guint): those of the group, by what they are called */
  GArray *indices; /* (owned) (element-type guint): those of them that are shown */
};

static void sb_preview_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbPreviewList,
                               sb_preview_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sb_preview_list_model_init))

static const SbDeviceField sought[] = {
  SB_DEVICE_FIELD_DEVICE_NAME,   SB_DEVICE_FIELD_PRETTY_MODEL,  SB_DEVICE_FIELD_DISPLAY_NAME,
  SB_DEVICE_FIELD_SERIAL_NUMBER, SB_DEVICE_FIELD_EMAIL_ADDRESS,
};

static gboolean
has_text (const char *value, const char *folded)
{
  g_autofree char *own = value != NULL ? g_utf8_casefold (value, -1) : NULL;

  return own != NULL && strstr (own, folded) != NULL;
}

/* What is hidden is not found. */
static gboolean
finds (const SbPlanEntry *entry, const char *folded)
{
  SbDevice *device = entry->evidence.device;

  if (*folded == '\0' || has_text (sb_plan_entry_get_label (entry), folded)
      || has_text (entry->device_id, folded))
    return TRUE;

  for (gsize i = 0; device != NULL && i < G_N_ELEMENTS (sought); i++) {
    if (!sb_record_is_masked (SB_RECORD (device), sought[i])
        && has_text (sb_device_get_line (device, sought[i]), folded))
      return TRUE;
  }

  return FALSE;
}

static void
sb_preview_item_class_init (SbPreviewItemClass *klass)
{
}

static void
sb_preview_item_init (SbPreviewItem *self)
{
}

guint
sb_preview_item_get_index (SbPreviewItem *self)
{
  g_return_val_if_fail (SB_IS_PREVIEW_ITEM (self), 0);

  return self->index;
}

static GType
sb_preview_list_get_item_type (GListModel *model)
{
  return SB_TYPE_PREVIEW_ITEM;
}

static guint
sb_preview_list_get_n_items (GListModel *model)
{
  return SB_PREVIEW_LIST (model)->indices->len;
}

static gpointer
sb_preview_list_get_item (GListModel *model, guint position)
{
  SbPreviewList *self = SB_PREVIEW_LIST (model);
  SbPreviewItem *item;

  if (position >= self->indices->len)
    return NULL;

  item = g_object_new (SB_TYPE_PREVIEW_ITEM, NULL);
  item->index = g_array_index (self->indices, guint, position);

  return item;
}

static void
sb_preview_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sb_preview_list_get_item_type;
  iface->get_n_items = sb_preview_list_get_n_items;
  iface->get_item = sb_preview_list_get_item;
}

static void
sb_preview_list_finalize (GObject *object)
{
  SbPreviewList *self = SB_PREVIEW_LIST (object);

  g_clear_object (&self->plan);
  g_clear_pointer (&self->all, g_array_unref);
  g_clear_pointer (&self->indices, g_array_unref);

  G_OBJECT_CLASS (sb_preview_list_parent_class)->finalize (object);
}

static void
sb_preview_list_class_init (SbPreviewListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_preview_list_finalize;
}

static void
sb_preview_list_init (SbPreviewList *self)
{
  self->all = g_array_new (FALSE, FALSE, sizeof (guint));
  self->indices = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* An entry, and what it is sorted by. */
typedef struct {
  guint index;
  char *key; /* (owned) */
} Sorted;

static int
compare_sorted (gconstpointer a, gconstpointer b)
{
  const Sorted *one = a;
  const Sorted *other = b;
  const int order = strcmp (one->key, other->key);

  return order != 0 ? order : (one->index > other->index) - (one->index < other->index);
}

static void
sorted_clear (gpointer data)
{
  g_free (((Sorted *) data)->key);
}

static void
sort_group (SbPreviewList *self, const SbPlanGroup *group)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Sorted));
  const SbPlanEntry *entry;

  g_array_set_clear_func (sorted, sorted_clear);
  for (guint i = 0; (entry = sb_plan_get_entry (self->plan, i)) != NULL; i++) {
    if (sb_plan_group_has (group, entry)) {
      g_autofree char *name = sb_words_preview_device (entry);
      const Sorted one = { i, g_utf8_collate_key_for_filename (name, -1) };

      g_array_append_val (sorted, one);
    }
  }
  g_array_sort (sorted, compare_sorted);
  for (guint i = 0; i < sorted->len; i++)
    g_array_append_val (self->all, g_array_index (sorted, Sorted, i).index);
}

SbPreviewList *
sb_preview_list_new (SbPlan *plan, const SbPlanGroup *group)
{
  SbPreviewList *self;

  g_return_val_if_fail (SB_IS_PLAN (plan), NULL);
  g_return_val_if_fail (group != NULL, NULL);

  self = g_object_new (SB_TYPE_PREVIEW_LIST, NULL);
  self->plan = g_object_ref (plan);
  sort_group (self, group);
  sb_preview_list_search (self, "");

  return self;
}

void
sb_preview_list_search (SbPreviewList *self, const char *text)
{
  g_autofree char *folded = NULL;
  guint n_before;

  g_return_if_fail (SB_IS_PREVIEW_LIST (self));
  g_return_if_fail (text != NULL);

  folded = g_utf8_casefold (text, -1);
  n_before = self->indices->len;
  g_array_set_size (self->indices, 0);
  for (guint i = 0; i < self->all->len; i++) {
    const guint index = g_array_index (self->all, guint, i);

    if (finds (sb_plan_get_entry (self->plan, index), folded))
      g_array_append_val (self->indices, index);
  }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->indices->len);
}
