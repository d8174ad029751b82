/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-preview"

#include "config.h"

#include "sb-preview.h"

#include "sb-actions.h"
#include "sb-button.h"
#include "sb-navigation.h"
#include "sb-offer.h"
#include "sb-plan-job.h"
#include "sb-preview-devices.h"
#include "sb-preview-options.h"
#include "sb-preview-row.h"
#include "sb-submit.h"
#include "sb-ui.h"
#include "sb-words-preview.h"
#include "sb-words.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *box;
  GtkListBox *list;
} Section;

struct _SbPreview {
  AdwWindow parent_instance;

  SbSession *session;        /* (owned) */
  GCancellable *cancellable; /* (owned) */
  SbPlan *plan;              /* (owned) (nullable) */
  char *name;                /* (nullable) */
  gboolean undoes;
  gboolean is_complete;
  Section shown[SB_N_PLAN_GROUP_KINDS];

  SbNavigation *navigation;
  GtkWidget *cancel_button;
  GtkWidget *back_button;
  GtkWidget *continue_button;
  GtkWidget *page;
  GtkLabel *news;
  GtkLabel *heading;
  GtkLabel *count;
  GtkLabel *note;
  GtkWidget *reading;
  GtkProgressBar *progress;
  GtkLabel *progress_text;
  GtkBox *sections;
  AdwBin *offers;
  SbPreviewOptions *options;
};

G_DEFINE_FINAL_TYPE (SbPreview, sb_preview, ADW_TYPE_WINDOW)

enum { CONTINUE, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *const headings[SB_N_PLAN_GROUP_KINDS] = {
  [SB_PLAN_GROUP_CHANGE] = N_ ("What Happens"),
  [SB_PLAN_GROUP_CONCERN] = N_ ("Worth Knowing First"),
  [SB_PLAN_GROUP_CANNOT_TELL] = N_ ("Included, Though It Cannot Be Told Whether It Works"),
  [SB_PLAN_GROUP_NOT_ELIGIBLE] = N_ ("Left Out"),
};

static void update (SbPreview *self);

static gboolean
can_choose (SbPreview *self, const SbPlanGroup *group)
{
  return self->is_complete && sb_plan_names_devices (self->plan)
         && group->kind != SB_PLAN_GROUP_NOT_ELIGIBLE;
}

static void
push_devices (SbPreview *self, const SbPlanGroup *group, GCallback chosen)
{
  g_autofree char *title = sb_words_preview_group (self->plan, group);
  GtkWidget *page = sb_preview_devices_new (self->plan, group, can_choose (self, group));

  g_signal_connect_object (page, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (chosen != NULL)
    g_signal_connect_object (page, "chosen", chosen, self, G_CONNECT_SWAPPED);
  sb_navigation_push (self->navigation, page, title);
}

static void
row_activated_cb (SbPreview *self, GtkListBoxRow *row)
{
  g_assert (SB_IS_PREVIEW (self));

  push_devices (self, sb_preview_row_get_group (SB_PREVIEW_ROW (row)), NULL);
}

static void
leave_group_out_cb (SbPreview *self, gboolean leaves_out, SbPreviewRow *row)
{
  g_assert (SB_IS_PREVIEW (self));

  sb_plan_leave_group_out (self->plan, sb_preview_row_get_group (row), leaves_out);
  update (self);
}

static void
leave_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, SB_TYPE_PREVIEW_ROW) : NULL;

  if (row != NULL)
    sb_preview_row_toggle (SB_PREVIEW_ROW (row));
}

static void
chosen_cb (SbPreview *self, guint index)
{
  const SbPlanEntry *entry = sb_plan_get_entry (self->plan, index);

  g_assert (SB_IS_PREVIEW (self));

  if (entry == NULL || entry->is_left_out)
    return;

  sb_preview_options_set_first (self->options, entry->device_id);
  sb_navigation_pop (self->navigation);
  update (self);
}

static void
choose_first_cb (SbPreview *self)
{
  const SbPlanGroup *group = NULL;

  g_assert (SB_IS_PREVIEW (self));

  for (SbPlanGroupKind kind = 0; group == NULL && kind < SB_PLAN_GROUP_NOT_ELIGIBLE; kind++) {
    if (kind != SB_PLAN_GROUP_CONCERN)
      group = sb_plan_get_group (self->plan, kind, 0);
  }
  if (group != NULL)
    push_devices (self, group, G_CALLBACK (chosen_cb));
}

