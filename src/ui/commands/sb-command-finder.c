/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-command-finder"

#include "config.h"

#include "sb-command-finder.h"

#include "sb-actions.h"
#include "sb-ui.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SbCommandFinder {
  AdwWindow parent_instance;

  GtkWidget *place;    /* (weak) (nullable): where the focus was */
  char *folded;        /* (owned): what is looked for */
  GPtrArray *possible; /* (owned) (element-type SbActionInfo): of each row */

  GtkWidget *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (SbCommandFinder, sb_command_finder, ADW_TYPE_WINDOW)

static const SbActionInfo *
get_info (SbCommandFinder *self, GtkListBoxRow *row)
{
  return g_ptr_array_index (self->possible, (guint) gtk_list_box_row_get_index (row));
}

static gboolean
contains (SbCommandFinder *self, const char *text)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, self->folded) != NULL;
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  SbCommandFinder *self = user_data;
  const SbActionInfo *info = get_info (self, row);

  return contains (self, _ (info->title))
         || (info->search_title != NULL && contains (self, _ (info->search_title)))
         || contains (self, sb_actions_get_section_title (info->section));
}

/* (nullable): the first row from here on that is found, in either direction */
static GtkListBoxRow *
find_row (SbCommandFinder *self, int index, int step)
{
  GtkListBoxRow *row;

  for (; (row = gtk_list_box_get_row_at_index (self->list, index)) != NULL; index += step) {
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  }

  return NULL;
}

static void
scroll_to (SbCommandFinder *self, GtkWidget *row)
{
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list);
  graphene_rect_t bounds;

  if (adjustment != NULL && gtk_widget_compute_bounds (row, GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

/* The focus stays in the entry, so that the row is said there. */
static void
select_row (SbCommandFinder *self, GtkListBoxRow *row)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->search));
  const char *title = row != NULL ? _ (get_info (self, row)->title) : "";

  gtk_list_box_select_row (self->list, row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  title,
                                  -1);
  if (row != NULL)
    scroll_to (self, GTK_WIDGET (row));
}

static void
search_changed_cb (SbCommandFinder *self)
{
  g_assert (SB_IS_COMMAND_FINDER (self));

  g_free (self->folded);
  self->folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  gtk_list_box_invalidate_filter (self->list);
  select_row (self, find_row (self, 0, 1));
}

static void
carry_out (SbCommandFinder *self, const SbActionInfo *info)
{
  g_autoptr (GtkWidget) place = g_object_ref (self->place);
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  if (!g_action_parse_detailed_name (info->action, &name, &target, NULL))
    g_return_if_reached ();

  gtk_window_destroy (GTK_WINDOW (self));
  gtk_widget_activate_action_variant (place, name, target);
}

static void
row_activated_cb (SbCommandFinder *self, GtkListBoxRow *row)
{
  g_assert (SB_IS_COMMAND_FINDER (self));

  if (self->place != NULL)
    carry_out (self, get_info (self, row));
}

static void
search_activate_cb (SbCommandFinder *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  g_assert (SB_IS_COMMAND_FINDER (self));

  if (row != NULL)
    row_activated_cb (self, row);
}

static gboolean
move_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SbCommandFinder *self = user_data;
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int step = g_variant_get_int32 (arguments);
  GtkListBoxRow *row = selected != NULL
                         ? find_row (self, gtk_list_box_row_get_index (selected) + step, step)
                         : NULL;

  if (row != NULL)
    select_row (self, row);

  return TRUE;
}

static void
add_move (SbCommandFinder *self, GtkShortcutController *controller, guint key, int step)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, 0),
                                            gtk_callback_action_new (move_cb, self, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (step));
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

/* Whether the command is anywhere above the place. A dialog has its own keys; what a list does with
 * Return is done there. */
static gboolean
is_possible (SbCommandFinder *self, const SbActionInfo *info)
{
  GtkWidget *widget = self->place;

  if (info->scope == SB_ACTION_DIALOG || g_str_has_suffix (info->action, ".open")
      || g_str_equal (info->action, "app.find-command"))
    return FALSE;
  if (info->scope == SB_ACTION_WINDOW)
    return TRUE;

  for (; widget != NULL; widget = gtk_widget_get_parent (widget)) {
    if (sb_actions_has_list_keys (widget, info))
      return TRUE;
  }

  return FALSE;
}

static GtkWidget *
create_row (const SbActionInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_ (info->title));
  GtkWidget *section = gtk_label_new (sb_actions_get_section_title (info->section));
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *accel = sb_actions_get_accel_label (info);
  GtkWidget *keys = gtk_label_new (accel);
  g_autofree char *spoken = NULL;

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (section), 0);
  gtk_widget_add_css_class (section, "dim-label");
  gtk_widget_add_css_class (section, "caption");
  gtk_widget_add_css_class (keys, "dim-label");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), section);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), keys);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);

  /* Translators: a command, where it belongs to, and its keys; for screen readers */
  spoken = g_strdup_printf (_ ("%s, %s, %s"),
                            _ (info->title),
                            sb_actions_get_section_title (info->section),
                            accel != NULL ? accel : "");
  sb_set_label (row, spoken);

  return row;
}

static void
fill (SbCommandFinder *self)
{
  const SbActionInfo *actions;
  guint n_actions;

  actions = sb_actions_get_all (&n_actions);
  for (guint i = 0; i < n_actions; i++) {
    if (!is_possible (self, &actions[i]))
      continue;

    g_ptr_array_add (self->possible, (gpointer) &actions[i]);
    gtk_list_box_append (self->list, create_row (&actions[i]));
  }
  search_changed_cb (self);
}

static void
sb_command_finder_dispose (GObject *object)
{
  SbCommandFinder *self = SB_COMMAND_FINDER (object);

  g_clear_weak_pointer (&self->place);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_COMMAND_FINDER);
  g_clear_pointer (&self->folded, g_free);
  g_clear_pointer (&self->possible, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_command_finder_parent_class)->dispose (object);
}

static void
sb_command_finder_class_init (SbCommandFinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_command_finder_dispose;

  sb_set_template (widget_class, "commands/sb-command-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, SbCommandFinder, search);
  gtk_widget_class_bind_template_child (widget_class, SbCommandFinder, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
sb_command_finder_init (SbCommandFinder *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->folded = g_strdup ("");
  self->possible = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  sb_keep_one_line (self->search);

  add_move (self, GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Down, 1);
  add_move (self, GTK_SHORTCUT_CONTROLLER (keys), GDK_KEY_Up, -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->search, keys);
}

GtkWidget *
sb_command_finder_new (GtkWindow *parent)
{
  SbCommandFinder *self;
  GtkWidget *focus;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  self = g_object_new (SB_TYPE_COMMAND_FINDER, "transient-for", parent, NULL);
  focus = gtk_window_get_focus (parent);
  g_set_weak_pointer (&self->place, focus != NULL ? focus : GTK_WIDGET (parent));
  fill (self);
  gtk_widget_grab_focus (self->search);

  return GTK_WIDGET (self);
}
