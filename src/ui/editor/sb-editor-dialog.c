/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-editor-dialog"

#include "config.h"

#include "sb-editor-dialog.h"

#include "sb-actions.h"
#include "sb-condition-banner.h"
#include "sb-configuration-change.h"
#include "sb-conflict-page.h"
#include "sb-distribution-page.h"
#include "sb-draft-offer.h"
#include "sb-fields-page.h"
#include "sb-message.h"
#include "sb-navigation.h"
#include "sb-notice.h"
#include "sb-plan-change.h"
#include "sb-presenter.h"
#include "sb-reach-count.h"
#include "sb-refusal.h"
#include "sb-submit.h"
#include "sb-type-step.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbEditorDialog {
  AdwWindow parent_instance;

  SbSession *session; /* (owned) */

  SbDraft *draft;           /* (owned) */
  SbDraftOffer *offer;      /* (owned) */
  SbConfiguration *current; /* (owned) (nullable): what somebody else has made of it */
  SbConfiguration *against; /* (owned) (nullable): what it knowingly overwrites */
  SbReachCount *count;      /* (owned) */
  SbChange *change;         /* (owned) (nullable): what was sent and is not over */
  gboolean asking;          /* the number of devices is counted or confirmed */
  gboolean saved;
  GtkWidget *focus; /* (weak) (nullable): what had it before it was sent */

  SbNavigation *navigation;
  GtkWidget *title;
  GtkWidget *back;
  GtkWidget *next;
  GtkWidget *done;
  GtkWidget *spinner;
  GtkWidget *banner;
  SbNotice *notice;
  GtkWidget *holder;
};

G_DEFINE_FINAL_TYPE (SbEditorDialog, sb_editor_dialog, ADW_TYPE_WINDOW)

