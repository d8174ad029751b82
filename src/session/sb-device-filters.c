/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-filters"

#include "sb-device-filters.h"

#include "sb-device.h"
#include "sb-signal.h"

/* The field of each, and the one where the server sends no facet of it; 0 for none. Saved searches
 * have them by their names. */
static const struct {
  const char *name;
  SbDeviceField field;
  SbDeviceField other;
} filters[SB_N_DEVICE_FILTERS] = {
  [SB_DEVICE_FILTER_OS] = { "os", SB_DEVICE_FIELD_PLATFORM_TYPE },
  [SB_DEVICE_FILTER_STATE] = { "state", SB_DEVICE_FIELD_REGISTRATION_STATE },
  [SB_DEVICE_FILTER_ESIM] = { "esim", SB_DEVICE_HAS_ESIM },
  [SB_DEVICE_FILTER_CARRIER] = { "carrier",
                                 SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK,
                                 SB_DEVICE_FIELD_SUBSCRIBER_CARRIER_NETWORK },
  [SB_DEVICE_FILTER_COMPLIANCE] = { "compliance", SB_DEVICE_FIELD_COMPLIANCE_STATE },
};

/* A menu of more can neither be read nor be laid out in time. */
#define MAX_VALUES 30

struct _SbDeviceFilters {
  GObject parent_instance;

  struct {
    char *chosen;      /* (owned): "" for any */
    GPtrArray *values; /* (owned) (element-type SbDeviceFilterValue): seen so far */
    guint n_left_out;  /* values that are not among them */
    gboolean offered;
    gboolean missing;
    gboolean other; /* the server sends the other facet alone */
  } filters[SB_N_DEVICE_FILTERS];
};

G_DEFINE_FINAL_TYPE (SbDeviceFilters, sb_device_filters, G_TYPE_OBJECT)

enum { SIGNAL_CHANGED, SIGNAL_LISTED, N_SIGNALS };

static guint signals[N_SIGNALS];

static SbDeviceFilterValue *
value_new (const char *value, gint64 count)
{
  SbDeviceFilterValue *self = g_new (SbDeviceFilterValue, 1);

  *self = (SbDeviceFilterValue){ g_strdup (value), count };

  return self;
}

static void
value_free (gpointer data)
{
  SbDeviceFilterValue *value = data;

  g_free (value->value);
  g_free (value);
}

static gboolean
has_value_cb (gconstpointer value, gconstpointer text)
{
  return g_str_equal (((const SbDeviceFilterValue *) value)->value, text);
}

/* The most frequent first; those that are as frequent stay in the order of the alphabet. */
static int
compare_values_cb (gconstpointer a, gconstpointer b)
{
  const SbDeviceFilterValue *first = *(SbDeviceFilterValue *const *) a;
  const SbDeviceFilterValue *second = *(SbDeviceFilterValue *const *) b;

  return (first->count < second->count) - (first->count > second->count);
}

static guint
get_field (SbDeviceFilters *self, guint filter)
{
  return self->filters[filter].other ? filters[filter].other : filters[filter].field;
}

/* A value that is listed without a count is not none. */
static void
count_values (SbDeviceFilters *self, guint filter, SbPage *page)
{
  guint field = get_field (self, filter);
  GPtrArray *values = self->filters[filter].values;

  for (guint i = 0; i < values->len; i++) {
    SbDeviceFilterValue *value = g_ptr_array_index (values, i);
    gboolean counted = sb_page_is_facet_counted (page, field, value->value)
                       || !sb_page_has_facet_value (page, field, value->value);

    value->count = counted ? sb_page_get_facet_count (page, field, value->value) : -1;
  }
}

/* Of the values that the page has and we have not, those for which there is room; the others are
 * counted. */
static void
add_values (SbDeviceFilters *self, guint filter, SbPage *page)
{
  guint field = get_field (self, filter);
  GPtrArray *known = self->filters[filter].values;
  g_autoptr (GPtrArray) texts = sb_page_get_facet_values (page, field);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (value_free);
  guint room = MAX_VALUES - known->len;

  for (guint i = 0; i < texts->len; i++) {
    const char *text = g_ptr_array_index (texts, i);

    if (*text != '\0' && !g_ptr_array_find_with_equal_func (known, text, has_value_cb, NULL))
      g_ptr_array_add (chosen, value_new (text, sb_page_get_facet_count (page, field, text)));
  }

  self->filters[filter].n_left_out = chosen->len > room ? chosen->len - room : 0;
  if (chosen->len > room) {
    g_ptr_array_sort (chosen, compare_values_cb);
    g_ptr_array_set_size (chosen, (int) room);
  }
  g_ptr_array_extend_and_steal (known, g_steal_pointer (&chosen));
  count_values (self, filter, page);
}

/* A filter that is on stays, so that it can be taken off. One that was on before any page came asks
 * by the field that the server has now.
 * Returns: whether it asks by another field than before */
static gboolean
update_filter (SbDeviceFilters *self, guint filter, SbPage *page)
{
  GPtrArray *values = self->filters[filter].values;
  gboolean active = *self->filters[filter].chosen != '\0';
  gboolean other = !sb_page_has_facet (page, filters[filter].field);
  gboolean changed = FALSE;

  if (filters[filter].other != 0 && other != self->filters[filter].other
      && (!active || (values->len == 0 && sb_page_has_facet (page, filters[filter].other)))) {
    g_ptr_array_set_size (values, 0);
    self->filters[filter].other = other;
    changed = active;
  }
  self->filters[filter].missing = !sb_page_has_facet (page, get_field (self, filter));
  self->filters[filter].offered = active || !self->filters[filter].missing;
  if (self->filters[filter].offered)
    add_values (self, filter, page);

  return changed;
}

