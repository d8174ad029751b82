/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is wrong with a field, and what to do about it. */

#define G_LOG_DOMAIN "sb-words-problem"

#include "config.h"

#include "sb-words.h"

#include "sb-line.h"
#include "sb-words-text.h"

#include <glib/gi18n.h>

/* (transfer full) (nullable): what a person typed or a server said, as it stands in a sentence */
static char *
dup_argument (const SbProblem *problem)
{
  g_autofree char *line = sb_line_new (problem->argument, SB_LINE_MAX_VALUE_CHARS);

  return line != NULL ? sb_words_isolate (line) : NULL;
}

/* What a person calls a field, and what to do where it is empty. */
static const struct {
  const char *label;
  const char *empty; /* NULL where it may be */
} fields[SB_N_DRAFT_FIELDS] = {
  [SB_DRAFT_FIELD_NAME] = { N_ ("Name"), N_ ("Enter a name") },
  [SB_DRAFT_FIELD_DESCRIPTION] = { N_ ("Description") },
  [SB_DRAFT_FIELD_OS] = { N_ ("Choose OS"), N_ ("Choose iOS/iPadOS or Windows") },
  [SB_DRAFT_FIELD_CARRIER_URL] = { N_ ("Carrier URL"),
                                   N_ ("Enter the carrier URL that you got from your carrier") },
  [SB_DRAFT_FIELD_SERVER_NAME] = { N_ ("Server Name"),
                                   N_ ("Enter the server name that you got from your carrier") },
  [SB_DRAFT_FIELD_IS_DISCOVERY_SERVER] = { N_ ("Is Discovery Server") },
  [SB_DRAFT_FIELD_AUTO_ENABLE] = { N_ ("Auto Enable") },
  [SB_DRAFT_FIELD_SPACE] = { N_ ("Device Space"), N_ ("Choose a device space") },
  [SB_DRAFT_FIELD_ENABLED] = { N_ ("Enable this configuration") },
  [SB_DRAFT_FIELD_DISTRIBUTION] = { N_ ("Distribution"),
                                    N_ ("Choose at least one device, user or group") },
};

static const struct {
  const char *text;          /* (nullable): where it has no argument, or that is not said */
  const char *with_argument; /* (nullable) */
} problems[SB_PROBLEM_NAME_TAKEN + 1] = {
  [SB_PROBLEM_NONE] = { "" },
  [SB_PROBLEM_EMPTY] = { N_ ("This must not be empty") },
  /* Translators: %s is a number */
  [SB_PROBLEM_TOO_LONG] = { N_ ("This is too long"),
                            N_ ("This is too long: at most %s characters") },
  /* Translators: %s is an address */
  [SB_PROBLEM_SENT_AS] = { NULL, N_ ("Will be sent as %s") },
  [SB_PROBLEM_MARKS] = { N_ ("This has typographic marks that an address cannot have, such as a "
                             "curly quotation mark") },
  [SB_PROBLEM_URL_MALFORMED] = { N_ ("This is not a web address, such as "
                                     "https://esim.example.com/") },
  /* Translators: %s is what a URL begins with, such as "ftp" */
  [SB_PROBLEM_URL_NOT_HTTP] = { N_ ("Use an address that begins with https://"),
                                N_ ("Use an address that begins with https://, not with %s:") },
  [SB_PROBLEM_URL_HTTP] = { N_ ("This address is not encrypted. Ask your carrier for one that "
                                "begins with https://") },
  [SB_PROBLEM_URL_NO_HOST] = { N_ ("The address names no server, as in "
                                   "https://esim.example.com/") },
  [SB_PROBLEM_URL_CREDENTIALS] = { N_ ("Remove the user name and password from the address: every "
                                       "device would get them") },
  [SB_PROBLEM_URL_IS_ACTIVATION_CODE] = { N_ ("This is an activation link for one phone, not a "
                                              "carrier URL") },
  [SB_PROBLEM_HOST_IS_URL] = { N_ ("Only the name of the server is needed, not a web address") },
  [SB_PROBLEM_HOST_IS_ACTIVATION_CODE] = { N_ ("This is an activation code. Only the name of its "
                                               "server is needed; a matching ID is not part of "
                                               "this configuration") },
  [SB_PROBLEM_HOST_HAS_PORT] = { N_ ("A port number is not part of a server name") },
  [SB_PROBLEM_HOST_HAS_PATH] = { N_ ("Only the name of the server is needed, without what follows "
                                     "the slash") },
  [SB_PROBLEM_HOST_IS_ADDRESS] = { N_ (
    "Enter a name such as smdp.example.com, not an IP address") },
  [SB_PROBLEM_HOST_NOT_QUALIFIED] = { N_ ("Enter the full name with its domain, such as "
                                          "smdp.example.com") },
  [SB_PROBLEM_HOST_SINGLE_LABEL] = { N_ ("This server has a name without a domain, which devices "
                                         "elsewhere cannot find") },
  [SB_PROBLEM_HOST_LOCAL] = { N_ (
    "“localhost” is the device itself, not a server of your carrier") },
  [SB_PROBLEM_HOST_NUMERIC] = { N_ ("This is an IP address. Carriers give the name of a server") },
  [SB_PROBLEM_HOST_ODD_ENDING] = { N_ ("The last part of this name has a digit in it, which is "
                                       "unusual: look for a mistyped letter") },
  /* Translators: %s is the part of a host name between two dots */
  [SB_PROBLEM_HOST_MALFORMED] = { N_ ("This is not a server name, such as smdp.example.com"),
                                  N_ ("“%s” cannot be part of a server name, such as "
                                      "smdp.example.com") },
  [SB_PROBLEM_HOST_TOO_LONG] = { N_ ("This server name is too long: at most 253 characters") },
  [SB_PROBLEM_HOST_LABEL_TOO_LONG] = { N_ ("Between two dots there can be at most 63 characters") },
  /* Translators: %s is what the server said, in the server's language */
  [SB_PROBLEM_REFUSED_BY_SERVER] = { N_ ("The server refused this"),
                                     N_ ("The server refused this: %s") },
  [SB_PROBLEM_NAME_TAKEN] = { N_ ("Another configuration in this device space has this name "
                                  "already") },
};

