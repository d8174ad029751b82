/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-editor-dialog"

#include "config.h"

#include "sb-editor-dialog-private.h"

#include "sb-actions.h"
#include "sb-condition-banner.h"
#include "sb-conflict-page.h"
#include "sb-distribution-page.h"
#include "sb-fields-page.h"
#include "sb-presenter.h"
#include "sb-type-step.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (SbEditorDialog, sb_editor_dialog, ADW_TYPE_WINDOW)

enum { SAVED, N_SIGNALS };

static guint signals[N_SIGNALS];

gboolean
sb_editor_dialog_is_busy (SbEditorDialog *self)
{
  return self->asking || self->change != NULL;
}

static const char *
get_page_title (SbEditorDialog *self, GtkWidget *page)
{
  if (SB_IS_TYPE_STEP (page))
    return _ ("Add Configuration");
  if (SB_IS_DISTRIBUTION_PAGE (page))
    return _ ("Distribution");
  if (SB_IS_CONFLICT_PAGE (page))
    return _ ("Changed Elsewhere");
  if (self->purpose == SB_DRAFT_PURPOSE_EDIT)
    return _ ("Edit Configuration");
  if (self->purpose == SB_DRAFT_PURPOSE_DUPLICATE)
    return _ ("Duplicate Configuration");

  return _ ("eSIM Configuration");
}

static void
update_page (SbEditorDialog *self)
{
  GtkWidget *page = sb_navigation_get_visible_page (self->navigation);
  const char *title = get_page_title (self, page);

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_widget_set_visible (self->back, sb_navigation_get_depth (self->navigation) > 1);
  gtk_widget_set_visible (self->next, SB_IS_FIELDS_PAGE (page));
  gtk_widget_set_visible (self->done, SB_IS_DISTRIBUTION_PAGE (page));
}

/* What its Done needs. */
static SbCapability
get_capability (SbEditorDialog *self)
{
  return self->draft != NULL && sb_draft_get_original (self->draft) != NULL
           ? SB_CAPABILITY_UPDATE_CONFIGURATION
           : SB_CAPABILITY_CREATE_CONFIGURATION;
}

static gboolean
can_save (SbEditorDialog *self)
{
  return sb_server_get_support (sb_session_get_server (self->session), get_capability (self))
         == SB_SUPPORT_OFFERED;
}

void
sb_editor_dialog_update_busy (SbEditorDialog *self)
{
  gboolean busy = sb_editor_dialog_is_busy (self);

  if (busy && gtk_widget_get_sensitive (self->holder))
    g_set_weak_pointer (&self->focus, gtk_root_get_focus (GTK_ROOT (self)));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.next", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.done", !busy && can_save (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.back", !busy);
  gtk_widget_set_sensitive (self->holder, !busy);
  gtk_widget_set_visible (self->spinner, self->change != NULL);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->change != NULL);

  if (!busy && self->focus != NULL && gtk_widget_get_mapped (self->focus))
    gtk_widget_grab_focus (self->focus);
}

void
sb_editor_dialog_push (SbEditorDialog *self, GtkWidget *page)
{
  sb_navigation_push (self->navigation, page, get_page_title (self, page));
  gtk_widget_grab_focus (page);
}

static void
push_fields (SbEditorDialog *self)
{
  sb_editor_dialog_push (self, sb_fields_page_new (self->session, self->draft));
}

static void
push_distribution (SbEditorDialog *self)
{
  sb_editor_dialog_push (self, sb_distribution_page_new (self->session, self->draft, self->count));
}

/* Leads to the page that has the field, and to what is wrong with it. */
void
sb_editor_dialog_show_problem (SbEditorDialog *self, SbDraftField field)
{
  gboolean on_fields = sb_fields_page_has_field (field);
  GtkWidget *page = sb_navigation_get_visible_page (self->navigation);

  if (SB_IS_CONFLICT_PAGE (page)) {
    sb_navigation_pop (self->navigation);
    page = sb_navigation_get_visible_page (self->navigation);
  }
  if (on_fields && SB_IS_DISTRIBUTION_PAGE (page))
    sb_navigation_pop (self->navigation);
  else if (!on_fields && SB_IS_FIELDS_PAGE (page))
    push_distribution (self);

  page = sb_navigation_get_visible_page (self->navigation);
  if (SB_IS_FIELDS_PAGE (page))
    sb_fields_page_show_problem (SB_FIELDS_PAGE (page), field);
  else if (SB_IS_DISTRIBUTION_PAGE (page))
    sb_distribution_page_show_problem (SB_DISTRIBUTION_PAGE (page), field);
}

