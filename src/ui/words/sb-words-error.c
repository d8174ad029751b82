/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-error"

#include "config.h"

#include "sb-words.h"

#include "sb-line.h"
#include "sb-words-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

typedef struct {
  const char *title;  /* what is the case */
  const char *advice; /* what to do about it */
  const char *here;   /* (nullable): the same, said in Account */
} ErrorWords;

static const ErrorWords errors[] = {
  [SB_ERROR_CANCELLED] = { N_ ("Cancelled"), NULL },
  [SB_ERROR_OFFLINE] = { N_ ("The server cannot be reached"),
                         N_ ("Check the network, and the server’s address in Account."),
                         N_ ("Check the network, and the server’s address.") },
  [SB_ERROR_TLS] = { N_ ("No secure connection could be made"), NULL },
  [SB_ERROR_UNAUTHORIZED] = { N_ ("The server refused the sign-in"),
                              N_ ("Check user and password in Account. Where the portal enforces "
                                  "multi-factor sign-in, a "
                                  "password is refused and a token is needed."),
                              N_ ("Check user and password. Where the portal enforces multi-factor "
                                  "sign-in, a password is refused and a token is needed.") },
  [SB_ERROR_FORBIDDEN] = { N_ ("You don’t have the permission"),
                           N_ ("Ask an administrator of the server for it.") },
  [SB_ERROR_NOT_FOUND] = { N_ ("It no longer exists on the server"),
                           N_ ("Somebody may have deleted it. Refresh to see what is there.") },
  [SB_ERROR_NAME_TAKEN] = { N_ ("The name is already taken"), N_ ("Choose another name.") },
  [SB_ERROR_CHANGED_ELSEWHERE] = { N_ ("Somebody else changed it first"),
                                   N_ ("Nothing was overwritten. Look at what is there now, then "
                                       "change it again.") },
  [SB_ERROR_KEY_REUSED] = { N_ ("The server took this for another request"),
                            N_ ("Nothing was changed. Try again.") },
  [SB_ERROR_IN_PROGRESS] = { N_ ("The server is still busy with the same request"),
                             N_ ("Look again in a minute.") },
  [SB_ERROR_DELETED] = { N_ ("It was deleted on the server"), N_ ("Add it as a new one.") },
  [SB_ERROR_INVALID] = { N_ ("The server did not accept what was sent"), NULL },
  [SB_ERROR_RATE_LIMITED] = { N_ ("The server asks to wait"),
                              N_ ("It gets too many requests. Try again later.") },
  [SB_ERROR_UNAVAILABLE] = { N_ ("The server is having trouble"),
                             N_ ("The fault is on its side. Try again later.") },
  [SB_ERROR_PROTOCOL] = { N_ ("The server’s answer makes no sense"),
                          N_ ("It may not be an MDM server that Signalbox knows, or something "
                              "between you and it "
                              "changes its answers.") },
  [SB_ERROR_UNSUPPORTED] = { N_ ("The server does not offer this"),
                             N_ ("Do it in the server’s own console.") },
  [SB_ERROR_DEADLINE] = { N_ ("The server did not answer in time"), N_ ("Try again later.") },
  [SB_ERROR_STORAGE] = { N_ ("This computer’s disk refused"),
                         N_ ("Check that there is free space, and that you may write there.") },
  [SB_ERROR_AUTHORITY] = { N_ ("The file of the certificate authority cannot be used"), NULL },
  [SB_ERROR_TOO_LARGE] = { N_ ("The list is too long to be read whole"),
                           N_ ("Search or filter for fewer. Where only few are expected, the "
                               "server’s numbers cannot be trusted.") },
  [SB_ERROR_INCOMPLETE] = { N_ ("The list could not be read whole"),
                            N_ ("It changed while it was read, or the server left rows out. Try "
                                "again.") },
  [SB_ERROR_LOSSY] = { N_ ("Part of it cannot be read, and an edit would lose it"),
                       N_ ("Nothing was sent. Change it in the server’s own console.") },
  [SB_ERROR_OVERDUE] = { N_ ("It had to wait for over an hour, and was not sent"),
                         N_ ("Nothing was changed. Look at what is there now before you do it "
                             "again.") },
  [SB_ERROR_PROXY] = { N_ ("The proxy does not let the connection through"),
                       N_ ("The server was not asked. Look into the desktop’s network settings, "
                           "or ask who runs the proxy.") },
  [SB_ERROR_INTERRUPTED] = { N_ ("Signalbox ended before the answer came"),
                             N_ ("What became of it is being found out.") },
  [SB_ERROR_EXPIRED] = { N_ ("The server does not know the request any more"),
                         N_ ("The answer was lost more than a day ago. Look at the devices before "
                             "you ask for it again.") },
  [SB_ERROR_RESTED] = { N_ ("Signalbox was not open for more than a day"),
                        N_ ("The devices may be somebody else’s by now. Look at them before it "
                            "goes on.") },
  [SB_ERROR_CHANGED_HANDS] = { N_ ("Some of the devices are not what they were"),
                               N_ ("They were enrolled anew, changed their user, or are gone, and "
                                   "are left out. Look at the others before it goes on.") },
};