enum { SAVED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void start_draft (SbEditorDialog *self, SbDraft *draft, gboolean begin_with_type);
static void save (SbEditorDialog *self);

static gboolean
is_busy (SbEditorDialog *self)
{
  return self->asking || self->change != NULL;
}

static SbDrafts *
get_drafts (SbEditorDialog *self)
{
  return sb_session_get_drafts (self->session);
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

  switch (sb_draft_get_purpose (self->draft)) {
  case SB_DRAFT_PURPOSE_EDIT:
    return _ ("Edit Configuration");
  case SB_DRAFT_PURPOSE_DUPLICATE:
    return _ ("Duplicate Configuration");
  case SB_DRAFT_PURPOSE_ADD:
  default:
    return _ ("eSIM Configuration");
  }
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

static void
update_busy (SbEditorDialog *self)
{
  gboolean busy = is_busy (self);

  if (busy && gtk_widget_get_sensitive (self->holder))
    g_set_weak_pointer (&self->focus, gtk_root_get_focus (GTK_ROOT (self)));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.next", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.done", !busy && can_save (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.back", !busy);
  gtk_widget_set_sensitive (self->holder, !busy);
  gtk_widget_set_visible (self->spinner, self->asking || self->change != NULL);

  if (!busy && self->focus != NULL && gtk_widget_get_mapped (self->focus))
    gtk_widget_grab_focus (self->focus);
}

static void
push (SbEditorDialog *self, GtkWidget *page)
{
  sb_navigation_push (self->navigation, page, get_page_title (self, page));
  gtk_widget_grab_focus (page);
}

/* Leads to the page that has the field, and to what is wrong with it. */
static void
show_problem (SbEditorDialog *self, SbDraftField field)
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
    push (self, sb_distribution_page_new (self->session, self->draft, self->count));

  page = sb_navigation_get_visible_page (self->navigation);
  if (SB_IS_FIELDS_PAGE (page))
    sb_fields_page_show_problem (SB_FIELDS_PAGE (page), field);
  else if (SB_IS_DISTRIBUTION_PAGE (page))
    sb_distribution_page_show_problem (SB_DISTRIBUTION_PAGE (page), field);
}

static void
copy_values_cb (SbEditorDialog *self)
{
  g_autofree char *text = sb_words_draft_all (self->draft);

  g_assert (SB_IS_EDITOR_DIALOG (self));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

/* Where it cannot be saved, what is typed here still serves to fill in the server's own console. */
static void
tell_support (SbEditorDialog *self)
{
  g_autofree char *reason = sb_words_capability (sb_session_get_server (self->session),
                                                 get_capability (self));
  g_autofree char *text = NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  update_busy (self);
  if (reason == NULL)
    return;

  /* Translators: %s is the reason, a sentence */
  text = g_strdup_printf (_ ("It cannot be saved from here. %s"), reason);
  sb_notice_show (self->notice, text);
  sb_notice_add_button (self->notice, _ ("Cop_y Values"), FALSE, G_CALLBACK (copy_values_cb), self);
}

/* Nothing typed is lost: what differs from how it began is offered again.
 * Returns: whether there is such a thing */
static gboolean
keep_draft (SbEditorDialog *self)
{
  return self->draft != NULL && !self->saved
         && sb_drafts_keep (get_drafts (self),
                            self->draft,
                            sb_clock_get_now (sb_session_get_clock (self->session)));
}

static void
open_draft (SbEditorDialog *self, SbDraft *draft)
{
  g_assert (SB_IS_EDITOR_DIALOG (self));

  /* Something else may have been typed before that one was asked for. */
  keep_draft (self);
  start_draft (self, draft, FALSE);
}

/* It stays here; but not if the program ends. */
static void
not_written_cb (SbEditorDialog *self, const GError *error)
{
  g_autofree char *advice = sb_words_error_advice (error);
  g_autofree char *text = NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  /* Translators: why it failed, such as "The disk is full", and what to do */
  text = g_strdup_printf (_ ("What you type is not kept on this computer: %s. %s"),
                          sb_words_error_title (error),
                          advice != NULL ? advice : "");
  sb_notice_show (self->notice, g_strchomp (text));
}

static void
focus_page (SbEditorDialog *self)
{
  g_assert (SB_IS_EDITOR_DIALOG (self));

  gtk_widget_grab_focus (sb_navigation_get_visible_page (self->navigation));
}

static void
restored_cb (SbEditorDialog *self)
{
  g_assert (SB_IS_EDITOR_DIALOG (self));

  sb_notice_hide (self->notice);
  tell_support (self);
  sb_draft_offer_show (self->offer, self->draft);
  focus_page (self);
}

static void
show_details_cb (SbEditorDialog *self)
{
  SbChange *change = sb_drafts_get_change (get_drafts (self), self->draft);
  g_autofree char *title = change != NULL ? sb_words_change_title (change) : NULL;
  g_autofree char *details = change != NULL ? sb_words_change_details (change) : NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  if (change != NULL)
    sb_message_show_details (GTK_WIDGET (self), title, details);
}

static void
use_current_cb (SbEditorDialog *self)
{
  g_autoptr (SbDraft) draft = NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  if (self->current == NULL)
    return;

  /* What was typed over the older one stays on offer. */
  keep_draft (self);
  draft = sb_draft_new_edit (self->current);
  start_draft (self, draft, FALSE);
}

static void
overwrite_cb (SbEditorDialog *self)
{
  g_assert (SB_IS_EDITOR_DIALOG (self));

  /* From here on, not from when it was shown: who goes back has not decided. */
  g_set_object (&self->against, self->current);
  sb_navigation_pop (self->navigation);
  save (self);
}

static void
show_conflict (SbEditorDialog *self, SbConfiguration *current)
{
  SbClock *clock = sb_session_get_clock (self->session);
  GtkWidget *page = sb_conflict_page_new (self->draft, current, sb_clock_get_now (clock));

  g_set_object (&self->current, current);
  sb_connect (page, "use-current", use_current_cb, self);
  sb_connect (page, "overwrite", overwrite_cb, self);
  push (self, page);
}

static void
show_failure (SbEditorDialog *self, const char *text)
{
  sb_notice_show (self->notice, text);
  sb_notice_add_button (self->notice, _ ("Retr_y"), TRUE, G_CALLBACK (save), self);
  sb_notice_add_button (self->notice, _ ("Detail_s"), FALSE, G_CALLBACK (show_details_cb), self);
}

/* The configuration is gone; what was typed need not be. */
static void
keep_as_new_cb (SbEditorDialog *self)
{
  g_autoptr (SbDraft) old = NULL;
  g_autoptr (SbDraft) draft = NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  g_set_object (&old, self->draft);
  draft = sb_draft_new_again (old);
  start_draft (self, draft, FALSE);
  sb_drafts_forget (get_drafts (self), old);
}

static gboolean
is_gone (SbEditorDialog *self, const GError *error)
{
  return g_error_matches (error, SB_ERROR, SB_ERROR_DELETED)
         || (g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND)
             && sb_draft_get_original (self->draft) != NULL);
}

static void
refused (SbEditorDialog *self, const GError *error)
{
  const SbErrorDetails *details = sb_error_get_details (error);
  g_autofree char *advice = NULL;
  g_autofree char *text = NULL;
  SbDraftField field;

  if (sb_refusal_apply (self->draft, error, &field)) {
    show_problem (self, field);
    return;
  }
  if (g_error_matches (error, SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE) && details != NULL
      && details->current != NULL && sb_draft_get_original (self->draft) != NULL) {
    show_conflict (self, (SbConfiguration *) details->current);
    return;
  }

  if (g_error_matches (error, SB_ERROR, SB_ERROR_UNSUPPORTED)) {
    tell_support (self);
    if (*sb_notice_get_text (self->notice) != '\0')
      return;
  }

  advice = sb_words_error_advice (error);
  /* Translators: why it failed, and what to do */
  text = g_strdup_printf (_ ("Not saved: %s. %s"),
                          sb_words_error_title (error),
                          advice != NULL ? advice : "");
  show_failure (self, g_strchomp (text));
  if (is_gone (self, error))
    sb_notice_add_button (self->notice,
                          _ ("_Keep as New"),
                          FALSE,
                          G_CALLBACK (keep_as_new_cb),
                          self);
}

static void
finish (SbEditorDialog *self, SbChange *change)
{
  SbOutcome *outcome = sb_change_get_outcome (change);
  SbConfiguration *result = outcome != NULL
                              ? sb_outcome_get_record (outcome, SB_OUTCOME_FIELD_CONFIGURATION)
                              : NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const char *id = result != NULL ? sb_configuration_get_id (result, SB_CONFIGURATION_FIELD_ID)
                   : sb_draft_get_original (self->draft) != NULL ? sb_draft_get_source (self->draft)
                                                                 : NULL;

  /* What was saved in part stays on offer. */
  self->saved = sb_change_get_error (change) == NULL;
  g_signal_emit (self, signals[SAVED], 0, id);
  gtk_window_close (GTK_WINDOW (self));
  /* Last: what is not done matters more than that a draft is kept. */
  if (parent != NULL)
    sb_present_change (GTK_WIDGET (parent), change);
}

static void
change_state_cb (SbEditorDialog *self)
{
  g_autoptr (SbChange) change = NULL;

  g_assert (SB_IS_EDITOR_DIALOG (self));

  if (self->change == NULL || !sb_change_is_over (self->change))
    return;

  change = g_steal_pointer (&self->change);
  update_busy (self);

  switch (sb_change_get_state (change)) {
  case SB_CHANGE_DONE:
    finish (self, change);
    break;
  case SB_CHANGE_REFUSED:
    refused (self, sb_change_get_error (change));
    break;
  case SB_CHANGE_CANCELLED:
    break;
  case SB_CHANGE_UNKNOWN:
    show_failure (self,
                  _ ("It is not known whether this was saved: the server’s answer was lost. To "
                     "try again is safe: it is saved once at most."));
    break;
  case SB_CHANGE_WAITING:
  case SB_CHANGE_SENT:
  case SB_CHANGE_FINDING_OUT:
  default:
    g_assert_not_reached ();
  }
}

static void
send_draft (SbEditorDialog *self, SbCommand *command)
{
  SbChange *change;

  sb_drafts_send (get_drafts (self), self->draft, command);
  change = sb_session_submit (self->session, command);
  if (change == NULL)
    return;

  self->change = g_object_ref (change);
  sb_drafts_watch (get_drafts (self), self->draft, self->change);
  sb_connect (self->change, "state-changed", change_state_cb, self);
  update_busy (self);
  change_state_cb (self);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbEditorDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbCommand) command = sb_configuration_change_confirm_finish (result, &error);

  self->asking = FALSE;
  /* It may have been closed meanwhile: then nothing is sent. */
  if (command != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))) {
    send_draft (self, command);
    return;
  }

  if (self->draft == NULL)
    return;

  update_busy (self);
  if (error != NULL && !g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED))
    sb_notice_show (self->notice, sb_words_error_title (error));
}

