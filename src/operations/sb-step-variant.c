/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-step-variant"

#include "sb-step-variant.h"

#include "sb-variant.h"

/* What a step refers to, and under which name and as what it is written down. */
static const struct {
  const char *name;
  gsize offset;
  GType (*get_type) (void); /* (nullable): a command */
} objects[] = {
  { "joined", G_STRUCT_OFFSET (SbStep, joined), sb_configuration_get_type },
  { "outcome", G_STRUCT_OFFSET (SbStep, outcome), sb_outcome_get_type },
  { "doubtful", G_STRUCT_OFFSET (SbStep, doubtful), sb_configuration_get_type },
  { "now", G_STRUCT_OFFSET (SbStep, now), NULL },
  { "only", G_STRUCT_OFFSET (SbStep, only), sb_outcome_get_type },
};

/* The same of its numbers. */
static const struct {
  const char *name;
  gsize offset;
  gsize size;
} numbers[] = {
#define NUMBER(name, field)                                                                        \
  {                                                                                                \
    name, G_STRUCT_OFFSET (SbStep, field), sizeof ((SbStep *) NULL)->field                         \
  }
  NUMBER ("ended-at", ended_at),
  NUMBER ("n-parts-sent", n_parts_sent),
  NUMBER ("stops", stops),
  NUMBER ("asks", asks),
  NUMBER ("rested", rested),
  NUMBER ("at", at),
  NUMBER ("configurations-at-once", size.configurations),
  NUMBER ("devices-at-once", size.devices),
  NUMBER ("n-parts", n_parts),
  NUMBER ("part", part),
  NUMBER ("unsent", unsent),
  NUMBER ("first-sent-at", first_sent_at),
  NUMBER ("age", age),
  NUMBER ("lost", lost),
  NUMBER ("tries", tries),
  NUMBER ("joins", joins),
  NUMBER ("waits", waits),
  NUMBER ("accepted", accepted),
  NUMBER ("rejected-count", rejected_count),
  NUMBER ("unknown-count", unknown_count),
  NUMBER ("not-sent-count", not_sent_count),
  NUMBER ("left-out-count", left_out_count),
#undef NUMBER
};

static const char *const state_nicks[] = {
  [SB_CHANGE_WAITING] = "waiting",         [SB_CHANGE_SENT] = "sent",
  [SB_CHANGE_FINDING_OUT] = "finding-out", [SB_CHANGE_DONE] = "done",
  [SB_CHANGE_REFUSED] = "refused",         [SB_CHANGE_CANCELLED] = "cancelled",
  [SB_CHANGE_UNKNOWN] = "unknown",
};

static gint64
get_number (SbStep *self, guint i)
{
  return numbers[i].size == sizeof (gint64) ? G_STRUCT_MEMBER (gint64, self, numbers[i].offset)
                                            : G_STRUCT_MEMBER (guint, self, numbers[i].offset);
}

static void
set_number (SbStep *self, guint i, gint64 number)
{
  if (numbers[i].size == sizeof (gint64))
    G_STRUCT_MEMBER (gint64, self, numbers[i].offset) = number;
  else
    G_STRUCT_MEMBER (guint, self, numbers[i].offset) = (guint) CLAMP (number, 0, G_MAXUINT);
}

static gsize
count_devices (SbCommand *command)
{
  gsize n_ids;

  sb_command_get_device_ids (command, &n_ids);

  return n_ids;
}

/* (nullable) (transfer full): the part that is under way, as it follows from the command */
static SbCommand *
get_part (SbStep *self)
{
  return self->n_parts > 0 ? sb_command_get_part (self->command, self->size, self->part) : NULL;
}

/* @value: (transfer full) */
static void
insert (GVariantDict *dict, const char *name, GVariant *value)
{
  g_autoptr (GVariant) owned = value;

  g_variant_dict_insert_value (dict, name, owned);
}

const char *
sb_step_get_state_nick (SbStep *self)
{
  return state_nicks[self->state];
}

