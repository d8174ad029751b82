/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-preview-options"

#include "config.h"

#include "sb-preview-options.h"

#include "sb-control-row.h"
#include "sb-text.h"
#include "sb-ui.h"
#include "sb-words-preview.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* From how many devices on one goes first. */
#define MANY 10

struct _SbPreviewOptions {
  GtkWidget parent_instance;

  char *first; /* (owned) (nullable): the device that goes first */
  gboolean is_chosen;

  GtkWidget *box;
  AdwActionRow *first_row;
  GtkSwitch *first_switch;
  GtkWidget *choose_row;
  GtkSwitch *waves_switch;
  GtkEditable *time_row;
};

G_DEFINE_FINAL_TYPE (SbPreviewOptions, sb_preview_options, GTK_TYPE_WIDGET)

enum { CHOOSE_FIRST, N_SIGNALS };

static guint signals[N_SIGNALS];

static gint64
get_last_checkin (const SbPlanEntry *entry)
{
  return entry->evidence.device != NULL
           ? sb_device_get_int64 (entry->evidence.device, SB_DEVICE_FIELD_LAST_CHECKIN)
           : 0;
}

/* (nullable): the one that was chosen, if it is one of them; else the one that is certain to be
 * able and is heard of soonest. @entries: (element-type SbPlanEntry) */
static const SbPlanEntry *
find_first (SbPreviewOptions *self, GPtrArray *entries)
{
  const SbPlanEntry *best = NULL;

  for (guint i = 0; i < entries->len; i++) {
    const SbPlanEntry *entry = g_ptr_array_index (entries, i);

    if (entry->device_id == NULL)
      continue;
    if (sb_id_equal (entry->device_id, self->first) && self->is_chosen)
      return entry;
    if (best == NULL || entry->eligibility.verdict < best->eligibility.verdict
        || (entry->eligibility.verdict == best->eligibility.verdict
            && get_last_checkin (entry) > get_last_checkin (best)))
      best = entry;
  }

  return best;
}

static void
choose_cb (SbPreviewOptions *self)
{
  g_assert (SB_IS_PREVIEW_OPTIONS (self));

  g_signal_emit (self, signals[CHOOSE_FIRST], 0);
}

/* Minutes since midnight; -1 where it is no time, -2 where it is empty */
static int
read_time (SbPreviewOptions *self)
{
  g_autofree char *folded = sb_text_fold_digits (gtk_editable_get_text (self->time_row));
  g_autofree char *text = sb_trim (folded);
  g_auto (GStrv) parts = g_strsplit_set (text, ":.", 3);
  guint64 hours;
  guint64 minutes;

  if (*text == '\0')
    return -2;
  if (g_strv_length (parts) != 2 || !g_ascii_string_to_unsigned (parts[0], 10, 0, 23, &hours, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 0, 59, &minutes, NULL))
    return -1;

  return (int) (hours * 60 + minutes);
}

static void
time_changed_cb (SbPreviewOptions *self)
{
  g_assert (SB_IS_PREVIEW_OPTIONS (self));

  sb_set_problem (self->time_row,
                  read_time (self) == -1 ? _ ("A time of day is hours and minutes, such as 22:30")
                                         : NULL);
}

static void
sb_preview_options_dispose (GObject *object)
{
  SbPreviewOptions *self = SB_PREVIEW_OPTIONS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_PREVIEW_OPTIONS);
  g_clear_pointer (&self->first, sb_id_free);

  G_OBJECT_CLASS (sb_preview_options_parent_class)->dispose (object);
}

static void
sb_preview_options_class_init (SbPreviewOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_preview_options_dispose;

  signals[CHOOSE_FIRST] = sb_signal_new (klass, "choose-first", 0);

  g_type_ensure (SB_TYPE_CONTROL_ROW);
  sb_set_template (widget_class, "preview/sb-preview-options.ui");
  gtk_widget_class_bind_template_child (widget_class, SbPreviewOptions, box);
  gtk_widget_class_bind_template_child (widget_class, SbPreviewOptions, first_row);
  gtk_widget_class_bind_template_child (widget_class, SbPreviewOptions, first_switch);
  gtk_widget_class_bind_template_child (widget_class, SbPreviewOptions, choose_row);
  gtk_widget_class_bind_template_child (widget_class, SbPreviewOptions, waves_switch);
  gtk_widget_class_bind_template_child (widget_class, SbPreviewOptions, time_row);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_changed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_preview_options_init (SbPreviewOptions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sb_set_entry_label (self->time_row, _ ("The rest at, such as 22:30, while Signalbox runs"));
  sb_keep_one_line (self->time_row);
}

void
sb_preview_options_set_plan (SbPreviewOptions *self, SbPlan *plan)
{
  g_autoptr (GPtrArray) entries = NULL;
  const SbPlanEntry *entry;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (SB_IS_PREVIEW_OPTIONS (self));
  g_return_if_fail (SB_IS_PLAN (plan));

  entries = sb_plan_list_entries (plan, TRUE);
  entry = find_first (self, entries);
  gtk_widget_set_visible (GTK_WIDGET (self), entries->len > MANY && entry != NULL);
  if (entry == NULL)
    return;

  if (!sb_id_equal (entry->device_id, self->first)) {
    sb_id_set (&self->first, entry->device_id);
    self->is_chosen = FALSE;
  }
  subtitle = sb_words_preview_first (plan, entry);
  adw_action_row_set_subtitle (self->first_row, subtitle);
}

void
sb_preview_options_set_first (SbPreviewOptions *self, const char *device_id)
{
  g_return_if_fail (SB_IS_PREVIEW_OPTIONS (self));

  sb_id_set (&self->first, device_id);
  self->is_chosen = TRUE;
}

/* The next time that a clock on the wall says so. */
static gint64
find_time (int minutes, gint64 now)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / 1000);
  g_autoptr (GDateTime) at = g_date_time_new_local (g_date_time_get_year (today),
                                                    g_date_time_get_month (today),
                                                    g_date_time_get_day_of_month (today),
                                                    minutes / 60,
                                                    minutes % 60,
                                                    0);

  if (g_date_time_compare (at, today) <= 0) {
    g_autoptr (GDateTime) tomorrow = g_date_time_add_days (at, 1);

    return g_date_time_to_unix (tomorrow) * 1000;
  }

  return g_date_time_to_unix (at) * 1000;
}

void
sb_preview_options_apply (SbPreviewOptions *self, SbJob *job, GPtrArray *entries, gint64 now)
{
  const SbPlanEntry *first;
  int minutes;

  g_return_if_fail (SB_IS_PREVIEW_OPTIONS (self));
  g_return_if_fail (SB_IS_JOB (job));

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  first = find_first (self, entries);
  if (gtk_switch_get_active (self->first_switch) && first != NULL)
    sb_job_set_first (job, first->device_id);
  minutes = read_time (self);
  if (gtk_switch_get_active (self->waves_switch))
    sb_job_set_waves (job, TRUE, minutes >= 0 ? find_time (minutes, now) : 0);
}
