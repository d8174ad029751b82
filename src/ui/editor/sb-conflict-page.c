/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-conflict-page"

#include "config.h"

#include "sb-conflict-page.h"

#include "sb-ui.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbConflictPage {
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkWidget *group;
  GtkWidget *current_button;
};

G_DEFINE_FINAL_TYPE (SbConflictPage, sb_conflict_page, GTK_TYPE_WIDGET)

enum { USE_CURRENT, OVERWRITE, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *
or_nothing (const char *text)
{
  return *text != '\0' ? text : _ ("nothing");
}

static void
add_difference (SbConflictPage *self,
                SbDraftField field,
                const char *before,
                const char *now,
                const char *mine)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = NULL;

  if (g_str_equal (mine, before) || g_str_equal (mine, now))
    /* Translators: what a field said before somebody changed it, and what it says now */
    text = g_strdup_printf (_ ("Was: %s\nNow: %s"), or_nothing (before), or_nothing (now));
  else
    text = g_strdup_printf (_ ("Was: %s\nNow: %s\nYours: %s"),
                            or_nothing (before),
                            or_nothing (now),
                            or_nothing (mine));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sb_words_draft_field (field));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
}

static void
compare (SbConflictPage *self, SbDraft *draft, SbConfiguration *current)
{
  g_autoptr (SbDraft) before = sb_draft_new_edit (sb_draft_get_original (draft));
  g_autoptr (SbDraft) now = sb_draft_new_edit (current);

  for (guint field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    g_autofree char *before_text = sb_words_draft_value (before, field);
    g_autofree char *now_text = sb_words_draft_value (now, field);
    g_autofree char *mine = sb_words_draft_value (draft, field);

    if (!g_str_equal (before_text, now_text))
      add_difference (self, field, before_text, now_text, mine);
  }
}

static void
use_current_cb (SbConflictPage *self)
{
  g_assert (SB_IS_CONFLICT_PAGE (self));

  g_signal_emit (self, signals[USE_CURRENT], 0);
}

static void
overwrite_cb (SbConflictPage *self)
{
  g_assert (SB_IS_CONFLICT_PAGE (self));

  g_signal_emit (self, signals[OVERWRITE], 0);
}

static gboolean
sb_conflict_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SB_CONFLICT_PAGE (widget)->current_button);
}

static void
sb_conflict_page_dispose (GObject *object)
{
  SbConflictPage *self = SB_CONFLICT_PAGE (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);

  G_OBJECT_CLASS (sb_conflict_page_parent_class)->dispose (object);
}

static void
sb_conflict_page_class_init (SbConflictPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const names[N_SIGNALS] = { "use-current", "overwrite" };

  G_OBJECT_CLASS (klass)->dispose = sb_conflict_page_dispose;
  widget_class->focus = sb_focus_children;
  widget_class->grab_focus = sb_conflict_page_grab_focus;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i],
                               G_TYPE_FROM_CLASS (klass),
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_conflict_page_init (SbConflictPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *overwrite = gtk_button_new_with_mnemonic (_ ("Over_write With Mine"));

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_focusable (self->scrolled, FALSE);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));

  self->group = adw_preferences_group_new ();
  self->current_button = gtk_button_new_with_mnemonic (_ ("_Edit the Current One"));
  g_signal_connect_swapped (self->current_button, "clicked", G_CALLBACK (use_current_cb), self);
  g_signal_connect_swapped (overwrite, "clicked", G_CALLBACK (overwrite_cb), self);
  gtk_widget_add_css_class (self->current_button, "pill");
  gtk_widget_add_css_class (overwrite, "pill");
  gtk_widget_add_css_class (overwrite, "destructive-action");
  sb_set_label (self->current_button, _ ("Edit the Current One"));
  sb_set_label (overwrite, _ ("Overwrite With Mine"));
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (buttons), self->current_button);
  gtk_box_append (GTK_BOX (buttons), overwrite);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_box_append (GTK_BOX (box), self->group);
  gtk_box_append (GTK_BOX (box), buttons);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), clamp);
}

/**
 * sb_conflict_page_new:
 * @draft: what was typed; it edits an original
 * @current: what the server has now
 * @now: the time
 */
GtkWidget *
sb_conflict_page_new (SbDraft *draft, SbConfiguration *current, gint64 now)
{
  SbConflictPage *self;
  g_autofree char *by = NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (SB_IS_DRAFT (draft), NULL);
  g_return_val_if_fail (sb_draft_get_original (draft) != NULL, NULL);
  g_return_val_if_fail (SB_IS_RECORD (current), NULL);

  self = g_object_new (SB_TYPE_CONFLICT_PAGE, NULL);
  compare (self, draft, current);

  by = sb_words_changed_by (current, now);
  /* Translators: %s is when and by whom, such as “2 hours ago by Ann Lee” */
  text = g_strdup_printf (_ ("This configuration was changed elsewhere while you edited it: %s.\n"
                             "Nothing of yours was saved, and what you typed is kept."),
                          by);
  /* A description is markup; a person's name is not. */
  escaped = g_markup_escape_text (text, -1);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), escaped);

  return GTK_WIDGET (self);
}