static const ErrorWords network_words[] = {
  [SB_NETWORK_OTHER] = { NULL, NULL },
  [SB_NETWORK_NO_SUCH_NAME] = { N_ ("No server of this name was found"),
                                N_ ("Check the server’s address in Account, and the network."),
                                N_ ("Check the server’s address, and the network.") },
  [SB_NETWORK_REFUSED] = { N_ ("The server refused the connection"),
                           N_ ("A computer answers at this address, but no MDM server. Check the "
                               "address and its port in Account, or try again later."),
                           N_ ("A computer answers at this address, but no MDM server. Check the "
                               "address and its port, or try again later.") },
  [SB_NETWORK_NOT_TLS] = { N_ ("No secure connection could be made"),
                           N_ ("What answers at this address does not speak TLS. Check the address "
                               "and its port in Account."),
                           N_ ("What answers at this address does not speak TLS. Check the address "
                               "and its port.") },
  [SB_NETWORK_ASKS_CERTIFICATE] = { N_ ("No secure connection could be made"),
                                    N_ ("The server asks for a certificate of this computer, which "
                                        "Signalbox cannot give.") },
};

static const ErrorWords keyring_words[] = {
  [SB_KEYRING_FAILED] = { N_ ("The keyring refused"),
                          N_ ("Signalbox can go on, and asks for the password again next time.") },
  [SB_KEYRING_LOCKED] = { N_ ("The keyring is locked"),
                          N_ ("Unlock it, or type the password: Signalbox can go on without "
                              "keeping it.") },
  [SB_KEYRING_ABSENT] = { N_ ("There is no keyring"),
                          N_ ("Type the password: Signalbox can go on without keeping it.") },
  [SB_KEYRING_EMPTY] = { N_ ("The password is needed"),
                         N_ ("The keyring has none for this account.") },
};

/* What can be done about a file of a certificate authority. */
static const char *const authority_advice[] = {
  [SB_AUTHORITY_UNREADABLE] = N_ ("It cannot be read. Choose a file in Account that you can read."),
  [SB_AUTHORITY_NOTHING] = N_ ("There is no certificate in it. Choose a file with certificates in "
                               "the PEM or DER format."),
  [SB_AUTHORITY_BUNDLE] = N_ ("It is a PKCS #7 bundle (.p7b). Export the authority’s certificate "
                              "as X.509 (.cer) instead."),
  [SB_AUTHORITY_PKCS12] = N_ (
    "It is a PKCS #12 file (.pfx or .p12), which is made for keys. Export "
    "the authority’s certificate as X.509 (.cer) instead."),
  [SB_AUTHORITY_KEY] = N_ ("It is a key. Choose the authority’s certificate instead."),
};

