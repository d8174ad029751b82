/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-picker"

#include "config.h"

#include "sb-picker.h"

#include "sb-chosen-list.h"
#include "sb-search-keys.h"
#include "sb-target-row.h"
#include "sb-target-search.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* How many results have a fixed height with a scrollbar, and that height in pixels. */
#define MANY           4
#define RESULTS_HEIGHT 224

struct _SbPicker {
  GtkWidget parent_instance;

  SbServer *server;                            /* (owned) */
  SbDraft *draft;                              /* (owned) */
  SbTargetSearch *searches[SB_N_TARGET_KINDS]; /* (owned) */
  SbTargetKind shown;
  GListModel *shown_results; /* (unowned) (nullable): of a search */
  char *lost_id; /* (owned) (nullable): of the result that had the focus and went away */

  GtkWidget *box;
  GtkWidget *kind;
  GtkWidget *search;
  GtkWidget *stack;
  GtkWidget *scrolled;
  GtkWidget *results;
  GtkWidget *more;
  GtkWidget *message;
  GtkWidget *retry;
  GtkWidget *chosen;
};

G_DEFINE_FINAL_TYPE (SbPicker, sb_picker, GTK_TYPE_WIDGET)

static const SbCapability capabilities[SB_N_TARGET_KINDS] = {
  [SB_TARGET_KIND_DEVICE_GROUP] = SB_CAPABILITY_DISTRIBUTE_TO_DEVICE_GROUPS,
  [SB_TARGET_KIND_DEVICE] = SB_CAPABILITY_DISTRIBUTE_TO_DEVICES,
  [SB_TARGET_KIND_ACCOUNT_GROUP] = SB_CAPABILITY_DISTRIBUTE_TO_ACCOUNT_GROUPS,
  [SB_TARGET_KIND_ACCOUNT] = SB_CAPABILITY_DISTRIBUTE_TO_ACCOUNTS,
};

static const char *const search_labels[SB_N_TARGET_KINDS] = {
  [SB_TARGET_KIND_DEVICE_GROUP] = N_ ("Search device groups"),
  [SB_TARGET_KIND_DEVICE] = N_ ("Search devices"),
  [SB_TARGET_KIND_ACCOUNT_GROUP] = N_ ("Search user groups"),
  [SB_TARGET_KIND_ACCOUNT] = N_ ("Search users"),
};

static SbTargetRow *
get_focused_row (SbPicker *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL ? (SbTargetRow *) gtk_widget_get_ancestor (focus, SB_TYPE_TARGET_ROW) : NULL;
}

static void
show_message (SbPicker *self, const char *text, gboolean can_retry)
{
  sb_set_spoken_text (self->message, text);
  gtk_widget_set_visible (self->retry, can_retry);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "message");
}

static void
update_more (SbPicker *self, SbTargetSearch *search)
{
  gint64 n_more = sb_target_search_get_n_hidden (search);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->more, n_more != 0);
  if (n_more == 0)
    return;

  text = n_more < 0
           ? g_strdup (_ ("Show more. Type to narrow the search."))
           : g_strdup_printf (ngettext ("Show more: %u is not shown. Type to narrow the search.",
                                        "Show more: %u are not shown. Type to narrow the search.",
                                        (gulong) n_more),
                              (guint) n_more);
  gtk_button_set_label (GTK_BUTTON (self->more), text);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->more))), TRUE);
}

static void
update (SbPicker *self)
{
  SbTargetSearch *search = self->searches[self->shown];
  SbRemoteList *list = sb_target_search_get_list (search);
  guint n_shown = g_list_model_get_n_items (sb_target_search_get_results (search));
  const GError *error = sb_remote_list_get_error (list);
  gboolean searched = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
  g_autofree char *reason = sb_words_capability (self->server, capabilities[self->shown]);

  gtk_widget_set_sensitive (self->search, reason == NULL);
  if (reason != NULL) {
    show_message (self, reason, FALSE);
    return;
  }

  update_more (self, search);

  /* Some rows stay in sight when the window is low; fewer need no room. */
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scrolled),
                                              n_shown >= MANY ? RESULTS_HEIGHT : -1);

  if (n_shown > 0) {
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "results");
  } else if (error != NULL) {
    show_message (self, sb_words_error_title (error), TRUE);
  } else if (sb_remote_list_get_loading (list) || !sb_remote_list_get_loaded (list)) {
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  } else {
    show_message (self,
                  searched ? _ ("Nothing matches the search.") : _ ("There are none."),
                  FALSE);
  }
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  SbPicker *self = user_data;

  return sb_target_row_new (self->draft, self->shown, item);
}

