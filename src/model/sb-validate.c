/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people type and paste. */

#define G_LOG_DOMAIN "sb-validate"

#include "sb-validate.h"

#include <gio/gio.h>

#include <string.h>

#include "sb-host.h"

#define NAME_LIMIT            255
#define URL_LIMIT             2048
#define ACTIVATION_CODE_LIMIT 255
#define EID_LENGTH            32
#define ICCID_LIMIT           20

static SbProblem *
new_error (SbProblemCode code, const char *argument)
{
  return sb_problem_new (code, SB_SEVERITY_ERROR, argument);
}

static SbProblem *
new_warning (SbProblemCode code)
{
  return sb_problem_new (code, SB_SEVERITY_WARNING, NULL);
}

static SbProblem *
new_too_long (SbProblemCode code, guint limit)
{
  g_autofree char *argument = g_strdup_printf ("%u", limit);

  return new_error (code, argument);
}

/* What copying from a web page or a spreadsheet leaves around a text, and nobody sees. */
static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == 0x200b || c == 0x200e || c == 0x200f
         || c == 0x2060 || c == 0xfeff;
}

static gboolean
is_all (const char *text, const char *allowed)
{
  return text[strspn (text, allowed)] == '\0';
}

#define DIGITS "0123456789"

/* From @text the host that it begins with, where that one would be accepted. */
static char *
find_host (const char *text)
{
  g_autoptr (SbProblem) ignored = NULL;
  g_autofree char *authority = g_strndup (text, strcspn (text, "/?#\\$"));
  const char *at = strrchr (authority, '@');
  g_autofree char *host = g_strdup (at != NULL ? at + 1 : authority);

  host[strcspn (host, ":")] = '\0';

  return sb_host_normalize_qualified (host, &ignored);
}

static SbProblem *
new_host_problem (SbProblemCode code, const char *text)
{
  g_autofree char *host = find_host (text);

  return new_error (code, host);
}

static gboolean
has_prefix_ignoring_case (const char *text, const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

static char *
parse_server_name (const char *text, SbProblem **problem)
{
  g_autofree char *host = sb_trim (text);
  const char *colon;
  const char *inside;

  if (*host == '\0') {
    *problem = new_error (SB_PROBLEM_EMPTY, NULL);
    return NULL;
  }

  inside = has_prefix_ignoring_case (host, "LPA:") ? host + strlen ("LPA:") : host;
  if (inside != host || strchr (host, '$') != NULL) {
    const char *address = strchr (inside, '$');

    *problem = new_host_problem (SB_PROBLEM_HOST_IS_ACTIVATION_CODE,
                                 address != NULL ? address + 1 : inside);
    return NULL;
  }

  inside = strstr (host, "://");
  if (inside != NULL) {
    *problem = new_host_problem (SB_PROBLEM_HOST_IS_URL, inside + strlen ("://"));
    return NULL;
  }

  if (strpbrk (host, "/?#\\") != NULL) {
    *problem = new_host_problem (SB_PROBLEM_HOST_HAS_PATH,
                                 host + (g_str_has_prefix (host, "//") ? 2 : 0));
    return NULL;
  }

  colon = strrchr (host, ':');
  if (colon != NULL && is_all (colon + 1, DIGITS) && !g_hostname_is_ip_address (host)) {
    g_autofree char *bare = g_strndup (host, (gsize) (colon - host));

    *problem = g_hostname_is_ip_address (bare) || *bare == '['
                 ? new_error (SB_PROBLEM_HOST_IS_ADDRESS, NULL)
                 : new_host_problem (SB_PROBLEM_HOST_HAS_PORT, host);
    return NULL;
  }

  return sb_host_normalize_qualified (host, problem);
}

/* Characters that RFC 3986 has no place for, and a per cent sign without two hexadecimal digits.
 * Letters beyond ASCII are let through: what is sent has them escaped. */
static gboolean
has_only_url_characters (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    if (is_blank (g_utf8_get_char (p)) || strchr ("<>\"{}|\\^`", *p) != NULL)
      return FALSE;
    if (*p == '%' && !(g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2])))
      return FALSE;
  }

  return TRUE;
}

