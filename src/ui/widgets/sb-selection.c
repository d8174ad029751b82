/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-selection"

#include "sb-selection.h"

#include "sb-remote-list.h"

struct _SbSelection {
  GObject parent_instance;

  GListModel *model; /* (owned) (nullable) */
  GHashTable *ids;   /* (owned) (element-type gint64): selected, or where all are, the exceptions */
  gboolean all;
  gboolean single;
};

static void sb_selection_list_model_iface_init (GListModelInterface *iface);
static void sb_selection_selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbSelection,
                               sb_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sb_selection_list_model_iface_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        sb_selection_selection_model_iface_init))

enum { PROP_0, PROP_MODEL, PROP_SINGLE, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static guint
get_n_items (SbSelection *self)
{
  return self->model == NULL ? 0 : g_list_model_get_n_items (self->model);
}

/* The id at a position, or 0 where that row is not loaded. */
static gint64
get_id (SbSelection *self, guint position)
{
  g_autoptr (SbRow) row = NULL;

  if (self->model == NULL)
    return 0;

  row = g_list_model_get_item (self->model, position);

  return row == NULL ? 0 : sb_row_get_id (row);
}

static gboolean
set_id (SbSelection *self, gint64 id, gboolean selected)
{
  gboolean listed = selected != self->all;

  if (id == 0)
    return FALSE;

  if (!listed)
    return g_hash_table_remove (self->ids, &id);

  if (g_hash_table_contains (self->ids, &id))
    return FALSE;

  return g_hash_table_add (self->ids, g_memdup2 (&id, sizeof id));
}

static gboolean
forget_all (SbSelection *self)
{
  gboolean changed = self->all || g_hash_table_size (self->ids) > 0;

  self->all = FALSE;
  g_hash_table_remove_all (self->ids);

  return changed;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
tell (SbSelection *self, guint position, guint n_items)
{
  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n_items);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A row that had not been loaded has an id now, and may turn out to be selected. */
static void
row_id_cb (SbSelection *self, GParamSpec *pspec, SbRow *row)
{
  g_assert (SB_IS_SELECTION (self));

  g_signal_handlers_disconnect_by_func (row, row_id_cb, self);

  if (self->all || g_hash_table_size (self->ids) > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, get_n_items (self));
}

static void
items_changed_cb (SbSelection *self, guint position, guint removed, guint added, GListModel *model)
{
  g_assert (SB_IS_SELECTION (self));

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);

  /* The one selected row may have gone or come back; with all selected, their number changed. */
  if (removed != added && (self->all || g_hash_table_size (self->ids) > 0))
    g_signal_emit (self, signals[CHANGED], 0);
}

static GType
sb_selection_get_item_type (GListModel *list)
{
  return SB_TYPE_ROW;
}

static guint
sb_selection_get_n_items (GListModel *list)
{
  return get_n_items (SB_SELECTION (list));
}

static gpointer
sb_selection_get_item (GListModel *list, guint position)
{
  SbSelection *self = SB_SELECTION (list);
  SbRow *row;

  if (self->model == NULL)
    return NULL;

  row = g_list_model_get_item (self->model, position);

  if (row != NULL && sb_row_get_id (row) == 0
      && g_signal_handler_find (row,
                                G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA,
                                0,
                                0,
                                NULL,
                                row_id_cb,
                                self)
           == 0)
    g_signal_connect_object (row, "notify::id", G_CALLBACK (row_id_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static void
sb_selection_list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sb_selection_get_item_type;
  iface->get_n_items = sb_selection_get_n_items;
  iface->get_item = sb_selection_get_item;
}

static gboolean
sb_selection_is_selected (GtkSelectionModel *model, guint position)
{
  SbSelection *self = SB_SELECTION (model);
  gint64 id;

  /* Asked for every row on screen: do not look at rows while nothing is listed. */
  if (g_hash_table_size (self->ids) == 0)
    return self->all && position < get_n_items (self);

  id = get_id (self, position);

  return id == 0 ? self->all && position < get_n_items (self) : sb_selection_contains (self, id);
}

static gboolean
sb_selection_select_range (GtkSelectionModel *model,
                           guint position,
                           guint n_items,
                           gboolean unselect_rest)
{
  SbSelection *self = SB_SELECTION (model);
  gboolean changed = FALSE;

  if (self->single && n_items > 1) {
    position += n_items - 1;
    n_items = 1;
  }

  if (unselect_rest || self->single)
    changed |= forget_all (self);
  for (guint i = 0; i < n_items; i++)
    changed |= set_id (self, get_id (self, position + i), TRUE);

  if (changed)
    tell (self, 0, get_n_items (self));

  return TRUE;
}

static gboolean
sb_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  SbSelection *self = SB_SELECTION (model);
  gboolean changed = FALSE;

  for (guint i = 0; i < n_items; i++)
    changed |= set_id (self, get_id (self, position + i), FALSE);

  if (changed)
    tell (self, position, n_items);

  return TRUE;
}

static gboolean
sb_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  SbSelection *self = SB_SELECTION (model);
  gint64 id = get_id (self, position);

  /* A click on the row that is selected already tells nobody. */
  if (unselect_rest && !self->all && g_hash_table_size (self->ids) == 1
      && g_hash_table_contains (self->ids, &id))
    return TRUE;

  return sb_selection_select_range (model, position, 1, unselect_rest);
}

static gboolean
sb_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  return sb_selection_unselect_range (model, position, 1);
}

