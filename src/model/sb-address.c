/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-address"

#include "sb-address.h"

#include <gio/gio.h>
#include <string.h>

#include "sb-host.h"
#include "sb-text.h"

/* "localhost" counts by its name: RFC 6761 reserves it for loopback. */
static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* (transfer full): without the marks that nobody sees. */
static char *
without_marks (const char *text)
{
  g_autofree char *trimmed = sb_trim (text);
  g_autoptr (GString) left = g_string_new (NULL);

  for (const char *at = trimmed; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (g_unichar_type (c) != G_UNICODE_FORMAT)
      g_string_append_unichar (left, c);
  }

  return g_string_free (g_steal_pointer (&left), FALSE);
}

static SbAddressProblem
examine (const char *text, char **normalized)
{
  g_autofree char *trimmed = without_marks (text);
  g_autofree char *with_scheme = NULL;
  g_autofree char *host = NULL;
  g_autoptr (SbProblem) ignored = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  *normalized = NULL;

  if (*trimmed == '\0')
    return SB_ADDRESS_EMPTY;

  with_scheme = strstr (trimmed, "://") != NULL ? g_strdup (trimmed)
                                                : g_strconcat ("https://", trimmed, NULL);
  uri = g_uri_parse (with_scheme, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_NON_DNS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return SB_ADDRESS_MALFORMED;

  scheme = g_uri_get_scheme (uri);
  if (!g_str_equal (scheme, "https")
      && !(g_str_equal (scheme, "http") && is_loopback (g_uri_get_host (uri))))
    return SB_ADDRESS_NOT_HTTPS;

  /* What is behind the host is a page of the console, from a browser: the API is at the root. */
  if (g_uri_get_userinfo (uri) != NULL || strpbrk (g_uri_get_host (uri), " \t\r\n/\\@") != NULL
      || g_uri_get_port (uri) == 0)
    return SB_ADDRESS_MALFORMED;

  /* Whoever looks the name up later has other rules for what is beyond ASCII. */
  host = g_str_is_ascii (g_uri_get_host (uri)) ? g_strdup (g_uri_get_host (uri))
                                               : sb_host_normalize (g_uri_get_host (uri), &ignored);
  if (host == NULL)
    return SB_ADDRESS_MALFORMED;

  *normalized =
    g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, g_uri_get_port (uri), "", NULL, NULL);

  return SB_ADDRESS_FINE;
}

SbAddressProblem
sb_address_check (const char *text)
{
  g_autofree char *normalized = NULL;

  return examine (text, &normalized);
}

char *
sb_address_normalize (const char *text)
{
  char *normalized = NULL;

  examine (text, &normalized);

  return normalized;
}
