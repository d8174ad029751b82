/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-conflict-page"

#include "config.h"

#include "sb-conflict-page.h"

#include "sb-same.h"
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

/* The narrowest that one of three columns may be, in pixels. */
#define COLUMN 140
#define GAP    12

static gboolean
is_wide (int width)
{
  return width >= 3 * COLUMN + 2 * GAP;
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *box)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Side by side where there is room, else one below the other. */
static void
measure (GtkWidget *box,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  gboolean wide = is_wide (for_size);
  int width = wide ? (for_size - 2 * GAP) / 3 : for_size;
  int least = 0;
  int sum = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    int size;

    gtk_widget_measure (child,
                        orientation,
                        orientation == GTK_ORIENTATION_VERTICAL ? width : -1,
                        &size,
                        NULL,
                        NULL,
                        NULL);
    least = MAX (least, size);
    sum += size + (sum > 0 ? GAP / 2 : 0);
  }

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = least;
    *natural = MAX (3 * COLUMN + 2 * GAP, least);
  } else {
    *minimum = *natural = wide || for_size < 0 ? least : sum;
  }
}

static void
allocate (GtkWidget *box, int width, int height, int baseline)
{
  gboolean wide = is_wide (width);
  gboolean from_right = gtk_widget_get_direction (box) == GTK_TEXT_DIR_RTL;
  int column = wide ? (width - 2 * GAP) / 3 : width;
  int y = 0;
  int i = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++) {
    GtkAllocation place = { 0, y, column, height };

    if (wide)
      place.x = (from_right ? 2 - i : i) * (column + GAP);
    else
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column, &place.height, NULL, NULL, NULL);
    gtk_widget_size_allocate (child, &place, -1);
    y += wide ? 0 : place.height + GAP / 2;
  }
}

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return label;
}

static void
add_column (GtkWidget *columns, GString *name, const char *title, const char *value, gboolean other)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *text = *value != '\0' ? value : _ ("nothing");
  GtkWidget *caption = create_label (title, "caption");

  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_set_valign (column, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (column), caption);
  gtk_box_append (GTK_BOX (column), create_label (text, other ? "heading" : NULL));
  gtk_box_append (GTK_BOX (columns), column);
  g_string_append_printf (name, ". %s: %s", title, text);
}

/* Three values of a field. Whoever changed it has theirs in bold. */
static void
add_difference (SbConflictPage *self,
                SbDraftField field,
                const char *before,
                const char *theirs,
                const char *mine)
{
  const char *title = sb_words_draft_field (field);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autoptr (GString) name = g_string_new (title);

  gtk_widget_set_layout_manager (columns,
                                 gtk_custom_layout_new (get_request_mode, measure, allocate));
  add_column (columns, name, _ ("Before"), before, FALSE);
  add_column (columns, name, _ ("Theirs"), theirs, !g_str_equal (before, theirs));
  add_column (columns, name, _ ("Mine"), mine, !g_str_equal (before, mine));

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_box_append (GTK_BOX (box), create_label (title, NULL));
  gtk_box_append (GTK_BOX (box), columns);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  sb_set_label (row, name->str);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
}

/* Every field that they changed, or that I did. */
static void
compare (SbConflictPage *self, SbDraft *draft, SbConfiguration *current)
{
  SbConfiguration *original = sb_draft_get_original (draft);
  g_autoptr (SbConfiguration) proposal = sb_draft_to_configuration (draft);
  g_autoptr (SbDraft) before = sb_draft_new_edit (original);
  g_autoptr (SbDraft) theirs = sb_draft_new_edit (current);

  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    g_autofree char *before_text = sb_words_draft_value (before, field);
    g_autofree char *their_text = sb_words_draft_value (theirs, field);
    g_autofree char *my_text = sb_words_draft_value (draft, field);

    if (!sb_same_field (original, current, field) || !sb_same_field (original, proposal, field))
      add_difference (self, field, before_text, their_text, my_text);
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

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_CONFLICT_PAGE);

  G_OBJECT_CLASS (sb_conflict_page_parent_class)->dispose (object);
}

static void
sb_conflict_page_class_init (SbConflictPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_conflict_page_dispose;
  widget_class->focus = sb_focus_children;
  widget_class->grab_focus = sb_conflict_page_grab_focus;

  signals[USE_CURRENT] = sb_signal_new (klass, "use-current", 0);
  signals[OVERWRITE] = sb_signal_new (klass, "overwrite", 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  sb_set_template (widget_class, "editor/sb-conflict-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbConflictPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SbConflictPage, group);
  gtk_widget_class_bind_template_child (widget_class, SbConflictPage, current_button);
  gtk_widget_class_bind_template_callback (widget_class, use_current_cb);
  gtk_widget_class_bind_template_callback (widget_class, overwrite_cb);
}

static void
sb_conflict_page_init (SbConflictPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
