/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-type-step"

#include "config.h"

#include "sb-type-step.h"

#include "sb-search-keys.h"
#include "sb-text.h"
#include "sb-status-page.h"
#include "sb-ui.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbTypeStep {
  GtkWidget parent_instance;

  SbServer *server;    /* (owned) */
  SbRemoteList *types; /* (owned): of the server, where it tells */

  GtkWidget *scrolled;
  GtkWidget *search;
  SbDraftList *drafts;
  GtkWidget *list;
  GtkWidget *note;

  GListStore *shown; /* (owned) (element-type SbConfigurationType): those that match the search */
};

G_DEFINE_FINAL_TYPE (SbTypeStep, sb_type_step, GTK_TYPE_WIDGET)

static guint taken_signal;

/* (transfer full): stands for eSIM where the server does not tell */
static SbConfigurationType *
new_esim (void)
{
  SbRecord *type = sb_record_new (SB_TYPE_CONFIGURATION_TYPE);

  sb_record_set_enum (type, SB_CONFIGURATION_TYPE_FIELD_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_string (type, SB_CONFIGURATION_TYPE_FIELD_NAME, _ ("eSIM"));
  sb_record_set_string (type,
                        SB_CONFIGURATION_TYPE_FIELD_DESCRIPTION,
                        _ ("Sets up the cellular network of iPhones, iPads and Windows 11 PCs"));

  return sb_record_seal (type);
}

static const char *
get_name (SbConfigurationType *type)
{
  const char *name = sb_configuration_type_get_line (type, SB_CONFIGURATION_TYPE_FIELD_NAME);

  if (name == NULL || *name == '\0')
    name = sb_configuration_type_is_esim (type)
             ? _ ("eSIM")
             : sb_configuration_type_get_line (type, SB_CONFIGURATION_TYPE_FIELD_TYPE);

  return name != NULL ? name : "";
}

static gboolean
matches (SbConfigurationType *type, const char *folded)
{
  g_autofree char *name = g_utf8_casefold (get_name (type), -1);

  return strstr (name, folded) != NULL;
}

/* eSIM first; the others by name. */
static int
compare_cb (gconstpointer a, gconstpointer b)
{
  SbConfigurationType *first = *(SbConfigurationType *const *) a;
  SbConfigurationType *second = *(SbConfigurationType *const *) b;
  gboolean first_is_esim = sb_configuration_type_is_esim (first);
  gboolean second_is_esim = sb_configuration_type_is_esim (second);

  if (first_is_esim != second_is_esim)
    return first_is_esim ? -1 : 1;

  return g_utf8_collate (get_name (first), get_name (second));
}

static void
update_note (SbTypeStep *self, gboolean has_others)
{
  SbSupport support = sb_server_get_support (self->server, SB_CAPABILITY_LIST_TYPES);
  const char *text = "";

  if (has_others)
    text = _ ("Configurations of other types are managed in the server’s own console.");
  else if (support != SB_SUPPORT_OFFERED)
    text = _ ("This server does not list its other configuration types; they are managed in its "
              "own console.");
  else if (sb_remote_list_get_error (self->types) != NULL)
    text = _ ("The other configuration types could not be loaded; they are managed in the "
              "server’s own console.");

  gtk_label_set_label (GTK_LABEL (self->note), text);
}

/* (transfer full) (element-type SbConfigurationType): every type that is known, eSIM always among
 * them
 */
static GPtrArray *
collect_types (SbTypeStep *self)
{
  GPtrArray *types = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_types = g_list_model_get_n_items (G_LIST_MODEL (self->types));
  gboolean has_esim = FALSE;

  for (guint i = 0; i < n_types; i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (self->types), i);
    SbConfigurationType *type = sb_row_get_snapshot (row);

    if (type == NULL)
      continue;
    has_esim = has_esim || sb_configuration_type_is_esim (type);
    g_ptr_array_add (types, g_object_ref (type));
  }

  if (!has_esim)
    g_ptr_array_add (types, new_esim ());

  return types;
}