static void
taken_cb (SbEditorDialog *self)
{
  g_assert (SB_IS_EDITOR_DIALOG (self));

  /* Whoever begins anew lets a draft that was discarded go. */
  sb_notice_hide (self->notice);
  sb_editor_dialog_tell_support (self);
  push_fields (self);
}

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbEditorDialog *self = SB_EDITOR_DIALOG (widget);
  SbDraftField field;

  if (!SB_IS_FIELDS_PAGE (sb_navigation_get_visible_page (self->navigation)))
    return;

  if (sb_draft_find_first_error (self->draft, SB_DRAFT_NAME, SB_DRAFT_SPACE, &field))
    sb_editor_dialog_show_problem (self, field);
  else
    push_distribution (self);

  /* Whoever goes on has decided about an older draft; it is offered again the next time. */
  sb_notice_hide (self->notice);
  sb_editor_dialog_tell_support (self);
}

static void
done_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbEditorDialog *self = SB_EDITOR_DIALOG (widget);
  GtkWidget *page = sb_navigation_get_visible_page (self->navigation);

  if (SB_IS_TYPE_STEP (page))
    sb_type_step_take (SB_TYPE_STEP (page));
  else if (!SB_IS_CONFLICT_PAGE (page))
    sb_editor_dialog_save (self);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbEditorDialog *self = SB_EDITOR_DIALOG (widget);

  if (!sb_editor_dialog_is_busy (self))
    sb_navigation_pop (self->navigation);
}

