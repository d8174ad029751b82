/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-target-search"

#include "sb-target-search.h"

#include "sb-device.h"
#include "sb-text.h"
#include "sb-ui.h"

#include <gtk/gtk.h>

/* How long after the last letter the server is asked, in milliseconds. */
#define PAUSE 250

/* How many results are shown at first, and how many more each time. */
#define RESULTS 50

struct _SbTargetSearch {
  GObject parent_instance;

  SbTargetKind kind;
  SbClock *clock;             /* (owned) */
  SbRemoteList *list;         /* (owned) */
  GtkFilter *filter;          /* (owned) (nullable): of device groups */
  GListModel *found;          /* (owned): all that match */
  GtkSliceListModel *results; /* (owned): those that are shown */
  char *text;                 /* (owned) */
  char *folded;               /* (owned) */
  char *space;                /* (owned) (nullable) */
  SbPlatform platform;
  guint timer;
};

G_DEFINE_FINAL_TYPE (SbTargetSearch, sb_target_search, G_TYPE_OBJECT)

static const SbCollection collections[SB_N_TARGET_KINDS] = {
  [SB_TARGET_KIND_DEVICE_GROUP] = SB_COLLECTION_DEVICE_GROUPS,
  [SB_TARGET_KIND_DEVICE] = SB_COLLECTION_DEVICES,
  [SB_TARGET_KIND_ACCOUNT_GROUP] = SB_COLLECTION_ACCOUNT_GROUPS,
  [SB_TARGET_KIND_ACCOUNT] = SB_COLLECTION_ACCOUNTS,
};

static void
ask (SbTargetSearch *self)
{
  g_autoptr (SbQuery) query = sb_query_new (collections[self->kind]);

  sb_clock_clear_timer (self->clock, &self->timer);

  if (*self->text != '\0')
    sb_query_set_text (query, self->text);

  /* Users and user groups belong to the tenant, not to a device space. */
  if (self->kind == SB_TARGET_KIND_DEVICE_GROUP || self->kind == SB_TARGET_KIND_DEVICE)
    sb_query_set_space (query, self->space);

  if (self->kind == SB_TARGET_KIND_DEVICE) {
    sb_query_set_sort (query, SB_DEVICE_FIELD_DEVICE_NAME, FALSE);
    if (self->platform != SB_PLATFORM_UNKNOWN)
      sb_query_set_filter (query,
                           SB_DEVICE_FIELD_PLATFORM_TYPE,
                           sb_enum_get_nick (sb_platform_get_type (), (int) self->platform));
  }

  gtk_slice_list_model_set_size (self->results, RESULTS);
  sb_remote_list_set_query (self->list, query);
}

static gboolean
pause_cb (gpointer user_data)
{
  SbTargetSearch *self = user_data;

  self->timer = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static gboolean
match_cb (gpointer item, gpointer user_data)
{
  SbTargetSearch *self = user_data;
  SbTarget *target = sb_row_get_snapshot (item);
  g_autofree char *folded = NULL;
  const char *label;

  if (self->folded == NULL || *self->folded == '\0' || target == NULL)
    return TRUE;

  label = sb_target_get_label (target);
  folded = g_utf8_casefold (label != NULL ? label : "", -1);

  return strstr (folded, self->folded) != NULL;
}

static void
refreshed_cb (SbTargetSearch *self)
{
  g_assert (SB_IS_TARGET_SEARCH (self));

  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
sb_target_search_dispose (GObject *object)
{
  SbTargetSearch *self = SB_TARGET_SEARCH (object);

  sb_target_search_stop (self);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);

  g_clear_object (&self->results);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->list);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->space, sb_id_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->folded, g_free);

  G_OBJECT_CLASS (sb_target_search_parent_class)->dispose (object);
}

static void
sb_target_search_class_init (SbTargetSearchClass *klass)
{

  G_OBJECT_CLASS (klass)->dispose = sb_target_search_dispose;
}

static void
sb_target_search_init (SbTargetSearch *self)
{
  self->text = g_strdup ("");
  self->folded = g_strdup ("");
}

/**
 * sb_target_search_new:
 *
 * Returns: (transfer full): a search that asks for nothing before it is given a scope
 */