/* Before the list follows: a row that goes away must not take the focus with it. */
static void
results_changing_cb (SbPicker *self, guint position, guint removed, guint added)
{
  SbTargetRow *row = get_focused_row (self);
  guint index = row != NULL ? (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : 0;

  g_assert (SB_IS_PICKER (self));

  if (row == NULL || index < position || index >= position + removed)
    return;

  sb_id_set (&self->lost_id, sb_target_row_get_id (row));
  gtk_text_grab_focus_without_selecting (
    GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->search))));
}

/* After the list followed: the focus goes back to the same result, unless it went elsewhere
 * meanwhile. Not to another one: Space would choose what nobody has looked at. */
static void
results_changed_cb (SbPicker *self)
{
  GtkListBox *list = GTK_LIST_BOX (self->results);
  GtkListBoxRow *row;

  g_assert (SB_IS_PICKER (self));

  if (self->lost_id == NULL)
    return;
  if (gtk_widget_get_focus_child (self->search) == NULL) {
    g_clear_pointer (&self->lost_id, sb_id_free);
    return;
  }

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++) {
    if (sb_id_equal (sb_target_row_get_id (SB_TARGET_ROW (row)), self->lost_id)) {
      g_clear_pointer (&self->lost_id, sb_id_free);
      update (self);
      gtk_widget_grab_focus (GTK_WIDGET (row));
      return;
    }
  }
}

static void
show_results (SbPicker *self, GListModel *results)
{
  if (self->shown_results != NULL)
    g_signal_handlers_disconnect_by_data (self->shown_results, self);
  self->shown_results = results;
  g_clear_pointer (&self->lost_id, sb_id_free);

  /* Handlers run in the order in which they were connected. */
  if (results != NULL)
    sb_connect (results, "items-changed", results_changing_cb, self);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->results),
                           results,
                           results != NULL ? create_row_cb : NULL,
                           self,
                           NULL);
  if (results != NULL)
    sb_connect (results, "items-changed", results_changed_cb, self);
}

/* Devices of another OS, or of another device space, would not be reached. What cannot be
 * distributed to is not looked for. */
static void
scope_changed_cb (SbPicker *self)
{
  SbTargetSearch *search = self->searches[self->shown];

  g_assert (SB_IS_PICKER (self));

  if (sb_server_get_support (self->server, capabilities[self->shown]) == SB_SUPPORT_OFFERED) {
    sb_target_search_set_scope (search,
                                sb_draft_get_text (self->draft, SB_DRAFT_FIELD_SPACE),
                                sb_draft_get_platform (self->draft));
    sb_target_search_set_text (search, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  }
  update (self);
}

static void
show_kind (SbPicker *self)
{
  const char *label = _ (search_labels[self->shown]);
  g_autofree char *kind = NULL;

  gtk_text_set_placeholder_text (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->search))),
                                 label);
  sb_set_entry_label (self->search, label);
  /* Translators: %s is what is searched, such as “Device groups” */
  kind = g_strdup_printf (_ ("Search in: %s"), sb_chosen_list_get_kind_title (self->shown));
  sb_set_drop_down_label (self->kind, kind);
  show_results (self, sb_target_search_get_results (self->searches[self->shown]));
  scope_changed_cb (self);
}

static void
kind_selected_cb (SbPicker *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->kind));

  g_assert (SB_IS_PICKER (self));

  if (self->draft == NULL || selected >= SB_N_TARGET_KINDS || selected == self->shown)
    return;

  self->shown = selected;
  show_kind (self);
}

static void
search_changed_cb (SbPicker *self)
{
  g_assert (SB_IS_PICKER (self));

  g_clear_pointer (&self->lost_id, sb_id_free);
  scope_changed_cb (self);
}

/* Escape empties the search first; with nothing in it, it is the dialog's. */
static void
stop_search_cb (SbPicker *self)
{
  g_assert (SB_IS_PICKER (self));

  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "editor.close", NULL);
}

static void
more_cb (SbPicker *self)
{
  g_assert (SB_IS_PICKER (self));

  sb_target_search_show_more (self->searches[self->shown]);
  update (self);
}

static void
retry_cb (SbPicker *self)
{
  g_assert (SB_IS_PICKER (self));

  sb_target_search_refresh (self->searches[self->shown]);
  update (self);
}

static gboolean
move (SbPicker *self, int by)
{
  SbTargetRow *row = get_focused_row (self);
  GtkListBoxRow *next = NULL;

  if (row != NULL)
    next = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->results),
                                          gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + by);

  return next != NULL && gtk_widget_grab_focus (GTK_WIDGET (next));
}

static gboolean
down_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SbPicker *self = user_data;

  return move (self, 1)
         || (gtk_widget_get_visible (self->more) && gtk_widget_grab_focus (self->more));
}

