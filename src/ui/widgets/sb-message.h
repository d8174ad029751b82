/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum {
  SB_MESSAGE_PLAIN,
  SB_MESSAGE_SUGGESTED,
  SB_MESSAGE_DESTRUCTIVE,
} SbMessageStyle;

/**
 * SbMessage:
 *
 * A question over a window, modal: what is asked, what will happen, and two answers, of which
 * Cancel is the default.
 */
#define SB_TYPE_MESSAGE (sb_message_get_type ())
G_DECLARE_FINAL_TYPE (SbMessage, sb_message, SB, MESSAGE, AdwWindow)

/**
 * sb_message_ask_async:
 * @parent: a widget in the window that the question belongs to
 * @heading: what is asked, short
 * @body: what will happen, with the number of devices
 * @extra: (nullable) (transfer full): a widget below the body
 * @accept: the button's label with a mnemonic, such as "_Distribute"
 * @style: how the button looks
 * @cancellable: (nullable): takes the question away
 *
 * A decision: Cancel is the default and what Escape does. @extra may make the button insensitive
 * with sb_message_set_can_accept().
 *
 * There is no question without somebody who looks at what it is about: where @parent is not on the
 * screen nothing is asked, and the question goes with it.
 *
 * Finish returns %TRUE where the button was pressed, and else %FALSE.
 */
void sb_message_ask_async (GtkWidget *parent,
                           const char *heading,
                           const char *body,
                           GtkWidget *extra,
                           const char *accept,
                           SbMessageStyle style,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean sb_message_ask_finish (GAsyncResult *result);

/* For @extra: finds the dialog it is in. */
void sb_message_set_can_accept (GtkWidget *extra, gboolean can_accept);

/* For @extra: answers as the button does, where it can be pressed. */
void sb_message_accept (GtkWidget *extra);

/* Something to read and to copy: technical text in a scrolled, selectable view with Copy. */
void sb_message_show_details (GtkWidget *parent, const char *heading, const char *details);

G_END_DECLS
