/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-ask"

#include "config.h"

#include "sb-words-ask.h"

#include "sb-words-reach.h"
#include "sb-words-text.h"
#include "sb-words.h"

#include <glib/gi18n.h>

#define TAKEN_OFF                                                                                  \
  NP_ ("%lu device has this configuration, or is to get it. It is taken off that device.",         \
       "%lu devices have this configuration, or are to get it. It is taken off these devices.")

/* The question, its button with a mnemonic, and what it is to how many devices. */
static const struct {
  const char *heading;
  const char *accept;
  struct {
    const char *one;
    const char *many;
  } reach;
} asks[SB_N_ASKS] = {
  /* Where the numbers are not known; else they decide what it is. */
  [SB_ASK_SAVE] = { N_ ("Distribute “%s”?"), N_ ("_Distribute") },
  [SB_ASK_ENABLE] = { N_ ("Enable “%s”?"),
                      N_ ("_Enable"),
                      NP_ ("It is sent to %lu device.", "It is sent to %lu devices.") },
  [SB_ASK_DISABLE] = { N_ ("Disable “%s”?"), N_ ("_Disable"), TAKEN_OFF },
  [SB_ASK_DELETE] = { N_ ("Delete “%s”?"), N_ ("_Delete"), TAKEN_OFF },
  [SB_ASK_RESTORE] = { N_ ("Add “%s” Again?"),
                       N_ ("_Add Again"),
                       NP_ ("It is sent to %lu device.", "It is sent to %lu devices.") },
  [SB_ASK_PUSH] = { N_ ("Push “%s”?"),
                    N_ ("_Push"),
                    NP_ ("It is sent again to %lu device.", "It is sent again to %lu devices.") },
  [SB_ASK_UNDO] = { N_ ("Undo the Change of “%s”?"),
                    N_ ("_Undo"),
                    NP_ ("This reaches %lu device.", "This reaches %lu devices.") },
};

static void
add_sentence (GString *text, const char *sentence)
{
  sb_words_add (text, " ", sentence);
}

/* @format: with the number */
static void
add_count (GString *text, const char *format, gint64 n)
{
  sb_words_add_own (text, " ", sb_words_fill (format, (gulong) n));
}

/* How many devices it reaches, or that this cannot be told. */
static void
add_reach (GString *text, SbAsk ask, const SbAskNumbers *numbers)
{
  gint64 n = numbers->devices;

  if (n < 0 && numbers->reason != NULL) {
    /* Translators: %s is why */
    g_string_append_printf (text,
                            _ ("How many devices this reaches cannot be told: %s."),
                            sb_words_error_title (numbers->reason));
    return;
  }
  if (n < 0) {
    add_sentence (text, _ ("How many devices this reaches cannot be told."));
    return;
  }

  add_count (text, ngettext (asks[ask].reach.one, asks[ask].reach.many, (gulong) n), n);
}

static void
add_save (GString *text, SbPlatform platform, const SbAskNumbers *numbers)
{
  const SbReachNumbers *reach = &numbers->reach;

  if (numbers->devices >= 0)
    sb_words_add_own (
      text,
      "",
      sb_words_reach_question (platform, reach->added, reach->kept, reach->removed, reach->unable));
  else if (numbers->reason != NULL)
    /* Translators: %s is why */
    g_string_append_printf (text,
                            _ ("How many devices this reaches cannot be told: %s. Every device of "
                               "the distribution gets it."),
                            sb_words_error_title (numbers->reason));
  else
    g_string_append (text,
                     _ ("How many devices this reaches cannot be told on this server. Every device "
                        "of the distribution gets it."));
}

/* Taking a configuration off a device leaves what it brought. */
static void
add_live_plans (GString *text, SbPlatform platform, const SbAskNumbers *numbers)
{
  if (numbers->devices == 0)
    return;

  add_sentence (text,
                _ ("eSIM profiles that were downloaded stay on the devices, and stay active."));
  if (numbers->active > 0)
    add_count (text,
               ngettext ("%lu device keeps an active plan.",
                         "%lu devices keep an active plan.",
                         (gulong) numbers->active),
               numbers->active);
  else if (numbers->active < 0)
    add_sentence (text, _ ("How many devices keep an active plan cannot be told."));

  if (platform == SB_PLATFORM_WINDOWS && numbers->active != 0 && !numbers->no_reset)
    add_sentence (text,
                  _ ("To remove the plans too, reset the eSIM to factory state on these devices "
                     "first."));
}

