/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A name in a sentence does not turn it, and one that cannot be seen has a word in its place. */

#define G_LOG_DOMAIN "test-names-in"

#include "hostile.h"
#include "page-test.h"
#include "sb-configuration-columns.h"
#include "sb-delivery-columns.h"
#include "sb-device-columns.h"
#include "sb-plan-devices.h"
#include "sb-ui.h"
#include "sb-words-ask.h"
#include "sb-words-plan.h"
#include "sb-words-reach.h"
#include "sb-words.h"

#include <string.h>

#define FSI "\xe2\x81\xa8"
#define PDI "\xe2\x81\xa9"

static SbDevice *
make_device (const char *name)
{
  SbRecord *record = hostile_make (SB_TYPE_DEVICE, name, 1);

  sb_record_set_id (record, SB_DEVICE_FIELD_ID, "7");
  sb_record_set_enum (record, SB_DEVICE_FIELD_REGISTRATION_STATE, SB_REGISTRATION_ACTIVE);

  return sb_record_seal (record);
}

static SbConfiguration *
make_configuration (const char *name)
{
  SbRecord *record = hostile_make (SB_TYPE_CONFIGURATION, name, 1);

  sb_record_set_id (record, SB_CONFIGURATION_FIELD_ID, "7");
  sb_record_set_int64 (record, SB_CONFIGURATION_FIELD_MODIFIED_AT, 1760000000000);
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_boolean (record, SB_CONFIGURATION_FIELD_ENABLED, TRUE);

  return sb_record_seal (record);
}

static SbDelivery *
make_delivery (const char *name)
{
  SbRecord *record = hostile_make (SB_TYPE_DELIVERY, name, 1);
  g_autoptr (GPtrArray) assignments = g_ptr_array_new_with_free_func (g_object_unref);
  SbRecord *assignment = hostile_make (SB_TYPE_ASSIGNMENT, name, 0);

  sb_record_set_enum (assignment, SB_ASSIGNMENT_FIELD_TYPE, SB_ASSIGNMENT_DEVICE_GROUP);
  g_ptr_array_add (assignments, sb_record_seal (assignment));
  sb_record_set_records (record, SB_DELIVERY_FIELD_ASSIGNED_BY, assignments);
  sb_record_set_enum (record, SB_DELIVERY_FIELD_STATE, SB_DELIVERY_ERROR);

  return sb_record_seal (record);
}

/* Each sentence that has a name in it. (transfer full) */
static char *
ask (const char *name)
{
  return sb_words_ask_heading (SB_ASK_DELETE, name, NULL);
}

static char *
distribute (const char *name)
{
  return sb_words_reach_heading (name, 3, 0, 0);
}

static char *
take_away (const char *name)
{
  return sb_words_reach_heading (name, 0, 0, 3);
}

static char *
save (const char *name)
{
  return sb_words_reach_heading (name, 1, 2, 3);
}

static char *
changed_by (const char *name)
{
  g_autoptr (SbConfiguration) configuration = make_configuration (name);

  return sb_words_changed_by (configuration, 1760000000000);
}

static char *
server_says (const char *name)
{
  g_autoptr (SbDelivery) delivery = make_delivery (name);

  return sb_words_delivery_error (delivery);
}

static char *
assigned_by (const char *name)
{
  g_autoptr (SbDelivery) delivery = make_delivery (name);

  return sb_words_assigned_by (delivery);
}

static char *
device_line (const char *name)
{
  g_autoptr (SbDevice) device = make_device (name);

  return sb_device_columns_get_subtitle (device);
}

static char *
check_in (const char *name)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SbPlan) plan = NULL;

  g_ptr_array_add (devices, make_device (name));

  plan = sb_plan_new (SB_VERB_CHECK_IN, devices, NULL, 0);

  return sb_words_plan_body (plan);
}

static char *
field_error (const char *name)
{
  g_autoptr (GPtrArray)
    fields = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_field_error_free);
  SbErrorDetails details = { .field_errors = fields };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (fields, sb_field_error_new (SB_DRAFT_FIELD_NAME, "name", "Invalid", name));
  error = sb_error_new (SB_ERROR_INVALID, &details, "no");

  return sb_words_error_advice (error);
}

static char *
problem (const char *name)
{
  g_autoptr (SbProblem)
    problem = sb_problem_new (SB_PROBLEM_REFUSED_BY_SERVER, SB_SEVERITY_ERROR, name);

  return sb_words_problem (problem, SB_DRAFT_FIELD_NAME);
}

static const struct {
  const char *name;
  char *(*make) (const char *name);
  gboolean may_be_missing; /* the sentence is another one without it */
} sentences[] = {
  { "ask", ask, FALSE },
  { "distribute", distribute, FALSE },
  { "take-away", take_away, FALSE },
  { "save", save, FALSE },
  { "changed-by", changed_by, TRUE },
  { "server-says", server_says, TRUE },
  { "assigned-by", assigned_by, FALSE },
  { "device-line", device_line, TRUE },
  { "check-in", check_in, FALSE },
  { "field-error", field_error, TRUE },
  { "refused", problem, TRUE },
};

static const char *const turning[] = {
  "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d (2)",                           /* Hebrew, and a number */
  "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7!",                      /* Arabic */
  "\xe2\x80\xae\xd7\xa9\xd7\x9cnoitacifitnedi\xe2\x81\xa7\xd7\xa9", /* and marks of its own */
};

