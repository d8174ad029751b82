/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SB_ERROR:
 *
 * What can go wrong between us and a server. An error carries more than a code: see
 * [func@error_get_http_status] and the others. Its message is technical text in English for a
 * details view; ui/words makes the sentence for a person from the code.
 */
#define SB_ERROR (sb_error_quark ())
GQuark sb_error_quark (void);

/**
 * SbError:
 * @SB_ERROR_CANCELLED: the caller no longer wants to know
 * @SB_ERROR_OFFLINE: no network, no such host, nobody listens, or the connection broke; see
 *   [func@error_get_network_problem]
 * @SB_ERROR_TLS: there is no secure connection: the server's certificate is not acceptable, see
 *   [func@error_get_tls_flags]; or there are no flags, see [func@error_get_network_problem]
 * @SB_ERROR_UNAUTHORIZED: 401
 * @SB_ERROR_FORBIDDEN: 403; see [func@error_get_permission]
 * @SB_ERROR_NOT_FOUND: 404 on a thing, not on a call
 * @SB_ERROR_NAME_TAKEN: 409 with a field error on `name`
 * @SB_ERROR_CHANGED_ELSEWHERE: 412; somebody else changed it first
 * @SB_ERROR_KEY_REUSED: 409 KeyReused
 * @SB_ERROR_IN_PROGRESS: 409 InProgress; the same request is still being carried out
 * @SB_ERROR_DELETED: 409 Deleted; the uuid belongs to a configuration that was deleted
 * @SB_ERROR_INVALID: 400; see [func@error_get_fields]
 * @SB_ERROR_RATE_LIMITED: 429, or 503, for longer than we wait; see [func@error_get_retry_at]
 * @SB_ERROR_UNAVAILABLE: 5xx
 * @SB_ERROR_PROTOCOL: the reply is not what the API says: truncated, not JSON, of wrong types, too
 *   large, or a redirect
 * @SB_ERROR_UNSUPPORTED: the server does not offer the call: 404, 405 or 501 on an S call, or the
 *   account does not use calls outside the published API
 * @SB_ERROR_DEADLINE: no connection, or no whole answer, in time
 * @SB_ERROR_KEYRING: the secret could not be read or stored; see
 *   [func@error_get_keyring_problem]
 * @SB_ERROR_STORAGE: this computer's disk refused; see [func@error_get_storage_problem]
 * @SB_ERROR_AUTHORITY: the file of the account's certificate authority cannot be used; see
 *   [func@error_get_authority_problem]
 * @SB_ERROR_TOO_LARGE: a list has more rows than are read, or its total runs away from the reader
 * @SB_ERROR_INCOMPLETE: a list could not be read whole: it changed too often meanwhile, or the
 *   server left rows out
 * @SB_ERROR_LOSSY: an edit that would lose something that the server has and that could not be
 *   read; it was not sent
 * @SB_ERROR_OVERDUE: a change had to wait for so long that it was not sent any more: nothing was
 *   changed
 * @SB_ERROR_PROXY: a proxy answered in the server's place; see [func@error_get_http_status] and
 *   [func@error_get_proxy]
 * @SB_ERROR_INTERRUPTED: the program ended before the answer came
 * @SB_ERROR_EXPIRED: the answer was lost so long ago that the server does not know the request any
 *   more, and what is there now does not tell what became of it
 * @SB_ERROR_RESTED: it was not looked at for more than a day, and goes on when a person says so
 * @SB_ERROR_CHANGED_HANDS: some of the devices are not what they were when a person was asked: they
 *   are left out, and it goes on with the others when a person says so
 */
typedef enum {
  SB_ERROR_CANCELLED,
  SB_ERROR_OFFLINE,
  SB_ERROR_TLS,
  SB_ERROR_UNAUTHORIZED,
  SB_ERROR_FORBIDDEN,
  SB_ERROR_NOT_FOUND,
  SB_ERROR_NAME_TAKEN,
  SB_ERROR_CHANGED_ELSEWHERE,
  SB_ERROR_KEY_REUSED,
  SB_ERROR_IN_PROGRESS,
  SB_ERROR_DELETED,
  SB_ERROR_INVALID,
  SB_ERROR_RATE_LIMITED,
  SB_ERROR_UNAVAILABLE,
  SB_ERROR_PROTOCOL,
  SB_ERROR_UNSUPPORTED,
  SB_ERROR_DEADLINE,
  SB_ERROR_KEYRING,
  SB_ERROR_STORAGE,
  SB_ERROR_AUTHORITY,
  SB_ERROR_TOO_LARGE,
  SB_ERROR_INCOMPLETE,
  SB_ERROR_LOSSY,
  SB_ERROR_OVERDUE,
  SB_ERROR_PROXY,
  SB_ERROR_INTERRUPTED,
  SB_ERROR_EXPIRED,
  SB_ERROR_RESTED,
  SB_ERROR_CHANGED_HANDS,
} SbError;

