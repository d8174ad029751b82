/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-draft.h"
#include "sb-error.h"

#include <gio/gio.h>

static GError *
new_full (GObject *current)
{
  g_autoptr (GPtrArray)
    fields = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_field_error_free);
  SbErrorDetails details = {
    .http_status = 412,
    .server_code = (char *) "Conflict",
    .server_message = (char *) "changed",
    .permission = (char *) "policy.update",
    .retry_at = 1760000000000,
    .tls_flags = 4,
    .field_errors = fields,
    .current = current,
    .maybe_done = TRUE,
  };

  g_ptr_array_add (fields, sb_field_error_new (SB_DRAFT_FIELD_NAME, "name", "Taken", NULL));

  return sb_error_new (SB_ERROR_CHANGED_ELSEWHERE, &details, "%s %d", "status", 412);
}

static void
assert_full (const GError *error, GObject *current)
{
  const SbErrorDetails *details = sb_error_get_details (error);
  SbFieldError *field;

  g_assert_error (error, SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE);
  g_assert_cmpstr (error->message, ==, "status 412");
  g_assert_cmpuint (sb_error_get_http_status (error), ==, 412);
  g_assert_cmpstr (details->server_code, ==, "Conflict");
  g_assert_cmpstr (details->server_message, ==, "changed");
  g_assert_cmpstr (sb_error_get_permission (error), ==, "policy.update");
  g_assert_cmpint (sb_error_get_retry_at (error), ==, 1760000000000);
  g_assert_cmpuint (sb_error_get_tls_flags (error), ==, 4);
  g_assert_true (sb_error_is_maybe_done (error));
  g_assert_true (details->current == current);

  g_assert_cmpuint (sb_error_get_fields (error)->len, ==, 1);
  field = g_ptr_array_index (sb_error_get_fields (error), 0);
  g_assert_cmpstr (field->name, ==, "name");
  g_assert_cmpstr (field->code, ==, "Taken");
  g_assert_null (field->message);
}

/* A copy has all of it, and outlives the error that it was made of. */
static void
test_copy (void)
{
  GObject *current = g_object_new (G_TYPE_OBJECT, NULL);
  GError *error = new_full (current);
  GError *copy = g_error_copy (error);
  gpointer watched = current;

  g_object_add_weak_pointer (current, &watched);
  assert_full (error, current);
  g_error_free (error);
  g_object_unref (current);
  assert_full (copy, watched);

  g_error_free (copy);
  g_assert_null (watched);
}

static void
test_propagate (void)
{
  g_autoptr (GObject) current = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GError) error = NULL;

  g_propagate_error (&error, new_full (current));
  assert_full (error, current);
}

static void
test_without_details (void)
{
  g_autoptr (GError) bare = sb_error_new (SB_ERROR_OFFLINE, NULL, "no route");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  const GError *errors[] = { bare, foreign, NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++) {
    g_assert_cmpuint (sb_error_get_http_status (errors[i]), ==, 0);
    g_assert_null (sb_error_get_permission (errors[i]));
    g_assert_null (sb_error_get_fields (errors[i]));
    g_assert_cmpint (sb_error_get_retry_at (errors[i]), ==, 0);
    g_assert_cmpuint (sb_error_get_tls_flags (errors[i]), ==, 0);
    g_assert_false (sb_error_is_maybe_done (errors[i]));
  }
  g_assert_null (sb_error_get_details (foreign));
}

static void
test_lasting (void)
{
  for (int code = SB_ERROR_CANCELLED; code < SB_N_ERRORS; code++) {
    g_autoptr (GError) error = sb_error_new ((SbError) code, NULL, "x");
    gboolean lasting = code == SB_ERROR_OFFLINE || code == SB_ERROR_PROXY
                       || code == SB_ERROR_RATE_LIMITED || code == SB_ERROR_UNAVAILABLE
                       || code == SB_ERROR_DEADLINE;

    g_assert_cmpint (sb_error_is_lasting (error), ==, lasting);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error/copy", test_copy);
  g_test_add_func ("/error/propagate", test_propagate);
  g_test_add_func ("/error/without-details", test_without_details);
  g_test_add_func ("/error/lasting", test_lasting);

  return g_test_run ();
}
