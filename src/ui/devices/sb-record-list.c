/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-record-list"

#include "sb-record-list.h"

#include "sb-ui.h"
#include "sb-value-row.h"
#include "sb-words.h"

#include <adwaita.h>

struct _SbRecordList {
  GtkWidget parent_instance;

  SbRecordDescribe describe;
  GPtrArray *records; /* (owned) (nullable) */
  char *otherwise;    /* (owned) (nullable) */
  gboolean filled;

  GtkWidget *group; /* AdwPreferencesGroup */
  GPtrArray *rows;  /* (owned): not owned each */
};

G_DEFINE_FINAL_TYPE (SbRecordList, sb_record_list, GTK_TYPE_WIDGET)

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || b == NULL || a->len != b->len)
    return a == b;

  for (guint i = 0; i < a->len; i++) {
    if (!sb_record_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  }

  return TRUE;
}

static void
add_row (SbRecordList *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_words (SbRecordWords *words)
{
  g_clear_pointer (&words->title, g_free);
  g_clear_pointer (&words->value, g_free);
  g_clear_pointer (&words->otherwise, g_free);
  g_clear_pointer (&words->note, g_free);
}

static void
add_record (SbRecordList *self, gpointer record, gint64 now)
{
  SbRecordWords words = { NULL };
  GtkWidget *row;

  self->describe (record, now, &words);
  row = sb_value_row_new (words.title, TRUE);
  sb_value_row_set_value (SB_VALUE_ROW (row),
                          words.value,
                          words.otherwise != NULL ? words.otherwise : "");
  sb_value_row_set_note (SB_VALUE_ROW (row), words.note);
  add_row (self, row);
  clear_words (&words);
}

static void
add_note (SbRecordList *self, const char *note)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), note);
  gtk_widget_add_css_class (row, "dim-label");
  sb_set_label (row, note);
  add_row (self, row);
}

static void
fill (SbRecordList *self, gint64 now)
{
  guint n_records = self->records != NULL ? self->records->len : 0;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->group),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < MIN (n_records, SB_MAX_ROWS); i++)
    add_record (self, g_ptr_array_index (self->records, i), now);

  if (n_records == 0) {
    add_note (self, self->otherwise);
  } else if (n_records > SB_MAX_ROWS) {
    g_autofree char *more = sb_words_n_more (n_records - SB_MAX_ROWS);

    add_note (self, more);
  }
}

static void
sb_record_list_dispose (GObject *object)
{
  SbRecordList *self = SB_RECORD_LIST (object);

  g_clear_pointer (&self->group, gtk_widget_unparent);

  G_OBJECT_CLASS (sb_record_list_parent_class)->dispose (object);
}

static void
sb_record_list_finalize (GObject *object)
{
  SbRecordList *self = SB_RECORD_LIST (object);

  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->otherwise, g_free);

  G_OBJECT_CLASS (sb_record_list_parent_class)->finalize (object);
}

static void
sb_record_list_class_init (SbRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sb_record_list_dispose;
  object_class->finalize = sb_record_list_finalize;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sb_record_list_init (SbRecordList *self)
{
  self->rows = g_ptr_array_new ();
  self->group = adw_preferences_group_new ();
  gtk_widget_set_parent (self->group, GTK_WIDGET (self));
}

/**
 * sb_record_list_new:
 * @describe: (scope forever): fills in the words of one record
 *
 * Returns: (transfer floating): a list without records
 */
GtkWidget *
sb_record_list_new (const char *title, SbRecordDescribe describe)
{
  SbRecordList *self = g_object_new (SB_TYPE_RECORD_LIST, NULL);

  self->describe = describe;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), title);

  return GTK_WIDGET (self);
}

void
sb_record_list_set_records (SbRecordList *self,
                            GPtrArray *records,
                            const char *otherwise,
                            gint64 now)
{
  g_return_if_fail (SB_IS_RECORD_LIST (self));

  if (self->filled && is_same (self->records, records)
      && g_strcmp0 (self->otherwise, otherwise) == 0)
    return;

  self->filled = TRUE;
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = records != NULL ? g_ptr_array_ref (records) : NULL;
  g_free (self->otherwise);
  self->otherwise = g_strdup (otherwise);
  fill (self, now);
}