/* Returns: whether it is another one */
static gboolean
set_chosen (SbDeviceFilters *self, guint filter, const char *value)
{
  g_autofree char *old = self->filters[filter].chosen;

  self->filters[filter].chosen = g_strdup (value);

  return !g_str_equal (old, value);
}

static void
sb_device_filters_finalize (GObject *object)
{
  SbDeviceFilters *self = SB_DEVICE_FILTERS (object);

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++) {
    g_clear_pointer (&self->filters[i].chosen, g_free);
    g_clear_pointer (&self->filters[i].values, g_ptr_array_unref);
  }

  G_OBJECT_CLASS (sb_device_filters_parent_class)->finalize (object);
}

static void
sb_device_filters_class_init (SbDeviceFiltersClass *klass)
{
  static const char *const names[N_SIGNALS] = { "changed", "listed" };

  G_OBJECT_CLASS (klass)->finalize = sb_device_filters_finalize;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = sb_signal_new (klass, names[i], 0);
}

static void
sb_device_filters_init (SbDeviceFilters *self)
{
  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++) {
    self->filters[i].chosen = g_strdup ("");
    self->filters[i].values = g_ptr_array_new_with_free_func (value_free);
  }
}

SbDeviceFilters *
sb_device_filters_new (void)
{
  return g_object_new (SB_TYPE_DEVICE_FILTERS, NULL);
}

void
sb_device_filters_set_page (SbDeviceFilters *self, SbPage *page)
{
  gboolean changed = FALSE;

  g_return_if_fail (SB_IS_DEVICE_FILTERS (self));

  if (page == NULL)
    return;

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++)
    changed |= update_filter (self, i, page);
  g_signal_emit (self, signals[SIGNAL_LISTED], 0);
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
sb_device_filters_is_offered (SbDeviceFilters *self, SbDeviceFilter filter)
{
  g_return_val_if_fail (SB_IS_DEVICE_FILTERS (self), FALSE);

  return self->filters[filter].offered;
}

GPtrArray *
sb_device_filters_get_values (SbDeviceFilters *self, SbDeviceFilter filter)
{
  g_return_val_if_fail (SB_IS_DEVICE_FILTERS (self), NULL);

  return self->filters[filter].values;
}

guint
sb_device_filters_get_n_left_out (SbDeviceFilters *self, SbDeviceFilter filter)
{
  g_return_val_if_fail (SB_IS_DEVICE_FILTERS (self), 0);

  return self->filters[filter].n_left_out;
}

const char *
sb_device_filters_get_chosen (SbDeviceFilters *self, SbDeviceFilter filter)
{
  g_return_val_if_fail (SB_IS_DEVICE_FILTERS (self), "");

  return self->filters[filter].chosen;
}

void
sb_device_filters_choose (SbDeviceFilters *self, SbDeviceFilter filter, const char *value)
{
  g_return_if_fail (SB_IS_DEVICE_FILTERS (self));
  g_return_if_fail (value != NULL);

  if (set_chosen (self, filter, value))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* @search: (nullable): for nothing */
static void
choose_all (SbDeviceFilters *self, SbSavedSearch *search)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++) {
    const char *value = search != NULL ? sb_saved_search_get_filter (search, filters[i].name)
                                       : NULL;

    changed |= set_chosen (self, i, value != NULL ? value : "");
  }
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
sb_device_filters_clear (SbDeviceFilters *self)
{
  g_return_if_fail (SB_IS_DEVICE_FILTERS (self));

  choose_all (self, NULL);
}

gboolean
sb_device_filters_is_missing (SbDeviceFilters *self, SbDeviceFilter filter)
{
  g_return_val_if_fail (SB_IS_DEVICE_FILTERS (self), FALSE);

  return self->filters[filter].missing && *self->filters[filter].chosen != '\0';
}

void
sb_device_filters_save (SbDeviceFilters *self, SbSavedSearch *search)
{
  g_return_if_fail (SB_IS_DEVICE_FILTERS (self));
  g_return_if_fail (SB_IS_SAVED_SEARCH (search));

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++)
    sb_saved_search_set_filter (search, filters[i].name, self->filters[i].chosen);
}

gboolean
sb_device_filters_restore (SbDeviceFilters *self, SbSavedSearch *search)
{
  guint n_known = 0;

  g_return_val_if_fail (SB_IS_DEVICE_FILTERS (self), FALSE);
  g_return_val_if_fail (SB_IS_SAVED_SEARCH (search), FALSE);

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++)
    n_known += sb_saved_search_get_filter (search, filters[i].name) != NULL;
  if (n_known < sb_saved_search_count_filters (search))
    return FALSE;

  choose_all (self, search);

  return TRUE;
}

gboolean
sb_device_filters_get_active (SbDeviceFilters *self)
{
  g_return_val_if_fail (SB_IS_DEVICE_FILTERS (self), FALSE);

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++) {
    if (*self->filters[i].chosen != '\0')
      return TRUE;
  }

  return FALSE;
}

void
sb_device_filters_apply (SbDeviceFilters *self, SbQuery *query)
{
  g_return_if_fail (SB_IS_DEVICE_FILTERS (self));

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++) {
    const char *value = self->filters[i].chosen;

    sb_query_set_filter (query, get_field (self, i), *value != '\0' ? value : NULL);
  }
}
