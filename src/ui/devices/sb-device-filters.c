/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-filters"

#include "config.h"

#include "sb-device-filters.h"

#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

typedef struct {
  const char *facet; /* as the server calls it */
  const char *field; /* the field of `fq` */
  const char *action;
  const char *title;
  /* Where the server does not send the facet, (nullable): */
  const char *other_facet;
  const char *other_field;
} Filter;

static const Filter filters[] = {
  { "PLATFORMTYPE", "platformType", "filter-os", N_ ("_OS") },
  { "REGISTRATIONSTATE", "registrationState", "filter-state", N_ ("_State") },
  { "HASESIM", "hasEsim", "filter-esim", N_ ("Has _eSIM") },
  { "CURRENTCARRIERNETWORK",
    "currentCarrierNetwork",
    "filter-carrier",
    N_ ("_Carrier"),
    "SUBSCRIBERCARRIERNETWORK",
    "subscriberCarrierNetwork" },
  { "COMPLIANCESTATE", "complianceState", "filter-compliance", N_ ("Com_pliance") },
};

#define N_FILTERS G_N_ELEMENTS (filters)

/* A menu of more can neither be read nor be laid out in time. */
#define MAX_VALUES 30

struct _SbDeviceFilters {
  GObject parent_instance;

  char *group_name;
  GSimpleAction *actions[N_FILTERS]; /* (owned): the state is the value, "" for any */
  GPtrArray *values[N_FILTERS];      /* (owned) (element-type utf8): seen so far */
  guint n_left_out[N_FILTERS];       /* values that are not among them */
  GMenu *submenus[N_FILTERS];        /* (owned) */
  gboolean offered[N_FILTERS];       /* whether the submenu is in the menu */
  gboolean other[N_FILTERS];         /* the server sends the other facet alone */
  GMenu *menu;                       /* (owned) */
};

G_DEFINE_FINAL_TYPE (SbDeviceFilters, sb_device_filters, G_TYPE_OBJECT)

enum { PROP_0, PROP_ACTIVE, N_PROPS };

enum { SIGNAL_CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *
get_value (SbDeviceFilters *self, guint filter)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (self->actions[filter]));

  /* The action holds the state. */
  return g_variant_get_string (state, NULL);
}

static const char *
get_facet (SbDeviceFilters *self, guint filter)
{
  return self->other[filter] ? filters[filter].other_facet : filters[filter].facet;
}

/* (transfer full): whatever the server writes, it is one line that is not too long. */
static char *
get_words (guint filter, const char *value)
{
  const char *field = filters[filter].field;

  if (g_str_equal (field, "platformType")) {
    SbPlatform platform = (SbPlatform) sb_enum_from_wire (sb_platform_get_type (), value);

    if (platform != SB_PLATFORM_UNKNOWN)
      return g_strdup (sb_words_platform (platform));
  } else if (g_str_equal (field, "registrationState")) {
    return sb_words_registration_word (value);
  } else if (g_str_equal (field, "hasEsim")) {
    return g_strdup (g_ascii_strcasecmp (value, "true") == 0 ? _ ("Yes") : _ ("No"));
  } else if (g_str_equal (field, "complianceState")) {
    return g_strdup (sb_words_compliance (g_ascii_strcasecmp (value, "true") == 0));
  }

  return sb_words_name (value);
}

typedef struct {
  const char *value;
  gint64 count;
} Value;

/* The most frequent first; those that are as frequent stay in the order of the alphabet. */
static int
compare_values_cb (gconstpointer a, gconstpointer b)
{
  const Value *first = a;
  const Value *second = b;

  return (first->count < second->count) - (first->count > second->count);
}

/* (transfer full): of the values that the page has and the menu has not, those for which there is
 * room; the others are counted. */
static GArray *
choose_new (SbDeviceFilters *self, guint filter, SbPage *page, GPtrArray *values)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (Value));
  guint room = MAX_VALUES - self->values[filter]->len;

  for (guint i = 0; i < values->len; i++) {
    Value value = { g_ptr_array_index (values, i), 0 };

    if (*value.value == '\0'
        || g_ptr_array_find_with_equal_func (self->values[filter], value.value, g_str_equal, NULL))
      continue;
    value.count = sb_page_get_facet_count (page, get_facet (self, filter), value.value);
    g_array_append_val (chosen, value);
  }

  self->n_left_out[filter] = chosen->len > room ? chosen->len - room : 0;
  if (self->n_left_out[filter] > 0) {
    g_array_sort (chosen, compare_values_cb);
    g_array_set_size (chosen, room);
  }

  return chosen;
}

