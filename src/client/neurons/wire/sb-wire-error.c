/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The failure envelope: {"errors": {"globalErrors": [{code, message}], "fieldErrors": [{code,
 * message, field}]}, "result": null}, either list null where it is empty.
 */

#define G_LOG_DOMAIN "sb-wire-error"

#include "sb-wire-error.h"

#include "sb-draft.h"
#include "sb-envelope.h"
#include "sb-error.h"
#include "sb-line.h"
#include "sb-names.h"
#include "sb-read.h"
#include "sb-wire.h"

#include <string.h>

/* More than that says nothing new. */
#define FIELD_ERRORS_MAX 500
#define TEXT_MAX         2000
#define BODY_MAX         (64 * 1024)

/* Texts go to a details view and to the journal: a hostile one must not fill or turn them. */
static char *
copy_text (const char *text)
{
  return sb_line_new (text, TEXT_MAX);
}

/* A permission is a name such as "device.force.checkin"; other servers send a sentence there, or
 * "Forbidden" again. */
static gboolean
is_permission (const char *text)
{
  return text != NULL && strchr (text, '.') != NULL && strlen (text) <= 100
         && text[strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")]
              == '\0';
}

static void
read_global_errors (SbErrorDetails *details, JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *line = sb_node_get_object (json_array_get_element (array, i));
    const char *code = sb_object_get_string (line, "code");
    const char *message = sb_object_get_string (line, "message");

    if (details->server_code == NULL && details->server_message == NULL) {
      details->server_code = copy_text (code);
      details->server_message = copy_text (message);
    }
    if (details->permission == NULL && g_strcmp0 (code, "Forbidden") == 0
        && is_permission (message))
      details->permission = g_strdup (message);
  }
}

static void
read_field_errors (SbErrorDetails *details, JsonArray *array)
{
  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), FIELD_ERRORS_MAX);
       i++) {
    JsonObject *line = sb_node_get_object (json_array_get_element (array, i));
    const char *name = sb_object_get_string (line, "field");
    g_autofree char *field = copy_text (name);
    g_autofree char *code = copy_text (sb_object_get_string (line, "code"));
    g_autofree char *message = copy_text (sb_object_get_string (line, "message"));

    if (line == NULL)
      continue;
    if (details->field_errors == NULL)
      details->field_errors = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_field_error_free);
    g_ptr_array_add (details->field_errors,
                     sb_field_error_new (name != NULL ? sb_names_find_draft_field (name) : -1,
                                         field != NULL ? field : "",
                                         code,
                                         message));
  }
}

static gboolean
is_about (const SbErrorDetails *details, SbDraftField field)
{
  for (guint i = 0; details->field_errors != NULL && i < details->field_errors->len; i++) {
    SbFieldError *line = g_ptr_array_index (details->field_errors, i);

    if (line->field == (int) field)
      return TRUE;
  }

  return FALSE;
}

/* Whether any line, global or of a field, has the code. */
static gboolean
has_code (const SbErrorDetails *details, const char *code)
{
  if (g_strcmp0 (details->server_code, code) == 0)
    return TRUE;

  for (guint i = 0; details->field_errors != NULL && i < details->field_errors->len; i++) {
    SbFieldError *line = g_ptr_array_index (details->field_errors, i);

    if (g_strcmp0 (line->code, code) == 0)
      return TRUE;
  }

  return FALSE;
}

static SbError
get_conflict_code (const SbErrorDetails *details)
{
  if (has_code (details, "KeyReused"))
    return SB_ERROR_KEY_REUSED;
  if (has_code (details, "InProgress"))
    return SB_ERROR_IN_PROGRESS;
  if (has_code (details, "Deleted"))
    return SB_ERROR_DELETED;
  if (is_about (details, SB_DRAFT_FIELD_NAME))
    return SB_ERROR_NAME_TAKEN;

  return SB_ERROR_INVALID;
}