/* The problem of a text that is not "http://…" or "https://…". */
static SbProblem *
check_scheme (const char *text)
{
  g_autofree char *scheme = g_uri_parse_scheme (text);

  /* "host:443" and "www.example.com:x" look like a scheme and are none. */
  if (scheme == NULL || g_ascii_strcasecmp (scheme, "http") == 0
      || g_ascii_strcasecmp (scheme, "https") == 0
      || (strstr (text, "://") == NULL && strchr (scheme, '.') != NULL))
    return new_error (SB_PROBLEM_URL_MALFORMED, NULL);

  return new_error (SB_PROBLEM_URL_NOT_HTTP, scheme);
}

/* The host of an authority, with its port; or NULL with the problem. */
static char *
parse_authority (const char *authority, SbProblem **problem)
{
  g_autofree char *host = NULL;
  g_autofree char *normal = NULL;
  const char *bracket = *authority == '[' ? strchr (authority, ']') : NULL;
  const char *end = bracket != NULL ? bracket + 1 : authority + strcspn (authority, ":");
  guint64 port = 0;

  if (strchr (authority, '@') != NULL) {
    *problem = new_error (SB_PROBLEM_URL_CREDENTIALS, NULL);
    return NULL;
  }

  host = g_strndup (authority, (gsize) (end - authority));
  if (*host == '\0') {
    *problem = new_error (SB_PROBLEM_URL_NO_HOST, NULL);
    return NULL;
  }

  if (*end == ':' && end[1] != '\0'
      && (!g_ascii_string_to_unsigned (end + 1, 10, 1, G_MAXUINT16, &port, NULL))) {
    *problem = new_error (SB_PROBLEM_URL_MALFORMED, NULL);
    return NULL;
  }

  if (bracket != NULL) {
    g_autofree char *address = g_strndup (host + 1, strlen (host) - 2);

    if ((*end != ':' && *end != '\0') || strchr (address, ':') == NULL
        || !g_hostname_is_ip_address (address)) {
      *problem = new_error (SB_PROBLEM_URL_MALFORMED, NULL);
      return NULL;
    }
    normal = g_ascii_strdown (host, -1);
  } else {
    normal = sb_host_normalize (host, problem);
    if (normal == NULL)
      return NULL;
    if (sb_host_ends_in_number (normal) && !g_hostname_is_ip_address (normal)) {
      const char *dot = strrchr (normal, '.');

      *problem = new_error (SB_PROBLEM_HOST_MALFORMED, dot != NULL ? dot + 1 : normal);
      return NULL;
    }
  }

  return port > 0 ? g_strdup_printf ("%s:%u", normal, (guint) port) : g_steal_pointer (&normal);
}

/* What is sent, which a warning goes along with; or NULL with an error. */
static char *
parse_carrier_url (const char *text, SbProblem **problem)
{
  g_autofree char *url = sb_trim (text);
  g_autofree char *authority = NULL;
  g_autofree char *host = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *normal = NULL;
  gboolean encrypted = has_prefix_ignoring_case (url, "https://");
  const char *start;
  gsize length;

  if (*url == '\0') {
    *problem = new_error (SB_PROBLEM_EMPTY, NULL);
    return NULL;
  }

  if (!encrypted && !has_prefix_ignoring_case (url, "http://")) {
    *problem = check_scheme (url);
    return NULL;
  }

  if (!has_only_url_characters (url)) {
    *problem = new_error (SB_PROBLEM_URL_MALFORMED, NULL);
    return NULL;
  }

  start = strstr (url, "://") + strlen ("://");
  length = strcspn (start, "/?#");
  authority = g_strndup (start, length);
  host = parse_authority (authority, problem);
  if (host == NULL)
    return NULL;

  rest = g_uri_escape_string (
    start + length,
    "%" G_URI_RESERVED_CHARS_GENERIC_DELIMITERS G_URI_RESERVED_CHARS_SUBCOMPONENT_DELIMITERS,
    FALSE);
  normal = g_strconcat (encrypted ? "https://" : "http://", host, rest, NULL);

  if (strlen (normal) > URL_LIMIT) {
    *problem = new_too_long (SB_PROBLEM_TOO_LONG, URL_LIMIT);
    return NULL;
  }

  if (!g_uri_is_valid (normal, G_URI_FLAGS_NONE, NULL)) {
    *problem = new_error (SB_PROBLEM_URL_MALFORMED, NULL);
    return NULL;
  }

  if (!encrypted)
    *problem = new_warning (SB_PROBLEM_URL_HTTP);

  return g_steal_pointer (&normal);
}