static void
add_values (SbDeviceFilters *self, guint filter, SbPage *page)
{
  g_autoptr (GPtrArray) values = sb_page_get_facet_values (page, get_facet (self, filter));
  g_autoptr (GArray) chosen = choose_new (self, filter, page, values);

  for (guint i = 0; i < chosen->len; i++)
    g_ptr_array_add (self->values[filter], g_strdup (g_array_index (chosen, Value, i).value));
}

/* A menu may be open while the list is read again, so that only items that changed are replaced.
 * @value: (nullable): NULL for what cannot be chosen */
static void
put_item (SbDeviceFilters *self, guint filter, int position, const char *label, const char *value)
{
  GMenu *submenu = self->submenus[filter];
  GMenuModel *model = G_MENU_MODEL (submenu);
  g_autofree char *action = g_strdup_printf ("%s.%s", self->group_name, filters[filter].action);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  if (position < g_menu_model_get_n_items (model)) {
    g_autofree char *old = NULL;

    g_menu_model_get_item_attribute (model, position, G_MENU_ATTRIBUTE_LABEL, "s", &old);
    if (g_strcmp0 (old, label) == 0)
      return;
    g_menu_remove (submenu, position);
  }

  if (value != NULL)
    g_menu_item_set_action_and_target_value (item, action, g_variant_new_string (value));
  g_menu_insert_item (submenu, position, item);
}

static void
fill_submenu (SbDeviceFilters *self, guint filter, SbPage *page)
{
  GPtrArray *values = self->values[filter];
  int n_items;

  put_item (self, filter, 0, _ ("Any"), "");

  for (guint i = 0; i < values->len; i++) {
    const char *value = g_ptr_array_index (values, i);
    const char *facet = get_facet (self, filter);
    g_autofree char *words = get_words (filter, value);
    g_autofree char *name = sb_escape_mnemonic (words);
    /* Translators: a value to filter by, and how many devices have it */
    g_autofree char *label =
      g_strdup_printf (_ ("%s (%lu)"), name, (gulong) sb_page_get_facet_count (page, facet, value));
    /* A value that is listed without a count is not none. */
    gboolean counted = sb_page_is_facet_counted (page, facet, value)
                       || !sb_page_has_facet_value (page, facet, value);

    put_item (self, filter, (int) i + 1, counted ? label : name, value);
  }

  n_items = (int) values->len + 1;
  if (self->n_left_out[filter] > 0) {
    g_autofree char *label = sb_words_n_more (self->n_left_out[filter]);

    put_item (self, filter, n_items++, label, NULL);
  }
  while (g_menu_model_get_n_items (G_MENU_MODEL (self->submenus[filter])) > n_items)
    g_menu_remove (self->submenus[filter], n_items);
}

static int
get_place (SbDeviceFilters *self, guint filter)
{
  int place = 0;

  for (guint i = 0; i < filter; i++)
    place += self->offered[i];

  return place;
}

static void
choose_facet (SbDeviceFilters *self, guint filter, gboolean other)
{
  if (self->other[filter] == other)
    return;

  self->other[filter] = other;
  g_ptr_array_set_size (self->values[filter], 0);
  g_menu_remove_all (self->submenus[filter]);
}

/* A filter that is on stays, so that it can be taken off. */
static void
update_filter (SbDeviceFilters *self, guint filter, SbPage *page)
{
  gboolean active = *get_value (self, filter) != '\0';
  gboolean offered;

  if (filters[filter].other_facet != NULL && !active)
    choose_facet (self, filter, !sb_page_has_facet (page, filters[filter].facet));
  offered = active || sb_page_has_facet (page, get_facet (self, filter));

  if (offered) {
    add_values (self, filter, page);
    fill_submenu (self, filter, page);
  }
  if (offered == self->offered[filter])
    return;

  if (offered)
    g_menu_insert_submenu (self->menu,
                           get_place (self, filter),
                           _ (filters[filter].title),
                           G_MENU_MODEL (self->submenus[filter]));
  else
    g_menu_remove (self->menu, get_place (self, filter));
  self->offered[filter] = offered;
}

