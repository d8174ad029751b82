/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-overview"

#include "config.h"

#include "sb-configuration-overview.h"

#include "sb-payload-view.h"
#include "sb-ui.h"
#include "sb-value-row.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* A value of a configuration. */
typedef enum {
  VALUE_NAME,
  VALUE_DESCRIPTION,
  VALUE_TYPE,
  VALUE_OS,
  VALUE_SETTINGS, /* the first one of its eSIM settings */
  VALUE_ENABLED = VALUE_SETTINGS + SB_N_ESIM_FIELDS,
  VALUE_SPACE,
  VALUE_CHANGED,
  VALUE_UUID,
  N_VALUES
} Value;

/* Of those that are not eSIM settings. */
static const struct {
  const char *title;
  gboolean can_copy;
} values[N_VALUES] = {
  [VALUE_NAME] = { N_ ("Name"), TRUE },
  [VALUE_DESCRIPTION] = { N_ ("Description"), FALSE },
  [VALUE_TYPE] = { N_ ("Type"), FALSE },
  [VALUE_OS] = { N_ ("OS"), FALSE },
  [VALUE_ENABLED] = { N_ ("Enable this configuration"), FALSE },
  [VALUE_SPACE] = { N_ ("Device space"), FALSE },
  [VALUE_CHANGED] = { N_ ("Changed"), FALSE },
  [VALUE_UUID] = { N_ ("UUID"), TRUE },
};

/* The ladder, then what is beside it. */
static const struct {
  SbDeliveryState state;
  SbDeliveryCountsField field;
} steps[] = {
  { SB_DELIVERY_PENDING, SB_DELIVERY_COUNTS_FIELD_PENDING },
  { SB_DELIVERY_SENT, SB_DELIVERY_COUNTS_FIELD_SENT },
  { SB_DELIVERY_INSTALLED, SB_DELIVERY_COUNTS_FIELD_INSTALLED },
  { SB_DELIVERY_ACTIVE, SB_DELIVERY_COUNTS_FIELD_ACTIVE },
  { SB_DELIVERY_ERROR, SB_DELIVERY_COUNTS_FIELD_ERROR },
  { SB_DELIVERY_EXCLUDED, SB_DELIVERY_COUNTS_FIELD_EXCLUDED },
  { SB_DELIVERY_REMOVING, SB_DELIVERY_COUNTS_FIELD_REMOVING },
  { SB_DELIVERY_NOT_APPLICABLE, SB_DELIVERY_COUNTS_FIELD_NOT_APPLICABLE },
};

struct _SbConfigurationOverview {
  GtkWidget parent_instance;

  SbSession *session;         /* (owned) */
  SbDistributionNames *names; /* (owned) (nullable): what its rows were made of */
  char *distribution;         /* (owned) (nullable): likewise */

  SbValueRow *value_rows[N_VALUES];
  AdwActionRow *step_rows[G_N_ELEMENTS (steps)];
  GtkLabel *step_counts[G_N_ELEMENTS (steps)];

  GtkWidget *page;
  GtkWidget *read_only_group;
  GtkLabel *read_only_label;
  GtkWidget *delivery_group;
  GtkListBox *delivery_list;
  GtkListBox *value_list;
  GtkListBox *distribution_list;
  SbPayloadView *payload;
};

G_DEFINE_FINAL_TYPE (SbConfigurationOverview, sb_configuration_overview, GTK_TYPE_WIDGET)

enum { SHOW_STATE, N_SIGNALS };

static guint signals[N_SIGNALS];

static SbPlatform
get_platform (SbConfiguration *configuration)
{
  return (SbPlatform) sb_configuration_get_enum (configuration,
                                                 SB_CONFIGURATION_FIELD_PLATFORM_TYPE);
}

static gboolean
is_setting (Value value)
{
  return value >= VALUE_SETTINGS && value < VALUE_ENABLED;
}

static SbDraftField
get_setting (Value value)
{
  return SB_DRAFT_FIELD_OS + 1 + (value - VALUE_SETTINGS);
}

/* Whether the configuration has such a value at all. */
static gboolean
is_there (SbConfiguration *configuration, Value value)
{
  gboolean esim = sb_configuration_is_esim (configuration);

  if (is_setting (value))
    return esim && sb_draft_field_is_for (get_setting (value), get_platform (configuration));

  return value != VALUE_OS || esim;
}

