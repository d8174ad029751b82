/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-reason"

#include "config.h"

#include "sb-configuration-reason.h"

#include "sb-words.h"

#include <glib/gi18n.h>

/* What the server must offer for each action, and whether it changes the configuration. */
typedef struct {
  const char *name;
  gboolean writes;
  SbCapability capability;
} Need;

static const Need needs[] = {
  { "edit", TRUE, SB_CAPABILITY_UPDATE_CONFIGURATION },
  { "rename", TRUE, SB_CAPABILITY_UPDATE_CONFIGURATION },
  { "toggle-enabled", TRUE, SB_CAPABILITY_UPDATE_CONFIGURATION },
  { "delete", TRUE, SB_CAPABILITY_DELETE_CONFIGURATION },
  { "push", FALSE, SB_CAPABILITY_PUSH },
};

static const Need *
find_need (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++) {
    if (g_str_equal (needs[i].name, action))
      return &needs[i];
  }

  return NULL;
}

char *
sb_configuration_reason_get (SbServer *server, const char *action, SbConfiguration *configuration)
{
  const Need *need;
  char *missing;

  g_return_val_if_fail (SB_IS_SERVER (server), NULL);
  g_return_val_if_fail (action != NULL, NULL);

  if (configuration == NULL)
    return g_strdup (_ ("Select a configuration first"));
  if (g_str_equal (action, "open") || g_str_equal (action, "copy"))
    return NULL;

  /* Other types are of no concern to an eSIM tool, whatever would be done with them; an inherited
   * eSIM configuration can be duplicated and pushed. */
  need = find_need (action);
  if (!sb_configuration_is_esim (configuration) || (need != NULL && need->writes)) {
    const char *reason = sb_words_read_only (configuration);

    if (reason != NULL)
      return g_strdup (reason);
  }

  if (need == NULL)
    return NULL;

  missing = sb_words_capability (server, need->capability);
  /* A push names its devices, and the preview is what tells which they are. */
  if (missing == NULL && need->capability == SB_CAPABILITY_PUSH)
    missing = sb_words_capability (server, SB_CAPABILITY_PREVIEW);
  if (missing != NULL)
    return missing;

  if (need->writes && !sb_configuration_is_known (configuration, SB_CONFIGURATION_VERSION))
    return g_strdup (_ ("The server did not report enough of it to change it safely."));
  if (need->capability == SB_CAPABILITY_UPDATE_CONFIGURATION
      && sb_configuration_is_lossy (configuration))
    return g_strdup (
      _ ("Part of it cannot be read, and an edit would lose it: it can be changed in "
         "the server’s own console only."));
  if (g_str_equal (action, "push")
      && !sb_configuration_get_boolean (configuration, SB_CONFIGURATION_ENABLED))
    return g_strdup (_ ("It is not enabled: enable it first."));
  if (g_str_equal (action, "push")
      && sb_configuration_is_known (configuration, SB_CONFIGURATION_DISTRIBUTION)
      && sb_configuration_get_distribution_type (configuration) == SB_DISTRIBUTION_NO_DEVICES)
    return g_strdup (_ ("It is distributed to No Devices: there is nothing to push it to."));

  return NULL;
}
