/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people type and paste. */

#define G_LOG_DOMAIN "sb-validate"

#include "sb-validate.h"

#include <gio/gio.h>

#include <string.h>

#include "sb-host.h"

#define NAME_LIMIT 255
#define URL_LIMIT  2048

static SbProblem *
new_error (SbProblemCode code, const char *argument)
{
  return sb_problem_new (code, SB_SEVERITY_ERROR, argument);
}

static SbProblem *
new_warning (SbProblemCode code, const char *argument)
{
  return sb_problem_new (code, SB_SEVERITY_WARNING, argument);
}

static SbProblem *
new_too_long (SbProblemCode code, guint limit)
{
  g_autofree char *argument = g_strdup_printf ("%u", limit);

  return new_error (code, argument);
}

static gboolean
is_all (const char *text, const char *allowed)
{
  return text[strspn (text, allowed)] == '\0';
}

#define DIGITS "0123456789"

static gboolean
has_prefix_ignoring_case (const char *text, const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* What follows "scheme://", also where that is there twice. */
static const char *
skip_schemes (const char *text)
{
  const char *end = strstr (text, "://");

  while (end != NULL && strcspn (text, "/?#$") == (gsize) (end + 1 - text)) {
    text = end + strlen ("://");
    end = strstr (text, "://");
  }

  return text;
}

/* From @text the host that it begins with, where that one would be accepted. */
static char *
find_host (const char *text)
{
  g_autoptr (SbProblem) ignored = NULL;
  g_autofree char *plain = sb_text_to_plain (text);
  const char *start = skip_schemes (plain);
  g_autofree char *authority = NULL;
  g_autofree char *host = NULL;
  const char *at;

  start += strspn (start, "/");
  authority = g_strndup (start, strcspn (start, "/?#\\$"));
  at = strrchr (authority, '@');
  host = sb_trim (at != NULL ? at + 1 : authority);
  host[strcspn (host, ":")] = '\0';

  return sb_host_normalize_qualified (host, &ignored);
}

static SbProblem *
new_host_problem (SbProblemCode code, const char *text)
{
  g_autofree char *host = find_host (text);

  return new_error (code, host);
}

/* What is sent of an address, with the warning or the note about it. */
static char *
conclude (const char *typed, char *normal, SbProblemCode warning, SbProblem **problem)
{
  const char *sent = g_ascii_strcasecmp (typed, normal) != 0 ? normal : NULL;

  if (warning != SB_PROBLEM_NONE)
    *problem = new_warning (warning, sent);
  else if (sent != NULL)
    *problem = sb_problem_new (SB_PROBLEM_SENT_AS, SB_SEVERITY_NOTE, sent);

  return normal;
}

static char *
parse_server_name (const char *text, SbProblem **problem)
{
  g_autofree char *host = sb_trim (text);
  g_autofree char *code = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *normal = NULL;
  g_autofree char *offer = NULL;
  const char *colon;

  if (*host == '\0') {
    *problem = new_error (SB_PROBLEM_EMPTY, NULL);
    return NULL;
  }

  code = sb_activation_code_find (host);
  if (code != NULL || has_prefix_ignoring_case (host, "LPA:") || strchr (host, '$') != NULL) {
    const char *inside = code != NULL ? code : host;
    const char *address = strchr (inside, '$');

    *problem = new_host_problem (SB_PROBLEM_HOST_IS_ACTIVATION_CODE,
                                 address != NULL ? address + 1 : inside + strlen ("LPA:"));
    return NULL;
  }

  if (strstr (host, "://") != NULL) {
    *problem = new_host_problem (SB_PROBLEM_HOST_IS_URL, host);
    return NULL;
  }

  if (strpbrk (host, "/?#\\") != NULL) {
    *problem = new_host_problem (SB_PROBLEM_HOST_HAS_PATH, host);
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

  normal = sb_host_normalize_qualified (host, problem);
  if (normal != NULL) {
    SbProblemCode doubt = sb_host_find_doubt (normal);

    return conclude (host, g_steal_pointer (&normal), doubt, problem);
  }

  plain = sb_text_to_plain (host);
  offer = g_str_equal (plain, host) ? NULL : find_host (plain);
  if (offer != NULL) {
    g_clear_pointer (problem, sb_problem_free);
    *problem = new_error (SB_PROBLEM_MARKS, offer);
  }

  return NULL;
}

/* Characters that RFC 3986 has no place for, and a per cent sign without two hexadecimal digits.
 * Letters beyond ASCII are let through: what is sent has them escaped. */
static gboolean
has_only_url_characters (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    if (sb_text_is_blank (g_utf8_get_char (p)) || strchr ("<>\"{}|\\^`", *p) != NULL)
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

/* The host of an authority, with its port; or NULL with the problem. @doubt: (out): what speaks
 * against the host, or NONE */
static char *
parse_authority (const char *authority, SbProblemCode *doubt, SbProblem **problem)
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

  *doubt = sb_host_find_doubt (normal);

  return port > 0 ? g_strdup_printf ("%s:%u", normal, (guint) port) : g_steal_pointer (&normal);
}

/* What is sent of a trimmed @url, which a warning or a note goes along with; or NULL with an error.
 */
static char *
parse_url (const char *url, SbProblem **problem)
{
  g_autofree char *authority = NULL;
  g_autofree char *host = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *normal = NULL;
  gboolean encrypted = has_prefix_ignoring_case (url, "https://");
  SbProblemCode warning = SB_PROBLEM_NONE;
  const char *start;
  gsize length;

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
  host = parse_authority (authority, &warning, problem);
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

  if (warning == SB_PROBLEM_NONE && !encrypted)
    warning = SB_PROBLEM_URL_HTTP;

  return conclude (url, g_steal_pointer (&normal), warning, problem);
}

/* What follows the scheme, however it is written: "https:/", "https//"; or @text itself. */
static const char *
skip_http (const char *text, gboolean *encrypted)
{
  const char *end = text + strlen ("http");

  if (!has_prefix_ignoring_case (text, "http"))
    return text;

  *encrypted = *end == 's' || *end == 'S';
  end += *encrypted ? 1 : 0;
  if (g_str_has_prefix (end, ":") || g_str_has_prefix (end, "//"))
    return end + strspn (end, ":/");

  return text;
}

/* (transfer full) (nullable): what somebody meant who typed @url: without marks, with its scheme
 * and with it once. @twice: (out): whether it was there twice */
static char *
guess_url (const char *url, gboolean *twice)
{
  g_autoptr (SbProblem) problem = NULL;
  g_autofree char *plain = sb_text_to_plain (url);
  g_autofree char *guess = NULL;
  g_autofree char *normal = NULL;
  gboolean encrypted = TRUE;
  const char *rest = plain;
  guint n_schemes = 0;

  for (const char *next = NULL; (next = skip_http (rest, &encrypted)) != rest; n_schemes++)
    rest = next;
  *twice = n_schemes > 1;
  if (n_schemes == 0)
    rest += strspn (rest, "/");

  guess = g_strconcat (n_schemes == 0 || encrypted ? "https://" : "http://", rest, NULL);
  normal = parse_url (guess, &problem);
  if (normal == NULL || g_str_equal (guess, url)
      || (problem != NULL && problem->severity == SB_SEVERITY_WARNING
          && problem->code != SB_PROBLEM_URL_HTTP))
    return NULL;

  return g_steal_pointer (&guess);
}

static gsize
count_beyond_ascii (const char *text)
{
  gsize n_bytes = 0;

  for (; *text != '\0'; text++)
    n_bytes += (*text & 0x80) != 0;

  return n_bytes;
}

/* What is sent, which a warning or a note goes along with; or NULL with an error. */
static char *
parse_carrier_url (const char *text, SbProblem **problem)
{
  g_autofree char *url = sb_trim (text);
  g_autofree char *code = sb_activation_code_find (url);
  g_autofree char *normal = NULL;
  g_autofree char *guess = NULL;
  gboolean twice;
  gboolean marked;

  if (*url == '\0') {
    *problem = new_error (SB_PROBLEM_EMPTY, NULL);
    return NULL;
  }
  if (code != NULL || has_prefix_ignoring_case (url, "LPA:")) {
    *problem = new_error (SB_PROBLEM_URL_IS_ACTIVATION_CODE, NULL);
    return NULL;
  }

  normal = parse_url (url, problem);
  guess = guess_url (url, &twice);
  if (guess == NULL)
    return g_steal_pointer (&normal);

  /* A bracket at the end may belong to a URL that is right; a curly quote does not. */
  marked = count_beyond_ascii (guess) < count_beyond_ascii (url);
  if (normal != NULL && !twice && !marked)
    return g_steal_pointer (&normal);

  g_clear_pointer (problem, sb_problem_free);
  *problem = new_error (marked ? SB_PROBLEM_MARKS : SB_PROBLEM_URL_MALFORMED, guess);

  return NULL;
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