/* A device that has downloaded from a server does not download from it again. */
static void
add_downloaded (GString *text, SbPlatform platform, const SbAskNumbers *numbers)
{
  if (numbers->downloaded <= 0)
    return;

  add_count (
    text,
    ngettext ("%lu device has downloaded from there before: pushing downloads nothing on it.",
              "%lu devices have downloaded from there before: pushing downloads nothing on "
              "them.",
              (gulong) numbers->downloaded),
    numbers->downloaded);
  if (platform == SB_PLATFORM_WINDOWS && !numbers->no_reset)
    add_sentence (text,
                  _ ("To download afresh, reset the eSIM to factory state on these devices first, "
                     "then push."));
}

/* (nullable) (transfer full): what is sent before a reset has run is of no use: the reset deletes
 * what it would bring. */
static char *
describe_resetting (gint64 n)
{
  if (n <= 0)
    return NULL;

  return g_strdup_printf (
    ngettext ("%lu device waits for an eSIM reset: nothing is downloaded on it until that has run.",
              "%lu devices wait for an eSIM reset: nothing is downloaded on them until that has "
              "run.",
              (gulong) n),
    (gulong) n);
}

/**
 * sb_words_ask_heading:
 * @name: (nullable): the name of what is changed
 * @numbers: (nullable): what a save reaches, where that is known
 *
 * Returns: (transfer full): the question
 */
char *
sb_words_ask_heading (SbAsk ask, const char *name, const SbAskNumbers *numbers)
{
  g_autofree char *inside = sb_words_name_in (name);

  if (ask == SB_ASK_SAVE && numbers != NULL && numbers->devices >= 0)
    return sb_words_reach_heading (name,
                                   numbers->reach.added,
                                   numbers->reach.kept,
                                   numbers->reach.removed);

  return sb_words_fill (_ (asks[ask].heading), inside);
}

/**
 * sb_words_ask_undone:
 *
 * Returns: (transfer full): what stays when a change is taken back, and on how many devices
 */
char *
sb_words_ask_undone (const SbAskNumbers *numbers)
{
  if (numbers->acted > 0)
    return sb_words_fill (
      ngettext ("%lu device has acted on it already, and that stays: it neither "
                "removes a downloaded eSIM profile nor brings one back.",
                "%lu devices have acted on it already, and that stays: it "
                "neither removes a downloaded eSIM profile nor brings one back.",
                (gulong) numbers->acted),
      (gulong) numbers->acted);

  return g_strdup (_ ("What devices did meanwhile stays: it neither removes a downloaded eSIM "
                      "profile nor brings one back."));
}

/**
 * sb_words_ask_body:
 * @platform: the configuration's operating system
 *
 * Returns: (transfer full): what will happen, on how many devices, and what stays
 */
char *
sb_words_ask_body (SbAsk ask, SbPlatform platform, const SbAskNumbers *numbers)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (numbers != NULL, NULL);

  if (ask == SB_ASK_SAVE)
    add_save (text, platform, numbers);
  else
    add_reach (text, ask, numbers);
  sb_words_add_own (text, ask == SB_ASK_SAVE ? "\n" : " ", describe_resetting (numbers->resetting));

  switch (ask) {
  case SB_ASK_DISABLE:
  case SB_ASK_DELETE:
    add_live_plans (text, platform, numbers);
    break;
  case SB_ASK_PUSH:
    add_downloaded (text, platform, numbers);
    break;
  case SB_ASK_UNDO:
  case SB_ASK_SAVE:
  case SB_ASK_RESTORE:
  case SB_ASK_ENABLE:
  default:
    break;
  }

  return g_string_free (text, FALSE);
}

/**
 * sb_words_ask_accept:
 *
 * Returns: (transfer none): the button's label, with a mnemonic
 */
const char *
sb_words_ask_accept (SbAsk ask, const SbAskNumbers *numbers)
{
  if (ask == SB_ASK_SAVE && numbers->devices >= 0 && numbers->reach.added == 0)
    return _ ("_Save");

  return _ (asks[ask].accept);
}
