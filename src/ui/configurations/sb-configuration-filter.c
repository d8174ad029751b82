/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-filter"

#include "config.h"

#include "sb-configuration-filter.h"

#include "sb-configuration.h"
#include "sb-line.h"
#include "sb-row.h"
#include "sb-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* One choice of a filter. The first one of each filter is what is chosen at first. */
typedef struct {
  const char *value;
  const char *title;
} Choice;

typedef struct {
  const char *name;
  const char *title;
  Choice choices[5];
} Group;

enum { GROUP_TYPE, GROUP_OS, GROUP_DISTRIBUTION, GROUP_ENABLED, N_GROUPS };

static const Group groups[N_GROUPS] = {
  [GROUP_TYPE] = { "type",
                   N_ ("Type"),
                   { { "esim", N_ ("eSIM Only") }, { "all", N_ ("All Types") } } },
  [GROUP_OS] = { "os",
                 N_ ("OS"),
                 { { "all", N_ ("Every OS") },
                   { "ios", N_ ("iOS/iPadOS") },
                   { "windows", N_ ("Windows") } } },
  [GROUP_DISTRIBUTION] = { "distribution",
                           N_ ("Distribution"),
                           { { "all", N_ ("Every Distribution") },
                             { "all-devices", N_ ("All Devices") },
                             { "no-devices", N_ ("No Devices") },
                             { "custom", N_ ("Custom") } } },
  [GROUP_ENABLED] = { "enabled",
                      N_ ("Enabled"),
                      { { "all", N_ ("Enabled or Not") },
                        { "yes", N_ ("Enabled") },
                        { "no", N_ ("Not Enabled") } } },
};

struct _SbConfigurationFilter {
  GtkFilter parent_instance;

  char *text; /* (owned): folded; never NULL */
  const char *values[N_GROUPS];
  GActionMap *actions; /* (owned) */
};

G_DEFINE_FINAL_TYPE (SbConfigurationFilter, sb_configuration_filter, GTK_TYPE_FILTER)

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal == NULL ? text : normal, -1);
}

static gboolean
contains (SbConfigurationFilter *self, const char *text)
{
  g_autofree char *folded = text == NULL ? NULL : fold (text);

  return folded != NULL && strstr (folded, self->text) != NULL;
}

/* In as much of it as is shown: normal form takes a time of its own for what has a thousand accents
 * on one letter. */
static gboolean
field_contains (SbConfigurationFilter *self, SbConfiguration *configuration, guint field)
{
  g_autofree char *value = sb_record_dup_value (SB_RECORD (configuration), field);

  return contains (self, value);
}

static gboolean
matches_text (SbConfigurationFilter *self, SbConfiguration *configuration)
{
  g_autofree char *carrier = NULL;
  g_autofree char *distribution = NULL;

  if (self->text[0] == '\0' || field_contains (self, configuration, SB_CONFIGURATION_FIELD_NAME)
      || field_contains (self, configuration, SB_CONFIGURATION_FIELD_DESCRIPTION))
    return TRUE;

  carrier = sb_words_carrier_of (configuration);
  distribution = sb_words_distribution_of (configuration);

  return contains (self, carrier) || contains (self, distribution)
         || contains (self,
                      sb_words_platform ((SbPlatform) sb_configuration_get_enum (
                        configuration,
                        SB_CONFIGURATION_FIELD_PLATFORM_TYPE)));
}

static gboolean
matches_group (const char *value, GType type, int number)
{
  return g_str_equal (value, "all") || sb_enum_find (type, value) == number;
}

static gboolean
sb_configuration_filter_match (GtkFilter *filter, gpointer item)
{
  SbConfigurationFilter *self = SB_CONFIGURATION_FILTER (filter);
  SbConfiguration *configuration = sb_row_get_snapshot (item);
  gboolean enabled;

  if (configuration == NULL)
    return TRUE;

  if (g_str_equal (self->values[GROUP_TYPE], "esim") && !sb_configuration_is_esim (configuration))
    return FALSE;
  if (!matches_group (
        self->values[GROUP_OS],
        sb_platform_get_type (),
        sb_configuration_get_enum (configuration, SB_CONFIGURATION_FIELD_PLATFORM_TYPE)))
    return FALSE;
  if (!matches_group (self->values[GROUP_DISTRIBUTION],
                      sb_distribution_type_get_type (),
                      sb_configuration_get_distribution_type (configuration)))
    return FALSE;

  enabled = sb_configuration_get_boolean (configuration, SB_CONFIGURATION_FIELD_ENABLED);
  if (g_str_equal (self->values[GROUP_ENABLED], enabled ? "no" : "yes"))
    return FALSE;

  return matches_text (self, configuration);
}

static GtkFilterMatch
sb_configuration_filter_get_strictness (GtkFilter *filter)
{
  return GTK_FILTER_MATCH_SOME;
}

static void
changed (SbConfigurationFilter *self)
{
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

static const Choice *
find_choice (const Group *group, const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (group->choices) && group->choices[i].value != NULL; i++) {
    if (g_str_equal (group->choices[i].value, value))
      return &group->choices[i];
  }

  return NULL;
}

static void
set_value (SbConfigurationFilter *self, guint index, const Choice *choice)
{
  GAction *action = g_action_map_lookup_action (self->actions, groups[index].name);

  self->values[index] = choice->value;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (choice->value));
}

static void
change_state_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  SbConfigurationFilter *self = SB_CONFIGURATION_FILTER (user_data);

  for (guint i = 0; i < N_GROUPS; i++) {
    const Choice *choice;

    if (!g_str_equal (groups[i].name, g_action_get_name (G_ACTION (action))))
      continue;

    choice = find_choice (&groups[i], g_variant_get_string (value, NULL));
    if (choice != NULL && choice->value != self->values[i]) {
      set_value (self, i, choice);
      changed (self);
    }
  }
}

