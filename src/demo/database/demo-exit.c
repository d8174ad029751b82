/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-exit"

#include "config.h"

#include "demo-exit.h"

#include <gio/gio.h>

DemoExit
demo_exit_get_status (const GError *error)
{
  if (error->domain != G_IO_ERROR)
    return DEMO_EXIT_OTHER;

  switch (error->code) {
  case G_IO_ERROR_INVALID_DATA:
  case G_IO_ERROR_NOT_REGULAR_FILE:
  case G_IO_ERROR_EXISTS:
    return DEMO_EXIT_USELESS;
  case G_IO_ERROR_NO_SPACE:
    return DEMO_EXIT_FULL;
  case G_IO_ERROR_READ_ONLY:
  case G_IO_ERROR_PERMISSION_DENIED:
  case G_IO_ERROR_NOT_FOUND:
  case G_IO_ERROR_IS_DIRECTORY:
  case G_IO_ERROR_FILENAME_TOO_LONG:
    return DEMO_EXIT_NOT_ALLOWED;
  case G_IO_ERROR_BUSY:
    return DEMO_EXIT_TAKEN;
  default:
    return DEMO_EXIT_OTHER;
  }
}
