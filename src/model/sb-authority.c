/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-authority"

#include "sb-authority.h"

#include <gio/gio.h>
#include <string.h>

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END   "-----END CERTIFICATE-----"

/* Of DER, X.690. */
#define TAG_INTEGER  0x02
#define TAG_OID      0x06
#define TAG_SEQUENCE 0x30

/* 1.2.840.113549.1.7, PKCS #7, without its last number. */
static const guint8 pkcs7_oid[] = { 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07 };

/* Steps over a tag and a length. Returns what is behind them, or NULL where there is another tag or
 * an end. */
static const guint8 *
enter (const guint8 *at, const guint8 *end, guint8 tag)
{
  gsize n_more;

  if (at == NULL || end - at < 2 || at[0] != tag)
    return NULL;

  n_more = (at[1] & 0x80) != 0 ? at[1] & 0x7f : 0;

  return (gsize) (end - at) > 2 + n_more ? at + 2 + n_more : NULL;
}

/* What a file is that is in DER, and no certificate: by how it begins. */
static SbAuthorityProblem
judge_der (const guint8 *data, gsize length)
{
  const guint8 *end = data + length;
  const guint8 *outer = enter (data, end, TAG_SEQUENCE);
  const guint8 *oid = enter (outer, end, TAG_OID);
  const guint8 *version = enter (outer, end, TAG_INTEGER);

  if (oid != NULL)
    return (gsize) (end - oid) >= sizeof pkcs7_oid && memcmp (oid, pkcs7_oid, sizeof pkcs7_oid) == 0
             ? SB_AUTHORITY_BUNDLE
             : SB_AUTHORITY_NOTHING;
  /* PKCS #12 has the version 3; PKCS #1, PKCS #8 and SEC 1 have 0 or 1. */
  if (version != NULL)
    return *version == 3 ? SB_AUTHORITY_PKCS12
                         : (*version <= 1 ? SB_AUTHORITY_KEY : SB_AUTHORITY_NOTHING);
  /* A public key, or one that is encrypted: the name of a method first. */
  if (enter (enter (outer, end, TAG_SEQUENCE), end, TAG_OID) != NULL)
    return SB_AUTHORITY_KEY;

  return SB_AUTHORITY_NOTHING;
}

static GError *
new_error (SbAuthorityProblem problem)
{
  static const char *const words[] = {
    [SB_AUTHORITY_UNREADABLE] = "it cannot be read",
    [SB_AUTHORITY_NOTHING] = "no certificate in it",
    [SB_AUTHORITY_BUNDLE] = "PKCS #7",
    [SB_AUTHORITY_PKCS12] = "PKCS #12",
    [SB_AUTHORITY_KEY] = "a key",
  };
  SbErrorDetails details = { .authority_problem = problem };

  return sb_error_new (SB_ERROR_AUTHORITY, &details, "Not a certificate: %s", words[problem]);
}

/* Adds one certificate in DER. */
static gboolean
add (GString *pem, const guint8 *data, gsize length, GError **error)
{
  g_autofree char *encoded = g_base64_encode (data, length);
  g_autoptr (GString) block = g_string_new (BEGIN "\n");
  g_autoptr (GTlsCertificate) certificate = NULL;

  for (const char *at = encoded; *at != '\0'; at += MIN (strlen (at), 64))
    g_string_append_printf (block, "%.64s\n", at);
  g_string_append (block, END "\n");

  certificate = g_tls_certificate_new_from_pem (block->str, (gssize) block->len, NULL);
  if (certificate == NULL) {
    g_propagate_error (error, new_error (judge_der (data, length)));
    return FALSE;
  }
  g_string_append_len (pem, block->str, (gssize) block->len);

  return TRUE;
}

/* What a text is that has no certificate in it. */
static SbAuthorityProblem
judge_text (const char *data, gsize length)
{
  if (g_strstr_len (data, (gssize) length, "-----BEGIN PKCS7-----") != NULL
      || g_strstr_len (data, (gssize) length, "-----BEGIN CMS-----") != NULL)
    return SB_AUTHORITY_BUNDLE;
  if (g_strstr_len (data, (gssize) length, " KEY-----") != NULL)
    return SB_AUTHORITY_KEY;

  return SB_AUTHORITY_NOTHING;
}

char *
sb_authority_read (const char *data, gsize length, GError **error)
{
  g_autoptr (GString) pem = g_string_new (NULL);
  const char *at = data;
  const char *end = data + length;

  if (length == 0) {
    g_propagate_error (error, new_error (SB_AUTHORITY_NOTHING));
    return NULL;
  }
  if (g_strstr_len (data, (gssize) length, "-----BEGIN ") == NULL)
    return add (pem, (const guint8 *) data, length, error)
             ? g_string_free (g_steal_pointer (&pem), FALSE)
             : NULL;

  while ((at = g_strstr_len (at, end - at, BEGIN)) != NULL) {
    const char *last;
    g_autofree char *encoded = NULL;
    g_autofree guint8 *der = NULL;
    gsize der_length;

    at += strlen (BEGIN);
    last = g_strstr_len (at, end - at, END);
    if (last == NULL)
      break;
    encoded = g_strndup (at, (gsize) (last - at));
    der = g_base64_decode (encoded, &der_length);
    if (!add (pem, der, der_length, error))
      return NULL;
    at = last;
  }

  if (pem->len == 0) {
    g_propagate_error (error, new_error (judge_text (data, length)));
    return NULL;
  }

  return g_string_free (g_steal_pointer (&pem), FALSE);
}