/* After Done: counts, asks, sends. */
static void
save (SbEditorDialog *self)
{
  g_autoptr (SbConfiguration) proposal = NULL;
  SbDraftField field;

  if (is_busy (self))
    return;

  sb_notice_hide (self->notice);
  if (sb_draft_find_first_error (self->draft,
                                 SB_DRAFT_FIELD_NAME,
                                 SB_DRAFT_FIELD_DISTRIBUTION,
                                 &field)) {
    show_problem (self, field);
    return;
  }

  self->asking = TRUE;
  update_busy (self);
  proposal = sb_draft_to_configuration (self->draft);
  sb_configuration_change_confirm_async (
    GTK_WIDGET (self),
    self->session,
    SB_ASK_SAVE,
    self->against != NULL ? self->against : sb_draft_get_original (self->draft),
    proposal,
    FALSE,
    confirmed_cb,
    g_object_ref (self));
}

static void
taken_cb (SbEditorDialog *self)
{
  g_assert (SB_IS_EDITOR_DIALOG (self));

  /* Whoever begins anew lets a draft that was discarded go. */
  sb_notice_hide (self->notice);
  tell_support (self);
  push (self, sb_fields_page_new (self->session, self->draft));
}

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbEditorDialog *self = SB_EDITOR_DIALOG (widget);
  SbDraftField field;

  if (!SB_IS_FIELDS_PAGE (sb_navigation_get_visible_page (self->navigation)))
    return;

  if (sb_draft_find_first_error (self->draft, SB_DRAFT_FIELD_NAME, SB_DRAFT_FIELD_SPACE, &field))
    show_problem (self, field);
  else
    push (self, sb_distribution_page_new (self->session, self->draft, self->count));

  /* Whoever goes on has decided about an older draft; it is offered again the next time. */
  sb_notice_hide (self->notice);
  tell_support (self);
}

