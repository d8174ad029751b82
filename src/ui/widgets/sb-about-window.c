/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-about-window"

#include "config.h"

#include "sb-about-window.h"

#include <adwaita.h>
#include <glib/gi18n.h>

void
sb_about_window_present (GtkWindow *parent)
{
  adw_show_about_window (parent,
                         "application-name",
                         _ ("Signalbox"),
                         "application-icon",
                         APPLICATION_ID,
                         "version",
                         PACKAGE_VERSION,
                         "developer-name",
                         _ ("The Signalbox developers"),
                         "comments",
                         _ ("Set up eSIM on managed phones, tablets and PCs."),
                         "license-type",
                         GTK_LICENSE_GPL_3_0,
                         "translator-credits",
                         /* Translators: your names, one a line */
                         _ ("translator-credits"),
                         NULL);
}
