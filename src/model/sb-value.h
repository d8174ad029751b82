/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-record.h"

G_BEGIN_DECLS

/* Private to the model: what one field of a record holds. Which member of the union counts, the
 * field's type says; a zeroed value is an unknown one. */
typedef struct {
  SbValueState state;
  gboolean has_line; /* behind the NUL of `text` stands the same as one readable line */
  union {
    gint64 number; /* int64, time, boolean, enum */
    char *id;      /* one of sb_id_new() */
    char **strings;
    GPtrArray *ids;
    SbRecord *record;
    GPtrArray *records;
  };
  char *
    text; /* (nullable): a string, a version, an enumeration's word as sent, or what a mask shows */
} SbValue;

void sb_value_set_text (SbValue *self, const char *text);
const char *sb_value_get_line (const SbValue *self);
void sb_value_clear (SbValue *self, SbFieldType type);
void sb_value_copy (const SbValue *self, SbValue *copy, SbFieldType type);
gboolean sb_value_equal (const SbValue *a, const SbValue *b, SbFieldType type);

void sb_value_to_gvalue (const SbValue *self, SbFieldType type, GValue *gvalue);
GParamSpec *sb_value_new_param_spec (const SbField *field);

G_END_DECLS