static int
get_x (PangoLayout *layout, const char *text, const char *at)
{
  PangoRectangle place;

  pango_layout_index_to_pos (layout, (int) (at - text), &place);

  return place.x;
}

/* What comes after the name is to the right of what comes before it, as in the same sentence with
 * another name; and the marks are in pairs. */
static void
assert_direction (GtkWidget *label, const char *text)
{
  const char *start = strstr (text, FSI);
  const char *end = start != NULL ? strstr (start, PDI) : NULL;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (label, text);
  const char *last = text + strlen (text) - 1;

  g_test_message ("%s", text);
  g_assert_nonnull (start);
  g_assert_nonnull (end);
  g_assert_null (strstr (start, "\xe2\x80\xae"));
  if (end + strlen (PDI) <= last)
    g_assert_cmpint (get_x (layout, text, last), >, get_x (layout, text, text));
  if (g_ascii_isprint (text[0]))
    g_assert_cmpint (get_x (layout, text, text), ==, 0);
}

static void
test_direction (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++) {
    for (gsize n = 0; n < G_N_ELEMENTS (turning); n++) {
      g_autofree char *text = sentences[i].make (turning[n]);

      assert_direction (label, text);
    }
  }
}

/* The mark at the start of a sentence that begins with such a name keeps it, too. */
static void
test_first (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  g_autofree char *name = sb_words_name_in (turning[0]);
  g_autofree char *text = g_strdup_printf ("“%s” disabled.", name);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (label, text);
  const char *word = strstr (text, "disabled");

  g_assert_cmpint (get_x (layout, text, text), ==, 0);
  g_assert_cmpint (get_x (layout, text, word), <, get_x (layout, text, strchr (text, '.')));
  g_assert_cmpint (get_x (layout, text, strstr (text, "”")), <, get_x (layout, text, word));
}

/* Names that cannot turn anything have no marks, and alone a name never has. */
static void
test_plain (void)
{
  g_autofree char *alone = sb_words_name (turning[0]);

  g_assert_cmpstr (alone, ==, turning[0]);
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++) {
    g_autofree char *text = sentences[i].make ("Nordtel (2)");

    g_assert_nonnull (strstr (text, "Nordtel (2)"));
    g_assert_null (strstr (text, FSI));
  }
}

/* In a language that is written from right to left, all are kept apart. */
static void
test_other_language (void)
{
  g_autofree char *name = NULL;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  name = sb_words_name_in ("Nordtel (2)");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  g_assert_cmpstr (name, ==, "\xe2\x80\x8f" FSI "Nordtel (2)" PDI);
}

static void
test_unnamed (void)
{
  static const char *const nothing[] = { "",
                                         "   ",
                                         "\t\n",
                                         "\xe2\x80\x8b",
                                         "\xe2\xa0\x80\xe2\xa0\x80",
                                         "\xe2\x80\xae\xe2\x81\xa8",
                                         "\xe3\x85\xa4" };

  for (gsize n = 0; n < G_N_ELEMENTS (nothing); n++) {
    g_autofree char *alone = sb_words_name (nothing[n]);
    g_autoptr (SbDevice) device = make_device (nothing[n]);
    g_autoptr (SbConfiguration) configuration = make_configuration (nothing[n]);
    const SbColumn *columns;
    guint n_columns;
    g_autofree char *device_name = NULL;
    g_autofree char *configuration_name = NULL;

    g_assert_cmpstr (alone, ==, "Unnamed");
    columns = sb_device_columns_get (&n_columns);
    device_name = columns[0].get_text (device);
    g_assert_cmpstr (device_name, ==, "Unnamed");
    columns = sb_configuration_columns_get (&n_columns);
    configuration_name = columns[0].get_text (configuration);
    g_assert_cmpstr (configuration_name, ==, "Unnamed");

    for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++) {
      g_autofree char *text = sentences[i].make (nothing[n]);

      g_test_message ("%s: %s", sentences[i].name, text);
      if (!sentences[i].may_be_missing)
        g_assert_nonnull (strstr (text, "Unnamed"));
    }
  }
}

/* Many names are as many as there is room for. */
static void
test_names (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *few = NULL;
  g_autofree char *many = NULL;

  g_ptr_array_add (names, (gpointer) "Sales");
  g_ptr_array_add (names, (gpointer) "Support");
  few = sb_words_names (names);
  g_assert_cmpstr (few, ==, "Sales, Support");

  for (guint i = 0; i < 4000; i++)
    g_ptr_array_add (names, (gpointer) "Warehouse");
  many = sb_words_names (names);
  g_assert_cmpint (g_utf8_strlen (many, -1), <, 500);
  g_assert_true (g_str_has_prefix (many, "Sales, Support, Warehouse"));
  g_assert_true (g_str_has_suffix (many, " more"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  g_test_add_func ("/names-in/direction", test_direction);
  g_test_add_func ("/names-in/first", test_first);
  g_test_add_func ("/names-in/plain", test_plain);
  g_test_add_func ("/names-in/other-language", test_other_language);
  g_test_add_func ("/names-in/unnamed", test_unnamed);
  g_test_add_func ("/names-in/names", test_names);

  return g_test_run ();
}