static void
create_section (SbPreview *self, SbPlanGroupKind kind)
{
  Section *section = &self->shown[kind];
  GtkWidget *heading = gtk_label_new (_ (headings[kind]));

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");
  section->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (section->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (section->list), "boxed-list");
  sb_set_label (section->list, _ (headings[kind]));
  sb_actions_add_list_keys (GTK_WIDGET (section->list), "preview");
  g_signal_connect_object (section->list,
                           "row-activated",
                           G_CALLBACK (row_activated_cb),
                           self,
                           G_CONNECT_SWAPPED);
  section->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (section->box), heading);
  gtk_box_append (GTK_BOX (section->box), GTK_WIDGET (section->list));
  gtk_box_append (self->sections, section->box);
}

/* Rows stay where they are, and so does the focus. */
static void
update_section (SbPreview *self, SbPlanGroupKind kind)
{
  Section *section = &self->shown[kind];
  const SbPlanGroup *group;
  GtkListBoxRow *row;
  guint i;

  for (i = 0; (group = sb_plan_get_group (self->plan, kind, i)) != NULL; i++) {
    row = gtk_list_box_get_row_at_index (section->list, (int) i);
    if (row == NULL) {
      row = GTK_LIST_BOX_ROW (sb_preview_row_new ());
      g_signal_connect_object (row,
                               "leave-out",
                               G_CALLBACK (leave_group_out_cb),
                               self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_append (section->list, GTK_WIDGET (row));
    }
    sb_preview_row_set_group (SB_PREVIEW_ROW (row),
                              self->plan,
                              group,
                              can_choose (self, group),
                              self->is_complete);
  }
  while ((row = gtk_list_box_get_row_at_index (section->list, (int) i)) != NULL)
    gtk_list_box_remove (section->list, GTK_WIDGET (row));
  gtk_widget_set_visible (section->box, i > 0);
}

static void
update_header_cb (SbPreview *self)
{
  const gboolean is_root = sb_navigation_get_depth (self->navigation) < 2;

  g_assert (SB_IS_PREVIEW (self));

  gtk_widget_set_visible (self->cancel_button, is_root);
  gtk_widget_set_visible (self->back_button, !is_root);
  gtk_widget_set_visible (self->continue_button, is_root);
}

/* (transfer floating): those that are meant, of which something is to be known, and to which @verb
 * can be done */
static GVariant *
list_ids (SbPreview *self, SbConcern concern, SbVerb verb)
{
  const SbPlanGroup group = { .kind = SB_PLAN_GROUP_CONCERN, .concern = concern };
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  const SbPlanEntry *entry;

  for (guint i = 0; (entry = sb_plan_get_entry (self->plan, i)) != NULL; i++) {
    if (sb_plan_group_has (&group, entry) && !entry->is_left_out && entry->device_id != NULL
        && sb_eligibility_judge (verb, &entry->evidence).verdict != SB_VERDICT_NOT_ELIGIBLE)
      sb_ids_add (ids, entry->device_id);
  }

  return g_variant_new_strv (sb_ids_peek (ids, NULL), ids->len);
}

/* Only a Windows PC's eSIM can be reset, and not on every server. */
static gboolean
can_reset (SbPreview *self)
{
  SbConfiguration *subject = sb_plan_get_subject (self->plan);

  return sb_server_get_support (sb_session_get_server (self->session), SB_CAPABILITY_RESET_ESIM)
           == SB_SUPPORT_OFFERED
         && (subject == NULL
             || sb_configuration_get_enum (subject, SB_CONFIGURATION_FIELD_PLATFORM_TYPE)
                  == SB_PLATFORM_WINDOWS);
}

/* (nullable) (transfer floating): of an eSIM reset, where it helps some of those that are meant */
static GtkWidget *
create_reset_offer (SbPreview *self)
{
  const char *name = NULL;
  const char *pushed = sb_plan_get_pushed (self->plan, &name);
  const gboolean retires = sb_plan_get_subject (self->plan) == NULL
                           && sb_plan_get_verb (self->plan) == SB_VERB_RETIRE;
  g_autoptr (GVariant) ids = NULL;

  /* Before it retires, the question itself offers that. */
  if (!can_reset (self) || retires)
    return NULL;

  ids = g_variant_ref_sink (
    list_ids (self, pushed != NULL ? SB_CONCERN_DOWNLOADED : SB_CONCERN_KEEPS_PLAN, SB_VERB_RESET));
  if (g_variant_n_children (ids) == 0)
    return NULL;
  if (pushed == NULL || !sb_submit_can_do_jobs (self->session))
    return sb_offer_new (_ ("Reset eSIM to _factory state…"), "device.reset-esim-of", ids);

  return sb_offer_new (_ ("_Reset, Then Push…"),
                       "device.reset-then-push",
                       g_variant_new ("(ss@as)", pushed, name != NULL ? name : "", ids));
}

static void
update_offers (SbPreview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GVariant) old = NULL;
  GtkWidget *reset;

  old = g_variant_ref_sink (list_ids (self, SB_CONCERN_OLD_RECORD, SB_VERB_CHECK_IN));
  reset = create_reset_offer (self);
  if (g_variant_n_children (old) > 0)
    gtk_box_append (GTK_BOX (box),
                    sb_offer_new (_ ("De_lete Old Records…"), "device.delete-old-records", old));
  if (reset != NULL)
    gtk_box_append (GTK_BOX (box), reset);
  adw_bin_set_child (self->offers, box);
  gtk_widget_set_visible (GTK_WIDGET (self->offers),
                          g_variant_n_children (old) > 0 || reset != NULL);
}