static SbError
get_code (const SbErrorDetails *details)
{
  switch (details->http_status) {
  case 400:
  case 413:
  case 414:
  case 415:
  case 422:
  case 428:
    return SB_ERROR_INVALID;
  case 401:
    return SB_ERROR_UNAUTHORIZED;
  case 403:
    return SB_ERROR_FORBIDDEN;
  case 404:
  case 410:
    return SB_ERROR_NOT_FOUND;
  case 405:
  case 501:
    return SB_ERROR_UNSUPPORTED;
  case 408:
    return SB_ERROR_UNAVAILABLE;
  case 409:
    return get_conflict_code (details);
  case 412:
    return SB_ERROR_CHANGED_ELSEWHERE;
  case 429:
    return SB_ERROR_RATE_LIMITED;
  default:
    break;
  }

  if (details->http_status >= 500 && details->http_status <= 599)
    return SB_ERROR_UNAVAILABLE;
  /* A failure that came as a success: what it says of itself is all there is. */
  if (details->http_status >= 200 && details->http_status <= 299) {
    if (has_code (details, "Forbidden"))
      return SB_ERROR_FORBIDDEN;
    if (details->field_errors != NULL)
      return SB_ERROR_INVALID;
  }

  return SB_ERROR_PROTOCOL;
}

/* What a 412 sends along. */
static GObject *
read_current (const SbDocument *document)
{
  JsonObject *object = sb_node_get_object (sb_envelope_get_result (document->root));
  SbRaw raw = sb_raw_get_result (document);
  g_autoptr (SbRecord) current = object != NULL
                                   ? sb_read_record (SB_TYPE_CONFIGURATION, object, document, &raw)
                                   : NULL;

  if (current == NULL || sb_record_get_own_id (current) == NULL)
    return NULL;

  return G_OBJECT (g_steal_pointer (&current));
}

static GError *
make_error (const SbErrorDetails *details)
{
  g_autoptr (GString) message = g_string_new (NULL);

  g_string_append_printf (message, "HTTP %u", details->http_status);
  if (details->server_code != NULL)
    g_string_append_printf (message, ", %s", details->server_code);
  if (details->server_message != NULL)
    g_string_append_printf (message, ": %s", details->server_message);
  for (guint i = 0; details->field_errors != NULL && i < details->field_errors->len; i++) {
    const SbFieldError *line = g_ptr_array_index (details->field_errors, i);

    g_string_append_printf (message,
                            "; %s: %s %s",
                            line->name,
                            line->code != NULL ? line->code : "",
                            line->message != NULL ? line->message : "");
    if (message->len > TEXT_MAX)
      break;
  }

  return sb_error_new (get_code (details), details, "%s", message->str);
}

/**
 * sb_wire_error_read:
 * @http_status: the status
 * @document: (nullable): the envelope, if it is one
 * @retry_at: milliseconds since 1970, or 0
 *
 * Returns: (transfer full): the error
 */
GError *
sb_wire_error_read (guint http_status, const SbDocument *document, gint64 retry_at)
{
  JsonNode *root = document != NULL ? document->root : NULL;
  SbErrorDetails details = { .http_status = http_status, .retry_at = retry_at };
  JsonObject *errors = sb_node_get_object (sb_envelope_get_errors (root));
  GError *error;

  read_global_errors (&details, sb_node_get_array (sb_object_get (errors, "globalErrors")));
  read_field_errors (&details, sb_node_get_array (sb_object_get (errors, "fieldErrors")));
  /* An object of that name with nothing of ours in it may be anybody's. */
  details.enveloped = details.server_code != NULL || details.server_message != NULL
                      || details.field_errors != NULL;
  if (http_status == 412 && document != NULL)
    details.current = read_current (document);

  error = make_error (&details);

  g_free (details.server_code);
  g_free (details.server_message);
  g_free (details.permission);
  g_clear_pointer (&details.field_errors, g_ptr_array_unref);
  g_clear_object (&details.current);

  return error;
}

GError *
sb_wire_read_error (guint http_status, GBytes *body, gint64 retry_at)
{
  gsize length = body != NULL ? g_bytes_get_size (body) : 0;
  /* The one that brings a configuration along may be as large as one. */
  gsize length_max = http_status == 412 ? length : BODY_MAX;
  g_autoptr (SbDocument) document = length > length_max ? NULL : sb_document_parse (body, NULL);

  return sb_wire_error_read (http_status, document, retry_at);
}