static void
sb_configuration_filter_finalize (GObject *object)
{
  SbConfigurationFilter *self = SB_CONFIGURATION_FILTER (object);

  g_clear_pointer (&self->text, g_free);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (sb_configuration_filter_parent_class)->finalize (object);
}

static void
sb_configuration_filter_class_init (SbConfigurationFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkFilterClass *filter_class = GTK_FILTER_CLASS (klass);

  object_class->finalize = sb_configuration_filter_finalize;
  filter_class->match = sb_configuration_filter_match;
  filter_class->get_strictness = sb_configuration_filter_get_strictness;
}

static void
sb_configuration_filter_init (SbConfigurationFilter *self)
{
  self->text = g_strdup ("");
}

SbConfigurationFilter *
sb_configuration_filter_new (GActionMap *actions)
{
  SbConfigurationFilter *self = g_object_new (SB_TYPE_CONFIGURATION_FILTER, NULL);

  self->actions = g_object_ref (actions);
  for (guint i = 0; i < N_GROUPS; i++) {
    const char *value = groups[i].choices[0].value;
    g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (groups[i].name,
                                                                     G_VARIANT_TYPE_STRING,
                                                                     g_variant_new_string (value));

    self->values[i] = value;
    g_signal_connect_object (action, "change-state", G_CALLBACK (change_state_cb), self, 0);
    g_action_map_add_action (actions, G_ACTION (action));
  }

  return self;
}

/**
 * sb_configuration_filter_set_text:
 * @text: what is searched for, in any case
 */
void
sb_configuration_filter_set_text (SbConfigurationFilter *self, const char *text)
{
  g_autofree char *line = NULL;
  g_autofree char *folded = NULL;

  g_return_if_fail (SB_IS_CONFIGURATION_FILTER (self));
  g_return_if_fail (text != NULL);

  line = sb_line_new (text, SB_LINE_MAX_VALUE_CHARS);
  folded = fold (line != NULL ? line : "");
  if (g_str_equal (folded, self->text))
    return;

  g_free (self->text);
  self->text = g_steal_pointer (&folded);
  changed (self);
}

gboolean
sb_configuration_filter_is_active (SbConfigurationFilter *self)
{
  g_return_val_if_fail (SB_IS_CONFIGURATION_FILTER (self), FALSE);

  for (guint i = GROUP_OS; i < N_GROUPS; i++) {
    if (self->values[i] != groups[i].choices[0].value)
      return TRUE;
  }

  return self->text[0] != '\0';
}

void
sb_configuration_filter_clear (SbConfigurationFilter *self)
{
  g_return_if_fail (SB_IS_CONFIGURATION_FILTER (self));

  g_free (self->text);
  self->text = g_strdup ("");
  for (guint i = 0; i < N_GROUPS; i++)
    set_value (self, i, &groups[i].choices[0]);
  changed (self);
}

void
sb_configuration_filter_save (SbConfigurationFilter *self, SbSavedSearch *search)
{
  g_return_if_fail (SB_IS_CONFIGURATION_FILTER (self));
  g_return_if_fail (SB_IS_SAVED_SEARCH (search));

  for (guint i = 0; i < N_GROUPS; i++) {
    if (self->values[i] != groups[i].choices[0].value)
      sb_saved_search_set_filter (search, groups[i].name, self->values[i]);
  }
}

gboolean
sb_configuration_filter_restore (SbConfigurationFilter *self, SbSavedSearch *search)
{
  const Choice *choices[N_GROUPS];
  guint n_known = 0;

  g_return_val_if_fail (SB_IS_CONFIGURATION_FILTER (self), FALSE);
  g_return_val_if_fail (SB_IS_SAVED_SEARCH (search), FALSE);

  for (guint i = 0; i < N_GROUPS; i++) {
    const char *value = sb_saved_search_get_filter (search, groups[i].name);

    n_known += value != NULL;
    choices[i] = value != NULL ? find_choice (&groups[i], value) : &groups[i].choices[0];
    if (choices[i] == NULL)
      return FALSE;
  }
  if (n_known < sb_saved_search_count_filters (search))
    return FALSE;

  for (guint i = 0; i < N_GROUPS; i++)
    set_value (self, i, choices[i]);
  changed (self);

  return TRUE;
}

GMenuModel *
sb_configuration_filter_create_menu (const char *group_name)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_return_val_if_fail (group_name != NULL, NULL);

  for (guint i = 0; i < N_GROUPS; i++) {
    g_autoptr (GMenu) section = g_menu_new ();
    g_autofree char *action = g_strconcat (group_name, ".", groups[i].name, NULL);

    for (const Choice *choice = groups[i].choices; choice->value != NULL; choice++) {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (choice->title), NULL);

      g_menu_item_set_action_and_target (item, action, "s", choice->value);
      g_menu_append_item (section, item);
    }
    g_menu_append_submenu (menu, _ (groups[i].title), G_MENU_MODEL (section));
  }

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

char *
sb_configuration_filter_describe (SbConfigurationFilter *self)
{
  GString *text;

  g_return_val_if_fail (SB_IS_CONFIGURATION_FILTER (self), NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < N_GROUPS; i++) {
    if (self->values[i] == groups[i].choices[0].value)
      continue;
    if (text->len > 0)
      g_string_append (text, " · ");
    g_string_append (text, _ (find_choice (&groups[i], self->values[i])->title));
  }

  return g_string_free (text, text->len == 0);
}