/* The text without the spaces and hyphens by which people group digits. */
static char *
strip_grouping (const char *text)
{
  g_autofree char *trimmed = sb_trim (text);
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = trimmed; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!is_blank (c) && c != '-')
      g_string_append_unichar (digits, c);
  }

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/* The remainder of a number of any length. */
static guint
get_modulo_97 (const char *digits)
{
  guint remainder = 0;

  for (const char *p = digits; *p != '\0'; p++)
    remainder = (remainder * 10 + (guint) g_ascii_digit_value (*p)) % 97;

  return remainder;
}

static gboolean
passes_luhn (const char *digits)
{
  gsize length = strlen (digits);
  guint sum = 0;

  for (gsize i = 0; i < length; i++) {
    guint digit = (guint) g_ascii_digit_value (digits[length - 1 - i]);

    if (i % 2 == 1)
      digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }

  return sum % 10 == 0;
}

static char *
parse_eid (const char *text, SbProblem **problem)
{
  g_autofree char *digits = strip_grouping (text);

  /* Exports put the letters before the number, so that a spreadsheet does not round it. */
  if (has_prefix_ignoring_case (digits, "EID")) {
    gsize skipped = strlen ("EID");

    skipped += strspn (digits + skipped, ":=");
    memmove (digits, digits + skipped, strlen (digits + skipped) + 1);
  }

  if (*digits == '\0') {
    *problem = new_error (SB_PROBLEM_EMPTY, NULL);
    return NULL;
  }
  if (!is_all (digits, DIGITS)) {
    *problem = new_error (SB_PROBLEM_EID_NOT_DIGITS, NULL);
    return NULL;
  }
  if (strlen (digits) != EID_LENGTH) {
    *problem = new_error (SB_PROBLEM_EID_LENGTH, NULL);
    return NULL;
  }
  if (get_modulo_97 (digits) != 1) {
    *problem = new_error (SB_PROBLEM_EID_CHECK_DIGITS, NULL);
    return NULL;
  }

  if (!g_str_has_prefix (digits, "89"))
    *problem = new_warning (SB_PROBLEM_EID_UNUSUAL_START);

  return g_steal_pointer (&digits);
}

static char *
parse_iccid (const char *text, SbProblem **problem)
{
  g_autofree char *digits = strip_grouping (text);
  gsize whole = strlen (digits);
  gsize length = whole;

  while (length > 0 && (digits[length - 1] == 'F' || digits[length - 1] == 'f'))
    length--;
  digits[length] = '\0';

  if (whole == 0) {
    *problem = new_error (SB_PROBLEM_EMPTY, NULL);
    return NULL;
  }
  if (!is_all (digits, DIGITS)) {
    *problem = new_error (SB_PROBLEM_ICCID_NOT_DIGITS, NULL);
    return NULL;
  }
  if (length < ICCID_LIMIT - 2 || whole > ICCID_LIMIT) {
    *problem = new_error (SB_PROBLEM_ICCID_LENGTH, NULL);
    return NULL;
  }

  if (length == ICCID_LIMIT - 2)
    *problem = new_warning (SB_PROBLEM_ICCID_NO_CHECK_DIGIT);
  else if (!passes_luhn (digits))
    *problem = new_warning (SB_PROBLEM_ICCID_CHECK_DIGIT);
  else if (!g_str_has_prefix (digits, "89"))
    *problem = new_warning (SB_PROBLEM_ICCID_UNUSUAL_START);
  else if (whole > length)
    *problem = new_warning (SB_PROBLEM_ICCID_PADDING);

  return g_steal_pointer (&digits);
}