static void
done_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbEditorDialog *self = SB_EDITOR_DIALOG (widget);
  GtkWidget *page = sb_navigation_get_visible_page (self->navigation);

  if (SB_IS_TYPE_STEP (page))
    sb_type_step_take (SB_TYPE_STEP (page));
  else if (!SB_IS_CONFLICT_PAGE (page))
    save (self);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbEditorDialog *self = SB_EDITOR_DIALOG (widget);

  if (!is_busy (self))
    sb_navigation_pop (self->navigation);
}

static void
close_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
start_draft (SbEditorDialog *self, SbDraft *draft, gboolean begin_with_type)
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
  sb_drafts_follow (get_drafts (self), draft);

  self->navigation = sb_navigation_new ();
  adw_bin_set_child (ADW_BIN (self->holder), GTK_WIDGET (self->navigation));
  sb_connect (self->navigation, "notify::visible-page", update_page, self);

  if (begin_with_type) {
    GtkWidget *page = sb_type_step_new (self->session);
    SbDraftList *drafts = sb_type_step_get_drafts (SB_TYPE_STEP (page));

    sb_connect (page, "taken", taken_cb, self);
    sb_connect (drafts, "opened", open_draft, self);
    sb_connect (drafts, "discarded", sb_draft_offer_show_discarded, self->offer);
    push (self, page);
  } else {
    push (self, sb_fields_page_new (self->session, self->draft));
  }
  tell_support (self);
}

