/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-filter-menu"

#include "config.h"

#include "sb-device-filter-menu.h"

#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

static const struct {
  const char *action;
  const char *title;
} items[SB_N_DEVICE_FILTERS] = {
  [SB_DEVICE_FILTER_OS] = { "filter-os", N_ ("_OS") },
  [SB_DEVICE_FILTER_STATE] = { "filter-state", N_ ("_State") },
  [SB_DEVICE_FILTER_ESIM] = { "filter-esim", N_ ("Has _eSIM") },
  [SB_DEVICE_FILTER_CARRIER] = { "filter-carrier", N_ ("_Carrier") },
  [SB_DEVICE_FILTER_COMPLIANCE] = { "filter-compliance", N_ ("Com_pliance") },
};

struct _SbDeviceFilterMenu {
  GObject parent_instance;

  SbDeviceFilters *filters; /* (owned) */
  char *group_name;
  GSimpleAction *actions[SB_N_DEVICE_FILTERS]; /* (owned): the state is the value, "" for any */
  GMenu *submenus[SB_N_DEVICE_FILTERS];        /* (owned) */
  gboolean shown[SB_N_DEVICE_FILTERS];         /* whether the submenu is in the menu */
  GMenu *menu;                                 /* (owned) */
};

G_DEFINE_FINAL_TYPE (SbDeviceFilterMenu, sb_device_filter_menu, G_TYPE_OBJECT)

/* (transfer full): whatever the server writes, it is one line that is not too long. */
static char *
get_words (SbDeviceFilter filter, const char *value)
{
  gboolean yes = g_str_equal (value, "true");
  SbPlatform platform = (SbPlatform) sb_enum_find (sb_platform_get_type (), value);

  if (g_str_equal (value, SB_QUERY_NOT_REPORTED))
    return g_strdup (_ ("Not reported"));

  switch (filter) {
  case SB_DEVICE_FILTER_OS:
    return platform != SB_PLATFORM_UNKNOWN ? g_strdup (sb_words_platform (platform))
                                           : sb_words_name (value);
  case SB_DEVICE_FILTER_STATE:
    return sb_words_registration_word (value);
  case SB_DEVICE_FILTER_ESIM:
    return g_strdup (yes ? _ ("Yes") : _ ("No"));
  case SB_DEVICE_FILTER_COMPLIANCE:
    return g_strdup (sb_words_compliance (yes));
  case SB_DEVICE_FILTER_CARRIER:
  default:
    return sb_words_name (value);
  }
}

/* A menu may be open while the list is read again, so that only items that changed are replaced.
 * @value: (nullable): NULL for what cannot be chosen */
static void
put_item (SbDeviceFilterMenu *self,
          guint filter,
          int position,
          const char *label,
          const char *value)
{
  GMenu *submenu = self->submenus[filter];
  GMenuModel *model = G_MENU_MODEL (submenu);
  g_autofree char *action = g_strdup_printf ("%s.%s", self->group_name, items[filter].action);
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
fill_submenu (SbDeviceFilterMenu *self, guint filter)
{
  GPtrArray *values = sb_device_filters_get_values (self->filters, filter);
  guint n_left_out = sb_device_filters_get_n_left_out (self->filters, filter);
  int n_items = (int) values->len + 1;

  put_item (self, filter, 0, _ ("Any"), "");

  for (guint i = 0; i < values->len; i++) {
    const SbDeviceFilterValue *value = g_ptr_array_index (values, i);
    g_autofree char *words = get_words (filter, value->value);
    g_autofree char *name = sb_escape_mnemonic (words);
    /* Translators: a value to filter by, and how many devices have it */
    g_autofree char *label = g_strdup_printf (_ ("%s (%lu)"), name, (gulong) value->count);

    put_item (self, filter, (int) i + 1, value->count >= 0 ? label : name, value->value);
  }

  if (n_left_out > 0) {
    g_autofree char *label = sb_words_n_more (n_left_out);

    put_item (self, filter, n_items++, label, NULL);
  }
  while (g_menu_model_get_n_items (G_MENU_MODEL (self->submenus[filter])) > n_items)
    g_menu_remove (self->submenus[filter], n_items);
}

static void
listed_cb (SbDeviceFilterMenu *self)
{
  int place = 0;

  g_assert (SB_IS_DEVICE_FILTER_MENU (self));

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++) {
    gboolean offered = sb_device_filters_is_offered (self->filters, i);

    if (offered)
      fill_submenu (self, i);
    if (offered && !self->shown[i])
      g_menu_insert_submenu (self->menu,
                             place,
                             _ (items[i].title),
                             G_MENU_MODEL (self->submenus[i]));
    else if (!offered && self->shown[i])
      g_menu_remove (self->menu, place);
    self->shown[i] = offered;
    place += offered;
  }
}