SbProblem *
sb_check_carrier_url (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;
  g_autofree char *normal = parse_carrier_url (text, &problem);

  return g_steal_pointer (&problem);
}

SbProblem *
sb_check_server_name (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;
  g_autofree char *normal = parse_server_name (text, &problem);

  return g_steal_pointer (&problem);
}

SbProblem *
sb_check_activation_code (const char *text)
{
  g_autoptr (SbActivationCode) code = NULL;
  g_autofree char *trimmed = sb_trim (text);

  if (*trimmed == '\0')
    return new_error (SB_PROBLEM_EMPTY, NULL);
  if (strlen (trimmed) > ACTIVATION_CODE_LIMIT)
    return new_too_long (SB_PROBLEM_TOO_LONG, ACTIVATION_CODE_LIMIT);

  code = sb_activation_code_parse (trimmed);

  return code == NULL ? new_error (SB_PROBLEM_ACTIVATION_CODE_MALFORMED, NULL) : NULL;
}

SbProblem *
sb_check_eid (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;
  g_autofree char *normal = parse_eid (text, &problem);

  return g_steal_pointer (&problem);
}

SbProblem *
sb_check_iccid (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;
  g_autofree char *normal = parse_iccid (text, &problem);

  return g_steal_pointer (&problem);
}

SbProblem *
sb_check_name (const char *text)
{
  g_autofree char *trimmed = sb_trim (text);

  if (*trimmed == '\0')
    return new_error (SB_PROBLEM_EMPTY, NULL);
  if (g_utf8_strlen (trimmed, -1) > NAME_LIMIT)
    return new_too_long (SB_PROBLEM_TOO_LONG, NAME_LIMIT);

  return NULL;
}

char *
sb_normalize_carrier_url (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;

  return parse_carrier_url (text, &problem);
}

char *
sb_normalize_server_name (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;

  return parse_server_name (text, &problem);
}

char *
sb_normalize_eid (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;

  return parse_eid (text, &problem);
}

char *
sb_normalize_iccid (const char *text)
{
  g_autoptr (SbProblem) problem = NULL;

  return parse_iccid (text, &problem);
}

char *
sb_trim (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  const char *start = valid;
  const char *end = valid + strlen (valid);

  while (*start != '\0' && is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strndup (start, (gsize) (end - start));
}

SbActivationCode *
sb_activation_code_parse (const char *text)
{
  g_autoptr (SbActivationCode) self = g_new0 (SbActivationCode, 1);
  g_autoptr (SbProblem) ignored = NULL;
  g_autofree char *trimmed = sb_trim (text);
  g_auto (GStrv) fields = NULL;
  const char *oid;
  const char *flag;
  guint n_fields;

  fields = g_strsplit (trimmed + (has_prefix_ignoring_case (trimmed, "LPA:") ? 4 : 0), "$", -1);
  n_fields = g_strv_length (fields);
  if (n_fields < 3 || !g_str_equal (fields[0], "1"))
    return NULL;

  oid = n_fields > 3 ? fields[3] : "";
  flag = n_fields > 4 ? fields[4] : "";
  if (!is_all (fields[2], DIGITS "-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
      || !is_all (oid, DIGITS ".") || (*flag != '\0' && !g_str_equal (flag, "1")))
    return NULL;

  self->address = sb_host_normalize_qualified (fields[1], &ignored);
  if (self->address == NULL)
    return NULL;

  self->matching_id = *fields[2] != '\0' ? g_strdup (fields[2]) : NULL;
  self->oid = *oid != '\0' ? g_strdup (oid) : NULL;
  self->confirmation_code_required = *flag != '\0';

  return g_steal_pointer (&self);
}

void
sb_activation_code_free (SbActivationCode *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->address);
  g_free (self->matching_id);
  g_free (self->oid);
  g_free (self);
}
