/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-fields-page"

#include "config.h"

#include "sb-fields-page.h"

#include "sb-control-row.h"
#include "sb-payload-view.h"
#include "sb-problem-row.h"
#include "sb-space-row.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbFieldsPage {
  GtkWidget parent_instance;

  SbSession *session; /* (owned) */
  SbDraft *draft;     /* (owned) */

  GtkWidget *scrolled;
  GtkWidget *os;
  GtkWidget *ios;
  GtkWidget *windows;
  SbProblemRow *os_problem;
  GtkWidget *space_group;
  GtkWidget *space;
  SbProblemRow *space_problem;
  SbPayloadView *payload;

  GtkWidget *widgets[SB_N_DRAFT_FIELDS]; /* (nullable): what has the focus when it is mended */
  SbProblemRow *rows[SB_N_DRAFT_FIELDS]; /* (nullable): what is wrong with it */
  gboolean updating;                     /* the widgets are being set from the draft */
};

G_DEFINE_FINAL_TYPE (SbFieldsPage, sb_fields_page, GTK_TYPE_WIDGET)

/* Whether the template has a widget of the field's own: an entry and what is wrong with it, or a
 * switch. */
static gboolean
is_in_template (SbDraftField field)
{
  return field == SB_DRAFT_FIELD_NAME || field == SB_DRAFT_FIELD_DESCRIPTION
         || sb_draft_field_is_setting (field);
}

static gboolean
is_text (SbDraftField field)
{
  return sb_draft_field_get_info (field)->type == SB_FIELD_STRING;
}

/* (transfer full): the id in the template: carrier_url, carrier_url_problem */
static char *
new_id (SbDraftField field, const char *suffix)
{
  return g_strdelimit (g_strconcat (sb_draft_field_get_property (field), suffix, NULL), "-", '_');
}

static gpointer
get_child (SbFieldsPage *self, SbDraftField field, const char *suffix)
{
  g_autofree char *id = new_id (field, suffix);

  return gtk_widget_get_template_child (GTK_WIDGET (self), SB_TYPE_FIELDS_PAGE, id);
}

/* The mnemonic of the OS that is chosen already leads there too. */
static void
focus_first_field (SbFieldsPage *self)
{
  SbPlatform platform = sb_draft_get_platform (self->draft);

  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    if (sb_draft_field_is_setting (field) && sb_draft_field_is_for (field, platform)) {
      gtk_widget_grab_focus (self->widgets[field]);
      return;
    }
  }
}

static void
update_os (SbFieldsPage *self)
{
  SbPlatform platform = sb_draft_get_platform (self->draft);

  self->updating = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->ios), platform == SB_PLATFORM_IOS);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->windows), platform == SB_PLATFORM_WINDOWS);
  self->updating = FALSE;
}

/* A new configuration needs a device space where the session does not say which. An existing one
 * has its own for good. */
static void
update_space (SbFieldsPage *self)
{
  gtk_widget_set_visible (self->space_group,
                          sb_draft_get_original (self->draft) == NULL
                            && sb_session_get_default_space (self->session) == NULL);

  self->updating = TRUE;
  sb_space_row_fill (SB_SPACE_ROW (self->space),
                     self->session,
                     _ ("None chosen"),
                     sb_draft_get_text (self->draft, SB_DRAFT_FIELD_SPACE));
  self->updating = FALSE;
}

/* A group without a title leaves its list without a name. */
static void
label_list (GtkWidget *row, const char *label)
{
  GtkWidget *list = gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX);

  if (list != NULL)
    sb_set_label (list, label);
}

static void
watch (SbFieldsPage *self, SbDraftField field, GtkWidget *widget, SbProblemRow *row)
{
  self->rows[field] = row;
  sb_problem_row_watch (row, self->draft, field, widget, sb_session_get_clock (self->session));
}

static void
bind_field (SbFieldsPage *self, SbDraftField field)
{
  GtkWidget *widget = self->widgets[field];

  g_object_bind_property (self->draft,
                          sb_draft_field_get_property (field),
                          widget,
                          is_text (field) ? "text" : "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  if (is_text (field)) {
    sb_set_entry_label (widget, sb_words_draft_field (field));
    sb_keep_one_line (widget);
    watch (self, field, widget, get_child (self, field, "_problem"));
  }
}

static void
bind_draft (SbFieldsPage *self)
{
  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    if (is_in_template (field))
      bind_field (self, field);
  }
  watch (self, SB_DRAFT_FIELD_OS, self->os, self->os_problem);
  watch (self, SB_DRAFT_FIELD_SPACE, self->space, self->space_problem);

  sb_connect (self->draft, "notify::platform", update_os, self);
  update_os (self);
}