static void
changed_cb (SbDeviceFilterMenu *self)
{
  g_assert (SB_IS_DEVICE_FILTER_MENU (self));

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++)
    g_simple_action_set_state (
      self->actions[i],
      g_variant_new_string (sb_device_filters_get_chosen (self->filters, i)));
}

static void
change_state_cb (GSimpleAction *action, GVariant *value, SbDeviceFilterMenu *self)
{
  g_assert (SB_IS_DEVICE_FILTER_MENU (self));

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++) {
    if (action == self->actions[i])
      sb_device_filters_choose (self->filters, i, g_variant_get_string (value, NULL));
  }
}

static void
sb_device_filter_menu_finalize (GObject *object)
{
  SbDeviceFilterMenu *self = SB_DEVICE_FILTER_MENU (object);

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++) {
    g_clear_object (&self->actions[i]);
    g_clear_object (&self->submenus[i]);
  }
  g_clear_object (&self->menu);
  g_clear_object (&self->filters);
  g_clear_pointer (&self->group_name, g_free);

  G_OBJECT_CLASS (sb_device_filter_menu_parent_class)->finalize (object);
}

static void
sb_device_filter_menu_class_init (SbDeviceFilterMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_device_filter_menu_finalize;
}

static void
sb_device_filter_menu_init (SbDeviceFilterMenu *self)
{
  self->menu = g_menu_new ();
}

SbDeviceFilterMenu *
sb_device_filter_menu_new (SbDeviceFilters *filters, GActionMap *group, const char *group_name)
{
  SbDeviceFilterMenu *self;

  g_return_val_if_fail (SB_IS_DEVICE_FILTERS (filters), NULL);

  self = g_object_new (SB_TYPE_DEVICE_FILTER_MENU, NULL);
  self->filters = g_object_ref (filters);
  self->group_name = g_strdup (group_name);
  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++) {
    self->submenus[i] = g_menu_new ();
    self->actions[i] = g_simple_action_new_stateful (items[i].action,
                                                     G_VARIANT_TYPE_STRING,
                                                     g_variant_new_string (""));
    g_signal_connect_object (self->actions[i],
                             "change-state",
                             G_CALLBACK (change_state_cb),
                             self,
                             0);
    g_action_map_add_action (group, G_ACTION (self->actions[i]));
  }
  sb_connect (filters, "changed", changed_cb, self);
  sb_connect (filters, "listed", listed_cb, self);

  return self;
}

GMenuModel *
sb_device_filter_menu_get_model (SbDeviceFilterMenu *self)
{
  g_return_val_if_fail (SB_IS_DEVICE_FILTER_MENU (self), NULL);

  return G_MENU_MODEL (self->menu);
}

char *
sb_device_filter_menu_describe (SbDeviceFilters *filters)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < SB_N_DEVICE_FILTERS; i++) {
    const char *value = sb_device_filters_get_chosen (filters, i);
    g_autofree char *words = *value != '\0' ? get_words (i, value) : NULL;

    if (words == NULL)
      continue;
    /* "Yes" alone does not say to what. */
    if (i == SB_DEVICE_FILTER_ESIM) {
      char *answer = g_strdup_printf (_ ("eSIM: %s"), words);

      g_free (words);
      words = answer;
    }
    /* Translators: what is filtered by, such as “Windows” */
    if (sb_device_filters_is_missing (filters, i))
      g_ptr_array_add (parts,
                       g_strdup_printf (_ ("%s (this server does not filter by it now)"), words));
    else
      g_ptr_array_add (parts, g_steal_pointer (&words));
  }

  if (parts->len == 0)
    return NULL;

  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}