static gboolean
sb_selection_select_all (GtkSelectionModel *model)
{
  SbSelection *self = SB_SELECTION (model);

  if (self->single)
    return FALSE;
  if (self->all && g_hash_table_size (self->ids) == 0)
    return TRUE;

  g_hash_table_remove_all (self->ids);
  self->all = TRUE;
  tell (self, 0, get_n_items (self));

  return TRUE;
}

static gboolean
sb_selection_unselect_all (GtkSelectionModel *model)
{
  sb_selection_clear (SB_SELECTION (model));

  return TRUE;
}

static gboolean
sb_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  SbSelection *self = SB_SELECTION (model);
  guint n_items = get_n_items (self);
  gboolean changed = FALSE;
  GtkBitsetIter iter;
  guint position;

  /* A mask over everything means that the rest is dropped: do not ask for every row, since that
   * would load every page. */
  if (n_items > 0 && gtk_bitset_get_size_in_range (mask, 0, n_items - 1) == n_items)
    changed |= forget_all (self);
  else if (gtk_bitset_iter_init_first (&iter, mask, &position)) {
    do {
      if (!gtk_bitset_contains (selected, position))
        changed |= set_id (self, get_id (self, position), FALSE);
    } while (gtk_bitset_iter_next (&iter, &position));
  }

  if (gtk_bitset_iter_init_first (&iter, selected, &position)) {
    do {
      if (!gtk_bitset_contains (mask, position))
        continue;
      if (self->single)
        changed |= forget_all (self);
      changed |= set_id (self, get_id (self, position), TRUE);
    } while (gtk_bitset_iter_next (&iter, &position));
  }

  if (changed)
    tell (self, 0, n_items);

  return TRUE;
}

static void
sb_selection_selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = sb_selection_is_selected;
  iface->select_item = sb_selection_select_item;
  iface->unselect_item = sb_selection_unselect_item;
  iface->select_range = sb_selection_select_range;
  iface->unselect_range = sb_selection_unselect_range;
  iface->select_all = sb_selection_select_all;
  iface->unselect_all = sb_selection_unselect_all;
  iface->set_selection = sb_selection_set_selection;
}