static void
next_cb (SbFieldsPage *self)
{
  g_assert (SB_IS_FIELDS_PAGE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "editor.next", NULL);
}

static void
os_toggled_cb (SbFieldsPage *self, GtkCheckButton *button)
{
  gboolean is_ios = GTK_WIDGET (button) == self->ios;

  g_assert (SB_IS_FIELDS_PAGE (self));

  if (self->updating || !gtk_check_button_get_active (button))
    return;

  sb_draft_set_platform (self->draft, is_ios ? SB_PLATFORM_IOS : SB_PLATFORM_WINDOWS);
  focus_first_field (self);
}

static void
space_selected_cb (SbFieldsPage *self)
{
  g_assert (SB_IS_FIELDS_PAGE (self));

  if (!self->updating)
    sb_draft_set_text (self->draft,
                       SB_DRAFT_FIELD_SPACE,
                       sb_space_row_get_space (SB_SPACE_ROW (self->space)));
}

static gboolean
sb_fields_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SB_FIELDS_PAGE (widget)->widgets[SB_DRAFT_FIELD_NAME]);
}

static void
sb_fields_page_dispose (GObject *object)
{
  SbFieldsPage *self = SB_FIELDS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_FIELDS_PAGE);

  g_clear_object (&self->session);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (sb_fields_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class, SbDraftField field)
{
  g_autofree char *id = new_id (field, NULL);
  g_autofree char *problem_id = new_id (field, "_problem");

  gtk_widget_class_bind_template_child_full (widget_class, id, FALSE, 0);
  if (is_text (field))
    gtk_widget_class_bind_template_child_full (widget_class, problem_id, FALSE, 0);
}

static void
sb_fields_page_class_init (SbFieldsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_fields_page_dispose;
  widget_class->focus = sb_focus_children;
  widget_class->grab_focus = sb_fields_page_grab_focus;

  g_type_ensure (SB_TYPE_CONTROL_ROW);
  g_type_ensure (SB_TYPE_PAYLOAD_VIEW);
  g_type_ensure (SB_TYPE_PROBLEM_ROW);
  g_type_ensure (SB_TYPE_SPACE_ROW);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  sb_set_template (widget_class, "editor/sb-fields-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbFieldsPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SbFieldsPage, os);
  gtk_widget_class_bind_template_child (widget_class, SbFieldsPage, ios);
  gtk_widget_class_bind_template_child (widget_class, SbFieldsPage, windows);
  gtk_widget_class_bind_template_child (widget_class, SbFieldsPage, os_problem);
  gtk_widget_class_bind_template_child (widget_class, SbFieldsPage, space_group);
  gtk_widget_class_bind_template_child (widget_class, SbFieldsPage, space);
  gtk_widget_class_bind_template_child (widget_class, SbFieldsPage, space_problem);
  gtk_widget_class_bind_template_child (widget_class, SbFieldsPage, payload);
  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    if (is_in_template (field))
      bind_children (widget_class, field);
  }
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, os_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_first_field);
  gtk_widget_class_bind_template_callback (widget_class, space_selected_cb);
}

static void
sb_fields_page_init (SbFieldsPage *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++)
    self->widgets[field] = is_in_template (field) ? get_child (self, field, NULL) : NULL;
  self->widgets[SB_DRAFT_FIELD_OS] = self->ios;
  self->widgets[SB_DRAFT_FIELD_SPACE] = self->space;
}

GtkWidget *
sb_fields_page_new (SbSession *session, SbDraft *draft)
{
  SbFieldsPage *self;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);

  self = g_object_new (SB_TYPE_FIELDS_PAGE, NULL);
  self->session = g_object_ref (session);
  self->draft = g_object_ref (draft);
  bind_draft (self);
  sb_payload_view_set_draft (self->payload, draft);
  label_list (self->widgets[SB_DRAFT_FIELD_NAME], _ ("Name and description"));
  label_list (self->space, _ ("Device space"));

  update_space (self);
  sb_connect (sb_session_get_spaces (session), "refreshed", update_space, self);

  return GTK_WIDGET (self);
}

/* Whether the field is on this page; the others are on the distribution page. */
gboolean
sb_fields_page_has_field (SbDraftField field)
{
  return field != SB_DRAFT_FIELD_ENABLED && field != SB_DRAFT_FIELD_DISTRIBUTION;
}

/* Shows what is wrong with a field and moves the focus there. */
void
sb_fields_page_show_problem (SbFieldsPage *self, SbDraftField field)
{
  g_return_if_fail (SB_IS_FIELDS_PAGE (self));

  if (self->widgets[field] != NULL)
    gtk_widget_grab_focus (self->widgets[field]);
  if (self->rows[field] != NULL)
    sb_problem_row_show (self->rows[field]);
}
