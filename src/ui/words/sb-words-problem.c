/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is wrong with a field, and what to do about it. */

#define G_LOG_DOMAIN "sb-words-problem"

#include "config.h"

#include "sb-words.h"

#include "sb-line.h"

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
  [SB_DRAFT_NAME] = { N_ ("Name"), N_ ("Enter a name") },
  [SB_DRAFT_DESCRIPTION] = { N_ ("Description") },
  [SB_DRAFT_OS] = { N_ ("Choose OS"), N_ ("Choose iOS/iPadOS or Windows") },
  [SB_DRAFT_CARRIER_URL] = { N_ ("Carrier URL"),
                             N_ ("Enter the carrier URL that you got from your carrier") },
  [SB_DRAFT_SERVER_NAME] = { N_ ("Server Name"),
                             N_ ("Enter the server name that you got from your carrier") },
  [SB_DRAFT_IS_DISCOVERY_SERVER] = { N_ ("Is Discovery Server") },
  [SB_DRAFT_AUTO_ENABLE] = { N_ ("Auto Enable") },
  [SB_DRAFT_SPACE] = { N_ ("Device Space"), N_ ("Choose a device space") },
  [SB_DRAFT_ENABLED] = { N_ ("Enable this configuration") },
  [SB_DRAFT_DISTRIBUTION] = { N_ ("Distribution"),
                              N_ ("Choose at least one device, user or group") },
};

static char *
describe_empty (SbDraftField field)
{
  return g_strdup (fields[field].empty != NULL ? _ (fields[field].empty)
                                               : _ ("This must not be empty"));
}

/* A warning about a name that is right as far as its letters go. */
static const char *
describe_doubt (SbProblemCode code)
{
  if (code == SB_PROBLEM_URL_HTTP)
    return _ ("This address is not encrypted. Ask your carrier for one that begins with https://");
  if (code == SB_PROBLEM_HOST_SINGLE_LABEL)
    return _ ("This server has a name without a domain, which devices elsewhere cannot find");
  if (code == SB_PROBLEM_HOST_LOCAL)
    return _ ("“localhost” is the device itself, not a server of your carrier");
  if (code == SB_PROBLEM_HOST_NUMERIC)
    return _ ("This is an IP address. Carriers give the name of a server");

  return _ ("The last part of this name has a digit in it, which is unusual: look for a mistyped "
            "letter");
}

/* What is sent, where it is not what was typed, is said with the warning. */
static char *
describe_warning (const SbProblem *problem)
{
  const char *doubt = describe_doubt (problem->code);
  g_autofree char *argument = dup_argument (problem);

  if (argument == NULL)
    return g_strdup (doubt);

  /* Translators: the first is a sentence about an address, the second the address as it is sent */
  return g_strdup_printf (_ ("%s. Will be sent as %s"), doubt, argument);
}

static char *
describe_url (const SbProblem *problem)
{
  g_autofree char *argument = dup_argument (problem);

  if (problem->code == SB_PROBLEM_URL_NOT_HTTP && argument != NULL)
    /* Translators: %s is what a URL begins with, such as "ftp" */
    return g_strdup_printf (_ ("Use an address that begins with https://, not with %s:"), argument);
  if (problem->code == SB_PROBLEM_URL_NOT_HTTP)
    return g_strdup (_ ("Use an address that begins with https://"));
  if (problem->code == SB_PROBLEM_URL_NO_HOST)
    return g_strdup (_ ("The address names no server, as in https://esim.example.com/"));
  if (problem->code == SB_PROBLEM_URL_IS_ACTIVATION_CODE)
    return g_strdup (_ ("This is an activation link for one phone, not a carrier URL"));
  if (problem->code == SB_PROBLEM_URL_CREDENTIALS)
    return g_strdup (_ ("Remove the user name and password from the address: every device "
                        "would get them"));

  return g_strdup (_ ("This is not a web address, such as https://esim.example.com/"));
}

static char *
describe_host (const SbProblem *problem)
{
  g_autofree char *argument = dup_argument (problem);

  if (problem->code == SB_PROBLEM_HOST_IS_URL)
    return g_strdup (_ ("Only the name of the server is needed, not a web address"));
  if (problem->code == SB_PROBLEM_HOST_IS_ACTIVATION_CODE)
    return g_strdup (_ ("This is an activation code. Only the name of its server is needed; a "
                        "matching ID is not part of this configuration"));
  if (problem->code == SB_PROBLEM_HOST_HAS_PORT)
    return g_strdup (_ ("A port number is not part of a server name"));
  if (problem->code == SB_PROBLEM_HOST_HAS_PATH)
    return g_strdup (_ ("Only the name of the server is needed, without what follows the slash"));
  if (problem->code == SB_PROBLEM_HOST_IS_ADDRESS)
    return g_strdup (_ ("Enter a name such as smdp.example.com, not an IP address"));
  if (problem->code == SB_PROBLEM_HOST_NOT_QUALIFIED)
    return g_strdup (_ ("Enter the full name with its domain, such as smdp.example.com"));
  if (problem->code == SB_PROBLEM_HOST_TOO_LONG)
    return g_strdup (_ ("This server name is too long: at most 253 characters"));
  if (problem->code == SB_PROBLEM_HOST_LABEL_TOO_LONG)
    return g_strdup (_ ("Between two dots there can be at most 63 characters"));
  if (argument != NULL)
    /* Translators: %s is the part of a host name between two dots */
    return g_strdup_printf (_ ("“%s” cannot be part of a server name, such as smdp.example.com"),
                            argument);

  return g_strdup (_ ("This is not a server name, such as smdp.example.com"));
}