static void
close_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
copy_values_cb (SbEditorDialog *self)
{
  g_autofree char *text = sb_words_draft_all (self->draft);

  g_assert (SB_IS_EDITOR_DIALOG (self));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

/* Where it cannot be saved, what is typed here still serves to fill in the server's own console. */
void
sb_editor_dialog_tell_support (SbEditorDialog *self)
{
  g_autofree char *reason = sb_words_capability (sb_session_get_server (self->session),
                                                 get_capability (self));
  g_autofree char *text = NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  sb_editor_dialog_update_busy (self);
  if (reason == NULL)
    return;

  /* Translators: %s is the reason, a sentence */
  text = g_strdup_printf (_ ("It cannot be saved from here. %s"), reason);
  sb_notice_show (self->notice, text);
  sb_notice_add_button (self->notice, _ ("Cop_y Values"), FALSE, G_CALLBACK (copy_values_cb), self);
}

void
sb_editor_dialog_start_draft (SbEditorDialog *self, SbDraft *draft, gboolean begin_with_type)
{
  g_autoptr (SbReachCount) old_count = g_steal_pointer (&self->count);

  if (old_count != NULL)
    sb_reach_count_stop (old_count);
  g_set_object (&self->draft, draft);
  g_clear_object (&self->current);
  g_clear_object (&self->against);
  self->count = sb_reach_count_new (sb_session_get_server (self->session),
                                    sb_session_get_clock (self->session),
                                    draft);
  sb_notice_hide (self->notice);

  self->navigation = sb_navigation_new ();
  adw_bin_set_child (ADW_BIN (self->holder), GTK_WIDGET (self->navigation));
  sb_connect (self->navigation, "notify::visible-page", update_page, self);

  if (begin_with_type) {
    GtkWidget *page = sb_type_step_new (self->session);

    sb_connect (page, "taken", taken_cb, self);
    sb_connect (page, "draft-opened", sb_editor_dialog_open_draft, self);
    sb_connect (page, "draft-discarded", sb_editor_dialog_draft_discarded, self);
    sb_editor_dialog_push (self, page);
  } else {
    push_fields (self);
  }
  sb_editor_dialog_tell_support (self);
}

static gboolean
sb_editor_dialog_close_request (GtkWindow *window)
{
  SbEditorDialog *self = SB_EDITOR_DIALOG (window);
  GtkWindow *parent = gtk_window_get_transient_for (window);

  /* What was sent goes on; the main window tells how it ended. */
  if (self->change != NULL && parent != NULL)
    sb_present_change (GTK_WIDGET (parent), self->change);
  else if (parent != NULL && sb_editor_dialog_keep_draft (self))
    sb_present_text_with_action (GTK_WIDGET (parent),
                                 _ ("Draft kept"),
                                 _ ("_Reopen"),
                                 "configuration.reopen-draft",
                                 NULL);

  return GTK_WINDOW_CLASS (sb_editor_dialog_parent_class)->close_request (window);
}

/* It does not come back: what is being counted for it is counted for nobody. */
static void
sb_editor_dialog_unmap (GtkWidget *widget)
{
  SbEditorDialog *self = SB_EDITOR_DIALOG (widget);

  if (self->count != NULL)
    sb_reach_count_stop (self->count);

  GTK_WIDGET_CLASS (sb_editor_dialog_parent_class)->unmap (widget);
}

static void
sb_editor_dialog_dispose (GObject *object)
{
  SbEditorDialog *self = SB_EDITOR_DIALOG (object);

  /* However it goes away: it was closed, or the window under it. */
  sb_editor_dialog_keep_draft (self);
  if (self->count != NULL)
    sb_reach_count_stop (self->count);
  if (self->change != NULL)
    g_signal_handlers_disconnect_by_data (self->change, self);
  g_clear_weak_pointer (&self->focus);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_EDITOR_DIALOG);

  g_clear_object (&self->count);
  g_clear_object (&self->change);
  g_clear_object (&self->draft);
  g_clear_object (&self->current);
  g_clear_object (&self->against);
  g_clear_object (&self->session);
  g_clear_pointer (&self->source, sb_id_free);

  G_OBJECT_CLASS (sb_editor_dialog_parent_class)->dispose (object);
}