static void
set_model (SbSelection *self, GListModel *model)
{
  guint removed = get_n_items (self);

  if (self->model == model)
    return;

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
  g_set_object (&self->model, model);
  if (self->model != NULL)
    g_signal_connect_object (self->model,
                             "items-changed",
                             G_CALLBACK (items_changed_cb),
                             self,
                             G_CONNECT_SWAPPED);

  g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, get_n_items (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

static void
sb_selection_dispose (GObject *object)
{
  SbSelection *self = SB_SELECTION (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, items_changed_cb, self);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (sb_selection_parent_class)->dispose (object);
}

static void
sb_selection_finalize (GObject *object)
{
  SbSelection *self = SB_SELECTION (object);

  g_clear_pointer (&self->ids, g_hash_table_unref);

  G_OBJECT_CLASS (sb_selection_parent_class)->finalize (object);
}

static void
sb_selection_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbSelection *self = SB_SELECTION (object);

  switch (prop_id) {
  case PROP_MODEL:
    g_value_set_object (value, self->model);
    break;
  case PROP_SINGLE:
    g_value_set_boolean (value, self->single);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_selection_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SbSelection *self = SB_SELECTION (object);

  switch (prop_id) {
  case PROP_MODEL:
    set_model (self, g_value_get_object (value));
    break;
  case PROP_SINGLE:
    self->single = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_selection_class_init (SbSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sb_selection_dispose;
  object_class->finalize = sb_selection_finalize;
  object_class->get_property = sb_selection_get_property;
  object_class->set_property = sb_selection_set_property;

  properties[PROP_MODEL] = g_param_spec_object ("model",
                                                NULL,
                                                NULL,
                                                G_TYPE_LIST_MODEL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  properties[PROP_SINGLE] = g_param_spec_boolean ("single",
                                                  NULL,
                                                  NULL,
                                                  FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                    | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
sb_selection_init (SbSelection *self)
{
  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * sb_selection_new:
 * @model: (nullable): a model of SbRow
 * @single: whether at most one row is selected
 *
 * Returns: (transfer full): a selection in which nothing is selected
 */
SbSelection *
sb_selection_new (GListModel *model, gboolean single)
{
  g_return_val_if_fail (model == NULL || G_IS_LIST_MODEL (model), NULL);

  return g_object_new (SB_TYPE_SELECTION, "single", single, "model", model, NULL);
}

gboolean
sb_selection_contains (SbSelection *self, gint64 id)
{
  g_return_val_if_fail (SB_IS_SELECTION (self), FALSE);

  return g_hash_table_contains (self->ids, &id) != self->all;
}

/**
 * sb_selection_select_id:
 * @id: an id, whether its row is in the model or comes later
 *
 * Selects this one and nothing else.
 */
void
sb_selection_select_id (SbSelection *self, gint64 id)
{
  g_return_if_fail (SB_IS_SELECTION (self));
  g_return_if_fail (id > 0);

  if (!self->all && g_hash_table_size (self->ids) == 1 && g_hash_table_contains (self->ids, &id))
    return;

  forget_all (self);
  set_id (self, id, TRUE);
  tell (self, 0, get_n_items (self));
}

void
sb_selection_clear (SbSelection *self)
{
  g_return_if_fail (SB_IS_SELECTION (self));

  if (forget_all (self))
    tell (self, 0, get_n_items (self));
}

/**
 * sb_selection_is_all:
 *
 * Returns: whether all that match the search are selected, but for exceptions
 */
gboolean
sb_selection_is_all (SbSelection *self)
{
  g_return_val_if_fail (SB_IS_SELECTION (self), FALSE);

  return self->all;
}

/**
 * sb_selection_get_ids:
 *
 * Returns: (transfer full) (element-type gint64): the ids, or where all are selected, the
 *   exceptions; in ascending order
 */
GArray *
sb_selection_get_ids (SbSelection *self)
{
  g_autoptr (GArray) ids = NULL;
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (SB_IS_SELECTION (self), NULL);

  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (ids, key, 1);
  g_array_sort (ids, compare_ids);

  return g_steal_pointer (&ids);
}

guint
sb_selection_get_n_selected (SbSelection *self)
{
  guint n;

  g_return_val_if_fail (SB_IS_SELECTION (self), 0);

  n = g_hash_table_size (self->ids);
  if (self->all)
    n = get_n_items (self) - MIN (n, get_n_items (self));

  return n;
}

/**
 * sb_selection_get_only_row:
 *
 * Returns: (nullable) (transfer none): the row, where exactly one is selected and it is in the
 * model
 */
SbRow *
sb_selection_get_only_row (SbSelection *self)
{
  guint n_items;

  g_return_val_if_fail (SB_IS_SELECTION (self), NULL);

  if (self->all || g_hash_table_size (self->ids) != 1)
    return NULL;

  /* A paged list would load all its pages if every row were looked at. */
  if (SB_IS_REMOTE_LIST (self->model)) {
    g_autoptr (GArray) ids = sb_selection_get_ids (self);

    return sb_remote_list_find (SB_REMOTE_LIST (self->model), g_array_index (ids, gint64, 0), NULL);
  }

  n_items = get_n_items (self);
  for (guint i = 0; i < n_items; i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (self->model, i);
    gint64 id = row == NULL ? 0 : sb_row_get_id (row);

    /* The model holds it as long as it is in there. */
    if (id != 0 && g_hash_table_contains (self->ids, &id))
      return row;
  }

  return NULL;
}