static gboolean
up_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SbPicker *self = user_data;

  return move (self, -1) || gtk_widget_grab_focus (self->search);
}

/* The results are one stop, however many they are. Where nothing comes after them, the window's
 * first widget does. */
static gboolean
leave_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SbPicker *self = user_data;
  GtkRoot *root = gtk_widget_get_root (widget);

  if (gtk_widget_get_visible (self->more) && gtk_widget_grab_focus (self->more))
    return TRUE;
  if (gtk_widget_child_focus (self->chosen, GTK_DIR_TAB_FORWARD))
    return TRUE;

  gtk_root_set_focus (root, NULL);

  return gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD);
}

static gboolean
to_search_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SbPicker *self = user_data;

  return gtk_widget_grab_focus (self->search);
}

static gboolean
toggle_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SbTargetRow *row = get_focused_row (user_data);

  if (row == NULL)
    return FALSE;
  sb_target_row_choose (row, !sb_target_row_is_chosen (row));

  return TRUE;
}

static gboolean
choose_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SbTargetRow *row = get_focused_row (user_data);

  if (row == NULL)
    return FALSE;
  sb_target_row_choose (row, TRUE);

  return TRUE;
}

static void
add_key (GtkEventController *controller,
         const char *trigger,
         GtkShortcutFunc callback,
         SbPicker *self)
{
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                      gtk_callback_action_new (callback, self, NULL)));
}

static gboolean
sb_picker_grab_focus (GtkWidget *widget)
{
  SbPicker *self = SB_PICKER (widget);

  return gtk_widget_grab_focus (self->search) || gtk_widget_grab_focus (self->kind);
}

static void
sb_picker_dispose (GObject *object)
{
  SbPicker *self = SB_PICKER (object);

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    if (self->searches[kind] != NULL)
      sb_target_search_stop (self->searches[kind]);
  }
  if (self->results != NULL)
    show_results (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_PICKER);

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++)
    g_clear_object (&self->searches[kind]);
  g_clear_object (&self->server);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->lost_id, sb_id_free);

  G_OBJECT_CLASS (sb_picker_parent_class)->dispose (object);
}

static void
sb_picker_class_init (SbPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_picker_dispose;
  widget_class->focus = sb_focus_children;
  widget_class->grab_focus = sb_picker_grab_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  sb_set_template (widget_class, "distribution/sb-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, SbPicker, box);
  gtk_widget_class_bind_template_child (widget_class, SbPicker, kind);
  gtk_widget_class_bind_template_child (widget_class, SbPicker, search);
  gtk_widget_class_bind_template_child (widget_class, SbPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, SbPicker, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SbPicker, results);
  gtk_widget_class_bind_template_child (widget_class, SbPicker, more);
  gtk_widget_class_bind_template_child (widget_class, SbPicker, message);
  gtk_widget_class_bind_template_child (widget_class, SbPicker, retry);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
sb_picker_init (SbPicker *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++)
    gtk_string_list_append (kinds, sb_chosen_list_get_kind_title (kind));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->kind), G_LIST_MODEL (kinds));

  sb_search_keys_attach (self->search, self->results);

  /* Before the check buttons and the list box, which mean something else by some of these. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, "Down", down_cb, self);
  add_key (keys, "Up", up_cb, self);
  add_key (keys, "Tab", leave_cb, self);
  add_key (keys, "<Shift>Tab|<Shift>ISO_Left_Tab", to_search_cb, self);
  add_key (keys, "space|<Control>space", toggle_cb, self);
  add_key (keys, "Return|KP_Enter", choose_cb, self);
  gtk_widget_add_controller (self->results, keys);
}

GtkWidget *
sb_picker_new (SbSession *session, SbDraft *draft)
{
  SbPicker *self;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);

  self = g_object_new (SB_TYPE_PICKER, NULL);
  self->server = g_object_ref (sb_session_get_server (session));
  self->draft = g_object_ref (draft);

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    SbRemoteList *list;

    self->searches[kind] = sb_target_search_new (session, kind);
    list = sb_target_search_get_list (self->searches[kind]);
    sb_connect (list, "notify", update, self);
    sb_connect (list, "refreshed", update, self);
    sb_connect (list, "refreshed", results_changed_cb, self);
  }

  self->chosen = sb_chosen_list_new (draft);
  sb_connect (self->chosen, "emptied", gtk_widget_grab_focus, self);
  gtk_box_append (GTK_BOX (self->box), self->chosen);

  sb_connect (draft, "notify::space", scope_changed_cb, self);
  sb_connect (draft, "notify::platform", scope_changed_cb, self);
  sb_connect (self->server, "support-changed", scope_changed_cb, self);
  show_kind (self);

  return GTK_WIDGET (self);
}