static const ErrorWords storage_words[] = {
  [SB_STORAGE_REFUSED] = { NULL, NULL },
  [SB_STORAGE_FULL] = { N_ ("This computer’s disk is full"),
                        N_ ("Free some space, then try again.") },
  [SB_STORAGE_READ_ONLY] = { N_ ("Signalbox may not write its file"),
                             N_ ("Check whose the file and its folder are. The details say where "
                                 "they are.") },
  [SB_STORAGE_FOREIGN] = { N_ ("The file is not one of this version of Signalbox"),
                           N_ ("It may be damaged, or from another version.") },
  [SB_STORAGE_NEWER] = { N_ ("The file is from a newer version of Signalbox"),
                         N_ ("It was left as it is. Use the newer version.") },
  [SB_STORAGE_BROKEN] = { N_ ("The file is damaged"),
                          N_ ("Move it elsewhere to begin with an empty one. The details say where "
                              "it is.") },
  [SB_STORAGE_IN_USE] = { N_ ("Another program uses the file"),
                          N_ ("Close the other Signalbox, then try again.") },
};

/* How many fields an advice names; details have all. */
#define ADVICE_FIELDS 5

static const ErrorWords certificate_words = { N_ ("The server’s certificate is not trusted"),
                                              NULL };

static const ErrorWords token_words = { N_ ("The server refused the token"),
                                        N_ ("It may have expired. Give another one in Account."),
                                        N_ ("It may have expired. Give another one.") };

static const ErrorWords proxy_sign_in_words = {
  N_ ("The proxy asks for a sign-in"),
  N_ ("Nothing goes to the server before that. Give the proxy’s own user and password, not those "
      "of the account; the desktop’s network settings can keep them."),
};
/* Not Basic, not Digest. */
static const ErrorWords proxy_foreign_words = {
  N_ ("The proxy asks for a sign-in that Signalbox cannot make"),
  N_ ("Only Basic and Digest are known here. Ask who runs the proxy."),
};

/* HTTP status 503, whatever the error came to. */
static const ErrorWords maintenance_words = { N_ ("The server is under maintenance"),
                                              N_ ("Try again later.") };

/* Of a change: an answer that says neither that it was carried out nor that it was not. */
static const ErrorWords unconfirmed_words = { N_ ("Sent; the server did not confirm it"),
                                              N_ ("Look at what is there now before you do it "
                                                  "again.") };

typedef struct {
  GTlsCertificateFlags flag;
  const char *text;
} TlsWords;

static const TlsWords tls_words[] = {
  { G_TLS_CERTIFICATE_UNKNOWN_CA,
    N_ ("It was not issued by an authority that this computer trusts. If your organisation has its "
        "own, give its file in Account.") },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, N_ ("It is for another server’s name. Check the address.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, N_ ("It is not valid yet. Check this computer’s clock.") },
  { G_TLS_CERTIFICATE_EXPIRED, N_ ("It has expired. Ask the server’s administrator to renew it.") },
  { G_TLS_CERTIFICATE_REVOKED, N_ ("It was revoked. Do not trust this server.") },
  { G_TLS_CERTIFICATE_INSECURE, N_ ("It is made with a method that is no longer safe.") },
};

static void
add_line (GString *text, const char *line)
{
  sb_words_add (text, "\n", line);
}

/* Several bits may be set at once: each has its sentence. */
static void
add_tls_lines (GString *text, guint flags)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tls_words); i++) {
    if ((flags & tls_words[i].flag) != 0)
      add_line (text, _ (tls_words[i].text));
  }
  if (text->len == 0)
    add_line (text, _ ("The server and this computer found no common way to make one."));
}

