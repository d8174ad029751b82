/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-reason"

#include "config.h"

#include "sb-configuration-reason.h"

#include "sb-hindrance.h"
#include "sb-words.h"

#include <glib/gi18n.h>

static const struct {
  const char *action;
  int kind; /* an SbCommandKind */
} changes[] = {
  { "edit", SB_COMMAND_UPDATE_CONFIGURATION },
  { "rename", SB_COMMAND_UPDATE_CONFIGURATION },
  { "toggle-enabled", SB_COMMAND_UPDATE_CONFIGURATION },
  { "delete", SB_COMMAND_DELETE_CONFIGURATION },
  { "push", SB_COMMAND_PUSH },
};

char *
sb_configuration_reason_get (SbServer *server, const char *action, SbConfiguration *configuration)
{
  int kind = SB_NO_COMMAND;
  SbCapability capability;

  g_return_val_if_fail (SB_IS_SERVER (server), NULL);
  g_return_val_if_fail (action != NULL, NULL);

  if (configuration == NULL)
    return g_strdup (_ ("Select a configuration first"));
  if (g_str_equal (action, "open") || g_str_equal (action, "copy"))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++) {
    if (g_str_equal (changes[i].action, action))
      kind = changes[i].kind;
  }

  switch (sb_hindrance_find (server, kind, configuration, &capability)) {
  case SB_HINDRANCE_NO_CHANGES:
    return g_strdup (sb_words_read_only (configuration));
  case SB_HINDRANCE_NOT_OFFERED:
    return sb_words_capability (server, capability);
  case SB_HINDRANCE_NOT_ENOUGH:
    return g_strdup (_ ("The server did not report enough of it to change it safely."));
  case SB_HINDRANCE_LOSSY:
    return g_strdup (
      _ ("Part of it cannot be read, and an edit would lose it: it can be changed in "
         "the server’s own console only."));
  case SB_HINDRANCE_NOT_ENABLED:
    return g_strdup (_ ("It is not enabled: enable it first."));
  case SB_HINDRANCE_NO_DEVICES:
    return g_strdup (_ ("It is distributed to No Devices: there is nothing to push it to."));
  case SB_HINDRANCE_NONE:
  default:
    return NULL;
  }
}
