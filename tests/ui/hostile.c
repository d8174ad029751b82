/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "hostile"

#include "hostile.h"

/* Characters: of some texts of a server, and what is said about them. */
#define MAX_CHARS 1500

SbRecord *
hostile_make (GType type, const char *text, guint depth)
{
  SbRecord *record = sb_record_new (type);
  guint n_fields;
  const SbField *fields = sb_record_get_fields (record, &n_fields);

  for (guint i = 0; i < n_fields; i++) {
    if (fields[i].type == SB_FIELD_STRING) {
      sb_record_set_string (record, i, text);
    } else if (fields[i].type == SB_FIELD_ENUM) {
      sb_record_set_enum_word (record, i, 0, text);
    } else if (depth > 0 && fields[i].type == SB_FIELD_RECORD) {
      g_autoptr (SbRecord) part = hostile_make (fields[i].get_type (), text, depth - 1);

      sb_record_set_record (record, i, sb_record_seal (g_object_ref (part)));
    } else if (depth > 0 && fields[i].type == SB_FIELD_RECORDS) {
      g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_object_unref);

      g_ptr_array_add (parts,
                       sb_record_seal (hostile_make (fields[i].get_type (), text, depth - 1)));
      sb_record_set_records (record, i, parts);
    }
  }

  return record;
}

static void
assert_short (const char *text)
{
  if (text != NULL && g_utf8_strlen (text, -1) > MAX_CHARS)
    g_error ("%ld characters: %.60s…", g_utf8_strlen (text, -1), text);
}

/* (transfer full) (nullable): what assistive technology is told of a widget */
static char *
get_spoken (GtkWidget *widget, GtkAccessibleProperty property)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (!gtk_test_accessible_has_property (accessible, property))
    return NULL;

  /* It says what it is in place of something that it is not. */
  return gtk_test_accessible_check_property (accessible, property, "\001");
}

void
hostile_assert_short (GtkWidget *widget)
{
  g_autofree char *name = get_spoken (widget, GTK_ACCESSIBLE_PROPERTY_LABEL);
  g_autofree char *description = get_spoken (widget, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);

  assert_short (name);
  assert_short (description);
  assert_short (gtk_widget_get_tooltip_text (widget));
  if (GTK_IS_LABEL (widget))
    assert_short (gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_INSCRIPTION (widget))
    assert_short (gtk_inscription_get_text (GTK_INSCRIPTION (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hostile_assert_short (child);
}