/* (transfer full): a field's name and the server's words about it */
static char *
describe_field (const SbFieldError *field, guint max_chars)
{
  g_autofree char *name = sb_line_new (field->name, max_chars);
  g_autofree char *message = sb_line_new (field->message, max_chars);
  g_autofree char *code = sb_line_new (field->code, max_chars);
  g_autofree char *name_inside = sb_words_isolate (name != NULL ? name : "?");
  g_autofree char *inside = sb_words_isolate (message != NULL ? message
                                              : code != NULL  ? code
                                                              : "?");

  /* Translators: a field's name and the server's words about it */
  return g_strdup_printf (_ ("%s: %s"), name_inside, inside);
}

static void
add_field_lines (GString *text, GPtrArray *fields, guint max_fields, guint max_chars)
{
  guint n_fields = fields != NULL ? fields->len : 0;

  for (guint i = 0; i < MIN (n_fields, max_fields); i++)
    sb_words_add_own (text, "\n", describe_field (g_ptr_array_index (fields, i), max_chars));
  if (n_fields > max_fields)
    sb_words_add_own (text, "\n", sb_words_n_more (n_fields - max_fields));
}

/* The words for what is known beside the code, or for the code alone. */
static const ErrorWords *
get_words (const GError *error)
{
  SbNetworkProblem problem = sb_error_get_network_problem (error);
  SbStorageProblem storage = sb_error_get_storage_problem (error);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_KEYRING))
    return &keyring_words[sb_error_get_keyring_problem (error)];
  if (g_error_matches (error, SB_ERROR, SB_ERROR_PROXY)) {
    if (sb_error_get_http_status (error) != 407)
      return &errors[SB_ERROR_PROXY];
    return sb_error_get_details (error)->wants_sign_in ? &proxy_sign_in_words
                                                       : &proxy_foreign_words;
  }
  if (sb_error_get_http_status (error) == 503)
    return &maintenance_words;
  if (g_error_matches (error, SB_ERROR, SB_ERROR_PROTOCOL) && sb_error_is_maybe_done (error))
    return &unconfirmed_words;
  if (sb_error_is_with_token (error))
    return &token_words;
  if (sb_error_get_tls_flags (error) != 0)
    return &certificate_words;
  if (problem < G_N_ELEMENTS (network_words) && network_words[problem].title != NULL)
    return &network_words[problem];
  if (g_error_matches (error, SB_ERROR, SB_ERROR_STORAGE) && storage < G_N_ELEMENTS (storage_words)
      && storage_words[storage].title != NULL)
    return &storage_words[storage];
  if (error->domain != SB_ERROR || error->code < 0 || (gsize) error->code >= G_N_ELEMENTS (errors)
      || errors[error->code].title == NULL)
    return NULL;

  return &errors[error->code];
}

/**
 * sb_words_error_title:
 *
 * Returns: (transfer none): what is the case, as a short sentence without a full stop
 */
const char *
sb_words_error_title (const GError *error)
{
  const ErrorWords *words;

  g_return_val_if_fail (error != NULL, "");

  words = get_words (error);

  return words != NULL ? _ (words->title) : _ ("Something went wrong");
}

/**
 * sb_words_error_advice:
 *
 * Returns: (transfer full): what to do about it, in sentences; empty where there is nothing to say
 */