static void
update_texts (SbPreview *self)
{
  g_autofree char *heading = sb_words_preview_heading (self->plan, self->name);
  g_autofree char *count = sb_words_preview_count (self->plan, self->is_complete);
  g_autofree char *note = sb_words_preview_note (self->plan, self->undoes);

  sb_set_wrapped (self->heading, heading);
  sb_set_label (self, heading);
  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

static gboolean
reaches_any (SbPreview *self)
{
  return sb_plan_get_subject (self->plan) != NULL && !sb_plan_names_devices (self->plan)
           ? TRUE
           : sb_plan_count (self->plan, SB_VERDICT_ELIGIBLE)
                 + sb_plan_count (self->plan, SB_VERDICT_CANNOT_TELL)
               > 0;
}

/* Whether one of many can go first: what is sent is a job, and not soon over. */
static gboolean
goes_by_device (SbPreview *self)
{
  const SbVerb verb = sb_plan_get_verb (self->plan);
  const guint n_devices = sb_plan_count (self->plan, SB_VERDICT_ELIGIBLE)
                          + sb_plan_count (self->plan, SB_VERDICT_CANNOT_TELL);
  const char *name;

  if (!sb_plan_job_is_for (self->session, n_devices))
    return FALSE;

  return sb_plan_get_subject (self->plan) == NULL
             && (verb == SB_VERB_RESET || verb == SB_VERB_RETIRE)
           ? TRUE
           : sb_plan_get_pushed (self->plan, &name) != NULL;
}

static void
update (SbPreview *self)
{
  update_texts (self);
  for (SbPlanGroupKind kind = 0; kind < SB_N_PLAN_GROUP_KINDS; kind++)
    update_section (self, kind);
  if (self->is_complete)
    update_offers (self);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->offers), FALSE);
  if (self->is_complete && goes_by_device (self))
    sb_preview_options_set_plan (self->options, self->plan);
  else if (self->is_complete)
    gtk_widget_set_visible (GTK_WIDGET (self->options), FALSE);
  gtk_widget_set_visible (self->reading, !self->is_complete);
  gtk_widget_set_sensitive (self->continue_button, self->is_complete && reaches_any (self));
}

static void
continue_cb (SbPreview *self)
{
  g_assert (SB_IS_PREVIEW (self));

  g_signal_emit (self, signals[CONTINUE], 0);
}

static void
back_cb (SbPreview *self)
{
  g_assert (SB_IS_PREVIEW (self));

  sb_navigation_pop (self->navigation);
}

static void
cancelled_cb (SbPreview *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
sb_preview_close_request (GtkWindow *window)
{
  SbPreview *self = SB_PREVIEW (window);

  if (!self->is_complete) {
    g_signal_handlers_disconnect_by_data (self->cancellable, self);
    g_cancellable_cancel (self->cancellable);
  }

  return GTK_WINDOW_CLASS (sb_preview_parent_class)->close_request (window);
}

/* A question over it may go at the same moment: who has the keys then is not left to chance. */
static void
sb_preview_unmap (GtkWidget *widget)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  GTK_WIDGET_CLASS (sb_preview_parent_class)->unmap (widget);
  if (parent != NULL && gtk_widget_get_mapped (GTK_WIDGET (parent)))
    gtk_window_present (parent);
}