static gboolean
sb_editor_dialog_close_request (GtkWindow *window)
{
  SbEditorDialog *self = SB_EDITOR_DIALOG (window);
  GtkWindow *parent = gtk_window_get_transient_for (window);

  /* What was sent goes on; the main window tells how it ended. */
  if (self->change != NULL && parent != NULL)
    sb_present_change (GTK_WIDGET (parent), self->change);
  else if (parent != NULL && keep_draft (self))
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
  keep_draft (self);
  if (self->count != NULL)
    sb_reach_count_stop (self->count);
  if (self->change != NULL)
    g_signal_handlers_disconnect_by_data (self->change, self);
  g_clear_weak_pointer (&self->focus);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_EDITOR_DIALOG);

  g_clear_object (&self->count);
  g_clear_object (&self->change);
  g_clear_object (&self->draft);
  g_clear_object (&self->offer);
  g_clear_object (&self->current);
  g_clear_object (&self->against);
  g_clear_object (&self->session);

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
  gtk_widget_init_template (GTK_WIDGET (self));
  sb_actions_bind_button (self->back, "editor.back");
  add_keys (self);
}

static SbEditorDialog *
new_dialog (SbSession *session)
{
  SbEditorDialog *self = g_object_new (SB_TYPE_EDITOR_DIALOG, NULL);

  self->session = g_object_ref (session);
  sb_connect (sb_session_get_cancellable (session), "cancelled", gtk_window_close, self);
  self->offer = sb_draft_offer_new (sb_session_get_drafts (session), self->notice);
  sb_connect (self->offer, "opened", open_draft, self);
  sb_connect (sb_session_get_drafts (session), "failed", not_written_cb, self);
  sb_connect (self->offer, "discarded", focus_page, self);
  sb_connect (self->offer, "restored", restored_cb, self);
  sb_condition_banner_set_condition (SB_CONDITION_BANNER (self->banner),
                                     sb_server_get_condition (sb_session_get_server (session)),
                                     sb_session_get_clock (session));
  sb_connect (sb_session_get_server (session), "support-changed", tell_support, self);

  return self;
}

static GtkWidget *
new_of (SbSession *session, SbDraft *draft)
{
  SbEditorDialog *self = new_dialog (session);

  start_draft (self, draft, FALSE);
  sb_draft_offer_show (self->offer, draft);

  return GTK_WIDGET (self);
}

GtkWidget *
sb_editor_dialog_new_add (SbSession *session)
{
  SbEditorDialog *self;
  g_autoptr (SbDraft) draft = NULL;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = new_dialog (session);
  draft = sb_draft_new (sb_session_get_default_space (session));
  start_draft (self, draft, TRUE);

  return GTK_WIDGET (self);
}

GtkWidget *
sb_editor_dialog_new_edit (SbSession *session, SbConfiguration *configuration)
{
  g_autoptr (SbDraft) draft = NULL;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_RECORD (configuration), NULL);

  draft = sb_draft_new_edit (configuration);

  return new_of (session, draft);
}

GtkWidget *
sb_editor_dialog_new_duplicate (SbSession *session, SbConfiguration *configuration)
{
  g_autoptr (SbDraft) draft = NULL;
  g_autofree char *name = NULL;
  const char *old_name;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_RECORD (configuration), NULL);

  old_name = sb_configuration_get_string (configuration, SB_CONFIGURATION_FIELD_NAME);
  /* Translators: the name of a duplicate; %s is the original's */
  name = g_strdup_printf (_ ("%s (copy)"), old_name != NULL ? old_name : "");
  draft = sb_draft_new_duplicate (configuration, name);

  return new_of (session, draft);
}

GtkWidget *
sb_editor_dialog_new_last_draft (SbSession *session)
{
  SbEditorDialog *self;
  g_autoptr (SbDraft) draft = NULL;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  g_set_object (&draft, sb_drafts_get_last (sb_session_get_drafts (session)));
  if (draft == NULL)
    return NULL;

  self = SB_EDITOR_DIALOG (sb_editor_dialog_new_add (session));
  open_draft (self, draft);

  return GTK_WIDGET (self);
}

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