SbTargetSearch *
sb_target_search_new (SbSession *session, SbTargetKind kind)
{
  SbTargetSearch *self;
  gboolean is_group = kind == SB_TARGET_KIND_DEVICE_GROUP;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_TARGET_SEARCH, NULL);
  self->kind = kind;
  self->clock = g_object_ref (sb_session_get_clock (session));
  self->list = sb_session_new_list (session,
                                    is_group ? SB_REMOTE_LIST_WHOLE : SB_REMOTE_LIST_PAGED);

  if (is_group) {
    self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
    self->found = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->list)),
                                                           g_object_ref (self->filter)));
    sb_connect (self->list, "refreshed", refreshed_cb, self);
  } else {
    self->found = g_object_ref (G_LIST_MODEL (self->list));
  }
  self->results = gtk_slice_list_model_new (g_object_ref (self->found), 0, RESULTS);

  return self;
}

/**
 * sb_target_search_set_scope:
 * @space: (nullable): where devices and device groups are looked for; none is everywhere
 * @platform: of devices; UNKNOWN is every one
 */
void
sb_target_search_set_scope (SbTargetSearch *self, const char *space, SbPlatform platform)
{
  g_return_if_fail (SB_IS_TARGET_SEARCH (self));

  if (!sb_id_set (&self->space, space) && sb_remote_list_get_query (self->list) != NULL
      && platform == self->platform)
    return;

  self->platform = platform;
  ask (self);
}

void
sb_target_search_set_text (SbTargetSearch *self, const char *text)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (SB_IS_TARGET_SEARCH (self));

  stripped = sb_trim (text);
  if (g_str_equal (stripped, self->text))
    return;

  g_free (self->folded);
  self->folded = g_utf8_casefold (stripped, -1);
  g_free (self->text);
  self->text = g_steal_pointer (&stripped);

  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  sb_clock_clear_timer (self->clock, &self->timer);
  self->timer = sb_clock_add_timer (self->clock, PAUSE, pause_cb, self, NULL);
}

void
sb_target_search_show_more (SbTargetSearch *self)
{
  g_return_if_fail (SB_IS_TARGET_SEARCH (self));

  gtk_slice_list_model_set_size (self->results,
                                 gtk_slice_list_model_get_size (self->results) + RESULTS);
}

void
sb_target_search_refresh (SbTargetSearch *self)
{
  g_return_if_fail (SB_IS_TARGET_SEARCH (self));

  sb_remote_list_refresh (self->list);
}

void
sb_target_search_stop (SbTargetSearch *self)
{
  g_return_if_fail (SB_IS_TARGET_SEARCH (self));

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  if (self->list != NULL)
    sb_remote_list_stop (self->list);
}

/**
 * sb_target_search_get_results:
 *
 * Returns: (transfer none): the SbRows that are shown
 */
GListModel *
sb_target_search_get_results (SbTargetSearch *self)
{
  g_return_val_if_fail (SB_IS_TARGET_SEARCH (self), NULL);

  return G_LIST_MODEL (self->results);
}

SbRemoteList *
sb_target_search_get_list (SbTargetSearch *self)
{
  g_return_val_if_fail (SB_IS_TARGET_SEARCH (self), NULL);

  return self->list;
}

/**
 * sb_target_search_get_n_hidden:
 *
 * Returns: how many match and are not shown; -1 where there are some, and nobody knows how many
 */
gint64
sb_target_search_get_n_hidden (SbTargetSearch *self)
{
  gint64 n_shown;
  gint64 n_found;
  gint64 total;

  g_return_val_if_fail (SB_IS_TARGET_SEARCH (self), 0);

  n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->results));
  n_found = g_list_model_get_n_items (self->found);
  total = self->filter != NULL ? n_found : sb_remote_list_get_total (self->list);

  return n_found <= n_shown ? 0 : total < 0 ? -1 : total - n_shown;
}

/**
 * sb_target_search_create_target:
 * @row: a result
 *
 * Returns: (transfer full) (nullable): what a draft takes; %NULL while the row is not loaded
 */
SbTarget *
sb_target_search_create_target (SbRow *row)
{
  gpointer snapshot;
  const char *name;
  SbRecord *target;

  g_return_val_if_fail (SB_IS_ROW (row), NULL);

  snapshot = sb_row_get_snapshot (row);
  if (snapshot == NULL)
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (snapshot, SB_TYPE_TARGET))
    return g_object_ref (snapshot);

  name = sb_device_get_line (snapshot, SB_DEVICE_FIELD_DEVICE_NAME);
  target = sb_record_new (SB_TYPE_TARGET);
  sb_record_set_id (target, SB_TARGET_FIELD_ID, sb_row_get_id (row));
  if (name != NULL)
    sb_record_set_string (target, SB_TARGET_FIELD_NAME, name);

  return sb_record_seal (target);
}