#define SB_N_ERRORS (SB_ERROR_CHANGED_HANDS + 1)

/**
 * SbFieldError:
 * @field: an SbDraftField; -1 where it is about no field of a configuration
 * @name: (nullable): what the server calls it, to be shown
 * @code: (nullable): the server's code
 * @message: (nullable): the server's text
 *
 * What a server says about a field.
 */
typedef struct {
  int field;
  char *name;
  char *code;
  char *message;
} SbFieldError;

/**
 * SbKeyringProblem:
 * @SB_KEYRING_FAILED: it failed for another reason
 * @SB_KEYRING_LOCKED: it is locked and was not unlocked, or there is none to keep the secret in
 * @SB_KEYRING_ABSENT: there is no keyring service in this session
 * @SB_KEYRING_EMPTY: it works, and has no secret for this account
 *
 * Why the keyring did not keep or give a secret.
 */
typedef enum {
  SB_KEYRING_FAILED,
  SB_KEYRING_LOCKED,
  SB_KEYRING_ABSENT,
  SB_KEYRING_EMPTY,
} SbKeyringProblem;

/**
 * SbNetworkProblem:
 * @SB_NETWORK_OTHER: another reason, or none
 * @SB_NETWORK_NO_SUCH_NAME: nobody knows an address for the server's name
 * @SB_NETWORK_REFUSED: there is a computer at the address, and it does not take connections
 * @SB_NETWORK_NOT_TLS: what answers at the address does not speak TLS
 * @SB_NETWORK_ASKS_CERTIFICATE: the server asks for a certificate of ours
 *
 * Why there is no connection, for SB_ERROR_OFFLINE and SB_ERROR_TLS.
 */
typedef enum {
  SB_NETWORK_OTHER,
  SB_NETWORK_NO_SUCH_NAME,
  SB_NETWORK_REFUSED,
  SB_NETWORK_NOT_TLS,
  SB_NETWORK_ASKS_CERTIFICATE,
} SbNetworkProblem;

/**
 * SbAuthorityProblem:
 * @SB_AUTHORITY_UNREADABLE: it cannot be read
 * @SB_AUTHORITY_NOTHING: it has no certificate in it, or something else
 * @SB_AUTHORITY_BUNDLE: it is PKCS #7, `.p7b`
 * @SB_AUTHORITY_PKCS12: it is PKCS #12, `.pfx` or `.p12`
 * @SB_AUTHORITY_KEY: it is a key
 *
 * Why a file is no certificate authority.
 */
typedef enum {
  SB_AUTHORITY_UNREADABLE,
  SB_AUTHORITY_NOTHING,
  SB_AUTHORITY_BUNDLE,
  SB_AUTHORITY_PKCS12,
  SB_AUTHORITY_KEY,
} SbAuthorityProblem;

/**
 * SbStorageProblem:
 * @SB_STORAGE_REFUSED: it may not be read or written, or for another reason
 * @SB_STORAGE_FULL: there is no space left
 * @SB_STORAGE_READ_ONLY: it may not be written
 * @SB_STORAGE_FOREIGN: the file is another program's, or, where that cannot be told apart, another
 *   version's or damaged
 * @SB_STORAGE_NEWER: the file is a newer version's
 * @SB_STORAGE_BROKEN: the file is damaged
 * @SB_STORAGE_IN_USE: another program uses the file
 *
 * Why the disk refused.
 */
typedef enum {
  SB_STORAGE_REFUSED,
  SB_STORAGE_FULL,
  SB_STORAGE_READ_ONLY,
  SB_STORAGE_FOREIGN,
  SB_STORAGE_NEWER,
  SB_STORAGE_BROKEN,
  SB_STORAGE_IN_USE,
} SbStorageProblem;

/**
 * SbErrorDetails:
 * @http_status: the HTTP status, or 0
 * @server_code: (nullable): the first global error's code
 * @server_message: (nullable): the first global error's message
 * @permission: (nullable): what the server's console calls the permission that is missing
 * @proxy: (nullable): the proxy that answered: its host and port
 * @wants_sign_in: whether that proxy asks who we are, in a way that can be answered
 * @retry_at: when to try again, in milliseconds since 1970, or 0
 * @tls_flags: GTlsCertificateFlags, or 0
 * @field_errors: (nullable) (element-type SbFieldError): the field errors
 * @current: (nullable): what a 412 sent along: the current configuration
 * @maybe_done: whether a write may have been carried out although the answer was lost
 * @enveloped: whether the answer was the API's own envelope, with errors in it; a gateway, a proxy
 *   or a captive portal answers with a page of its own
 * @with_token: whether it was a token that a 401 refused, and not a password
 * @network_problem: why there is no connection
 * @keyring_problem: what is wrong with the keyring
 * @authority_problem: what is wrong with the file of a certificate authority
 * @storage_problem: why the disk refused
 *
 * What an error carries beside its code. Fill a zeroed one for sb_error_new().
 */