static char *
describe_boolean (gpointer record, guint field)
{
  if (record == NULL || !sb_record_is_known (record, field))
    return NULL;

  return g_strdup (sb_record_get_boolean (record, field) ? _ ("Yes") : _ ("No"));
}

static char *
get_space_name (SbConfigurationOverview *self, SbConfiguration *configuration)
{
  const char *id = sb_configuration_get_id (configuration, SB_CONFIGURATION_FIELD_SPACE_ID);

  return g_strdup (sb_session_get_space_name (self->session, id));
}

static char *
get_setting_value (SbConfiguration *configuration, SbDraftField field)
{
  guint index;
  SbRecord *esim = sb_draft_field_find (field, configuration, &index);

  if (esim == NULL || sb_draft_field_get_info (field)->type == SB_FIELD_BOOLEAN)
    return describe_boolean (esim, index);

  return sb_record_dup_value (esim, index);
}

/* (nullable): not reported */
static char *
get_value (SbConfigurationOverview *self, SbConfiguration *configuration, Value value)
{
  if (is_setting (value))
    return get_setting_value (configuration, get_setting (value));

  switch (value) {
  case VALUE_NAME:
    return sb_record_dup_value (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_NAME);
  case VALUE_DESCRIPTION:
    return sb_record_dup_value (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_DESCRIPTION);
  case VALUE_TYPE:
    if (sb_configuration_is_esim (configuration))
      return g_strdup (_ ("eSIM"));
    return sb_record_dup_value (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_TYPE);
  case VALUE_OS:
    if (get_platform (configuration) == SB_PLATFORM_UNKNOWN)
      return NULL;
    return g_strdup (sb_words_platform (get_platform (configuration)));
  case VALUE_ENABLED:
    return describe_boolean (configuration, SB_CONFIGURATION_FIELD_ENABLED);
  case VALUE_SPACE:
    return get_space_name (self, configuration);
  case VALUE_CHANGED:
    return sb_words_changed_by (configuration,
                                sb_clock_get_now (sb_session_get_clock (self->session)));
  case VALUE_UUID:
    return sb_record_dup_value (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_UUID);
  case VALUE_SETTINGS:
  case N_VALUES:
  default:
    return NULL;
  }
}

static void
update_values (SbConfigurationOverview *self, SbConfiguration *configuration)
{
  for (guint i = 0; i < N_VALUES; i++) {
    g_autofree char *value = get_value (self, configuration, (Value) i);

    sb_value_row_set_value (self->value_rows[i],
                            value != NULL && *value != '\0' ? value : NULL,
                            i == VALUE_DESCRIPTION ? _ ("None") : _ ("Not reported"));
    gtk_widget_set_visible (GTK_WIDGET (self->value_rows[i]), is_there (configuration, (Value) i));
  }
}

static void
update_steps (SbConfigurationOverview *self, SbConfiguration *configuration)
{
  SbPlatform platform = get_platform (configuration);
  gboolean counted = sb_configuration_is_known (configuration,
                                                SB_CONFIGURATION_FIELD_DEVICE_COUNTS);

  gtk_widget_set_visible (self->delivery_group, sb_configuration_is_esim (configuration));
  gtk_widget_set_visible (GTK_WIDGET (self->delivery_list), counted);
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self->delivery_group),
    counted ? _ ("Each device is counted once, at the step that it has reached.")
            : _ ("This server does not report how many devices have reached which step."));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    gint64 count = sb_configuration_overview_count (configuration, steps[i].state);
    g_autofree char *text = NULL;
    g_autofree char *name = NULL;
    g_autofree char *definition =
      g_markup_escape_text (sb_words_delivery_definition (steps[i].state, platform), -1);

    text = count < 0 ? g_strdup (_ ("Not reported by this server"))
                     : g_strdup_printf ("%lu", (gulong) count);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->step_rows[i]),
                                   sb_words_delivery_state (steps[i].state, platform));
    adw_action_row_set_subtitle (self->step_rows[i], definition);
    gtk_label_set_label (self->step_counts[i], text);
    /* Translators: a step of the delivery, and how many devices are on it */
    name = g_strdup_printf (_ ("%s: %s"), sb_words_delivery_state (steps[i].state, platform), text);
    sb_set_label (self->step_rows[i], name);
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->step_rows[i]), count > 0);
    if (steps[i].state == SB_DELIVERY_ERROR && count > 0)
      gtk_widget_add_css_class (GTK_WIDGET (self->step_counts[i]), "error");
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->step_counts[i]), "error");
  }
}