static void
sb_preview_dispose (GObject *object)
{
  SbPreview *self = SB_PREVIEW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (sb_preview_parent_class)->dispose (object);
}

static void
sb_preview_class_init (SbPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_preview_dispose;
  widget_class->unmap = sb_preview_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = sb_preview_close_request;

  signals[CONTINUE] = sb_signal_new (klass, "continue", 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  g_type_ensure (SB_TYPE_BUTTON);
  g_type_ensure (SB_TYPE_NAVIGATION);
  g_type_ensure (SB_TYPE_PREVIEW_OPTIONS);
  sb_set_template (widget_class, "preview/sb-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, SbPreview, navigation);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, back_button);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, continue_button);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, page);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, news);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, heading);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, count);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, note);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, reading);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, progress);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, progress_text);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, sections);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, offers);
  gtk_widget_class_bind_template_child (widget_class, SbPreview, options);
  gtk_widget_class_bind_template_callback (widget_class, update_header_cb);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_first_cb);
  gtk_widget_class_install_action (widget_class, "preview.leave-out", NULL, leave_out_cb);
}

static void
sb_preview_init (SbPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (SbPlanGroupKind kind = 0; kind < SB_N_PLAN_GROUP_KINDS; kind++) {
    create_section (self, kind);
    gtk_widget_set_visible (self->shown[kind].box, FALSE);
  }
  sb_navigation_push (self->navigation, self->page, _ ("Preview"));
}

SbPreview *
sb_preview_new (GtkWidget *parent, SbSession *session, GCancellable *cancellable)
{
  SbPreview *self;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (G_IS_CANCELLABLE (cancellable), NULL);

  root = gtk_widget_get_root (parent);
  self = g_object_new (SB_TYPE_PREVIEW, "transient-for", root, NULL);
  self->session = g_object_ref (session);
  self->cancellable = g_object_ref (cancellable);
  sb_connect (cancellable, "cancelled", cancelled_cb, self);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}

void
sb_preview_set_name (SbPreview *self, const char *name)
{
  g_return_if_fail (SB_IS_PREVIEW (self));

  g_free (self->name);
  self->name = g_strdup (name);
}

void
sb_preview_set_undoes (SbPreview *self, gboolean undoes)
{
  g_return_if_fail (SB_IS_PREVIEW (self));

  self->undoes = undoes;
}

void
sb_preview_set_plan (SbPreview *self, SbPlan *plan, guint n_read, gint64 total)
{
  g_autofree char *text = NULL;

  g_return_if_fail (SB_IS_PREVIEW (self));
  g_return_if_fail (SB_IS_PLAN (plan));

  text = sb_words_reading_devices (n_read, total);
  g_set_object (&self->plan, plan);
  self->is_complete = FALSE;
  gtk_label_set_label (self->progress_text, text);
  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress, MIN ((double) n_read / (double) total, 1));
  else
    gtk_progress_bar_pulse (self->progress);
  update (self);
}

void
sb_preview_complete (SbPreview *self, SbPlan *plan, const char *accept)
{
  g_return_if_fail (SB_IS_PREVIEW (self));
  g_return_if_fail (SB_IS_PLAN (plan));

  gtk_button_set_label (GTK_BUTTON (self->continue_button),
                        accept != NULL ? accept : _ ("C_ontinue…"));

  g_set_object (&self->plan, plan);
  self->is_complete = TRUE;
  sb_navigation_pop_to_root (self->navigation);
  update (self);
  gtk_widget_grab_focus (accept != NULL ? self->cancel_button : self->continue_button);
}

void
sb_preview_tell (SbPreview *self, const char *text)
{
  g_return_if_fail (SB_IS_PREVIEW (self));

  sb_set_spoken_text (GTK_WIDGET (self->news), text);
  gtk_widget_set_visible (GTK_WIDGET (self->news), TRUE);
}

SbPlan *
sb_preview_get_plan (SbPreview *self)
{
  g_return_val_if_fail (SB_IS_PREVIEW (self), NULL);

  return self->plan;
}

void
sb_preview_apply (SbPreview *self, SbJob *job, GPtrArray *entries)
{
  g_return_if_fail (SB_IS_PREVIEW (self));

  sb_preview_options_apply (self->options,
                            job,
                            entries,
                            sb_clock_get_now (sb_session_get_clock (self->session)));
}
