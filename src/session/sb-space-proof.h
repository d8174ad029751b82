/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-remote-list.h"

G_BEGIN_DECLS

/**
 * SbProof:
 * @SB_PROOF_NONE: nobody has asked yet, or the answer is on its way
 * @SB_PROOF_GIVEN: without a device space, the server has as many devices as in all spaces
 * @SB_PROOF_DIFFERS: it has another number
 * @SB_PROOF_NOT_COUNTED: it does not say how many it has
 * @SB_PROOF_FAILED: it could not be asked
 */
typedef enum {
  SB_PROOF_NONE,
  SB_PROOF_GIVEN,
  SB_PROOF_DIFFERS,
  SB_PROOF_NOT_COUNTED,
  SB_PROOF_FAILED,
} SbProof;

/**
 * SbSpaceProof:
 *
 * Whether leaving the device space out means all of them, which no client of the API relies on: a
 * server proves it once, by its numbers.
 *
 * Signal `changed`: the answer came.
 */
#define SB_TYPE_SPACE_PROOF (sb_space_proof_get_type ())
G_DECLARE_FINAL_TYPE (SbSpaceProof, sb_space_proof, SB, SPACE_PROOF, GObject)

/**
 * sb_space_proof_new:
 * @spaces: of the device spaces
 * @cancellable: ends what is being asked
 *
 * Returns: (transfer full): a proof that was not asked for
 */
SbSpaceProof *
sb_space_proof_new (SbServer *server, SbRemoteList *spaces, GCancellable *cancellable);

/**
 * sb_space_proof_get:
 *
 * Returns: what is known
 */
SbProof sb_space_proof_get (SbSpaceProof *self);
/**
 * sb_space_proof_ask:
 *
 * Asks for the number of devices of each space, and without one. Only once, unless it failed.
 */
void sb_space_proof_ask (SbSpaceProof *self);
/**
 * sb_space_proof_forget:
 *
 * Lets it be asked again the next time.
 */
void sb_space_proof_forget (SbSpaceProof *self);

G_END_DECLS