/* The keys are those of the table of commands. */
static void
add_keys (SbEditorDialog *self)
{
  static const char *const actions[] = { "editor.done", "editor.back", "editor.close" };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    const SbActionInfo *info = sb_actions_find (actions[i]);

    for (gsize key = 0; key < G_N_ELEMENTS (info->accels) && info->accels[key] != NULL; key++)
      gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (info->accels[key]),
                          gtk_named_action_new (actions[i])));
  }
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
sb_editor_dialog_class_init (SbEditorDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_editor_dialog_dispose;
  widget_class->unmap = sb_editor_dialog_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = sb_editor_dialog_close_request;

  signals[SAVED] = sb_signal_new (klass, "saved", 1, G_TYPE_STRING);

  g_type_ensure (SB_TYPE_CONDITION_BANNER);
  g_type_ensure (SB_TYPE_NOTICE);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  sb_set_template (widget_class, "editor/sb-editor-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SbEditorDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SbEditorDialog, back);
  gtk_widget_class_bind_template_child (widget_class, SbEditorDialog, next);
  gtk_widget_class_bind_template_child (widget_class, SbEditorDialog, done);
  gtk_widget_class_bind_template_child (widget_class, SbEditorDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, SbEditorDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, SbEditorDialog, notice);
  gtk_widget_class_bind_template_child (widget_class, SbEditorDialog, holder);
  gtk_widget_class_install_action (widget_class, "editor.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "editor.done", NULL, done_cb);
  gtk_widget_class_install_action (widget_class, "editor.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "editor.close", NULL, close_cb);
}

static void
sb_editor_dialog_init (SbEditorDialog *self)
{
  sb_init_template (self);
  sb_actions_bind_button (self->back, "editor.back");
  add_keys (self);
}

static SbEditorDialog *
new_dialog (SbSession *session, SbDraftPurpose purpose, const char *source)
{
  SbEditorDialog *self = g_object_new (SB_TYPE_EDITOR_DIALOG, NULL);

  self->session = g_object_ref (session);
  sb_connect (sb_session_get_cancellable (session), "cancelled", gtk_window_close, self);
  self->purpose = purpose;
  self->source = sb_id_new (source);
  sb_condition_banner_set_condition (SB_CONDITION_BANNER (self->banner),
                                     sb_server_get_condition (sb_session_get_server (session)),
                                     sb_session_get_clock (session));
  sb_connect (sb_session_get_server (session),
              "support-changed",
              sb_editor_dialog_tell_support,
              self);

  return self;
}

GtkWidget *
sb_editor_dialog_new_add (SbSession *session)
{
  SbEditorDialog *self;
  g_autoptr (SbDraft) draft = NULL;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = new_dialog (session, SB_DRAFT_PURPOSE_ADD, 0);
  draft = sb_draft_new (sb_session_get_default_space (session));
  sb_editor_dialog_start_draft (self, draft, TRUE);

  return GTK_WIDGET (self);
}

GtkWidget *
sb_editor_dialog_new_edit (SbSession *session, SbConfiguration *configuration)
{
  SbEditorDialog *self;
  g_autoptr (SbDraft) draft = NULL;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_RECORD (configuration), NULL);

  self = new_dialog (session,
                     SB_DRAFT_PURPOSE_EDIT,
                     sb_configuration_get_id (configuration, SB_CONFIGURATION_ID));
  draft = sb_draft_new_edit (configuration);
  sb_editor_dialog_start_draft (self, draft, FALSE);
  sb_editor_dialog_offer_draft (self);

  return GTK_WIDGET (self);
}

GtkWidget *
sb_editor_dialog_new_duplicate (SbSession *session, SbConfiguration *configuration)
{
  SbEditorDialog *self;
  g_autoptr (SbDraft) draft = NULL;
  g_autofree char *name = NULL;
  const char *old_name;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_RECORD (configuration), NULL);

  old_name = sb_configuration_get_string (configuration, SB_CONFIGURATION_NAME);
  /* Translators: the name of a duplicate; %s is the original's */
  name = g_strdup_printf (_ ("%s (copy)"), old_name != NULL ? old_name : "");

  self = new_dialog (session,
                     SB_DRAFT_PURPOSE_DUPLICATE,
                     sb_configuration_get_id (configuration, SB_CONFIGURATION_ID));
  draft = sb_draft_new_duplicate (configuration, name);
  sb_editor_dialog_start_draft (self, draft, FALSE);
  sb_editor_dialog_offer_draft (self);

  return GTK_WIDGET (self);
}

/**
 * sb_editor_dialog_new_last_draft:
 *
 * Returns: (nullable) (transfer none): the editor with what was typed last and not saved; %NULL
 *   where there is nothing
 */
GtkWidget *
sb_editor_dialog_new_last_draft (SbSession *session)
{
  SbEditorDialog *self;
  g_autoptr (SbDraft) draft = NULL;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  draft = g_list_model_get_item (G_LIST_MODEL (sb_session_get_drafts (session)), 0);
  if (draft == NULL)
    return NULL;

  self = SB_EDITOR_DIALOG (sb_editor_dialog_new_add (session));
  sb_editor_dialog_open_draft (self, draft);

  return GTK_WIDGET (self);
}

/**
 * sb_editor_dialog_get_draft:
 *
 * Returns: (transfer none): what is being written
 */
SbDraft *
sb_editor_dialog_get_draft (SbEditorDialog *self)
{
  g_return_val_if_fail (SB_IS_EDITOR_DIALOG (self), NULL);

  return self->draft;
}

GtkWidget *
sb_editor_dialog_get_visible_page (SbEditorDialog *self)
{
  g_return_val_if_fail (SB_IS_EDITOR_DIALOG (self), NULL);

  return sb_navigation_get_visible_page (self->navigation);
}

void
sb_editor_dialog_emit_saved (SbEditorDialog *self, const char *id)
{
  g_return_if_fail (SB_IS_EDITOR_DIALOG (self));

  g_signal_emit (self, signals[SAVED], 0, id);
}