/**
 * sb_words_problem:
 * @problem: what is wrong
 * @field: with which field
 *
 * Returns: (transfer full): the sentence to show below the field
 */
char *
sb_words_problem (const SbProblem *problem, SbDraftField field)
{
  const char *text;
  const char *with_argument;
  g_autofree char *argument = NULL;

  g_return_val_if_fail (problem != NULL, NULL);

  text = problems[problem->code].text;
  with_argument = problems[problem->code].with_argument;
  argument = dup_argument (problem);

  if (problem->code == SB_PROBLEM_EMPTY && fields[field].empty != NULL)
    text = fields[field].empty;
  else if (problem->code == SB_PROBLEM_CUSTOM_EMPTY)
    text = fields[SB_DRAFT_FIELD_DISTRIBUTION].empty;
  else if (problem->code == SB_PROBLEM_NO_SPACE)
    text = fields[SB_DRAFT_FIELD_SPACE].empty;

  /* What is sent, where it is not what was typed, is said with the warning. */
  if (argument != NULL && problem->severity == SB_SEVERITY_WARNING)
    /* Translators: the first is a sentence about an address, the second the address as it is sent
     */
    return g_strdup_printf (_ ("%s. Will be sent as %s"), _ (text), argument);
  if (argument != NULL && with_argument != NULL)
    return sb_words_fill (_ (with_argument), argument);

  return g_strdup (*text != '\0' ? _ (text) : "");
}

/**
 * sb_words_draft_field:
 *
 * Returns: what a person calls the field
 */
const char *
sb_words_draft_field (SbDraftField field)
{
  g_return_val_if_fail (field < SB_N_DRAFT_FIELDS, "");

  return _ (fields[field].label);
}

/**
 * sb_words_address:
 *
 * Returns: (nullable) (transfer none): what is wrong with a server's address; %NULL where nothing
 * is
 */
const char *
sb_words_address (SbAddressProblem problem)
{
  static const char *const texts[] = {
    [SB_ADDRESS_EMPTY] = N_ ("Type the server’s address, such as https://mdm.example.com."),
    [SB_ADDRESS_NOT_HTTPS] = N_ ("The address must begin with https://, so that the password is "
                                 "not sent in the clear."),
    [SB_ADDRESS_MALFORMED] = N_ ("This is not a server’s address. It looks like "
                                 "https://mdm.example.com."),
  };

  return problem != SB_ADDRESS_FINE ? _ (sb_words_pick (texts, problem)) : NULL;
}