typedef struct {
  guint http_status;
  char *server_code;
  char *server_message;
  char *permission;
  char *proxy;
  gboolean wants_sign_in;
  gint64 retry_at;
  guint tls_flags;
  GPtrArray *field_errors;
  GObject *current;
  gboolean maybe_done;
  gboolean enveloped;
  gboolean with_token;
  SbNetworkProblem network_problem;
  SbKeyringProblem keyring_problem;
  SbAuthorityProblem authority_problem;
  SbStorageProblem storage_problem;
} SbErrorDetails;

/**
 * sb_field_error_new: (skip)
 *
 * Returns: (transfer full): a field error with copies of the texts
 */
SbFieldError *
sb_field_error_new (int field, const char *name, const char *code, const char *message);

/**
 * sb_field_error_free:
 * @self: (transfer full): a field error
 */
void sb_field_error_free (SbFieldError *self);

/**
 * sb_error_new:
 * @code: what went wrong
 * @details: (nullable): what is known beside it; copied
 * @format: a technical message in English
 *
 * Returns: (transfer full): the error
 */
GError *sb_error_new (SbError code, const SbErrorDetails *details, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

/**
 * sb_error_get_details:
 *
 * Returns: (nullable) (transfer none): the details; %NULL for an error of another domain
 */
const SbErrorDetails *sb_error_get_details (const GError *error);

/**
 * sb_error_get_http_status:
 *
 * Returns: the HTTP status; 0 where there was no answer, or for an error of another domain
 */
guint sb_error_get_http_status (const GError *error);

/**
 * sb_error_get_permission:
 *
 * Returns: (nullable) (transfer none): the permission that is missing
 */
const char *sb_error_get_permission (const GError *error);

/**
 * sb_error_get_proxy:
 *
 * Returns: (nullable) (transfer none): host and port of the proxy that answered, for SB_ERROR_PROXY
 */
const char *sb_error_get_proxy (const GError *error);

/**
 * sb_error_get_retry_at:
 *
 * Returns: when to try again, in milliseconds since 1970, or 0
 */
gint64 sb_error_get_retry_at (const GError *error);

/**
 * sb_error_get_tls_flags:
 *
 * Returns: the bits of GTlsCertificateFlags, of which more than one may be set
 */
guint sb_error_get_tls_flags (const GError *error);

/**
 * sb_error_get_fields:
 *
 * Returns: (nullable) (transfer none) (element-type SbFieldError): the field errors
 */
GPtrArray *sb_error_get_fields (const GError *error);

/**
 * sb_error_get_network_problem:
 *
 * Returns: why there is no connection, for SB_ERROR_OFFLINE and SB_ERROR_TLS
 */
SbNetworkProblem sb_error_get_network_problem (const GError *error);

/**
 * sb_error_is_with_token:
 *
 * Returns: whether it was a token that the server refused, for SB_ERROR_UNAUTHORIZED
 */
gboolean sb_error_is_with_token (const GError *error);

/**
 * sb_error_get_keyring_problem:
 *
 * Returns: what is wrong with the keyring, for SB_ERROR_KEYRING
 */
SbKeyringProblem sb_error_get_keyring_problem (const GError *error);

/**
 * sb_error_get_authority_problem:
 *
 * Returns: what is wrong with the file, for SB_ERROR_AUTHORITY
 */
SbAuthorityProblem sb_error_get_authority_problem (const GError *error);

/**
 * sb_error_get_storage_problem:
 *
 * Returns: why the disk refused, for SB_ERROR_STORAGE
 */
SbStorageProblem sb_error_get_storage_problem (const GError *error);

/**
 * sb_error_is_maybe_done:
 *
 * Returns: whether a write may have been carried out although its answer was lost
 */
gboolean sb_error_is_maybe_done (const GError *error);

/**
 * sb_error_is_enveloped:
 *
 * Only a refusal in the API's own envelope tells what the server did. Whatever else answers with an
 * error status may stand between us and a server that carried the change out.
 *
 * Returns: whether the API itself answered with this error
 */
gboolean sb_error_is_enveloped (const GError *error);

/**
 * sb_error_is_lasting:
 *
 * Returns: whether the error tells of a condition that will fail other calls too, and so belongs
 *   on a banner: offline, a proxy in between, rate-limited, unavailable or out of time
 */
gboolean sb_error_is_lasting (const GError *error);

G_END_DECLS