static void
add_distribution_row (SbConfigurationOverview *self, const char *title, const char *value)
{
  GtkWidget *row = sb_value_row_new (title, FALSE);

  sb_value_row_set_value (SB_VALUE_ROW (row), value, _ ("Not reported"));
  gtk_list_box_append (self->distribution_list, row);
}

static void
add_targets (SbConfigurationOverview *self,
             SbDistributionNames *names,
             SbDistributionNamesField field,
             const char *title)
{
  GPtrArray *targets = names == NULL ? NULL : sb_distribution_names_get_records (names, field);

  guint n_targets = targets != NULL ? targets->len : 0;

  for (guint i = 0; i < MIN (n_targets, SB_MAX_ROWS); i++) {
    SbTarget *target = g_ptr_array_index (targets, i);
    GtkWidget *row = sb_value_row_new (title, FALSE);

    sb_value_row_set_value (SB_VALUE_ROW (row), sb_target_get_label (target), _ ("Not reported"));
    if (sb_target_get_n_members (target) >= 0) {
      g_autofree char *count = sb_words_n_members (sb_target_get_n_members (target));

      sb_value_row_set_note (SB_VALUE_ROW (row), count);
    }
    gtk_list_box_append (self->distribution_list, row);
  }

  if (n_targets > SB_MAX_ROWS) {
    g_autofree char *more = sb_words_n_more (n_targets - SB_MAX_ROWS);

    add_distribution_row (self, title, more);
  }
}

static void
update_distribution (SbConfigurationOverview *self, SbConfiguration *configuration)
{
  SbDistributionNames *names =
    sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_DISTRIBUTION_NAMES);
  g_autofree char *distribution = sb_words_distribution_of (configuration);
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (self->distribution_list));
  int n_before = 0;
  int index = focused != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focused)) : -1;
  GtkListBoxRow *row;

  /* Each reading brings other records, of which rows are made again only where they would be
   * others.
   */
  if (self->distribution != NULL && g_str_equal (self->distribution, distribution)
      && (self->names == names
          || (self->names != NULL && names != NULL
              && sb_record_equal (SB_RECORD (self->names), SB_RECORD (names)))))
    return;

  g_set_object (&self->names, names);
  g_free (self->distribution);
  self->distribution = g_strdup (distribution);
  while (gtk_list_box_get_row_at_index (self->distribution_list, n_before) != NULL)
    n_before++;

  add_distribution_row (self, _ ("Devices"), distribution);
  add_targets (self, names, SB_DISTRIBUTION_NAMES_FIELD_DEVICE_GROUPS, _ ("Device group"));
  add_targets (self, names, SB_DISTRIBUTION_NAMES_FIELD_DEVICES, _ ("Device"));
  add_targets (self, names, SB_DISTRIBUTION_NAMES_FIELD_ACCOUNT_GROUPS, _ ("User group"));
  add_targets (self, names, SB_DISTRIBUTION_NAMES_FIELD_ACCOUNTS, _ ("User"));

  /* The focus is in none of those that go: a list that loses it is left by the next Tab. */
  if (focused != NULL) {
    row = gtk_list_box_get_row_at_index (self->distribution_list, n_before + index);
    if (row == NULL)
      row = gtk_list_box_get_row_at_index (self->distribution_list, n_before);
    gtk_widget_grab_focus (GTK_WIDGET (row));
  }
  for (int i = 0; i < n_before; i++) {
    row = gtk_list_box_get_row_at_index (self->distribution_list, 0);
    gtk_list_box_remove (self->distribution_list, GTK_WIDGET (row));
  }
}

static void
row_activated_cb (SbConfigurationOverview *self, GtkListBoxRow *row)
{
  g_assert (SB_IS_CONFIGURATION_OVERVIEW (self));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (GTK_LIST_BOX_ROW (self->step_rows[i]) == row)
      g_signal_emit (self, signals[SHOW_STATE], 0, (int) steps[i].state);
  }
}