char *
sb_words_error_advice (const GError *error)
{
  const ErrorWords *words;
  GString *text;

  g_return_val_if_fail (error != NULL, NULL);

  words = get_words (error);
  text = g_string_new (NULL);

  if (words == NULL) {
    add_line (text, error->message);
  } else if (error->code == SB_ERROR_TLS && words->advice == NULL) {
    add_tls_lines (text, sb_error_get_tls_flags (error));
  } else if (error->code == SB_ERROR_AUTHORITY) {
    add_line (text, _ (sb_words_pick (authority_advice, sb_error_get_authority_problem (error))));
  } else if ((error->code == SB_ERROR_RATE_LIMITED || words == &maintenance_words)
             && sb_error_get_retry_at (error) > 0) {
    g_autofree char *time = sb_words_time_exact (sb_error_get_retry_at (error));

    g_string_append_printf (text,
                            words == &maintenance_words
                              /* Translators: date and time */
                              ? _ ("Try again after %s.")
                              : _ ("It gets too many requests. Try again after %s."),
                            time);
  } else if (error->code == SB_ERROR_INVALID) {
    add_field_lines (text, sb_error_get_fields (error), ADVICE_FIELDS, SB_LINE_MAX_CHARS);
    if (text->len == 0 && sb_error_get_details (error) != NULL)
      sb_words_add_own (
        text,
        "\n",
        sb_line_new (sb_error_get_details (error)->server_message, SB_LINE_MAX_VALUE_CHARS));
  } else if (error->code == SB_ERROR_UNSUPPORTED && sb_error_get_http_status (error) != 0
             && !sb_error_is_enveloped (error)) {
    add_line (text,
              _ ("Something between you and the server may have answered in its place. Refresh to "
                 "ask again, or do it in the server’s own console."));
  } else {
    const char *name = sb_error_get_proxy (error) != NULL ? sb_error_get_proxy (error)
                                                          : sb_error_get_permission (error);

    if (name != NULL)
      /* Translators: the name of a proxy, such as proxy.example.com, or of a permission, as the
       * server's console has it */
      g_string_append_printf (text, _ ("It is called %s."), name);
    if (words->advice != NULL)
      add_line (text, _ (words->advice));
  }

  return g_string_free (text, FALSE);
}

/**
 * sb_words_error_advice_here:
 *
 * Returns: (transfer full): as [func@words_error_advice], for who is in Account already
 */
char *
sb_words_error_advice_here (const GError *error)
{
  const ErrorWords *words;

  g_return_val_if_fail (error != NULL, NULL);

  words = get_words (error);

  return words != NULL && words->here != NULL ? g_strdup (_ (words->here))
                                              : sb_words_error_advice (error);
}

/**
 * sb_words_error_details:
 *
 * Returns: (transfer full): everything that is known, to read and to copy into a report
 */
char *
sb_words_error_details (const GError *error)
{
  const SbErrorDetails *details;
  GString *text;
  g_autofree char *advice = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  details = sb_error_get_details (error);
  text = g_string_new (sb_words_error_title (error));
  /* Fields follow whole. */
  if (!g_error_matches (error, SB_ERROR, SB_ERROR_INVALID) || sb_error_get_fields (error) == NULL)
    advice = sb_words_error_advice (error);
  add_line (text, advice);
  if (details != NULL && sb_error_is_maybe_done (error))
    add_line (text, _ ("The answer was lost: it may have been carried out."));

  g_string_append_c (text, '\n');
  add_line (text, error->message);
  if (details != NULL) {
    if (details->http_status != 0)
      sb_words_add_own (text, "\n", g_strdup_printf ("HTTP %u", details->http_status));
    add_line (text, details->server_code);
    add_line (text, details->server_message);
    add_field_lines (text, details->field_errors, G_MAXUINT, G_MAXUINT);
  }

  return g_string_free (text, FALSE);
}

/**
 * sb_words_set_aside:
 * @path: the file's new name
 *
 * Returns: (transfer full): what became of the demo tenant of an earlier version
 */
char *
sb_words_set_aside (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  /* Translators: the name of a file, with its folder */
  return g_strdup_printf (_ ("This version of Signalbox cannot read the devices and configurations "
                             "of an earlier one. They are kept in %s, and were not changed."),
                          path);
}

/**
 * sb_words_stale:
 * @error: why it could not be read again
 * @read_at: when what is shown was read, in milliseconds since 1970
 *
 * Returns: (transfer full): that what is shown is old, and why
 */
char *
sb_words_stale (const GError *error, gint64 read_at, gint64 now)
{
  g_autofree char *time = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  time = sb_words_time_of_day (read_at, now);

  /* Translators: what is shown is old: “As of 14:03. Could not be refreshed: The server cannot be
   * reached” */
  return g_strdup_printf (_ ("As of %s. Could not be refreshed: %s"),
                          time,
                          sb_words_error_title (error));
}

