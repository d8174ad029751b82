/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-command.h"
#include "sb-draft.h"

G_BEGIN_DECLS

/**
 * sb_same_field:
 * @a: a configuration
 * @b: another, or the same at another time
 *
 * Returns: whether both say the same of a field that a person can change. One that means nothing on
 *   the OS of either is the same
 */
gboolean sb_same_field (SbConfiguration *a, SbConfiguration *b, SbDraftField field);

/**
 * sb_same_configuration:
 * @sent: what the configuration was to be
 * @found: what the server says that it is
 *
 * Returns: whether everything that a person can change is the same
 */
gboolean sb_same_configuration (SbConfiguration *sent, SbConfiguration *found);

/**
 * sb_same_rebase:
 * @command: an edit or a deletion of a configuration
 * @onto: what the server holds meanwhile
 *
 * What an edit does not change stays as the server says it is. It is the same change all the same,
 * and keeps its key.
 *
 * Returns: (transfer full) (nullable): the command as if it had been made up from @onto; %NULL
 *   where @onto leaves something out, which would be taken away if it were sent back
 */
SbCommand *sb_same_rebase (SbCommand *command, SbConfiguration *onto);

/**
 * sb_same_join:
 * @edit: of a configuration
 * @current: what somebody else made of it meanwhile
 *
 * Both edits together, where nobody has to decide: no field was changed by both, or to the same,
 * and what is left to do of @edit reaches no device, so that none gets what nobody was asked about.
 *
 * Returns: (transfer full) (nullable): the edit as if it had been made up from @current, see
 *   [func@same_rebase]; %NULL where somebody has to decide
 */
SbCommand *sb_same_join (SbCommand *edit, SbConfiguration *current);

G_END_DECLS