static void
update (SbTypeStep *self)
{
  g_autofree char *text = sb_trim (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autoptr (GPtrArray) types = collect_types (self);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  gboolean has_focus = gtk_widget_get_focus_child (self->list) != NULL;
  gboolean has_others = FALSE;

  for (guint i = 0; i < types->len; i++) {
    SbConfigurationType *type = g_ptr_array_index (types, i);

    has_others = has_others || !sb_configuration_type_is_esim (type);
    if (matches (type, folded))
      g_ptr_array_add (found, type);
  }

  g_ptr_array_sort (found, compare_cb);
  g_list_store_splice (self->shown,
                       0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->shown)),
                       found->pdata,
                       found->len);

  gtk_widget_set_visible (self->list, found->len > 0);
  update_note (self, has_others);

  /* The rows are others now; the first one is eSIM still. */
  if (has_focus && !gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (self->search);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  SbConfigurationType *type = item;
  const char *description =
    sb_configuration_type_get_line (type, SB_CONFIGURATION_TYPE_FIELD_DESCRIPTION);
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "use-markup", FALSE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_name (type));

  if (sb_configuration_type_is_esim (type)) {
    GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), description != NULL ? description : "");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  } else {
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Managed in the server’s own console"));
    gtk_widget_set_sensitive (row, FALSE);
  }

  return row;
}

static void
stop_search_cb (SbTypeStep *self)
{
  g_assert (SB_IS_TYPE_STEP (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "editor.close", NULL);
}

static void
row_activated_cb (SbTypeStep *self)
{
  g_assert (SB_IS_TYPE_STEP (self));

  g_signal_emit (self, taken_signal, 0);
}

static void
draft_discarded_cb (SbTypeStep *self)
{
  g_assert (SB_IS_TYPE_STEP (self));

  /* The last one took its list along. */
  if (!gtk_widget_get_visible (GTK_WIDGET (self->drafts)))
    gtk_widget_grab_focus (self->search);
}

static gboolean
sb_type_step_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SB_TYPE_STEP (widget)->search);
}

static void
sb_type_step_dispose (GObject *object)
{
  SbTypeStep *self = SB_TYPE_STEP (object);

  if (self->types != NULL)
    sb_remote_list_stop (self->types);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_TYPE_STEP);

  g_clear_object (&self->types);
  g_clear_object (&self->server);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (sb_type_step_parent_class)->dispose (object);
}

static void
sb_type_step_class_init (SbTypeStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_type_step_dispose;
  widget_class->focus = sb_focus_children;
  widget_class->grab_focus = sb_type_step_grab_focus;

  taken_signal = sb_signal_new (klass, "taken", 0);

  g_type_ensure (SB_TYPE_STATUS_PAGE);
  g_type_ensure (SB_TYPE_DRAFT_LIST);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  sb_set_template (widget_class, "editor/sb-type-step.ui");
  gtk_widget_class_bind_template_child (widget_class, SbTypeStep, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SbTypeStep, search);
  gtk_widget_class_bind_template_child (widget_class, SbTypeStep, drafts);
  gtk_widget_class_bind_template_child (widget_class, SbTypeStep, list);
  gtk_widget_class_bind_template_child (widget_class, SbTypeStep, note);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, sb_type_step_take);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, draft_discarded_cb);
}

static void
sb_type_step_init (SbTypeStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->shown = g_list_store_new (SB_TYPE_CONFIGURATION_TYPE);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list),
                           G_LIST_MODEL (self->shown),
                           create_row_cb,
                           NULL,
                           NULL);
  sb_search_keys_attach (self->search, self->list);
}

GtkWidget *
sb_type_step_new (SbSession *session)
{
  SbTypeStep *self;
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_CONFIGURATION_TYPES);

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_TYPE_STEP, NULL);
  self->server = g_object_ref (sb_session_get_server (session));
  sb_draft_list_set_drafts (self->drafts,
                            sb_session_get_drafts (session),
                            sb_session_get_clock (session));
  self->types = sb_session_new_list (session, SB_REMOTE_LIST_WHOLE);
  sb_connect (self->types, "refreshed", update, self);
  sb_connect (self->types, "notify::error", update, self);
  if (sb_server_get_support (self->server, SB_CAPABILITY_LIST_TYPES) == SB_SUPPORT_OFFERED)
    sb_remote_list_set_query (self->types, query);
  update (self);

  return GTK_WIDGET (self);
}

/* (transfer none): the account's drafts */
SbDraftList *
sb_type_step_get_drafts (SbTypeStep *self)
{
  g_return_val_if_fail (SB_IS_TYPE_STEP (self), NULL);

  return self->drafts;
}

/* Takes eSIM where it is among the types that match the search: it is always the first. */
void
sb_type_step_take (SbTypeStep *self)
{
  g_autoptr (SbConfigurationType) first = NULL;

  g_return_if_fail (SB_IS_TYPE_STEP (self));

  /* The entry tells of changes a moment later than it has them. */
  update (self);
  first = g_list_model_get_item (G_LIST_MODEL (self->shown), 0);
  if (first != NULL && sb_configuration_type_is_esim (first))
    g_signal_emit (self, taken_signal, 0);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}
