/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Host names by the rules of DNS (RFC 1035, RFC 1123) on their A-labels (RFC 5890). */

#define G_LOG_DOMAIN "sb-host"

#include "sb-host.h"

#include <gio/gio.h>
#include <idn2.h>

#include <string.h>

#define HOST_LIMIT  253
#define LABEL_LIMIT 63

static SbProblem *
new_error (SbProblemCode code, const char *argument)
{
  return sb_problem_new (code, SB_SEVERITY_ERROR, argument);
}

static gboolean
is_all (const char *text, const char *allowed)
{
  return text[strspn (text, allowed)] == '\0';
}

/* The label by IDNA 2008, with what TR46 maps before it; GLib has the rules of 2003, by which "ß"
 * is "ss" and leads to somebody else. ASCII is not asked about: real names have "--" in the middle.
 */
static char *
to_a_label (const char *label, SbProblem **problem)
{
  uint8_t *ascii = NULL;
  g_autofree char *copy = NULL;
  int result;

  if (g_str_is_ascii (label) && g_ascii_strncasecmp (label, "xn--", 4) != 0)
    return g_ascii_strdown (label, -1);

  result = idn2_lookup_u8 ((const uint8_t *) label,
                           &ascii,
                           IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL | IDN2_ALABEL_ROUNDTRIP);
  if (result != IDN2_OK) {
    *problem = new_error (result == IDN2_TOO_BIG_LABEL ? SB_PROBLEM_HOST_LABEL_TOO_LONG
                                                       : SB_PROBLEM_HOST_MALFORMED,
                          label);
    return NULL;
  }

  copy = g_ascii_strdown ((const char *) ascii, -1);
  idn2_free (ascii);

  return g_steal_pointer (&copy);
}

/* The label in ASCII and lower case, or NULL with the problem. */
static char *
check_label (const char *label, SbProblem **problem)
{
  g_autofree char *ascii = to_a_label (label, problem);
  gsize length;

  if (ascii == NULL)
    return NULL;

  length = strlen (ascii);
  if (length > LABEL_LIMIT) {
    *problem = new_error (SB_PROBLEM_HOST_LABEL_TOO_LONG, label);
    return NULL;
  }

  if (length == 0 || ascii[0] == '-' || ascii[length - 1] == '-'
      || !is_all (ascii,
                  "abcdefghijklmnopqrstuvwxyz-"
                  "0123456789")) {
    *problem = new_error (SB_PROBLEM_HOST_MALFORMED, label);
    return NULL;
  }

  return g_steal_pointer (&ascii);
}

/* The host as labels in ASCII and lower case, without the dot of the root; or NULL with the
 * problem.
 */
char *
sb_host_normalize (const char *host, SbProblem **problem)
{
  g_autoptr (GString) normal = g_string_new (NULL);
  g_autoptr (GString) dotted = g_string_new (NULL);
  g_auto (GStrv) labels = NULL;
  guint n_labels;

  /* IDNA takes these for dots too: they are what a Chinese or Japanese keyboard gives. */
  for (const char *p = host; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == 0x3002 || c == 0xff0e || c == 0xff61)
      c = '.';
    g_string_append_unichar (dotted, c);
  }

  labels = g_strsplit (dotted->str, ".", -1);
  n_labels = g_strv_length (labels);
  if (n_labels > 1 && *labels[n_labels - 1] == '\0')
    n_labels--;

  for (guint i = 0; i < n_labels; i++) {
    g_autofree char *label = check_label (labels[i], problem);

    if (label == NULL)
      return NULL;

    if (i > 0)
      g_string_append_c (normal, '.');
    g_string_append (normal, label);
  }

  if (normal->len > HOST_LIMIT) {
    *problem = new_error (SB_PROBLEM_HOST_TOO_LONG, G_STRINGIFY (HOST_LIMIT));
    return NULL;
  }

  return g_string_free (g_steal_pointer (&normal), FALSE);
}

/* Whether programs take the normal @host for an address, or for one that is wrong: so says the URL
 * Standard of a last label that is a number, also in hexadecimal notation.
 */
gboolean
sb_host_ends_in_number (const char *host)
{
  const char *dot = strrchr (host, '.');
  const char *last = dot != NULL ? dot + 1 : host;

  return is_all (last, "0123456789")
         || (g_str_has_prefix (last, "0x") && is_all (last + 2, "0123456789abcdef"));
}

/* What makes it unlikely that the normal @host, which may be an address, is the one that was meant:
 * the code of a warning, or NONE. */
SbProblemCode
sb_host_find_doubt (const char *host)
{
  const char *dot = strrchr (host, '.');
  const char *last = dot != NULL ? dot + 1 : host;

  if (*host == '[' || g_hostname_is_ip_address (host))
    return SB_PROBLEM_HOST_NUMERIC;
  if (g_str_equal (last, "localhost"))
    return SB_PROBLEM_HOST_LOCAL;
  if (dot == NULL)
    return SB_PROBLEM_HOST_SINGLE_LABEL;
  if (strpbrk (last, "0123456789") != NULL && !g_str_has_prefix (last, "xn--"))
    return SB_PROBLEM_HOST_ODD_ENDING;

  return SB_PROBLEM_NONE;
}

/* A bare name, fully qualified: nothing before it or behind it. */
char *
sb_host_normalize_qualified (const char *host, SbProblem **problem)
{
  g_autofree char *normal = NULL;
  const char *last;

  if (g_hostname_is_ip_address (host) || *host == '[') {
    *problem = new_error (SB_PROBLEM_HOST_IS_ADDRESS, NULL);
    return NULL;
  }

  normal = sb_host_normalize (host, problem);
  if (normal == NULL)
    return NULL;

  /* The dot of the root hid it. */
  if (g_hostname_is_ip_address (normal)) {
    *problem = new_error (SB_PROBLEM_HOST_IS_ADDRESS, NULL);
    return NULL;
  }

  last = strrchr (normal, '.');
  if (last == NULL) {
    *problem = new_error (SB_PROBLEM_HOST_NOT_QUALIFIED, NULL);
    return NULL;
  }

  /* No top-level domain is a single letter; "10.1" is an address with parts left out, and "10.0x1"
   * one in another notation.
   */
  if (strlen (last + 1) < 2 || sb_host_ends_in_number (normal)) {
    *problem = new_error (SB_PROBLEM_HOST_MALFORMED, last + 1);
    return NULL;
  }

  return g_steal_pointer (&normal);
}
