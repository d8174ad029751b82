/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-demo-program"

#include "config.h"

#include "sb-demo-program.h"

#include "sb-demo-files.h"
#include "sb-error.h"

#define PROGRAM "signalbox-demo-tenant"

/**
 * sb_demo_program_get_paths:
 *
 * Returns: (transfer full): where the program may be: where SIGNALBOX_DEMO_TENANT says, else
 *   installed, else in the build tree
 */
GStrv
sb_demo_program_get_paths (void)
{
  const char *named = g_getenv ("SIGNALBOX_DEMO_TENANT");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (named != NULL && *named != '\0')
    g_strv_builder_add (builder, named);
  else
    g_strv_builder_add_many (builder,
                             LIBEXECDIR G_DIR_SEPARATOR_S PROGRAM,
                             BUILD_DEMO_TENANT,
                             NULL);

  return g_strv_builder_end (builder);
}

/**
 * sb_demo_program_get_arguments:
 * @port: where it shall listen; 0 is any
 *
 * Returns: (transfer full) (nullable): its arguments, with those of SIGNALBOX_DEMO_ARGS, which may
 *   contradict the others and then count
 */
GStrv
sb_demo_program_get_arguments (int port, GError **error)
{
  const char *more = g_getenv ("SIGNALBOX_DEMO_ARGS");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *port_text = g_strdup_printf ("%d", port);
  g_autofree char *database = sb_demo_files_get_database ();
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GError) failure = NULL;

  g_strv_builder_add_many (builder, "--port", port_text, "--database", database, NULL);
  if (more == NULL)
    return g_strv_builder_end (builder);

  if (g_shell_parse_argv (more, NULL, &arguments, &failure)) {
    g_strv_builder_addv (builder, (const char **) arguments);
  } else if (!g_error_matches (failure, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING)) {
    g_propagate_error (
      error,
      sb_error_new (SB_ERROR_UNAVAILABLE, NULL, "SIGNALBOX_DEMO_ARGS: %s", failure->message));
    return NULL;
  }

  return g_strv_builder_end (builder);
}