/* A number that is printed on a chip: an EID or an ICCID. */
static char *
describe_number (const SbProblem *problem)
{
  const char *text;

  if (problem->code == SB_PROBLEM_EID_LENGTH)
    text = _ ("An EID has 32 digits");
  else if (problem->code == SB_PROBLEM_EID_NOT_DIGITS)
    text = _ ("An EID has digits only");
  else if (problem->code == SB_PROBLEM_EID_CHECK_DIGITS)
    text = _ ("The check digits of this EID do not match: look for a mistyped digit");
  else if (problem->code == SB_PROBLEM_EID_UNUSUAL_START)
    text = _ ("Most EIDs begin with 89");
  else if (problem->code == SB_PROBLEM_ICCID_LENGTH)
    text = _ ("An ICCID has 19 or 20 digits");
  else if (problem->code == SB_PROBLEM_ICCID_NOT_DIGITS)
    text = _ ("An ICCID has digits only");
  else if (problem->code == SB_PROBLEM_ICCID_UNUSUAL_START)
    text = _ ("Most ICCIDs begin with 89");
  else if (problem->code == SB_PROBLEM_ICCID_NO_CHECK_DIGIT)
    text = _ ("The check digit of this ICCID seems to be missing");
  else if (problem->code == SB_PROBLEM_ICCID_PADDING)
    text = _ ("The letter F at the end is not part of the ICCID");
  else
    text = _ ("The check digit of this ICCID does not match: look for a mistyped digit");

  return g_strdup (text);
}

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
  g_autofree char *argument = NULL;

  g_return_val_if_fail (problem != NULL, NULL);

  argument = dup_argument (problem);

  switch (problem->code) {
  case SB_PROBLEM_EMPTY:
    return describe_empty (field);
  case SB_PROBLEM_TOO_LONG:
    if (argument != NULL)
      /* Translators: %s is a number */
      return g_strdup_printf (_ ("This is too long: at most %s characters"), argument);
    return g_strdup (_ ("This is too long"));
  case SB_PROBLEM_SENT_AS:
    /* Translators: %s is an address */
    return g_strdup_printf (_ ("Will be sent as %s"), argument);
  case SB_PROBLEM_MARKS:
    return g_strdup (_ ("This has typographic marks that an address cannot have, such as a curly "
                        "quotation mark"));
  case SB_PROBLEM_URL_MALFORMED:
  case SB_PROBLEM_URL_NOT_HTTP:
  case SB_PROBLEM_URL_NO_HOST:
  case SB_PROBLEM_URL_CREDENTIALS:
  case SB_PROBLEM_URL_IS_ACTIVATION_CODE:
    return describe_url (problem);
  case SB_PROBLEM_URL_HTTP:
  case SB_PROBLEM_HOST_SINGLE_LABEL:
  case SB_PROBLEM_HOST_LOCAL:
  case SB_PROBLEM_HOST_NUMERIC:
  case SB_PROBLEM_HOST_ODD_ENDING:
    return describe_warning (problem);
  case SB_PROBLEM_HOST_IS_URL:
  case SB_PROBLEM_HOST_IS_ACTIVATION_CODE:
  case SB_PROBLEM_HOST_HAS_PORT:
  case SB_PROBLEM_HOST_HAS_PATH:
  case SB_PROBLEM_HOST_IS_ADDRESS:
  case SB_PROBLEM_HOST_NOT_QUALIFIED:
  case SB_PROBLEM_HOST_MALFORMED:
  case SB_PROBLEM_HOST_TOO_LONG:
  case SB_PROBLEM_HOST_LABEL_TOO_LONG:
    return describe_host (problem);
  case SB_PROBLEM_ACTIVATION_CODE_MALFORMED:
    return g_strdup (_ ("This is not a whole activation code, such as "
                        "LPA:1$smdp.example.com$TOKEN"));
  case SB_PROBLEM_EID_LENGTH:
  case SB_PROBLEM_EID_NOT_DIGITS:
  case SB_PROBLEM_EID_CHECK_DIGITS:
  case SB_PROBLEM_EID_UNUSUAL_START:
  case SB_PROBLEM_ICCID_LENGTH:
  case SB_PROBLEM_ICCID_NOT_DIGITS:
  case SB_PROBLEM_ICCID_UNUSUAL_START:
  case SB_PROBLEM_ICCID_CHECK_DIGIT:
  case SB_PROBLEM_ICCID_NO_CHECK_DIGIT:
  case SB_PROBLEM_ICCID_PADDING:
    return describe_number (problem);
  case SB_PROBLEM_CUSTOM_EMPTY:
    return describe_empty (SB_DRAFT_DISTRIBUTION);
  case SB_PROBLEM_NO_SPACE:
    return describe_empty (SB_DRAFT_SPACE);
  case SB_PROBLEM_REFUSED_BY_SERVER:
    if (argument == NULL)
      return g_strdup (_ ("The server refused this"));
    /* Translators: %s is what the server said, in the server's language */
    return g_strdup_printf (_ ("The server refused this: %s"), argument);
  case SB_PROBLEM_NAME_TAKEN:
    return g_strdup (_ ("Another configuration in this device space has this name already"));
  case SB_PROBLEM_NONE:
  default:
    return g_strdup ("");
  }
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
  switch (problem) {
  case SB_ADDRESS_EMPTY:
    return _ ("Type the server’s address, such as https://mdm.example.com.");
  case SB_ADDRESS_NOT_HTTPS:
    return _ ("The address must begin with https://, so that the password is not sent in the "
              "clear.");
  case SB_ADDRESS_MALFORMED:
    return _ ("This is not a server’s address. It looks like https://mdm.example.com.");
  case SB_ADDRESS_FINE:
  default:
    return NULL;
  }
}