/**
 * sb_step_to_variant:
 *
 * Returns: (transfer full): all but the command, as it is written down
 */
GVariant *
sb_step_to_variant (SbStep *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (SbCommand) part = get_part (self);
  GVariantBuilder rejected;

  g_variant_dict_insert (&dict, "state", "s", state_nicks[self->state]);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    if (get_number (self, i) != 0)
      g_variant_dict_insert (&dict, numbers[i].name, "x", get_number (self, i));
  }
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++) {
    gpointer object = G_STRUCT_MEMBER (gpointer, self, objects[i].offset);

    /* A part follows from the command. */
    if (object == NULL || object == self->whole)
      continue;
    insert (&dict,
            objects[i].name,
            objects[i].get_type != NULL ? sb_record_to_variant (object)
                                        : sb_command_to_variant (object));
  }
  if (self->whole != NULL && count_devices (self->whole) < count_devices (part))
    insert (&dict, "whole", sb_command_to_variant (self->whole));
  if (self->error != NULL)
    insert (&dict, "error", sb_error_to_variant (self->error));

  g_variant_builder_init (&rejected, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->rejected->len; i++) {
    g_autoptr (GVariant) rejection = sb_record_to_variant (g_ptr_array_index (self->rejected, i));

    g_variant_builder_add_value (&rejected, rejection);
  }
  g_variant_dict_insert_value (&dict, "rejected", g_variant_builder_end (&rejected));

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static void
read_rejected (SbStep *self, GVariant *variant)
{
  GVariantIter iter;
  GVariant *child;

  g_variant_iter_init (&iter, variant);
  while ((child = g_variant_iter_next_value (&iter)) != NULL) {
    g_autoptr (GVariant) owned = child;

    g_ptr_array_add (self->rejected, sb_record_from_variant (SB_TYPE_REJECTION, owned));
  }
}

/**
 * sb_step_from_variant:
 * @command: what was written down beside it
 * @variant: what sb_step_to_variant() made
 *
 * Returns: (transfer full): the step, as another process left it
 */
SbStep *
sb_step_from_variant (SbCommand *command, GVariant *variant)
{
  SbStep *self = sb_step_new (command);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (variant);
  g_autoptr (GVariant) whole = NULL;
  g_autoptr (GVariant) error = NULL;
  g_autoptr (GVariant) rejected = NULL;
  const char *state = "";

  g_variant_dict_lookup (&dict, "state", "&s", &state);
  for (guint i = 0; i < G_N_ELEMENTS (state_nicks); i++) {
    if (g_str_equal (state, state_nicks[i]))
      self->state = i;
  }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    gint64 number;

    if (g_variant_dict_lookup (&dict, numbers[i].name, "x", &number))
      set_number (self, i, number);
  }
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++) {
    g_autoptr (GVariant) value = NULL;

    value = g_variant_dict_lookup_value (&dict, objects[i].name, G_VARIANT_TYPE_VARDICT);
    if (value != NULL)
      G_STRUCT_MEMBER (gpointer, self, objects[i].offset) =
        objects[i].get_type != NULL
          ? (gpointer) sb_record_from_variant (objects[i].get_type (), value)
          : (gpointer) sb_command_from_variant (value);
  }
  error = g_variant_dict_lookup_value (&dict, "error", G_VARIANT_TYPE_VARDICT);
  if (error != NULL)
    self->error = sb_error_from_variant (error);
  rejected = g_variant_dict_lookup_value (&dict, "rejected", G_VARIANT_TYPE ("aa{sv}"));
  if (rejected != NULL)
    read_rejected (self, rejected);

  if (self->n_parts > 0 && self->ended_at == 0) {
    whole = g_variant_dict_lookup_value (&dict, "whole", G_VARIANT_TYPE_VARDICT);
    self->whole = whole != NULL ? sb_command_from_variant (whole) : NULL;
    if (self->whole == NULL)
      self->whole = get_part (self);
    if (self->now == NULL)
      g_set_object (&self->now, self->whole);
  }

  return self;
}