/**
 * sb_words_secret:
 *
 * Returns: (nullable) (transfer full): what an error says about the password, where that is what is
 *   wrong
 */
char *
sb_words_secret (const GError *error)
{
  g_autofree char *advice = NULL;

  if (!g_error_matches (error, SB_ERROR, SB_ERROR_UNAUTHORIZED)
      && !g_error_matches (error, SB_ERROR, SB_ERROR_KEYRING))
    return NULL;

  if (error->code == SB_ERROR_KEYRING)
    advice = sb_words_error_advice (error);

  /* Translators: what is wrong with the password, and a sentence on what to do */
  return advice != NULL ? g_strdup_printf (_ ("%s. %s"), sb_words_error_title (error), advice)
                        : g_strdup_printf (_ ("%s."), sb_words_error_title (error));
}

/**
 * sb_words_condition:
 * @error: (nullable): why the condition is what it is
 *
 * Returns: (transfer none): the text of a banner
 */
const char *
sb_words_condition (const GError *error)
{
  return error != NULL ? sb_words_error_title (error) : _ ("The server cannot be reached");
}

/* Whom a server does not distribute to. */
static const char *const distribution_words[SB_N_CAPABILITIES] = {
  [SB_CAPABILITY_DISTRIBUTE_TO_DEVICE_GROUPS] = N_ ("This server does not distribute to device "
                                                    "groups."),
  [SB_CAPABILITY_DISTRIBUTE_TO_DEVICES] = N_ ("This server does not distribute to single devices: "
                                              "choose a device group that they are in."),
  [SB_CAPABILITY_DISTRIBUTE_TO_ACCOUNT_GROUPS] = N_ ("This server does not distribute to user "
                                                     "groups."),
  [SB_CAPABILITY_DISTRIBUTE_TO_ACCOUNTS] = N_ ("This server does not distribute to single users."),
};

static gboolean
is_reading (SbCapability capability)
{
  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    if (sb_command_kind_get_info (kind)->capability == capability)
      return FALSE;
  }

  return TRUE;
}

/**
 * sb_words_capability:
 *
 * Returns: (nullable) (transfer full): why something cannot be done on a server, with the name of
 *   the permission where that is what lacks; %NULL where it can
 */
char *
sb_words_capability (SbServer *server, SbCapability capability)
{
  const char *permission;

  g_return_val_if_fail (SB_IS_SERVER (server), NULL);

  switch (sb_server_get_support (server, capability)) {
  case SB_SUPPORT_SWITCHED_OFF:
    return g_strdup (
      _ ("Not part of the server’s published API. It can be switched on in Account."));
  case SB_SUPPORT_NOT_OFFERED:
    if (distribution_words[capability] != NULL)
      return g_strdup (_ (distribution_words[capability]));
    return g_strdup (is_reading (capability)
                       ? _ ("This server does not report it. Look in the server’s own console.")
                       : _ ("This server does not offer it. Do it in the server’s own console."));
  case SB_SUPPORT_NOT_ANSWERED:
    return g_strdup (is_reading (capability)
                       ? _ ("This server does not report it, or something between you and it "
                            "answered in its place. Refresh to ask again.")
                       : _ ("This server does not offer it, or something between you and it "
                            "answered in its place. Refresh to ask again."));
  case SB_SUPPORT_FORBIDDEN:
    permission = sb_server_get_permission (server, capability);
    if (permission == NULL)
      return g_strdup (_ ("You don’t have the permission on this server."));
    /* Translators: the name of a permission, as the server's console has it */
    return g_strdup_printf (_ ("You don’t have the permission %s on this server."), permission);
  case SB_SUPPORT_OFFERED:
  default:
    return NULL;
  }
}
