/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-proxy.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SbNetwork:
 *
 * The connections of an account, in a thread of their own. Whatever a server does there, it does
 * not hold the main loop, and so not the deadlines.
 *
 * The thread ends by itself when nobody holds the network and nothing is under way: nobody waits
 * for it.
 */
typedef struct _SbNetwork SbNetwork;

/**
 * SbTransfer:
 *
 * One message on its way, seen from the thread that sends it.
 */
typedef struct _SbTransfer SbTransfer;

/**
 * SbArrival:
 * @error: (nullable): an SB_ERROR where there is no whole answer
 * @status: the HTTP status of the answer; never a redirect
 * @body: (nullable): the body, whole and decompressed; %NULL where only the head counts
 * @retry_after: (nullable): the header
 * @date: (nullable): the header
 * @truncated: the answer broke off in the middle of the body
 * @turned_away: nothing was sent, since the same secret was refused meanwhile: the status is 401
 *
 * What came of a transfer.
 */
typedef struct {
  GError *error;
  guint status;
  GBytes *body;
  char *retry_after;
  char *date;
  gboolean truncated;
  gboolean turned_away;
} SbArrival;

/* Called in the main context of who sends. */
typedef void (*SbArrivedFunc) (const SbArrival *arrival, gpointer user_data);

SbNetwork *sb_network_new (const char *ca_file, SbProxy *proxy);
SbNetwork *sb_network_ref (SbNetwork *self);
void sb_network_unref (SbNetwork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbNetwork, sb_network_unref)

void sb_network_suspect (SbNetwork *self);
gboolean sb_network_is_held (SbNetwork *self);
SbTransfer *sb_network_send (SbNetwork *self,
                             SoupMessage *message,
                             guint n_sign_ins,
                             gboolean impatient,
                             SbArrivedFunc arrived,
                             gpointer user_data);

gboolean sb_transfer_recall (SbTransfer *self);
void sb_transfer_end (SbTransfer *self);

G_END_DECLS
