/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbAuthorityRow:
 *
 * The certificate authority that an account trusts instead of the system's. A file is read and
 * copied when it is chosen, or refused; it is not needed again.
 *
 * Signal `refused` (GError): the file that was chosen is of no use; the one before stays.
 */
#define SB_TYPE_AUTHORITY_ROW (sb_authority_row_get_type ())
G_DECLARE_FINAL_TYPE (SbAuthorityRow, sb_authority_row, SB, AUTHORITY_ROW, AdwActionRow)

/* In whose folder the copy is. */
void sb_authority_row_set_account_id (SbAuthorityRow *self, const char *account_id);

/* (nullable) (transfer none): the copy; NULL where the system's authorities are trusted */
const char *sb_authority_row_get_path (SbAuthorityRow *self);
void sb_authority_row_set_path (SbAuthorityRow *self, const char *path);

/* Takes a file that was chosen, or refuses it, when it has been read. */
void sb_authority_row_choose (SbAuthorityRow *self, GFile *file);
gboolean sb_authority_row_is_reading (SbAuthorityRow *self);

G_END_DECLS
