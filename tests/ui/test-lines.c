/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever a server writes into whatever field, what is shown is one readable line. */

#define G_LOG_DOMAIN "test-lines"

#include "hostile.h"
#include "sb-configuration-columns.h"
#include "sb-configuration-text.h"
#include "sb-delivery-columns.h"
#include "sb-delivery.h"
#include "sb-device-columns.h"
#include "sb-device-facts.h"
#include "sb-line.h"
#include "sb-status-page.h"
#include "sb-ui.h"
#include "sb-words.h"
#include "ui-find.h"

#include <adwaita.h>
#include <string.h>

#define NOW (G_GINT64_CONSTANT (1760000000000))

/* A second line, a name that turns what comes after it, nothing to see, and 100 kB. */
static const char *const texts[] = {
  "Nordtel\nEverything is fine",
  "\xe2\x80\xaeletdroN\t",
  "   ",
  "\xe2\x80\x8b\xe2\x80\xae",
  NULL, /* long */
};

static char *
make_text (gsize i)
{
  return texts[i] != NULL ? g_strdup (texts[i]) : g_strnfill (100000, 'x');
}

/* (transfer full): a record with the text in every field that has one. */
static SbRecord *
make_hostile (GType type, const char *text, guint depth)
{
  return sb_record_seal (hostile_make (type, text, depth));
}

static void
assert_line (const char *text)
{
  g_test_message ("“%s”", text);
  g_assert_null (strpbrk (text, "\n\r\t"));
  g_assert_null (strstr (text, "\xe2\x80\xae"));
  g_assert_cmpint (g_utf8_strlen (text, -1), <, 3000);
}

static void
assert_columns (SbRecord *record,
                const SbColumn *columns,
                guint n_columns,
                char *(*get_subtitle) (gpointer snapshot))
{
  g_autofree char *subtitle = get_subtitle (record);

  assert_line (subtitle);
  for (guint i = 0; i < n_columns; i++) {
    g_autofree char *text = columns[i].get_time_text != NULL
                              ? columns[i].get_time_text (record, NOW)
                              : columns[i].get_text (record);

    assert_line (text);
    /* The first column is what a row is called. */
    if (i == 0)
      g_assert_true (sb_line_is (text));
  }
}

static void
test_columns (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *text = make_text (i);
    g_autoptr (SbRecord) configuration = make_hostile (SB_TYPE_CONFIGURATION, text, 2);
    g_autoptr (SbRecord) device = make_hostile (SB_TYPE_DEVICE, text, 2);
    g_autoptr (SbRecord) delivery = make_hostile (SB_TYPE_DELIVERY, text, 2);
    const SbColumn *columns;
    guint n_columns;

    columns = sb_configuration_columns_get (&n_columns);
    assert_columns (configuration, columns, n_columns, sb_configuration_columns_get_subtitle);
    columns = sb_device_columns_get (&n_columns);
    assert_columns (device, columns, n_columns, sb_device_columns_get_subtitle);
    columns = sb_delivery_columns_get (&n_columns);
    assert_columns (delivery, columns, n_columns, sb_delivery_columns_get_subtitle);
  }
}

static void
assert_labels (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    assert_line (gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_labels (child);
}

static void
test_device_page (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *text = make_text (i);
    g_autoptr (SbRecord) device = make_hostile (SB_TYPE_DEVICE, text, 2);
    g_autoptr (GtkWidget) facts = g_object_ref_sink (sb_device_facts_new ());

    sb_device_facts_set_device (SB_DEVICE_FACTS (facts), (SbDevice *) device, NULL, NOW);
    assert_labels (facts);
  }
}

/* What is copied has a line for each value, and no value can pretend to be another. */
static void
test_copied (void)
{
  g_autoptr (SbRecord) good = make_hostile (SB_TYPE_CONFIGURATION, "Nordtel", 2);
  g_autofree char *expected = sb_configuration_text_describe ((SbConfiguration *) good);
  g_auto (GStrv) lines = g_strsplit (expected, "\n", -1);

  for (gsize i = 0; i < 2; i++) {
    g_autoptr (SbRecord) bad = make_hostile (SB_TYPE_CONFIGURATION, texts[i], 2);
    g_autofree char *text = sb_configuration_text_describe ((SbConfiguration *) bad);
    g_auto (GStrv) found = g_strsplit (text, "\n", -1);

    g_assert_cmpuint (g_strv_length (found), ==, g_strv_length (lines));
  }
}

/* A long URL is shown and copied whole: half of one is a wrong one. */
static void
test_copied_whole (void)
{
  g_autofree char *path = g_strnfill (1900, 'a');
  g_autofree char *url = g_strconcat ("https://esim.example.com/", path, NULL);
  g_autoptr (SbRecord) configuration = make_hostile (SB_TYPE_CONFIGURATION, url, 2);
  g_autofree char *text = sb_configuration_text_describe ((SbConfiguration *) configuration);

  g_assert_nonnull (strstr (text, url));
}

static void
test_change (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *text = make_text (i);
    g_autoptr (SbRecord) configuration = make_hostile (SB_TYPE_CONFIGURATION, text, 2);
    g_autoptr (SbCommand) command = sb_command_new_delete ((SbConfiguration *) configuration);
    const char *subject = sb_command_get_subject (command);

    if (subject != NULL)
      g_assert_true (sb_line_is (subject));
  }
}

static void
test_status (void)
{
  static const char title[] = "It’s R&D’s \"<list>\"";
  static const char description[] = "Ask R&D, or 'them' <b>";
  g_autoptr (GtkWidget) page = g_object_ref_sink (
    g_object_new (SB_TYPE_STATUS_PAGE, "title", title, "description", description, NULL));

  /* Libadwaita's is half markup. */
  g_assert_true (ui_says (page, title));
  g_assert_true (ui_says (page, description));
}

static void
test_menu_label (void)
{
  g_autofree char *label = sb_escape_mnemonic ("North_Tel __ B");

  g_assert_cmpstr (label, ==, "North__Tel ____ B");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  g_test_add_func ("/lines/columns", test_columns);
  g_test_add_func ("/lines/device-page", test_device_page);
  g_test_add_func ("/lines/copied", test_copied);
  g_test_add_func ("/lines/copied-whole", test_copied_whole);
  g_test_add_func ("/lines/change", test_change);
  g_test_add_func ("/lines/status", test_status);
  g_test_add_func ("/lines/menu-label", test_menu_label);

  return g_test_run ();
}