static gboolean
sb_configuration_overview_grab_focus (GtkWidget *widget)
{
  SbConfigurationOverview *self = SB_CONFIGURATION_OVERVIEW (widget);

  if (gtk_widget_is_visible (GTK_WIDGET (self->delivery_list)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->step_rows[0]));

  return gtk_widget_grab_focus (GTK_WIDGET (self->value_rows[0]));
}

static void
sb_configuration_overview_dispose (GObject *object)
{
  SbConfigurationOverview *self = SB_CONFIGURATION_OVERVIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_CONFIGURATION_OVERVIEW);
  g_clear_object (&self->session);
  g_clear_object (&self->names);
  g_clear_pointer (&self->distribution, g_free);

  G_OBJECT_CLASS (sb_configuration_overview_parent_class)->dispose (object);
}

static void
sb_configuration_overview_class_init (SbConfigurationOverviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_configuration_overview_dispose;
  widget_class->focus = sb_focus_children;
  widget_class->grab_focus = sb_configuration_overview_grab_focus;

  signals[SHOW_STATE] = sb_signal_new (klass, "show-state", 1, G_TYPE_INT);

  g_type_ensure (SB_TYPE_PAYLOAD_VIEW);

  sb_set_template (widget_class, "configurations/sb-configuration-overview.ui");
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationOverview, page);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationOverview, read_only_group);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationOverview, read_only_label);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationOverview, delivery_group);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationOverview, delivery_list);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationOverview, value_list);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationOverview, distribution_list);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationOverview, payload);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
sb_configuration_overview_init (SbConfigurationOverview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < N_VALUES; i++) {
    SbDraftField field = get_setting ((Value) i);

    self->value_rows[i] = SB_VALUE_ROW (
      is_setting ((Value) i)
        ? sb_value_row_new (sb_words_draft_field (field),
                            sb_draft_field_get_info (field)->type == SB_FIELD_STRING)
        : sb_value_row_new (_ (values[i].title), values[i].can_copy));
    gtk_list_box_append (self->value_list, GTK_WIDGET (self->value_rows[i]));
  }

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    self->step_rows[i] = ADW_ACTION_ROW (adw_action_row_new ());
    self->step_counts[i] = GTK_LABEL (gtk_label_new (NULL));
    gtk_widget_add_css_class (GTK_WIDGET (self->step_counts[i]), "numeric");
    adw_action_row_add_suffix (self->step_rows[i], GTK_WIDGET (self->step_counts[i]));
    gtk_list_box_append (self->delivery_list, GTK_WIDGET (self->step_rows[i]));
  }
}

GtkWidget *
sb_configuration_overview_new (SbSession *session)
{
  SbConfigurationOverview *self;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_CONFIGURATION_OVERVIEW, NULL);
  self->session = g_object_ref (session);

  return GTK_WIDGET (self);
}

void
sb_configuration_overview_show (SbConfigurationOverview *self, SbConfiguration *configuration)
{
  g_autoptr (SbDraft) draft = NULL;
  const char *reason;

  g_return_if_fail (SB_IS_CONFIGURATION_OVERVIEW (self));
  g_return_if_fail (SB_IS_RECORD (configuration));

  reason = sb_words_read_only (configuration);
  gtk_widget_set_visible (self->read_only_group, reason != NULL);
  gtk_label_set_label (self->read_only_label, reason == NULL ? "" : reason);

  update_steps (self, configuration);
  update_values (self, configuration);
  update_distribution (self, configuration);
  if (sb_configuration_is_esim (configuration))
    draft = sb_draft_new_edit (configuration);
  sb_payload_view_set_draft (self->payload, draft);
}

gint64
sb_configuration_overview_count (SbConfiguration *configuration, SbDeliveryState state)
{
  SbDeliveryCounts *counts;

  g_return_val_if_fail (SB_IS_RECORD (configuration), -1);

  counts = sb_configuration_get_record (configuration, SB_CONFIGURATION_FIELD_DEVICE_COUNTS);
  if (counts == NULL)
    return -1;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (steps[i].state == state && sb_delivery_counts_is_known (counts, steps[i].field))
      return sb_delivery_counts_get_int64 (counts, steps[i].field);
  }

  return -1;
}