static void
change_state_cb (GSimpleAction *action, GVariant *value, SbDeviceFilters *self)
{
  g_autoptr (GVariant) old = g_action_get_state (G_ACTION (action));

  g_assert (SB_IS_DEVICE_FILTERS (self));

  if (g_variant_equal (old, value))
    return;

  g_simple_action_set_state (action, value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
sb_device_filters_finalize (GObject *object)
{
  SbDeviceFilters *self = SB_DEVICE_FILTERS (object);

  for (guint i = 0; i < N_FILTERS; i++) {
    g_clear_object (&self->actions[i]);
    g_clear_object (&self->submenus[i]);
    g_clear_pointer (&self->values[i], g_ptr_array_unref);
  }
  g_clear_object (&self->menu);
  g_clear_pointer (&self->group_name, g_free);

  G_OBJECT_CLASS (sb_device_filters_parent_class)->finalize (object);
}

static void
sb_device_filters_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SbDeviceFilters *self = SB_DEVICE_FILTERS (object);

  switch (prop_id) {
  case PROP_ACTIVE:
    g_value_set_boolean (value, sb_device_filters_get_active (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sb_device_filters_class_init (SbDeviceFiltersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sb_device_filters_finalize;
  object_class->get_property = sb_device_filters_get_property;

  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
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
sb_device_filters_init (SbDeviceFilters *self)
{
  self->menu = g_menu_new ();
  for (guint i = 0; i < N_FILTERS; i++) {
    self->values[i] = g_ptr_array_new_with_free_func (g_free);
    self->submenus[i] = g_menu_new ();
  }
}

SbDeviceFilters *
sb_device_filters_new (GActionMap *group, const char *group_name)
{
  SbDeviceFilters *self = g_object_new (SB_TYPE_DEVICE_FILTERS, NULL);

  self->group_name = g_strdup (group_name);
  for (guint i = 0; i < N_FILTERS; i++) {
    self->actions[i] = g_simple_action_new_stateful (filters[i].action,
                                                     G_VARIANT_TYPE_STRING,
                                                     g_variant_new_string (""));
    g_signal_connect_object (self->actions[i],
                             "change-state",
                             G_CALLBACK (change_state_cb),
                             self,
                             0);
    g_action_map_add_action (group, G_ACTION (self->actions[i]));
  }

  return self;
}

/**
 * sb_device_filters_set_page:
 * @page: (nullable): the newest page of the list
 */
void
sb_device_filters_set_page (SbDeviceFilters *self, SbPage *page)
{
  g_return_if_fail (SB_IS_DEVICE_FILTERS (self));

  if (page == NULL)
    return;

  for (guint i = 0; i < N_FILTERS; i++)
    update_filter (self, i, page);
}

void
sb_device_filters_apply (SbDeviceFilters *self, SbQuery *query)
{
  g_return_if_fail (SB_IS_DEVICE_FILTERS (self));

  for (guint i = 0; i < N_FILTERS; i++) {
    const char *value = get_value (self, i);

    sb_query_set_filter (query,
                         self->other[i] ? filters[i].other_field : filters[i].field,
                         *value != '\0' ? value : NULL);
  }
}

void
sb_device_filters_clear (SbDeviceFilters *self)
{
  g_return_if_fail (SB_IS_DEVICE_FILTERS (self));

  for (guint i = 0; i < N_FILTERS; i++)
    g_action_change_state (G_ACTION (self->actions[i]), g_variant_new_string (""));
}

gboolean
sb_device_filters_get_active (SbDeviceFilters *self)
{
  g_return_val_if_fail (SB_IS_DEVICE_FILTERS (self), FALSE);

  for (guint i = 0; i < N_FILTERS; i++) {
    if (*get_value (self, i) != '\0')
      return TRUE;
  }

  return FALSE;
}

GMenuModel *
sb_device_filters_get_menu (SbDeviceFilters *self)
{
  g_return_val_if_fail (SB_IS_DEVICE_FILTERS (self), NULL);

  return G_MENU_MODEL (self->menu);
}

char *
sb_device_filters_describe (SbDeviceFilters *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (SB_IS_DEVICE_FILTERS (self), NULL);

  for (guint i = 0; i < N_FILTERS; i++) {
    const char *value = get_value (self, i);
    g_autofree char *words = *value != '\0' ? get_words (i, value) : NULL;

    if (words == NULL)
      continue;
    /* "Yes" alone does not say to what. */
    if (g_str_equal (filters[i].field, "hasEsim"))
      g_ptr_array_add (parts, g_strdup_printf (_ ("eSIM: %s"), words));
    else
      g_ptr_array_add (parts, g_steal_pointer (&words));
  }

  if (parts->len == 0)
    return NULL;

  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}
